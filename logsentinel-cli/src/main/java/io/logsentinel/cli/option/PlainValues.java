package io.logsentinel.cli.option;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Grammar of numbers, paths and constants, the same wherever an option's text comes from: decimal
 * digits of ASCII, no blanks, no hexadecimal, and no path that is empty.
 */
public final class PlainValues {
  private static final String WHOLE = "-?[0-9]+";
  private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

  private PlainValues() {}

  /**
   * Has a command and those below it read values so. The converters are no lambdas: the library's
   * interfaces are in an old format, so these would be made anew in every run.
   *
   * @param line with the command
   * @return the same
   */
  public static CommandLine of(CommandLine line) {
    ConstantOf.register(line);
    Whole whole = new Whole();
    Large large = new Large();
    OfNumber number = new OfNumber();
    return line.registerConverter(int.class, whole)
        .registerConverter(Integer.class, whole)
        .registerConverter(long.class, large)
        .registerConverter(Long.class, large)
        .registerConverter(double.class, number)
        .registerConverter(Double.class, number)
        .registerConverter(Path.class, new OfPath());
  }

  /** A converter into an int. */
  private static final class Whole implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
  }

  /** A converter into a long. */
  private static final class Large implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }
  }

  /** A converter into a double. */
  private static final class OfNumber implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text);
    }
  }

  /** A converter into a path. */
  private static final class OfPath implements ITypeConverter<Path> {
    @Override
    public Path convert(String text) {
      return path(text);
    }
  }

  private static long whole(String text, long least, long most) {
    if (!text.matches(WHOLE)) {
      throw new TypeConversionException("it must be a whole number but is `" + text + "`");
    }
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // of too many digits: said below
    }
    throw new TypeConversionException(
        "it must be a whole number from " + least + " to " + most + " but is `" + text + "`");
  }

  private static double number(String text) {
    if (!text.matches(NUMBER)) {
      throw new TypeConversionException(
          "it must be a number, as 0.02 or 2e-2, but is `" + text + "`");
    }
    return Double.parseDouble(text);
  }

  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("it must name a file or folder but is empty");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "`" + text + "` can be no name here: " + e.getReason().toLowerCase(Locale.ROOT));
    }
  }
}
