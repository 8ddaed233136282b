package io.logsentinel.cli.run;

import java.time.ZoneId;

/**
 * The options of the ingest of flows into windows.
 *
 * @param windowSize flows per window
 * @param timeZone of the clock that the flows' times were read from
 * @param keepCleaned whether the cleaned files are written
 */
public record IngestSettings(int windowSize, ZoneId timeZone, boolean keepCleaned) {}
