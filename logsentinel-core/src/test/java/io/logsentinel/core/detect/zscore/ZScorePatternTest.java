package io.logsentinel.core.detect.zscore;

import static io.logsentinel.core.window.Metric.AVG_FLOW_PACKETS_PER_SEC;
import static io.logsentinel.core.window.Metric.TOTAL_PACKETS;
import static io.logsentinel.core.window.Metric.UNIQUE_DESTINATION_IPS;
import static io.logsentinel.core.window.Metric.UNIQUE_DESTINATION_PORTS;
import static io.logsentinel.core.window.Metric.UNIQUE_SOURCE_IPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.window.Metric;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZScorePatternTest {
  private static ZScorePattern of(
      double dst, double ports, double rate, double packets, double src) {
    Map<Metric, Double> zScores =
        Map.of(
            UNIQUE_DESTINATION_IPS, dst,
            UNIQUE_DESTINATION_PORTS, ports,
            AVG_FLOW_PACKETS_PER_SEC, rate,
            TOTAL_PACKETS, packets,
            UNIQUE_SOURCE_IPS, src);
    return ZScorePattern.of(metric -> zScores.getOrDefault(metric, 99.0));
  }

  @ParameterizedTest
  @CsvSource({
    // dst, ports, rate, packets, src
    "-5, 2, 0, 0, 0, PORT_SCAN",
    "-4.999, 2, 0, 0, 0, UNKNOWN",
    "-5, 1.999, 0, 0, 0, UNKNOWN",
    "5, 2, 0, 0, 0, UNKNOWN",
    "-5, -2, 0, 0, 0, UNKNOWN",
    "-5, 0, -3, 0, 0, DDOS",
    "-5, 0, -2.999, 0, 0, UNKNOWN",
    "-5, 0, 3, 0, 0, UNKNOWN",
    "-5, 0, 0, 3, 0, DDOS",
    "-5, 0, 0, -3, 0, DDOS",
    "-5, 0, 0, 2.999, 0, UNKNOWN",
    "-4.999, 0, -3, 3, 0, UNKNOWN",
    "-3, 0, 4, 0, 0, INFILTRATION",
    "-2.999, 0, 4, 0, 0, UNKNOWN",
    "-3, 0, 3.999, 0, 0, UNKNOWN",
    "-3, 0, -4, 0, 0, UNKNOWN",
    "0, 0, 3, 0, 3, WEB_ATTACK",
    "0, 0, 2.999, 0, 3, UNKNOWN",
    "0, 0, 3, 0, 2.999, UNKNOWN",
    "0, 0, 3, 0, -3, UNKNOWN",
    "0, 0, -3, 0, 3, UNKNOWN",
    // the first that holds
    "-5, 2, -3, 3, 3, PORT_SCAN",
    "-5, 2, 4, 0, 3, PORT_SCAN",
    "-5, 0, 4, 3, 3, DDOS",
    "-5, 0, 4, 0, 3, INFILTRATION",
    "-3, 9, 4, 9, 3, INFILTRATION",
    "0, 0, 4, 9, 3, WEB_ATTACK",
    "0, 0, 0, 0, 0, UNKNOWN",
  })
  void theFirstRuleThatHolds(
      double dst, double ports, double rate, double packets, double src, ZScorePattern pattern) {
    assertEquals(pattern, of(dst, ports, rate, packets, src));
  }

  @Provide
  Arbitrary<Double> z() {
    return Arbitraries.of(
        -6.0, -5.0, -4.9, -4.0, -3.0, -2.9, -2.0, 0.0, 1.9, 2.0, 3.0, 3.9, 4.0, 5.0);
  }

  @Property(tries = 3000)
  void theRulesAreThoseOfTheTable(
      @ForAll("z") double dst,
      @ForAll("z") double ports,
      @ForAll("z") double rate,
      @ForAll("z") double packets,
      @ForAll("z") double src) {
    ZScorePattern expected = ZScorePattern.UNKNOWN;
    if (src >= 3 && rate >= 3) {
      expected = ZScorePattern.WEB_ATTACK;
    }
    if (dst <= -3 && rate >= 4) {
      expected = ZScorePattern.INFILTRATION;
    }
    if (dst <= -5 && (rate <= -3 || packets >= 3 || packets <= -3)) {
      expected = ZScorePattern.DDOS;
    }
    if (dst <= -5 && ports >= 2) {
      expected = ZScorePattern.PORT_SCAN;
    }
    assertEquals(expected, of(dst, ports, rate, packets, src));
  }

  @Test
  void anAlertsPatternComesFromItsOwnMetrics() {
    assertEquals(ZScorePattern.PORT_SCAN, Cases.alert(0, 0, 0, 0, -5, 2, 0, 0, 0).pattern());
    assertEquals(ZScorePattern.DDOS, Cases.alert(0, 0, -3, 0, -5, 0, 0, 0, 0).pattern());
    assertEquals(ZScorePattern.DDOS, Cases.alert(0, 0, 0, 0, -5, 0, 0, -3, 0).pattern());
    assertEquals(ZScorePattern.INFILTRATION, Cases.alert(0, 0, 0, 0, -3, 0, 0, 4, 0).pattern());
    assertEquals(ZScorePattern.WEB_ATTACK, Cases.alert(0, 0, 0, 3, 0, 0, 0, 3, 0).pattern());
    assertEquals(ZScorePattern.UNKNOWN, Cases.alert(9, 9, 0, 0, 0, 0, 9, 0, 9).pattern());
  }

  @Test
  void labelsAndConfidencesAreThoseOfTheTable() {
    assertEquals("Possible PortScan", ZScorePattern.PORT_SCAN.label());
    assertEquals("Possible DDoS", ZScorePattern.DDOS.label());
    assertEquals("Possible Infiltration", ZScorePattern.INFILTRATION.label());
    assertEquals("Possible Web Attack", ZScorePattern.WEB_ATTACK.label());
    assertEquals("Unknown", ZScorePattern.UNKNOWN.label());
    assertEquals("High", ZScorePattern.PORT_SCAN.confidence().word());
    assertEquals("High", ZScorePattern.DDOS.confidence().word());
    assertEquals("Medium", ZScorePattern.INFILTRATION.confidence().word());
    assertEquals("Medium", ZScorePattern.WEB_ATTACK.confidence().word());
    assertEquals("Low", ZScorePattern.UNKNOWN.confidence().word());
    Set<String> hints = new HashSet<>();
    for (ZScorePattern pattern : ZScorePattern.values()) {
      hints.add(pattern.actionHint());
      assertTrue(pattern.actionHint().endsWith("."), pattern.actionHint());
    }
    assertEquals(5, hints.size());
  }
}
