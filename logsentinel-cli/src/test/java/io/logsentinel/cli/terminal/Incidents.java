package io.logsentinel.cli.terminal;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Named;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.util.List;
import java.util.Optional;

/** Made-up incidents. */
final class Incidents {
  /** 2017-07-07 13:45 and 15:27:30 on the clock. */
  static final long FIRST = 1_499_435_100_000L;

  static final long LAST = FIRST + 6_150_000;

  private Incidents() {}

  /** One attacker, one victim and a service, over two hours. */
  static Incident of(AttackPattern pattern, String attacker, String victim) {
    return of(
        pattern,
        List.of(
            new Participant(attacker, Role.ATTACKER, 4), new Participant(victim, Role.VICTIM, 4)),
        List.of(2L, 3L, 4L, 5L),
        FIRST,
        LAST);
  }

  static Incident withoutTimes(AttackPattern pattern, String attacker, String victim) {
    return of(
        pattern,
        List.of(
            new Participant(attacker, Role.ATTACKER, 1), new Participant(victim, Role.VICTIM, 1)),
        List.of(1_000L, 1_003L),
        FlowBatch.NO_TIME,
        FlowBatch.NO_TIME);
  }

  static Incident of(
      AttackPattern pattern,
      List<Participant> entities,
      List<Long> windows,
      long firstTime,
      long lastTime) {
    String attacker = entities.get(0).address();
    String victim = entities.get(entities.size() - 1).address();
    String service = pattern == AttackPattern.BOT ? attacker : victim;
    Channel pairs = new Channel.OfEntities(EntityKind.PAIR, EntityMeasure.FLOWS, "hosts", false);
    Evidence evidence =
        new Evidence(
            pairs,
            Optional.of(Entity.pair(attacker, victim)),
            5_053,
            0.3,
            new TypicalRange(0, 4.45),
            0.1,
            30,
            1e-12,
            7);
    return new Incident(
        "5daff435c6ec",
        "windowed_cleaned_Friday-Afternoon.csv",
        pattern,
        List.of(new Named(pattern, windows.size())),
        Severity.HIGH,
        pattern.confidence(1),
        Decision.SUSPICIOUS,
        windows,
        firstTime,
        lastTime,
        8_000,
        5_053,
        1e-12,
        50,
        entities,
        entities.size() < 10 ? 0 : 1_234,
        List.of("22"),
        List.of(evidence),
        List.of(),
        List.of(new EntityTotals(Entity.service(service, "22"), 4, 5_053, 9, 9, 1, 1)),
        attacker + " opened 5,053 connections to " + victim + ".");
  }
}
