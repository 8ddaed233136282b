package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdaptiveDetectorTest {
  private static final double RATE = 0.02;
  private static final String ATTACKER = "203.0.113.9";

  /** As many flows of a source never seen to a service of the network. */
  private static List<FlowRecord> attack(int flows) {
    return Collections.nCopies(
        flows, Network.flow(ATTACKER, Network.server(1), 22, 500_000, 12, 3_000));
  }

  /** By window, whether it alarms. */
  private static List<Boolean> alarms(Detector detector, List<Profile> windows) {
    List<Boolean> alarms = new ArrayList<>();
    Memory memory = detector.memory(RATE);
    for (Profile window : windows) {
      Step step = detector.judge(window, memory);
      alarms.add(step.finding().pValue() < RATE);
      memory = step.memory();
    }
    return alarms;
  }

  private static List<Profile> attacked(Network network, int windows, int flows) {
    List<Profile> attacked = new ArrayList<>();
    for (int w = 0; w < windows; w++) {
      attacked.add(network.window(attack(flows)));
    }
    return attacked;
  }

  @Test
  void aStaticDetector_remembersNothing() {
    Network network = new Network(1);
    Detector detector = Detector.learn(network.windows(40));
    assertFalse(detector.isAdaptive());
    Memory memory = detector.memory(RATE);
    for (Profile window : attacked(network, 3, 20)) {
      Step step = detector.judge(window, memory);
      assertSame(memory, step.memory());
      assertEquals(detector.judge(window), step.finding());
    }
  }

  @Test
  void theSameMemoryAndWindow_giveTheSame_whateverWasJudgedBetween() {
    Network network = new Network(2);
    Detector detector = Detector.learnInOrder(network.windows(60));
    Memory start = detector.memory(RATE);
    List<Profile> windows = network.windows(10);
    List<Finding> findings = new ArrayList<>();
    List<Memory> before = new ArrayList<>();
    Memory memory = start;
    for (Profile window : windows) {
      before.add(memory);
      Step step = detector.judge(window, memory);
      findings.add(step.finding());
      memory = step.memory();
    }
    for (int w = windows.size() - 1; w >= 0; w--) {
      assertEquals(findings.get(w), detector.judge(windows.get(w), before.get(w)).finding());
    }
  }

  @Test
  void aSmallAttackThatStays_isToldOnce_andThenKnown() {
    Network network = new Network(3);
    Detector detector = Detector.learnInOrder(network.windows(60));
    List<Boolean> alarms = alarms(detector, attacked(network, 20, 12));
    long told = alarms.stream().filter(alarm -> alarm).count();
    assertTrue(alarms.get(0), alarms.toString());
    assertTrue(told <= 4, alarms.toString());
  }

  @Test
  void aLoudAttackThatStays_isNeverKnown() {
    Network network = new Network(4);
    Detector detector = Detector.learnInOrder(network.windows(60));
    assertFalse(alarms(detector, attacked(network, 20, 300)).contains(false));
  }

  @Test
  void anAttackThatGrowsSlowly_isToldBeforeItHoldsMuch() {
    Network network = new Network(5);
    Detector detector = Detector.learnInOrder(network.windows(60));
    List<Profile> windows = new ArrayList<>();
    for (int flows = 1; flows <= 75; flows++) {
      windows.addAll(attacked(network, 4, flows)); // 1 % more every 20 windows
    }
    List<Boolean> alarms = alarms(detector, windows);
    int first = alarms.indexOf(true) / 4 + 1;
    assertTrue(alarms.contains(true) && first <= 30, "told of at " + first + " of 500 flows");
  }

  @Test
  void windowsThatHardlyStandOut_alarmTogether() {
    Network network = new Network(6);
    List<Profile> baseline = network.windows(60);
    Detector detector = Detector.learnInOrder(baseline);
    Memory memory = detector.memory(RATE);
    List<Finding> together = new ArrayList<>();
    List<Profile> restless = network.restless(25);
    for (Profile window : restless) {
      Step step = detector.judge(window, memory);
      memory = step.memory();
      if (step.finding().windows() > 1) {
        together.add(step.finding());
        Optional<Detection> alarm =
            Detection.of("a", window, step.finding(), RATE, Optional.empty(), host -> true);
        String told = "it is the last of " + step.finding().windows() + " in a row";
        assertTrue(alarm.orElseThrow().reason().contains(told), alarm.toString());
      }
    }
    assertEquals(1, together.size());
    assertTrue(together.get(0).pValue() < RATE && together.get(0).score() > 0);
    Detector fixed = Detector.learn(baseline);
    assertTrue(restless.stream().allMatch(window -> fixed.judge(window).windows() == 1));
  }

  @Test
  void pValuesOfBenignWindows_areNotTooSmall() {
    int below = 0;
    for (int seed = 0; seed < 10; seed++) {
      Network network = new Network(100 + seed);
      Detector detector = Detector.learnInOrder(network.windows(60));
      below += Collections.frequency(alarms(detector, network.windows(60)), true);
    }
    assertTrue(below <= 24, below + " of 600 at " + RATE);
  }
}
