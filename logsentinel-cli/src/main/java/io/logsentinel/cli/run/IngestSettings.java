package io.logsentinel.cli.run;

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
  ZoneId zone() {
    return timeZone.orElse(ZoneOffset.UTC);
  }
}
