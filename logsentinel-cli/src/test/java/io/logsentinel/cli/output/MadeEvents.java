package io.logsentinel.cli.output;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.detect.zscore.ZScorePattern;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Named;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Made-up events. */
final class MadeEvents {
  /** 2017-07-07T13:45:00Z. */
  static final long FIRST = 1_499_435_100_000L;

  static final String FILE = "windowed_cleaned_friday.csv";

  private MadeEvents() {}

  static Event of(AttackPattern pattern, String attacker, String victim) {
    return event(incident(pattern, FILE, attacker, victim, "22", "A sentence.", FIRST));
  }

  static Event event(Incident incident) {
    return Events.of(incident, Optional.empty(), false);
  }

  /** One attacker, one victim and a service, over 90 seconds. */
  static Incident incident(
      AttackPattern pattern,
      String file,
      String attacker,
      String victim,
      String port,
      String reason,
      long first) {
    String service = pattern == AttackPattern.BOT ? attacker : victim;
    Channel pairs = new Channel.OfEntities(EntityKind.PAIR, EntityMeasure.FLOWS, "hosts", false);
    Evidence evidence =
        new Evidence(
            pairs,
            Optional.of(Entity.pair(attacker, victim)),
            5_053,
            0.25,
            new TypicalRange(0, 4.5),
            0.1,
            30,
            1e-12,
            7);
    boolean isKnown = pattern.family() != AttackPattern.Family.UNKNOWN;
    return new Incident(
        "5daff435c6ec",
        file,
        pattern,
        List.of(new Named(pattern, 2)),
        Severity.HIGH,
        pattern.confidence(2),
        Decision.SUSPICIOUS,
        List.of(2L, 4L),
        first,
        first == FlowBatch.NO_TIME ? first : first + 90_000,
        8_000,
        5_053,
        1e-12,
        50.5,
        List.of(
            new Participant(attacker, isKnown ? Role.ATTACKER : Role.INVOLVED, 2),
            new Participant(victim, isKnown ? Role.VICTIM : Role.INVOLVED, 1)),
        3,
        List.of(port),
        List.of(evidence),
        List.of(),
        List.of(new EntityTotals(Entity.service(service, port), 2, 5_053, 9, 9, 1, 1)),
        reason);
  }

  static Baseline baseline() {
    return new Baseline(Arrays.stream(Metric.values()).map(metric -> new Spread(100, 10)).toList());
  }

  static Alert alert(String file, double index) {
    return new Alert(
        file,
        new Window(7, 500, 1, 2, 3, 4, 5, 6, 7, 8, Double.NaN),
        Severity.CRITICAL,
        ZScorePattern.DDOS,
        index,
        index,
        List.of(new Indicator(Metric.TOTAL_PACKETS, 150, 5)),
        Optional.empty(),
        Optional.<OutlierVerdict>empty(),
        Decision.SUSPICIOUS);
  }

  static Event alertEvent(String file, double index, long first) {
    return Events.of(alert(file, index), baseline(), new Event.Times(first, first, true));
  }
}
