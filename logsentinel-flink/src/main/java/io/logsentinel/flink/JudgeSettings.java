package io.logsentinel.flink;

import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.text.Cidr;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Options of judging, as words: so they go with the job to where it runs.
 *
 * @param format name of the flows' format
 * @param clock of times without AM or PM: 12, 24 or auto
 * @param zone of times that name none; empty where it is not known
 * @param falseAlarmRate share of benign windows that may alarm, above 0 and below 1
 * @param inside ranges of one's own public addresses, with commas between; empty where learned
 * @param adapt whether windows are held against those before them too: auto or none
 */
record JudgeSettings(
    String format, String clock, String zone, double falseAlarmRate, String inside, String adapt)
    implements Serializable {

  /** Names of the arguments that {@link #of} reads. */
  static final List<String> ARGUMENTS =
      List.of("format", "clock", "time-zone", "false-alarm-rate", "inside", "adapt");

  /**
   * {@return the settings of a job, all of them tried}
   *
   * @param arguments of the job
   * @param clock where none is given
   * @throws IllegalArgumentException if one is none
   */
  static JudgeSettings of(JobArguments arguments, String clock) {
    String rate =
        arguments
            .optional("false-alarm-rate")
            .orElse(Double.toString(Detector.DEFAULT_FALSE_ALARM_RATE));
    double number;
    try {
      number = Double.parseDouble(rate);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--false-alarm-rate must be a number but is " + rate, e);
    }
    JudgeSettings settings =
        new JudgeSettings(
            arguments.optional("format").orElse(FlowFormats.AUTO.name()),
            arguments.optional("clock").orElse(clock),
            arguments.optional("time-zone").orElse(""),
            number,
            arguments.optional("inside").orElse(""),
            arguments.optional("adapt").orElse("auto"));
    settings.options(Allowlist.NONE);
    return settings;
  }

  SentinelOptions options(Allowlist allowlist) {
    if (!List.of("auto", "none").contains(adapt)) {
      throw new IllegalArgumentException("--adapt must be auto or none but is " + adapt);
    }
    SentinelOptions options =
        SentinelOptions.defaults()
            .withFormat(FlowFormats.named(format))
            .withClock(hourClock())
            .withFalseAlarmRate(falseAlarmRate)
            .withInside(
                Stream.of(inside.split(",")).filter(it -> !it.isBlank()).map(Cidr::parse).toList())
            .withAllowlist(allowlist);
    options = zone.isEmpty() ? options : options.withTimeZone(zoneOfTimes());
    return adapt.equals("none") ? options.withoutAdapting() : options;
  }

  HourClock hourClock() {
    return Arrays.stream(HourClock.values())
        .filter(it -> it.word().equals(clock))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("--clock must be 12, 24 or auto but is " + clock));
  }

  ZoneId zoneOfTimes() {
    try {
      return zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--time-zone must be a zone but is " + zone, e);
    }
  }

  static BaselineState baseline(byte[] bytes) throws IOException {
    return BaselineStateJson.read(new ByteArrayInputStream(bytes));
  }

  static Allowlist allowlist(String text) {
    return text.isEmpty() ? Allowlist.NONE : Allowlist.parse(text, AttackPattern.words());
  }
}
