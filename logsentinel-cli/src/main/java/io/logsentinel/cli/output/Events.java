package io.logsentinel.cli.output;

import io.logsentinel.cli.output.Event.Activity;
import io.logsentinel.cli.output.Event.Naming;
import io.logsentinel.cli.output.Event.Times;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Decision.Confidence;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.ZScorePattern;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events of incidents, of alerts, and of silence. */
final class Events {
  private static final int ID_DIGITS = 32;

  /** Chances that are called high and medium. */
  private static final double HIGH = 0.8;

  private static final double MEDIUM = 0.5;

  private Events() {}

  /**
   * {@return the event of an incident}
   *
   * @param drift of its file, where that was judged
   * @param zoned whether the zone of its times is known
   */
  static Event of(Incident incident, Optional<Drift> drift, boolean zoned) {
    AttackPattern pattern = incident.pattern();
    Times times = new Times(incident.firstTime(), incident.lastTime(), zoned);
    return new Event(
        id("incident", incident.file(), incident.firstWindow(), times),
        incident.file(),
        incident.windows(),
        times,
        incident.severity(),
        new Naming(
            lower(pattern),
            pattern.label(),
            lower(pattern.family()),
            pattern.techniques().stream().map(Technique::of).toList(),
            OptionalDouble.of(incident.confidence()),
            incident.confidence() >= HIGH ? 3 : incident.confidence() >= MEDIUM ? 2 : 1,
            pattern.nextStep()),
        incident.decision(),
        Endpoints.of(incident),
        incident.entities(),
        Stream.concat(incident.evidence().stream(), incident.metrics().stream())
            .sorted(Comparator.comparingDouble(Evidence::strength).reversed())
            .map(Observation::of)
            .toList(),
        incident.reason(),
        drift,
        Optional.of(incident),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * {@return the event of an alert: its rule knows sums of windows, and neither addresses nor
   * techniques}
   *
   * @param baseline that it was held against
   * @param times of its window
   */
  static Event of(Alert alert, Baseline baseline, Times times) {
    ZScorePattern pattern = alert.pattern();
    List<Observation> observations =
        alert.topIndicators().stream()
            .map(top -> Observation.of(top, baseline.spreads().get(top.metric().ordinal())))
            .toList();
    return new Event(
        id("alert", alert.file(), alert.window().id(), times),
        alert.file(),
        List.of(alert.window().id()),
        times,
        alert.severity(),
        new Naming(
            lower(pattern),
            pattern.label(),
            "z_score",
            List.of(),
            OptionalDouble.empty(),
            pattern.confidence().ordinal() + 1,
            pattern.actionHint()),
        alert.decision(),
        Endpoints.NONE,
        List.of(),
        observations,
        pattern.label()
            + " in window "
            + alert.window().id()
            + ": "
            + observations.stream().map(Observation::words).collect(Collectors.joining(", "))
            + ".",
        Optional.empty(),
        Optional.empty(),
        Optional.of(alert),
        Optional.empty());
  }

  /**
   * {@return the event of a source that fell silent, or is heard again} Its times are of this
   * machine, not of the flows.
   */
  static Event of(Silence silence) {
    Times times = new Times(silence.since(), silence.until(), true);
    return new Event(
        id("silence", silence.file(), silence.window(), times),
        silence.file(),
        List.of(silence.window()),
        times,
        Severity.MEDIUM,
        new Naming(
            "silent_source",
            "Silent source",
            "availability",
            List.of(),
            OptionalDouble.empty(),
            Confidence.HIGH.ordinal() + 1,
            "See whether the exporter runs, and whether it still writes to this path."),
        Decision.SUSPICIOUS,
        Endpoints.NONE,
        List.of(),
        List.of(),
        silence.words() + ".",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(silence.isOver() ? Activity.CLOSE : Activity.CREATE));
  }

  /**
   * The file's name alone would give the first incident of each day's {@code today.csv} one id; all
   * else of an incident may change while its file grows.
   */
  private static String id(String kind, String file, long window, Times times) {
    String content = String.join("\n", kind, file, Long.toString(window));
    String timed = times.areKnown() ? content + "\n" + times.first() : content;
    return Digests.sha256Hex(timed.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
