package io.logsentinel.cli.run;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.window.Windower;
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
 */
public record IngestSettings(
    FlowFormat format,
    int windowSize,
    Optional<ZoneId> timeZone,
    HourClock clock,
    boolean keepCleaned) {

  /** {@return the options where none are given} */
  public static IngestSettings defaults() {
    return new IngestSettings(
        FlowFormats.AUTO, Windower.DEFAULT_WINDOW_SIZE, Optional.empty(), HourClock.AUTO, true);
  }

  /**
   * The same but for the windows' size.
   *
   * @param flows per window
   * @return the settings
   */
  public IngestSettings withWindowSize(int flows) {
    return new IngestSettings(format, flows, timeZone, clock, keepCleaned);
  }

  /** {@return the same without cleaned files} */
  public IngestSettings withoutCleaned() {
    return new IngestSettings(format, windowSize, timeZone, clock, false);
  }

  /** {@return the zone that local times are converted with: UTC where none is known} */
  ZoneId zone() {
    return timeZone.orElse(ZoneOffset.UTC);
  }
}
