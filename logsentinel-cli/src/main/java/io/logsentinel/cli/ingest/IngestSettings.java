package io.logsentinel.cli.ingest;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormat;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * The options of the ingest of flows into windows.
 *
 * @param format of the raw files
 * @param windowSize flows per window
 * @param timeZone of the clock that the flows' times were read from, where it is known
 * @param clock of times without AM, PM or a zone
 * @param keepCleaned whether the cleaned files are written
 * @param allow what is left out of the windows' profiles
 */
public record IngestSettings(
    FlowFormat format,
    int windowSize,
    Optional<ZoneId> timeZone,
    HourClock clock,
    boolean keepCleaned,
    AllowFile allow) {
  /** Below it, a window says less than its profile costs. */
  private static final int FEW_FLOWS = 5;

  /** The memory that a flow takes in two windows of different addresses: measured, rounded up. */
  private static final long BYTES_PER_FLOW = 200;

  private static final int MEBIBYTE = 1 << 20;

  /**
   * Options of an ingest in which nothing is allowed.
   *
   * @param format as of the other
   * @param windowSize as of the other
   * @param timeZone as of the other
   * @param clock as of the other
   * @param keepCleaned as of the other
   */
  public IngestSettings(
      FlowFormat format,
      int windowSize,
      Optional<ZoneId> timeZone,
      HourClock clock,
      boolean keepCleaned) {
    this(format, windowSize, timeZone, clock, keepCleaned, AllowFile.NONE);
  }

  /** {@return the zone that local times are converted with: UTC where none is known} */
  public ZoneId zone() {
    return timeZone.orElse(ZoneOffset.UTC);
  }

  /**
   * {@return what is odd about the size of the windows, to be told before anything is read}
   *
   * @param heapBytes the most memory that there is, in bytes
   */
  public Optional<String> oddWindows(long heapBytes) {
    if (windowSize < FEW_FLOWS) {
      return Optional.of(
          "--window-size "
              + windowSize
              + ": a window costs as much as some hundred flows, so a million flows may take"
              + " minutes, and one of so few flows says next to nothing; 100 and more are usual");
    }
    long most = BYTES_PER_FLOW * windowSize;
    return most <= heapBytes
        ? Optional.empty()
        : Optional.of(
            "--window-size "
                + windowSize
                + ": where most addresses differ, such windows take up to "
                + most / MEBIBYTE
                + " MiB of memory, and there are "
                + heapBytes / MEBIBYTE
                + " MiB; take smaller windows, or LOGSENTINEL_JAVA_OPTS=-Xmx"
                + 2 * most / MEBIBYTE
                + "m");
  }
}
