package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.Detection.Judged;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.Quieter;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DetectionTest {
  private static final Profile PROFILE =
      Network.profile(0, List.of(Network.flow("10.0.0.5", "10.0.0.6", 22, 1, 2, 3)));

  private static Optional<Detection> detection(double pValue, double rate, OutlierVerdict opinion) {
    Finding finding = new Finding(3, pValue, 1, false, List.of(), Optional.empty());
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
    Finding finding = new Finding(3, 1e-4, 1, false, evidence, Optional.empty());
    // of equal ones in the order of their names
    assertEquals(
        List.of("a11", "a5", "b11", "b5", "a10", "a4", "b10", "b4", "a3", "a9"),
        Detection.of("a", PROFILE, finding, 0.01, Optional.empty(), it -> false)
            .orElseThrow()
            .entities());
  }

  @Test
  void theReasonSaysThatAWindowWasCut() {
    Detection detection = detection(1e-4, 0.01, null).orElseThrow();
    Detection cut = detection.ofCutWindow(7, 500);
    assertEquals("Nothing stands out. The window was cut at 7 of 500 flows.", cut.reason());
    assertEquals(detection.severity(), cut.severity());
    assertEquals(detection.profile(), cut.profile());
  }

  private static final String SCANNER = "203.0.113.66";
  private static final String FLOODER = "203.0.113.77";

  private static List<FlowRecord> scan() {
    return IntStream.range(0, 40)
        .mapToObj(i -> Network.flow(SCANNER, "10.0.1.1", 1000 + 37 * i, 40, 2, 0))
        .toList();
  }

  private static List<FlowRecord> flood() {
    return Collections.nCopies(200, Network.flow(FLOODER, "10.0.1.3", 53, 10, 2, 100));
  }

  private static Story story(int line, String pattern, String address) {
    return new Story(line, "ours", Set.of(pattern), Optional.of(Cidr.parse(address)), "from");
  }

  /** A window of some flows, of which stories are allowed, and what is left without them. */
  private static Profile window(List<FlowRecord> attack, List<Story> stories, Quieter... quieter) {
    Profile bare = new Network(12).window(attack);
    return new Profile(
        bare.windowId(),
        bare.flows(),
        0,
        bare.measure(),
        bare.firstTime(),
        bare.lastTime(),
        bare.metrics(),
        bare.entities(),
        bare.conversations(),
        new Allowed(0, 0, List.of(), stories, List.of(quieter)));
  }

  private static Judged judged(Detector detector, Profile window) {
    return Detection.judge(detector, window, detector.memory(0.01), 0.01, it -> false);
  }

  /** A story that is allowed hides nothing else: the window is judged without its flows. */
  @Test
  void allowedStories_areLeftOutOneByOne() {
    Detector detector = Detector.learn(new Network(11).windows(60));
    Story scanner = story(3, "vertical-scan", SCANNER);
    Story flooder = story(4, "flood", FLOODER);
    Profile quiet = new Network(12).window(List.of());
    Profile flooded = window(flood(), List.of());
    List<FlowRecord> both = new ArrayList<>(scan());
    both.addAll(flood());

    Profile scanned = window(scan(), List.of(scanner), new Quieter(List.of(scanner), quiet));
    Judged withoutScan = judged(detector, scanned);
    assertEquals(List.of(scanner), withoutScan.allowed());
    assertSame(quiet, withoutScan.profile());
    assertEquals(detector.judge(quiet), withoutScan.step().finding());

    Profile stranger = window(scan(), List.of(flooder), new Quieter(List.of(flooder), quiet));
    Judged told = judged(detector, stranger);
    assertEquals(List.of(), told.allowed());
    assertSame(stranger, told.profile());
    assertTrue(told.step().finding().pValue() < 0.01);

    Profile attacked =
        window(
            both,
            List.of(scanner, flooder),
            new Quieter(List.of(scanner), flooded),
            new Quieter(List.of(flooder), scanned),
            new Quieter(List.of(flooder, scanner), quiet));
    Judged withoutBoth = judged(detector, attacked);
    assertEquals(Set.of(scanner, flooder), Set.copyOf(withoutBoth.allowed()));
    assertSame(quiet, withoutBoth.profile());

    Profile harmless = window(List.of(), List.of(scanner), new Quieter(List.of(scanner), flooded));
    assertSame(harmless, judged(detector, harmless).profile(), "it does not alarm");
    Profile unknown = window(scan(), List.of(scanner));
    assertSame(unknown, judged(detector, unknown).profile(), "nothing quieter is known");
  }

  @Test
  void anExplanation_saysWhatADetectionSays() {
    Detector detector = Detector.learn(new Network(11).windows(20));
    Profile window = new Network(12).window(scan());
    Finding finding = detector.judge(window);
    Detection detection =
        Detection.of("a.csv", window, finding, 0.01, Optional.empty(), it -> false).orElseThrow();
    Explanation explanation = Explanation.of(detector, window, List.of());
    assertEquals(finding, explanation.finding());
    assertEquals(detection.reason(), explanation.reason());
    assertEquals(detection.pattern(), explanation.pattern());
    assertEquals(Severity.MEDIUM, detection.severity());
    assertEquals(Severity.MEDIUM, explanation.severity());
    assertEquals(
        AttackPattern.values().length - 1, explanation.ruledOut().size(), "all but the one");
    assertEquals(SCANNER + " opened 40 connections to 40 ports of 10.0.1.1.", detection.reason());
    assertEquals(
        List.of(SCANNER, "10.0.1.1", "1000"),
        List.of(detection.attacker(), detection.victim(), detection.port()));
  }

  /** Of an exfiltration it is those with the most bytes, whoever else stands out. */
  @Test
  void thoseOfAnExfiltration_areThePairWithTheMostBytes() {
    List<FlowRecord> flows =
        List.of(
            Network.flow("10.0.0.5", "10.0.0.6", 80, 1, 9, 9e3),
            Network.flow("10.0.0.7", SCANNER, 443, 1, 9e5, 9e9),
            Network.flow("10.0.0.8", "10.0.0.6", 80, 1, 9, 9e4));
    Evidence bytes =
        new Evidence(
            new Channel.OfMetric(ProfileMetric.TOP_PAIR_LOG_BYTES),
            Optional.empty(),
            33,
            12,
            new TypicalRange(11, 13),
            1,
            10,
            1e-9,
            10);
    Detection detection =
        Detection.of(
                "a.csv",
                Network.profile(0, flows),
                new Finding(10, 1e-9, 1, true, List.of(bytes), Optional.empty()),
                0.01,
                Optional.empty(),
                it -> false)
            .orElseThrow();
    assertEquals(AttackPattern.EXFILTRATION, detection.pattern());
    assertEquals("10.0.0.7", detection.attacker());
    assertEquals(SCANNER, detection.victim());
    assertEquals("", detection.port());
    assertEquals(
        "10.0.0.7 and 203.0.113.66 exchanged 9,000,000,000 bytes in 1 connection.",
        detection.reason());
  }
}
