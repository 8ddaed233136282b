package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectionTest {
  private static final Profile PROFILE =
      Network.profile(0, List.of(Network.flow("10.0.0.5", "10.0.0.6", 22, 1, 2, 3)));

  private static Optional<Detection> detection(double pValue, double rate, OutlierVerdict opinion) {
    Finding finding = new Finding(3, pValue, false, List.of());
    return Detection.of("a.csv", PROFILE, finding, rate, Optional.ofNullable(opinion), it -> false);
  }

  @Test
  void onlyAPValueBelowTheRateAlarms() {
    assertFalse(detection(0.01, 0.01, null).isPresent());
    assertFalse(detection(1, 0.01, new OutlierVerdict(-1, true)).isPresent());
    assertTrue(detection(Math.nextDown(0.01), 0.01, null).isPresent());
    assertTrue(detection(0.01, Math.nextUp(0.01), null).isPresent());
  }

  @Test
  void aDecisionIsConfirmed_whereTheForestAgrees() {
    for (boolean anomalous : new boolean[] {false, true}) {
      Detection detection = detection(1e-4, 0.01, new OutlierVerdict(0.5, anomalous)).orElseThrow();
      assertEquals(
          anomalous ? Decision.CONFIRMED_ANOMALY : Decision.SUSPICIOUS, detection.decision());
      assertEquals(Optional.of(new OutlierVerdict(0.5, anomalous)), detection.opinion());
    }
    Detection alone = detection(1e-4, 0.01, null).orElseThrow();
    assertEquals(Decision.SUSPICIOUS, alone.decision());
    assertEquals("Nothing stands out.", alone.reason());
    assertEquals(List.of(), alone.entities());
  }

  @Test
  void entitiesAreTheTenThatTheStrongestEvidenceSpeaksOf() {
    List<Evidence> evidence =
        IntStream.range(0, 12)
            .mapToObj(
                i ->
                    new Evidence(
                        new Channel.OfEntities(
                            EntityKind.PAIR, EntityMeasure.FLOWS, Channel.HOSTS, false),
                        Optional.of(new Entity(EntityKind.PAIR, "a" + i, "b" + i)),
                        1,
                        0,
                        new TypicalRange(0, 0),
                        0,
                        1 + i % 6,
                        0.125,
                        0))
            .toList();
    Finding finding = new Finding(3, 1e-4, false, evidence);
    // of equal ones in the order of their names
    assertEquals(
        List.of("a11", "a5", "b11", "b5", "a10", "a4", "b10", "b4", "a3", "a9"),
        Detection.of("a", PROFILE, finding, 0.01, Optional.empty(), it -> false)
            .orElseThrow()
            .entities());
  }
}
