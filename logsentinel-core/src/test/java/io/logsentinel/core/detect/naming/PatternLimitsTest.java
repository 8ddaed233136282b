package io.logsentinel.core.detect.naming;

import static io.logsentinel.core.detect.naming.PatternRulesTest.flows;
import static io.logsentinel.core.detect.naming.PatternRulesTest.of;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.AttackPattern.RuledOut;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Windows on both sides of the numbers that names depend on. */
class PatternLimitsTest {
  private static final String OUT = "203.0.113.66";
  private static final String IN = "10.0.0.5";

  private static FindingName name(List<FlowRecord> flows, Evidence... evidence) {
    Profile profile = Network.profile(0, flows);
    Finding finding = new Finding(10, 1e-9, 1, true, List.of(evidence), Optional.empty());
    return new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false);
  }

  private static AttackPattern named(List<FlowRecord> flows, Evidence... evidence) {
    return name(flows, evidence).pattern();
  }

  private static String why(AttackPattern not, List<FlowRecord> flows, Evidence... evidence) {
    return name(flows, evidence).ruledOut().stream()
        .filter(it -> it.pattern() == not)
        .map(RuledOut::why)
        .findFirst()
        .orElseThrow();
  }

  private static Evidence ofWindow(ProfileMetric metric, double observed, double expected) {
    return evidence(new Channel.OfMetric(metric), observed, expected, 10);
  }

  private static Evidence ofNew(EntityKind kind, double observed) {
    return evidence(
        new Channel.OfEntities(kind, EntityMeasure.NEW, Channel.RARE, false), observed, 0, 10);
  }

  private static Evidence evidence(
      Channel channel, double observed, double expected, double strength) {
    TypicalRange range = new TypicalRange(0, expected);
    return new Evidence(
        channel, Optional.empty(), observed, expected, range, 1, strength, 1e-5, strength);
  }

  private static Evidence weak(Evidence of, double strength) {
    return new Evidence(
        of.channel(),
        of.entity(),
        of.observed(),
        of.expected(),
        of.typical(),
        of.seen(),
        strength,
        1e-5,
        strength);
  }

  private static List<FlowRecord> toPorts(int ports, int each) {
    return IntStream.range(0, ports * each)
        .mapToObj(i -> Network.flow(OUT, IN, 100 + i % ports, 1, 2, 0))
        .toList();
  }

  private static List<FlowRecord> toAddresses(int addresses, int each) {
    return IntStream.range(0, addresses * each)
        .mapToObj(i -> Network.flow(OUT, "10.0.7." + i % addresses, 445, 1, 2, 0))
        .toList();
  }

  /** A scan tries three or more, with three flows each at most. */
  @ParameterizedTest
  @CsvSource({"3, 1, true", "2, 1, false", "3, 3, true", "3, 4, false"})
  void scans_tryThree(int tried, int each, boolean isScan) {
    assertEquals(
        isScan,
        named(toPorts(tried, each), of(EntityKind.PAIR, OUT, IN, "ports", tried, 0.5))
            == AttackPattern.VERTICAL_SCAN);
    assertEquals(
        isScan,
        named(toAddresses(tried, each), of(EntityKind.CLIENT, "445", OUT, "peers", tried, 0.5))
            == AttackPattern.HORIZONTAL_SCAN);
  }

  /** Who has as many ports in every window, one on average or more, may have many flows to each. */
  @Test
  void aBusyPair_hasFlowsOfItsOwnBesideTheScan() {
    List<FlowRecord> flows = toPorts(5, 20);
    assertEquals(
        AttackPattern.VERTICAL_SCAN, named(flows, of(EntityKind.PAIR, OUT, IN, "ports", 5, 1)));
    assertNotEquals(
        AttackPattern.VERTICAL_SCAN, named(flows, of(EntityKind.PAIR, OUT, IN, "ports", 5, 0.9)));
  }

  /** Of what a source does to ports, new ones are at least half. */
  @ParameterizedTest
  @CsvSource({"15, true", "14, false"})
  void newPorts_areMost(int news, boolean isScan) {
    assertEquals(
        isScan,
        named(
                toPorts(30, 1),
                of(EntityKind.SOURCE, OUT, "", "new_ports", news, 0.5),
                of(EntityKind.PAIR, OUT, IN, "flows", 30, 0))
            == AttackPattern.VERTICAL_SCAN);
  }

  /** A scan of addresses tries more than twice as many of them as of ports. */
  @ParameterizedTest
  @CsvSource({"40, false", "41, true"})
  void addressesOutweighPorts(int addresses, boolean isOfAddresses) {
    List<FlowRecord> flows = new ArrayList<>(toAddresses(addresses, 1));
    flows.addAll(toPorts(20, 1));
    assertEquals(
        isOfAddresses,
        named(
                flows,
                of(EntityKind.CLIENT, "445", OUT, "peers", addresses, 0.25),
                of(EntityKind.PAIR, OUT, IN, "ports", 20, 0.25))
            == AttackPattern.HORIZONTAL_SCAN);
  }

  /** Where new addresses stand out, who tries half of them at one port is the scanner. */
  @Test
  void newAddresses_areScannedByWhoTriesHalfOfThem() {
    Evidence tried = weak(of(EntityKind.CLIENT, "445", OUT, "peers", 5, 0.25), 1);
    for (EntityKind kind : EntityKind.values()) {
      boolean isOfServers =
          kind == EntityKind.SERVICE || kind == EntityKind.DESTINATION || kind == EntityKind.PAIR;
      assertEquals(
          isOfServers,
          named(toAddresses(5, 1), ofNew(kind, 10), tried) == AttackPattern.HORIZONTAL_SCAN,
          kind.label());
    }
    assertNotEquals(
        AttackPattern.HORIZONTAL_SCAN,
        named(toAddresses(5, 1), ofNew(EntityKind.SERVICE, 11), tried));
  }

  /** Bytes are carried out where nothing of who or where is half as unusual. */
  @ParameterizedTest
  @CsvSource({"4.9, true", "5, false"})
  void volumeAlone(double strength, boolean isAlone) {
    List<FlowRecord> flows = flows(1, IN, OUT, 443, 1e9, 1e6, 5e9);
    assertEquals(
        isAlone,
        named(
                flows,
                ofWindow(ProfileMetric.TOP_PAIR_LOG_BYTES, 32, 20),
                ofWindow(ProfileMetric.SHAPES, 9, 8),
                weak(of(EntityKind.SERVICE, "443", OUT, "flows", 1, 0), strength))
            == AttackPattern.EXFILTRATION);
  }

  /** Five or more, and four of each where there are several. */
  @ParameterizedTest
  @CsvSource({"5, 0, ", "4, 0, 4 connections", "4, 4, ", "4, 3, 7 connections of 2 sources"})
  void often(int first, int second, String few) {
    List<FlowRecord> flows = new ArrayList<>(flows(first, OUT, IN, 22, 1e6, 15, 900));
    flows.addAll(flows(second, "203.0.113.67", IN, 22, 1e6, 15, 900));
    Evidence service = of(EntityKind.SERVICE, "22", IN, "flows", first + second, 0);
    if (few == null) {
      assertEquals(AttackPattern.BRUTE_FORCE, named(flows, service));
    } else {
      assertEquals(
          few + " are few: often is 5 or more, and 4 each",
          why(AttackPattern.BRUTE_FORCE, flows, service));
    }
  }

  /** More packets are no dialogue but a flood of them. */
  @ParameterizedTest
  @CsvSource({"4999, WEB_ATTACK", "5000, FAST_EXHAUSTION"})
  void dialogues(double packets, AttackPattern pattern) {
    assertEquals(
        pattern,
        named(
            flows(50, OUT, IN, 80, 9e6, packets, 3e6),
            of(EntityKind.SERVICE, "80", IN, "flows", 50, 9)));
  }

  /** Slow is 8.39 seconds a flow or more, 2^23 microseconds, with below 3,000 bytes. */
  @ParameterizedTest
  @CsvSource({
    "8.4e6, 2999, SLOW_EXHAUSTION",
    "8.3e6, 2999, FAST_EXHAUSTION",
    "8.4e6, 3000, FAST_EXHAUSTION"
  })
  void slowness(double duration, double bytes, AttackPattern pattern) {
    assertEquals(
        pattern,
        named(
            flows(50, OUT, IN, 80, duration, 8, bytes),
            of(EntityKind.SERVICE, "80", IN, "flows", 50, 9)));
  }

  private static List<FlowRecord> ofSources(int sources) {
    return IntStream.range(0, 200)
        .mapToObj(i -> Network.flow("203.0.113." + i % sources, IN, 80, 1e5, 8, 12_000))
        .toList();
  }

  /** Five sources are many where the service is known for few. */
  @ParameterizedTest
  @CsvSource({"5, DISTRIBUTED_FLOOD", "4, FAST_EXHAUSTION"})
  void manySourcesOfAService(int sources, AttackPattern pattern) {
    assertEquals(
        pattern, named(ofSources(sources), of(EntityKind.SERVICE, "80", IN, "peers", sources, 1)));
  }

  /** Ten are many where sources that stand out are of the host, or of the network. */
  @Test
  void crowds() {
    List<Evidence> ofSources =
        List.of(
            of(EntityKind.DESTINATION, IN, "", "peers", 10, 1),
            ofNew(EntityKind.CLIENT, 10),
            ofNew(EntityKind.SOURCE, 10),
            ofWindow(ProfileMetric.SOURCES, 10, 9));
    for (Evidence each : ofSources) {
      for (int sources : new int[] {9, 10}) {
        Evidence flood = of(EntityKind.SERVICE, "80", IN, "flows", 200, 9);
        assertEquals(
            sources == 10 ? AttackPattern.DISTRIBUTED_FLOOD : AttackPattern.FAST_EXHAUSTION,
            named(ofSources(sources), flood, each),
            each.channel().name());
      }
    }
    Evidence flood = of(EntityKind.SERVICE, "80", IN, "flows", 200, 9);
    Evidence fewer = ofWindow(ProfileMetric.SOURCES, 10, 11);
    assertEquals(AttackPattern.FAST_EXHAUSTION, named(ofSources(10), flood, fewer));
    assertEquals(
        "the number of sources does not stand out",
        why(AttackPattern.DISTRIBUTED_FLOOD, ofSources(10), flood, fewer));
    assertEquals(
        "4 sources, many are 5 or more", why(AttackPattern.DISTRIBUTED_FLOOD, ofSources(4), flood));
  }

  /** Why flows that go to one service often are no flood. */
  @Test
  void noFloods() {
    Evidence service = of(EntityKind.SERVICE, "514", IN, "flows", 10, 0);
    assertEquals(
        "flows without payload flood at two a second or more",
        why(AttackPattern.FLOOD, flows(10, OUT, IN, 514, 1, 2, 0), service));
    List<FlowRecord> others = new ArrayList<>(flows(10, OUT, IN, 514, 1, 2, 60));
    others.addAll(flows(11, OUT, IN, 515, 1, 2, 60));
    assertEquals(
        "too many flows of the source to the host are to other ports",
        why(
            AttackPattern.FLOOD,
            others,
            service,
            of(EntityKind.CLIENT, "514", OUT, "flows", 10, 0)));
    assertEquals(
        "4 connections are few: often is 5 or more, and 4 each",
        why(AttackPattern.FLOOD, flows(4, OUT, IN, 514, 1, 2, 60), service));
  }
}
