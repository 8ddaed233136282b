package io.logsentinel.flink;

import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.text.Cidr;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Options of a job: {@code --name value}, each at most once. As words they go with the job to where
 * it runs.
 */
final class JobOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private final TreeMap<String, String> values = new TreeMap<>();
  private final TreeSet<String> known = new TreeSet<>();

  /**
   * The options of a command line.
   *
   * @param args as they came
   * @throws IllegalArgumentException if one is twice there, or without a value
   */
  JobOptions(String... args) {
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--") || i + 1 == args.length) {
        throw new IllegalArgumentException(
            "`" + args[i] + "` must be an option and its value, as in --input flows.csv");
      }
      if (values.put(args[i].substring(2), args[i + 1]) != null) {
        throw new IllegalArgumentException(args[i] + " is there twice; give it once");
      }
    }
  }

  /** Takes a value for that of an option which is not given. */
  void assume(String name, String value) {
    values.putIfAbsent(name, value);
  }

  /** {@return the value of an option; the other one where it is not given} */
  String value(String name, String otherwise) {
    known.add(name);
    return values.getOrDefault(name, otherwise);
  }

  /** {@return the value of an option that must be given} */
  String required(String name) {
    String value = value(name, "");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("--" + name + " is missing; add --" + name + " …");
    }
    return value;
  }

  /** {@return the bytes of the file that an option names; none where it is not given} */
  byte[] file(String name) throws IOException {
    String file = value(name, "");
    return file.isEmpty() ? new byte[0] : JobParts.bytes(file);
  }

  /** Refuses what is given and was never asked for; after all that a job knows was. */
  void requireAllKnown() {
    for (String name : values.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "`--" + name + "` is no option of this job; there are --" + String.join(", --", known));
      }
    }
  }

  /** {@return what the engine is told, with the rules of an allowlist, if there is a byte of it} */
  SentinelOptions sentinel(byte[] allowlist) {
    String rules = new String(allowlist, StandardCharsets.UTF_8);
    SentinelOptions options =
        SentinelOptions.defaults()
            .withFormat(FlowFormats.named(value("format", FlowFormats.AUTO.name())))
            .withClock(HourClock.of(value("clock", HourClock.AUTO.word())))
            .withAllowlist(
                rules.isEmpty() ? Allowlist.NONE : Allowlist.parse(rules, AttackPattern.words()));
    String rate = value("false-alarm-rate", Double.toString(options.falseAlarmRate()));
    try {
      options = options.withFalseAlarmRate(Double.parseDouble(rate));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--false-alarm-rate must be a number but is " + rate, e);
    }
    String inside = value("inside", "");
    options =
        options.withInside(
            Stream.of(inside.split(",")).filter(it -> !it.isBlank()).map(Cidr::parse).toList());
    String zone = value("time-zone", "");
    try {
      options = zone.isEmpty() ? options : options.withTimeZone(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--time-zone must be a zone but is " + zone, e);
    }
    String adapt = value("adapt", "auto");
    return switch (adapt) {
      case "auto" -> options;
      case "none" -> options.withoutAdapting();
      default -> throw new IllegalArgumentException("--adapt must be auto or none but is " + adapt);
    };
  }
}
