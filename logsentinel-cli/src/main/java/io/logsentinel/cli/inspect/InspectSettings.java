package io.logsentinel.cli.inspect;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormat;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The options of an inspection.
 *
 * @param format of the files
 * @param clock of times without AM, PM or a zone
 * @param timeZone of times that name none, where it is known
 */
public record InspectSettings(FlowFormat format, HourClock clock, Optional<ZoneId> timeZone) {}
