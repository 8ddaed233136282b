package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.MetricReading;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.EntityReading;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.AttackPattern.RuledOut;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What must hold of the explanation of any window. */
class ExplanationTest {
  private static final String OUT = "203.0.113.66";
  private static final Detector DETECTOR = Detector.learn(new Network(31).windows(40));

  /** So many flows of one kind of attack or another. */
  private static List<FlowRecord> attack(int kind, int flows) {
    return switch (kind) {
      case 0 -> List.of();
      case 1 -> flows(flows, i -> Network.flow(OUT, "10.0.1.1", 1000 + i, 40, 2, 0));
      case 2 -> flows(flows, i -> Network.flow(OUT, "10.0.2." + i, 445, 40, 2, 0));
      case 3 -> flows(flows, i -> Network.flow(OUT, "10.0.1.5", 22, 3e6, 20, 4000));
      case 4 -> flows(flows, i -> Network.flow(OUT, "10.0.1.1", 443, 9e7, 9, 200));
      case 5 -> flows(flows, i -> Network.flow(Network.host(i % 7), OUT, 443, 9e4, 6, 130));
      case 6 -> flows(flows, i -> Network.flow(Network.host(3), OUT, 443, 9e4, 6, 131));
      case 7 -> flows(flows, i -> Network.flow("192.0.2." + i, "10.0.1.3", 53, 10, 2, 100));
      case 8 -> flows(1, i -> Network.flow(Network.host(1), Network.server(6), 443, 9, 9, 9e9));
      default -> flows(500, i -> Network.flow("same", "same", 1.5, 0, 0, 0));
    };
  }

  private static List<FlowRecord> flows(int count, Function<Integer, FlowRecord> flow) {
    return IntStream.range(0, count).boxed().map(flow).toList();
  }

  private static Profile window(long seed, int kind, int flows) {
    return new Network(seed).window(attack(kind, flows));
  }

  private static void assertPValue(double pValue) {
    assertTrue(pValue >= 1e-12 && pValue <= 1, "p " + pValue);
  }

  private static void assertOutside(Evidence e) {
    assertTrue(
        e.strength() > 0 && (e.observed() > e.typical().high() || e.observed() < e.typical().low()),
        e.toString());
    assertPValue(e.pValue());
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
  void findingAndEvidence_areThoseOfTheJudgement(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int kind,
      @ForAll @IntRange(min = 1, max = 200) int flows) {
    Profile profile = window(seed, kind, flows);
    Explanation explanation = Explanation.of(DETECTOR, profile, List.of());
    assertEquals(DETECTOR.judge(profile), explanation.finding());
    assertPValue(explanation.finding().pValue());
    explanation.finding().evidence().forEach(ExplanationTest::assertOutside);
    Detection detection =
        Detection.of(
                "a.csv",
                profile,
                explanation.finding(),
                1.1,
                java.util.Optional.empty(),
                DETECTOR.own(List.of()))
            .orElseThrow();
    assertEquals(detection.pattern(), explanation.pattern());
    assertEquals(detection.reason(), explanation.reason());
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
  void addresses_haveAllThatSpeaksOfThem_theStrongestFirst(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int kind,
      @ForAll @IntRange(min = 1, max = 200) int flows) {
    Explanation explanation = Explanation.of(DETECTOR, window(seed, kind, flows), List.of());
    Map<String, EntityReading> byAddress =
        explanation.entities().stream()
            .collect(Collectors.toMap(EntityReading::address, entity -> entity));
    for (Evidence evidence : explanation.finding().evidence()) {
      for (String address : addresses(evidence)) {
        assertTrue(
            byAddress.get(address).evidence().contains(withoutContribution(evidence)),
            address + " " + evidence);
      }
    }
    double last = 0;
    for (EntityReading entity : explanation.entities()) {
      assertPValue(entity.pValue());
      assertTrue(entity.pValue() >= last, "by p: " + entity);
      last = entity.pValue();
      assertEquals(Set.copyOf(entity.evidence()).size(), entity.evidence().size(), "each once");
      double p = 0;
      double strength = Double.POSITIVE_INFINITY;
      for (Evidence evidence : entity.evidence()) {
        assertOutside(evidence);
        assertTrue(addresses(evidence).contains(entity.address()));
        assertEquals(0, evidence.contribution());
        assertTrue(evidence.pValue() >= p && evidence.strength() <= strength);
        p = evidence.pValue();
        strength = evidence.strength();
      }
      assertEquals(entity.evidence().get(0).pValue(), entity.pValue());
    }
  }

  private static Set<String> addresses(Evidence evidence) {
    return evidence.entity().stream()
        .flatMap((Entity entity) -> Stream.of(entity.source(), entity.destination()))
        .filter(address -> !address.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Evidence withoutContribution(Evidence e) {
    return new Evidence(
        e.channel(),
        e.entity(),
        e.observed(),
        e.expected(),
        e.typical(),
        e.seen(),
        e.strength(),
        e.pValue(),
        0);
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
  void everyMetricIsThere_andSoIsEveryPattern_once(
      @ForAll long seed,
      @ForAll @IntRange(max = 9) int kind,
      @ForAll @IntRange(min = 1, max = 200) int flows) {
    Profile profile = window(seed, kind, flows);
    Explanation explanation = Explanation.of(DETECTOR, profile, List.of());
    List<MetricReading> metrics = explanation.metrics();
    assertEquals(
        Arrays.asList(ProfileMetric.values()),
        metrics.stream().map(MetricReading::metric).toList());
    for (MetricReading metric : metrics) {
      assertEquals(profile.metric(metric.metric()), metric.value());
      assertPValue(metric.pValue());
      List<Evidence> evidence =
          explanation.finding().evidence().stream()
              .filter(e -> e.channel().equals(new Channel.OfMetric(metric.metric())))
              .toList();
      assertEquals(evidence.isEmpty(), metric.direction().equals("within"), metric.toString());
      assertEquals(
          evidence.stream().mapToDouble(Evidence::contribution).sum(), metric.contribution());
      evidence.forEach(e -> assertEquals(e.pValue(), metric.pValue(), 1e-9 * e.pValue()));
    }
    List<AttackPattern> patterns = new ArrayList<>(List.of(explanation.pattern()));
    explanation.ruledOut().forEach(ruledOut -> patterns.add(ruledOut.pattern()));
    assertEquals(AttackPattern.values().length, patterns.size());
    assertEquals(EnumSet.allOf(AttackPattern.class), EnumSet.copyOf(patterns));
    for (RuledOut ruledOut : explanation.ruledOut()) {
      assertFalse(ruledOut.why().isBlank());
      if (explanation.pattern() == AttackPattern.UNKNOWN) {
        assertFalse(ruledOut.why().contains("earlier"), "none held: " + ruledOut);
      }
    }
  }

  @Property(tries = 20)
  void aWindowLikeAllOthers_isExplainedToo(@ForAll long seed) {
    Profile one = new Network(seed).window(List.of());
    Explanation explanation =
        Explanation.of(Detector.learn(Collections.nCopies(20, one)), one, List.of());
    assertEquals(0, explanation.finding().score(), 1e-9);
    assertEquals(15, explanation.metrics().size());
    assertEquals(13, explanation.ruledOut().size());
  }
}
