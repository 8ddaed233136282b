package io.logsentinel.cli.command;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A converter of an option's text into a clock. */
final class ClockConverter implements ITypeConverter<HourClock> {
  @Override
  public HourClock convert(String text) {
    try {
      return HourClock.of(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
