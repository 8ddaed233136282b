package io.logsentinel.cli.run;

import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.window.Windower;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * The options of the ingest of flows into windows.
 *
 * @param format of the raw files
 * @param windowSize flows per window
 * @param timeZone of the clock that the flows' times were read from
 * @param keepCleaned whether the cleaned files are written
 */
public record IngestSettings(
    FlowFormat format, int windowSize, ZoneId timeZone, boolean keepCleaned) {
  /** {@return the options where none are given} */
  public static IngestSettings defaults() {
    return new IngestSettings(FlowFormats.AUTO, Windower.DEFAULT_WINDOW_SIZE, ZoneOffset.UTC, true);
  }

  /**
   * The same but for the windows' size.
   *
   * @param flows per window
   * @return the settings
   */
  public IngestSettings withWindowSize(int flows) {
    return new IngestSettings(format, flows, timeZone, keepCleaned);
  }

  /** {@return the same without cleaned files} */
  public IngestSettings withoutCleaned() {
    return new IngestSettings(format, windowSize, timeZone, false);
  }
}
