package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Attacks among the flows of a window that is benign but for them. */
class AttackTest {
  private static final String ATTACKER = "203.0.113.66";

  private static Detector detector;

  @BeforeAll
  static void learn() {
    detector = Detector.learn(new Network(11).windows(60));
  }

  /** Of an attack in each of some windows. */
  private static void assertFound(
      AttackPattern pattern, String sentence, List<String> first, List<FlowRecord> attack) {
    Network network = new Network(12);
    for (int i = 0; i < 5; i++) {
      Profile profile = network.window(attack);
      Finding finding = detector.judge(profile);
      assertTrue(finding.pValue() < 0.01, finding.toString());
      Detection detection =
          Detection.of("a.csv", profile, finding, 0.01, Optional.empty(), it -> false)
              .orElseThrow();
      assertEquals(pattern, detection.pattern(), detection.reason() + finding);
      assertEquals(pattern.confidence(1), detection.confidence());
      assertEquals(sentence, detection.reason());
      assertTrue(first.contains(detection.entities().get(0)), detection.entities().toString());
      assertTrue(detection.entities().size() <= 10);
    }
  }

  @Test
  void aScanOfPorts() {
    assertFound(
        AttackPattern.VERTICAL_SCAN,
        ATTACKER + " opened 40 connections to 40 ports of 10.0.1.1.",
        List.of(ATTACKER, "10.0.1.1"),
        IntStream.range(0, 40)
            .mapToObj(i -> Network.flow(ATTACKER, "10.0.1.1", 1000 + 37 * i, 40, 2, 0))
            .toList());
  }

  @Test
  void aScanOfAddresses() {
    assertFound(
        AttackPattern.HORIZONTAL_SCAN,
        ATTACKER + " opened 40 connections to port 445 of 40 addresses.",
        List.of(ATTACKER),
        IntStream.range(0, 40)
            .mapToObj(i -> Network.flow(ATTACKER, "10.0.2." + i, 445, 40, 2, 0))
            .toList());
  }

  @Test
  void guessedPasswords() {
    assertFound(
        AttackPattern.BRUTE_FORCE,
        ATTACKER + " opened 60 connections to 10.0.1.5:22 (SSH).",
        List.of(ATTACKER, "10.0.1.5"),
        Collections.nCopies(60, Network.flow(ATTACKER, "10.0.1.5", 22, 3e6, 20, 4000)));
  }

  @Test
  void aFloodOfOneService() {
    assertFound(
        AttackPattern.FLOOD,
        ATTACKER + " opened 200 connections to 10.0.1.3:53.",
        List.of(ATTACKER, "10.0.1.3"),
        Collections.nCopies(200, Network.flow(ATTACKER, "10.0.1.3", 53, 10, 2, 100)));
  }

  @Test
  void aBotThatCallsHome() {
    assertFound(
        AttackPattern.BOT,
        "5 sources, among them 10.0.0.1, opened 60 connections to " + ATTACKER + ":6667 outside.",
        List.of(ATTACKER),
        IntStream.range(0, 60)
            .mapToObj(i -> Network.flow(Network.host(i % 5), ATTACKER, 6667, 9e4, 6, 130))
            .toList());
  }
}
