package io.logsentinel.cli.option;

import io.logsentinel.cli.output.OutputTarget;
import io.logsentinel.cli.output.SyslogTarget;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Windower;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Converters of options' texts into values; what is none of these is told with the limits. */
public final class Converters {
  private Converters() {}

  /** A converter into a clock. */
  public static final class OfClock implements ITypeConverter<HourClock> {
    @Override
    public HourClock convert(String text) {
      try {
        return HourClock.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("it must be 12, 24 or auto but is `" + text + "`");
      }
    }
  }

  /** A converter into a clock that times are written with. */
  public static final class OfWrittenClock implements ITypeConverter<HourClock> {
    @Override
    public HourClock convert(String text) {
      if (!text.matches("12|24")) {
        throw new TypeConversionException("it must be 12 or 24 but is `" + text + "`");
      }
      return HourClock.of(text);
    }
  }

  /** A converter into a length of time. */
  public static final class OfDuration implements ITypeConverter<Duration> {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    @Override
    public Duration convert(String text) {
      Matcher matcher = TEXT.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "it must be a number with ms, s, m, h or d, as 5s or 15m, but is `" + text + "`");
      }
      long number = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(number);
        case "s" -> Duration.ofSeconds(number);
        case "m" -> Duration.ofMinutes(number);
        case "h" -> Duration.ofHours(number);
        default -> Duration.ofDays(number);
      };
    }
  }

  /** A converter into a place for events. */
  static final class OfOutput implements ITypeConverter<OutputTarget> {
    @Override
    public OutputTarget convert(String text) {
      try {
        return OutputTarget.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A converter into a receiver of syslog messages. */
  static final class OfSyslog implements ITypeConverter<SyslogTarget> {
    @Override
    public SyslogTarget convert(String text) {
      try {
        return SyslogTarget.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A converter into a number of flows per window. */
  public static final class OfWindowSize implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return size(text, "");
    }

    private static int size(String text, String orElse) {
      int size = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
      if (size < 1 || size > Windower.MAX_WINDOW_SIZE) {
        throw new TypeConversionException(
            "it must be a whole number from 1 to "
                + HumanNumber.grouped(Windower.MAX_WINDOW_SIZE)
                + orElse
                + " but is `"
                + text
                + "`");
      }
      return size;
    }
  }

  /** A converter into a number of flows per window, 0 for {@code auto}. */
  public static final class OfWindowSizeOrAuto implements ITypeConverter<Integer> {
    private static final String AUTO = "auto";

    @Override
    public Integer convert(String text) {
      return text.equalsIgnoreCase(AUTO) ? 0 : OfWindowSize.size(text, " or auto");
    }
  }

  /** The value of an option as people write it; empty where it has none. */
  static String text(OptionSpec option) {
    boolean isAuto =
        Integer.valueOf(0).equals(option.getValue())
            && Stream.of(option.converters()).anyMatch(OfWindowSizeOrAuto.class::isInstance);
    return isAuto ? OfWindowSizeOrAuto.AUTO : Objects.toString(option.getValue(), "");
  }

  /** A converter into a range of addresses. */
  public static final class OfRange implements ITypeConverter<Cidr> {
    @Override
    public Cidr convert(String text) {
      try {
        return Cidr.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** A converter into a time zone. */
  public static final class OfZone implements ITypeConverter<ZoneId> {
    @Override
    public ZoneId convert(String text) {
      try {
        return ZoneId.of(text);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "it must be a time zone as America/Halifax, UTC or +02:00 but is `" + text + "`");
      }
    }
  }
}
