package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Allowed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static void assertSound(Finding finding) {
    assertTrue(Double.isFinite(finding.score()) && finding.score() >= 0, finding.toString());
    assertTrue(finding.pValue() > 0 && finding.pValue() <= 1, finding.toString());
    double sum = 0;
    String group = "";
    for (Evidence evidence : finding.evidence()) {
      assertTrue(Double.isFinite(evidence.strength()) && evidence.strength() > 0);
      assertTrue(evidence.contribution() >= 0);
      if (evidence.contribution() > 0) {
        group = group.isEmpty() ? evidence.channel().group() : group;
        assertEquals(group, evidence.channel().group(), "one group is the most unusual");
      }
      sum += evidence.contribution();
    }
    assertEquals(finding.score(), sum, 1e-9 * (1 + finding.score()));
  }

  @Test
  void fewerThanTwentyWindows_areRefused() {
    List<Profile> windows = new Network(1).windows(20);
    for (int count : new int[] {0, 1, 19}) {
      assertEquals(
          "the detector needs at least 20 benign windows but there "
              + (count == 1 ? "is 1" : "are " + count),
          assertThrows(
                  IllegalArgumentException.class, () -> Detector.learn(windows.subList(0, count)))
              .getMessage());
      assertThrows(
          IllegalArgumentException.class, () -> Detector.learnInOrder(windows.subList(0, count)));
    }
    assertEquals(20, Detector.learn(windows).windows());
    assertFalse(Detector.learn(windows).isAdaptive());
    assertTrue(Detector.learnInOrder(windows).isAdaptive());
  }

  @Test
  void theSameInputGivesTheSameFindings_toTheLastBit() {
    List<Profile> seen = new Network(2).windows(30);
    List<Profile> unseen = new Network(3).windows(30);
    Detector detector = Detector.learn(seen);
    Detector again = Detector.learn(new ArrayList<>(seen));
    assertEquals(detector.independentWindows(), again.independentWindows());
    for (Profile profile : unseen) {
      assertEquals(detector.judge(profile), again.judge(profile));
      assertEquals(detector.judge(profile), detector.judge(profile));
    }
  }

  @Test
  void contributionsOfTheMostUnusualGroupAddUpToTheScore() {
    Network network = new Network(4);
    Detector detector = Detector.learn(network.windows(40));
    network.windows(40).forEach(profile -> assertSound(detector.judge(profile)));
    assertTrue(detector.independentWindows() > 0 && detector.independentWindows() <= 40);
    assertEquals(1 / (detector.independentWindows() + 1), detector.independentRate());
    new Network(5)
        .windows(5)
        .forEach(
            profile -> {
              Finding finding = detector.judge(profile);
              assertEquals(finding.pValue() < detector.independentRate(), finding.extrapolated());
            });
  }

  @Test
  void identicalWindows_areNotUnusual_andAnotherOneIs() {
    List<Profile> two = new Network(6).windows(2);
    Detector detector = Detector.learn(Collections.nCopies(20, two.get(0)));
    assertEquals(20, detector.independentWindows());
    Detector inOrder = Detector.learnInOrder(Collections.nCopies(20, two.get(0)));
    assertEquals(13, inOrder.independentWindows(), "the first third only teaches");
    Finding same = detector.judge(two.get(0));
    assertEquals(0, same.score(), 1e-9, "but for rounding");
    assertTrue(same.pValue() > 0.3 && !same.extrapolated(), same.toString());
    Finding other = detector.judge(two.get(1));
    assertSound(other);
    assertTrue(other.score() > 1, other.toString());
  }

  @Test
  void anOddFlowInTheBaseline_silencesNothing() {
    Network network = new Network(3);
    List<Profile> benign = network.windows(40);
    List<FlowRecord> scan = new ArrayList<>();
    for (int port = 1; port <= 100; port++) {
      scan.add(Network.flow(Network.host(3), Network.server(0), port, 100, 2, 0));
    }
    Profile attack = network.window(scan);
    List<Profile> odd = new ArrayList<>(benign);
    odd.set(
        20,
        network.window(
            List.of(Network.flow(Network.host(1), Network.server(1), 80, 1000, 1e308, 1e308))));
    double without = Detector.learn(benign).judge(attack).pValue();
    double with = Detector.learn(odd).judge(attack).pValue();
    assertEquals(ExceedanceTail.LEAST_CHANCE, without);
    assertTrue(with <= 1e-8, "p-value " + with);
  }

  @Test
  void windowsOfOneFlow_areJudged() {
    Profile one = Network.profile(0, List.of(Network.flow("host a", "fe80::1", 70000.5, 0, 0, 0)));
    Profile other = Network.profile(0, List.of(Network.flow("é", "fe80::2", 1.0 / 0, 9, 8, 7)));
    Detector detector = Detector.learn(Collections.nCopies(25, one));
    assertEquals(0, detector.judge(one).score());
    assertSound(detector.judge(other));
    assertTrue(detector.judge(other).score() > 1);
    Detector large = Detector.learn(new Network(7).windows(25));
    assertSound(large.judge(one));
    assertFalse(large.judge(one).evidence().isEmpty());
  }

  /** A window whose flows are all allowed is nothing, to a memory too. */
  @Test
  void aWindowOfAllowedFlows_isNotJudged() {
    Network network = new Network(8);
    Detector detector = Detector.learnInOrder(network.windows(20));
    Profile window = network.window(List.of());
    Profile allowed =
        new Profile(
            0,
            0,
            0,
            window.measure(),
            window.firstTime(),
            window.lastTime(),
            window.metrics(),
            Map.of(),
            List.of(),
            new Allowed(Network.WINDOW, 0, List.of(), List.of(), List.of()));
    Memory memory = detector.memory(0.02);
    Step step = detector.judge(allowed, memory);
    assertEquals(new Finding(0, 1, 1, false, List.of(), Optional.empty()), step.finding());
    assertSame(memory, step.memory());
  }

  @Test
  void ownHosts_areThoseTold_orThoseOfHalfTheWindows() {
    Profile a = Network.profile(0, List.of(Network.flow("10.0.0.1", "9.9.9.9", 80, 1, 2, 3)));
    Profile b = Network.profile(0, List.of(Network.flow("10.0.0.2", "9.9.9.9", 80, 1, 2, 3)));
    List<Profile> windows = new ArrayList<>(Collections.nCopies(11, a));
    windows.addAll(Collections.nCopies(11, a));
    windows.set(21, b);
    Detector mostly = Detector.learn(windows);
    assertTrue(mostly.own(List.of()).test("10.0.0.1"));
    assertFalse(mostly.own(List.of()).test("10.0.0.2"));
    assertFalse(mostly.own(List.of()).test("9.9.9.9"), "a source is meant");
    assertEquals(21 / 22.0, mostly.share(Entity.source("10.0.0.1")));
    assertEquals(0, mostly.share(Entity.source("10.0.0.9")));
    for (int w = 0; w < 11; w++) {
      windows.set(w, b);
    }
    windows.set(21, a);
    assertTrue(Detector.learn(windows).own(List.of()).test("10.0.0.2"), "in just half");
    Predicate<String> told = mostly.own(List.of(Cidr.parse("10.0.0.2"), Cidr.parse("fe80::/10")));
    assertFalse(told.test("10.0.0.1"));
    assertTrue(told.test("10.0.0.2"));
    assertTrue(told.test("fe80::9"));
  }

  /** A new baseline's detector begins with its own windows where nothing was judged before. */
  @Test
  void aDetectorThatTakesOver_remembersWhatWasJudged() {
    Network network = new Network(9);
    Detector earlier = Detector.learn(network.windows(20));
    Detector first = Detector.learnInOrder(network.windows(20));
    Detector second = Detector.learnInOrder(network.windows(20));
    assertArrayEquals(written(second.memory(0.02)), written(second.goOn(earlier.memory(0.02))));
    Memory judged = first.judge(network.window(List.of()), first.memory(0.02)).memory();
    byte[] taken = written(second.goOn(judged));
    assertEquals(
        new String(written(judged), StandardCharsets.UTF_8).replaceFirst("[0-9a-f]{12}", ""),
        new String(taken, StandardCharsets.UTF_8).replaceFirst("[0-9a-f]{12}", ""));
  }

  private static byte[] written(Memory memory) {
    JsonWriter json = JsonWriter.line();
    memory.write(json);
    return json.toBytes();
  }
}
