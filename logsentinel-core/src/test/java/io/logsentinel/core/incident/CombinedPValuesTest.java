package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What comes by chance: windows that hardly alarm, alone or few together. */
class CombinedPValuesTest {
  private static final double LEAST = 1e-3;

  private static Detection detection(double pValue, long window) {
    return detection(AttackPattern.BRUTE_FORCE, pValue, window);
  }

  private static Detection detection(AttackPattern pattern, double pValue, long window) {
    Detection of = Detections.of(pattern).graded(13, Severity.LOW).window(window);
    Finding finding = of.finding();
    return new Detection(
        of.file(),
        of.profile(),
        new Finding(
            finding.score(),
            pValue,
            1,
            finding.extrapolated(),
            finding.evidence(),
            Optional.empty()),
        of.severity(),
        of.pattern(),
        of.confidence(),
        of.entities(),
        of.attacker(),
        of.victim(),
        of.port(),
        of.opinion(),
        of.decision(),
        of.reason());
  }

  private static List<Incident> end(IncidentCorrelator correlator) {
    List<Incident> incidents = new ArrayList<>(correlator.end());
    assertEquals(List.of(), correlator.open());
    return incidents;
  }

  /** The probability as it is written down in books, where doubles hold it. */
  @Property(tries = 2000)
  void unlikely_isFishersProbabilityTimesTheWays(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 500) Integer> tenThousandths,
      @ForAll @IntRange(min = 0, max = 40) int quiet) {
    int windows = tenThousandths.size();
    int span = windows == 1 ? 1 : windows + quiet;
    double product = 1;
    double logs = 0;
    for (int each : tenThousandths) {
      product *= each / 1e4;
      logs += Math.log(each / 1e4);
    }
    double sum = 0;
    double term = 1;
    double ways = 1;
    for (int i = 0; i < windows; i++) {
      sum += term;
      term *= -Math.log(product) / (i + 1);
      ways *= i == 0 ? 1 : (span - i) / (double) i;
    }
    double probability = product * sum * ways;
    if (Math.abs(probability / LEAST - 1) > 1e-9) {
      assertEquals(
          probability < LEAST,
          CombinedPValues.isUnlikely(windows, span, logs, LEAST),
          "probability " + probability);
    }
  }

  @Test
  void manyWindows_areNoNumberThatIsNone() {
    assertTrue(CombinedPValues.isUnlikely(100_000, 100_000, 100_000 * Math.log(0.01), LEAST));
    assertFalse(CombinedPValues.isUnlikely(100_000, 100_000, 100_000 * Math.log(0.9), LEAST));
    assertTrue(CombinedPValues.isUnlikely(3, 3, 3 * Math.log(1e-300), LEAST));
  }

  @Test
  void twoSideBySide_areNoIncident_unlessTheyAreUnlikelyTogether() {
    IncidentCorrelator correlator = new IncidentCorrelator();
    correlator.add(detection(0.012, 17));
    correlator.add(detection(0.016, 18));
    assertEquals(List.of(), correlator.open());
    assertEquals(List.of(), end(correlator));
    assertEquals(2, correlator.lone());

    IncidentCorrelator unlikely = new IncidentCorrelator();
    unlikely.add(detection(0.004, 17));
    unlikely.add(detection(0.004, 18));
    assertEquals(1, unlikely.open().size());
    assertEquals(List.of(17L, 18L), end(unlikely).get(0).windows());
    assertEquals(0, unlikely.lone());
  }

  /** Of a hundred incidents that look like nothing known at most one is an attack. */
  @Test
  void whatLooksLikeNoAttack_hasToBeLessLikely() {
    for (AttackPattern pattern : List.of(AttackPattern.UNKNOWN, AttackPattern.DISCOVERY)) {
      IncidentCorrelator likely = new IncidentCorrelator();
      likely.add(detection(pattern, 5e-4, 17));
      assertEquals(List.of(), end(likely));
      assertEquals(1, likely.lone());
      IncidentCorrelator together = new IncidentCorrelator();
      for (int window = 0; window < 4; window++) {
        together.add(detection(pattern, 0.002, window));
      }
      assertEquals(4, end(together).get(0).windows().size());
      IncidentCorrelator unlikely = new IncidentCorrelator();
      unlikely.add(detection(pattern, 9e-6, 17));
      assertEquals(1, end(unlikely).size());
    }
    IncidentCorrelator named = new IncidentCorrelator();
    named.add(detection(5e-4, 17));
    assertEquals(1, end(named).size());
  }

  /** The more windows they lie apart, the less a second one says; many in a row say enough. */
  @Test
  void howFarApartAndHowManyTheyAre_counts() {
    IncidentCorrelator apart = new IncidentCorrelator();
    apart.add(detection(0.005, 10));
    apart.add(detection(0.005, 15));
    assertEquals(List.of(), end(apart));
    IncidentCorrelator row = new IncidentCorrelator();
    for (int window = 0; window < 5; window++) {
      row.add(detection(0.015, window));
    }
    assertEquals(5, end(row).get(0).windows().size());
  }

  /** Whoever was told that an incident is open is told how it ends, whatever comes after. */
  @Property(tries = 500)
  void whatWasTold_isAnIncidentToItsEnd(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 3, max = 200) Integer> tenThousandths,
      @ForAll @Size(12) List<@IntRange(min = 1, max = 5) Integer> steps) {
    IncidentCorrelator correlator = new IncidentCorrelator();
    Set<Long> told = new HashSet<>();
    long window = 0;
    for (int i = 0; i < tenThousandths.size(); i++) {
      window += steps.get(i);
      double pValue = tenThousandths.get(i) / 1e4;
      assertEquals(List.of(), correlator.add(detection(pValue, window)));
      correlator.open().forEach(incident -> told.addAll(incident.windows()));
      assertEquals(
          IncidentCorrelator.isToldAlone(pValue, AttackPattern.BRUTE_FORCE) || !told.isEmpty(),
          !correlator.open().isEmpty());
    }
    List<Incident> incidents = end(correlator);
    Set<Long> ended = new HashSet<>();
    incidents.forEach(incident -> ended.addAll(incident.windows()));
    assertTrue(ended.containsAll(told));
    assertEquals(tenThousandths.size(), ended.size() + correlator.lone());
  }
}
