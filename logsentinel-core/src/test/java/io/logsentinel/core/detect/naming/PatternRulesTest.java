package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Finding.Replacement;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternRulesTest {
  private static final String OUT = "203.0.113.66";
  private static final String IN = "10.0.0.5";

  static Evidence of(
      EntityKind kind, String first, String second, String measure, double observed, double mean) {
    return new Evidence(
        new Channel.OfEntities(
            kind, EntityMeasure.valueOf(measure.toUpperCase(Locale.ROOT)), Channel.RARE, false),
        Optional.of(new Entity(kind, first, second)),
        observed,
        mean,
        new TypicalRange(0, 2 * mean),
        mean, // as often in the baseline's windows as there are of it on average
        10,
        1e-5,
        10);
  }

  private static Evidence ofWindow(String metric, double observed, double expected) {
    return new Evidence(
        new Channel.OfMetric(ProfileMetric.valueOf(metric.toUpperCase(Locale.ROOT))),
        Optional.empty(),
        observed,
        expected,
        new TypicalRange(0, expected),
        1,
        10,
        1e-5,
        10);
  }

  static List<FlowRecord> flows(
      int count, String from, String to, int port, double duration, double packets, double bytes) {
    return Collections.nCopies(count, Network.flow(from, to, port, duration, packets, bytes));
  }

  private static void assertNamed(
      AttackPattern pattern, String sentence, List<FlowRecord> flows, Evidence... evidence) {
    Profile profile = Network.profile(0, flows);
    Finding finding = new Finding(10, 1e-9, 1, true, List.of(evidence), Optional.empty());
    FindingName name =
        new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false);
    assertEquals(sentence, name.sentence());
    assertEquals(pattern, name.pattern());
    if (pattern == AttackPattern.EXFILTRATION) {
      assertEquals(IN + " " + OUT, name.attacker() + " " + name.victim());
    }
  }

  @Test
  void scans() {
    List<FlowRecord> ports =
        IntStream.range(0, 30).mapToObj(i -> Network.flow(OUT, IN, 100 + i, 1, 2, 0)).toList();
    assertNamed(
        AttackPattern.VERTICAL_SCAN,
        OUT + " opened 30 connections to 30 ports of " + IN + ".",
        ports,
        of(EntityKind.PAIR, OUT, IN, "ports", 30, 0.25));
    List<FlowRecord> addresses =
        IntStream.range(0, 30)
            .mapToObj(i -> Network.flow(OUT, "10.0.0." + i, 445, 1, 2, 0))
            .toList();
    assertNamed(
        AttackPattern.HORIZONTAL_SCAN,
        OUT + " opened 30 connections to port 445 of 30 addresses.",
        addresses,
        of(EntityKind.CLIENT, "445", OUT, "peers", 30, 1.2345));
  }

  /** A count that hardly varies in the baseline is off by very much at once, and is of nobody. */
  @Test
  void whatWindowsReadAsAWhole_hidesNobodyWhoScans() {
    Evidence ports =
        new Evidence(
            new Channel.OfMetric(ProfileMetric.PORTS),
            Optional.empty(),
            34,
            4,
            new TypicalRange(4, 4),
            1,
            500,
            1e-9,
            500);
    assertNamed(
        AttackPattern.VERTICAL_SCAN,
        OUT + " opened 30 connections to 30 ports of " + IN + ".",
        IntStream.range(0, 30).mapToObj(i -> Network.flow(OUT, IN, 100 + i, 1, 2, 0)).toList(),
        ports,
        of(EntityKind.PAIR, OUT, IN, "ports", 30, 0.25));
  }

  /** Two ports are no scan, and neither are ports that are used again and again. */
  @Test
  void fewPortsOrManyFlowsEach_areNoScan() {
    for (int ports : new int[] {2, 5}) {
      List<FlowRecord> flows =
          IntStream.range(0, 20 * ports)
              .mapToObj(i -> Network.flow(IN, "10.0.0.6", 9000 + i % ports, 1, 4, 9))
              .toList();
      assertNamed(
          AttackPattern.UNKNOWN,
          "Unusual: " + ports + " ports from " + IN + " to 10.0.0.6 (usual: at most 1).",
          flows,
          of(EntityKind.PAIR, IN, "10.0.0.6", "ports", ports, 0.5));
    }
  }

  @Test
  void bruteForce() {
    assertNamed(
        AttackPattern.BRUTE_FORCE,
        OUT + " opened 40 connections to " + IN + ":22 (SSH).",
        flows(40, OUT, IN, 22, 1e6, 15, 900),
        of(EntityKind.CLIENT, "22", OUT, "flows", 40, 0),
        of(EntityKind.SERVICE, "22", IN, "flows", 40, 2));
  }

  @Test
  void bot() {
    for (int calls : new int[] {2, 3}) {
      assertNamed(
          calls < 3 ? AttackPattern.UNKNOWN : AttackPattern.BOT,
          calls < 3
              ? "Unusual: 2 connections from " + IN + " to " + OUT + " (usual: none)."
              : IN + " opened 3 connections to " + OUT + ":8081 outside.",
          flows(calls, IN, OUT, 8081, 1e5, 6, 200),
          of(EntityKind.PAIR, IN, OUT, "flows", calls, 0),
          of(EntityKind.SERVICE, "8081", OUT, "flows", calls, 0.05));
    }
    // what is known is no bot, and nor is who calls from outside himself
    assertNamed(
        AttackPattern.FLOOD,
        IN + " opened 5 connections to " + OUT + ":8081.",
        flows(5, IN, OUT, 8081, 1e5, 6, 200),
        of(EntityKind.PAIR, IN, OUT, "flows", 5, 0),
        of(EntityKind.SERVICE, "8081", OUT, "flows", 5, 0.1));
    assertNamed(
        AttackPattern.FLOOD,
        "198.51.100.7 opened 5 connections to " + OUT + ":8081.",
        flows(5, "198.51.100.7", OUT, 8081, 1e5, 6, 200),
        of(EntityKind.PAIR, "198.51.100.7", OUT, "flows", 5, 0),
        of(EntityKind.SERVICE, "8081", OUT, "flows", 5, 0.05));
  }

  private static Profile timed(List<FlowRecord> flows, long seconds) {
    Profile it = Network.profile(0, flows);
    return new Profile(
        it.windowId(),
        it.flows(),
        it.partialFlows(),
        it.measure(),
        1000,
        1000 + 1000 * seconds,
        it.metrics(),
        it.entities(),
        it.conversations());
  }

  /** A flood is fast, and of one port. */
  @Test
  void aFewFlowsAnHour_orOfManyPorts_areNoFlood() {
    List<FlowRecord> flows = flows(10, OUT, IN, 514, 1, 2, 60);
    Finding finding =
        new Finding(
            10,
            1e-9,
            1,
            true,
            List.of(of(EntityKind.SERVICE, "514", IN, "flows", 10, 0)),
            Optional.empty());
    for (int seconds : new int[] {0, 1200, 1201}) {
      Profile profile = timed(flows, seconds);
      assertEquals(
          seconds > 1200 ? AttackPattern.UNKNOWN : AttackPattern.FLOOD,
          new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false)
              .pattern());
    }
    List<FlowRecord> others = new ArrayList<>(flows);
    others.addAll(flows(11, OUT, IN, 515, 1, 2, 60));
    assertNamed(
        AttackPattern.UNKNOWN,
        "Unusual: 10 connections to " + IN + " port 514 (usual: none).",
        others,
        of(EntityKind.SERVICE, "514", IN, "flows", 10, 0),
        of(EntityKind.CLIENT, "514", OUT, "flows", 10, 0));
  }

  private static AttackPattern named(Profile profile, Evidence... evidence) {
    Finding finding = new Finding(10, 1e-9, 1, true, List.of(evidence), Optional.empty());
    return new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false)
        .pattern();
  }

  private static FindingName replaced(Entity usual, long most, Entity newcomer, Evidence... all) {
    List<FlowRecord> window = new ArrayList<>(flows(20, IN, "10.0.9.9", 53, 1, 2, 90));
    window.addAll(flows(20, IN, "10.0.0.7", 443, 1, 9, 9000));
    Profile profile = Network.profile(0, window);
    Optional<Replacement> by = Optional.of(new Replacement(usual, 15.4, most, newcomer, 20));
    Finding finding = new Finding(10, 1e-9, 1, true, List.of(all), by);
    return new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false);
  }

  /** As many flows as the usual server of the port would have, which has none: it was moved. */
  @Test
  void aServerInPlaceOfTheUsualOne_isNoFlood() {
    Entity newcomer = Entity.service("10.0.9.9", "53");
    Evidence stands = of(EntityKind.SERVICE, "53", "10.0.9.9", "flows", 20, 0);
    FindingName name = replaced(Entity.service("10.0.0.1", "53"), 0, newcomer, stands);
    assertEquals(AttackPattern.REPLACED_SERVER, name.pattern());
    assertEquals(
        IN
            + " opened 20 connections to 10.0.9.9:53 instead of the usual server."
            + " 10.0.0.1:53 usually has 15 of a window's connections, and none here.",
        name.sentence());
    assertEquals("10.0.9.9", name.victim());
    String ofPort = replaced(new Entity(EntityKind.PORT, "80", ""), 2, newcomer, stands).sentence();
    assertTrue(
        ofPort.endsWith(" Port 80 usually has 15 of a window's connections, and at most 2 here."),
        ofPort);
    Evidence other = of(EntityKind.SERVICE, "443", "10.0.0.7", "flows", 20, 0);
    assertEquals(
        AttackPattern.FAST_EXHAUSTION,
        replaced(Entity.service("10.0.0.1", "53"), 0, newcomer, other).pattern(),
        "another service stands out");
  }

  /** A flood is dense, or it is none; guesses may be few in each window. */
  @Test
  void whatOnlyWindowsTogetherShow_isNoFlood() {
    assertEquals(AttackPattern.FLOOD, ofService(514, false));
    assertEquals(AttackPattern.UNKNOWN, ofService(514, true));
    assertEquals(AttackPattern.FAST_EXHAUSTION, ofService(80, false));
    assertEquals(AttackPattern.UNKNOWN, ofService(80, true));
    assertEquals(AttackPattern.BRUTE_FORCE, ofService(22, true));
  }

  private static AttackPattern ofService(int port, boolean isOfBlock) {
    Profile profile = Network.profile(0, flows(16, OUT, IN, port, 1, 9, 900));
    Evidence service = of(EntityKind.SERVICE, port + "", IN, "flows", 16, 0);
    Finding finding =
        new Finding(
            10,
            1e-9,
            isOfBlock ? 8 : 1,
            true,
            List.of(service),
            Optional.empty(),
            isOfBlock ? Optional.of(profile) : Optional.empty());
    return new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false)
        .pattern();
  }

  @Test
  void aHostInPlaceOfTheUsualOne_isNoScan() {
    Evidence stands = of(EntityKind.SOURCE, IN, "", "peers", 40, 0);
    FindingName name = replaced(Entity.source("10.0.0.4"), 0, Entity.source(IN), stands);
    assertEquals(AttackPattern.CHANGED_NETWORK, name.pattern());
    assertEquals(
        IN
            + " opened 40 connections in place of a usual host. 10.0.0.4 usually has 15 of a"
            + " window's connections, and none here. At least 20 of the window's are of sources that"
            + " the baseline does not have.",
        name.sentence());
    assertEquals(IN, name.attacker());
    assertEquals("", name.victim());
  }

  /** Connections without payload hold nothing up but by their rate; headers are no payload. */
  @Test
  void halfOpenConnections_areNoFlood_unlessFast() {
    Evidence evidence = of(EntityKind.SERVICE, "514", IN, "flows", 100, 0);
    for (int count : new int[] {99, 100}) {
      for (int bytes : new int[] {15, 16}) {
        List<FlowRecord> flows = flows(count, OUT, IN, 514, 1, 2, bytes);
        boolean isPayload = bytes == 16;
        assertEquals(
            isPayload || count == 100 ? AttackPattern.FLOOD : AttackPattern.UNKNOWN,
            named(Network.profile(0, flows), evidence),
            "without times: " + count + " of " + bytes);
        assertEquals(
            isPayload || count == 100 ? AttackPattern.FLOOD : AttackPattern.UNKNOWN,
            named(timed(flows, 50), evidence),
            "two a second: " + count + " of " + bytes);
      }
    }
  }

  /**
   * A scan asks again what answered: a port among several is flooded if it has nearly all flows.
   */
  @Test
  void amongOtherPorts_aFloodHasNearlyAll() {
    for (int ports : new int[] {2, 3}) {
      for (int others : new int[] {5, 6}) {
        List<FlowRecord> flows = new ArrayList<>(flows(20, OUT, IN, 514, 1, 2, 60));
        for (int i = 0; i < others; i++) {
          flows.addAll(flows(1, OUT, IN, 600 + i % (ports - 1), 1, 2, 60));
        }
        assertEquals(
            ports == 2 || others == 5 ? AttackPattern.FLOOD : AttackPattern.UNKNOWN,
            named(
                Network.profile(0, flows),
                of(EntityKind.SERVICE, "514", IN, "flows", 20, 0),
                of(EntityKind.CLIENT, "514", OUT, "flows", 20, 0)),
            ports + " ports, " + others);
      }
    }
  }

  /** Many servers outside that answer with pages are read; probes, and hosts of one's own, not. */
  @ParameterizedTest
  @CsvSource({
    "443, 203.0.113., 900, UNKNOWN",
    "443, 203.0.113., 255, HORIZONTAL_SCAN",
    "443, 10.0.7., 900, HORIZONTAL_SCAN",
    "22, 203.0.113., 900, HORIZONTAL_SCAN"
  })
  void pagesThatAHostReads_areNoScan(int port, String network, int bytes, AttackPattern pattern) {
    List<FlowRecord> flows =
        IntStream.range(0, 12)
            .mapToObj(i -> Network.flow(IN, network + i, port, 1e5, 4, bytes))
            .toList();
    assertEquals(
        pattern,
        named(
            Network.profile(0, flows),
            of(EntityKind.CLIENT, Integer.toString(port), IN, "peers", 12, 0.5)));
  }

  /** A browser drops the connections to all its servers at once: none of them is flooded. */
  @Test
  void aBarrage_isMostOfWhatTheSourceSendsToThePort() {
    for (int others : new int[] {6, 7}) {
      List<FlowRecord> flows = new ArrayList<>(flows(6, IN, OUT, 80, 1, 2, 60));
      for (int i = 0; i < others; i++) {
        flows.addAll(flows(1, IN, "198.51.100." + i, 80, 1, 2, 60));
      }
      assertEquals(
          others == 6 ? AttackPattern.FAST_EXHAUSTION : AttackPattern.UNKNOWN,
          named(
              timed(flows, 10),
              of(EntityKind.SERVICE, "80", OUT, "flows", 6, 0.2),
              of(EntityKind.PAIR, IN, OUT, "flows", 6, 0.2)),
          others + " others");
    }
  }

  /** Announcements to groups have a name of their own, whoever hears them. */
  @ParameterizedTest
  @ValueSource(strings = {"224.0.0.251", "ff02::fb", "10.0.0.255", "10.0.0.63"})
  void discovery(String group) {
    assertNamed(
        AttackPattern.DISCOVERY,
        IN + " sent 30 flows to " + (group.startsWith("ff") ? "[ff02::fb]" : group) + ":17500.",
        flows(30, IN, group, 17500, 1, 2, 60),
        of(EntityKind.SERVICE, "17500", group, "flows", 30, 0),
        of(EntityKind.SOURCE, IN, "", "flows", 30, 3));
  }

  /** Who asks a few neighbours for names looks around; who asks very many is a scanner. */
  @Test
  void namesAskedOfNeighbours() {
    for (int neighbours : new int[] {19, 20}) {
      List<FlowRecord> flows =
          IntStream.range(0, neighbours)
              .mapToObj(i -> Network.flow(IN, "10.0.1." + i, 137, 1, 2, 100))
              .toList();
      assertNamed(
          neighbours < 20 ? AttackPattern.DISCOVERY : AttackPattern.HORIZONTAL_SCAN,
          neighbours < 20
              ? IN + " sent 19 flows to port 137 of 19 addresses."
              : IN + " opened 20 connections to port 137 of 20 addresses.",
          flows,
          of(EntityKind.CLIENT, "137", IN, "peers", neighbours, 0));
    }
  }

  /** An address that looks like a broadcast is a host where it acts, or others reach it. */
  @Test
  void ahostWithALastAddress_isAHost() {
    List<FlowRecord> flows = new ArrayList<>(flows(30, OUT, "10.0.0.255", 22, 1, 20, 600));
    assertNamed(
        AttackPattern.BRUTE_FORCE,
        OUT + " opened 30 connections to 10.0.0.255:22 (SSH).",
        flows,
        of(EntityKind.PAIR, OUT, "10.0.0.255", "flows", 30, 0),
        of(EntityKind.SERVICE, "22", "10.0.0.255", "flows", 30, 0));
    flows = new ArrayList<>(flows(30, IN, "10.0.0.255", 22, 1, 20, 600));
    flows.add(Network.flow("10.0.0.255", IN, 80, 1, 20, 600));
    assertNamed(
        AttackPattern.BRUTE_FORCE,
        IN + " opened 30 connections to 10.0.0.255:22 (SSH).",
        flows,
        of(EntityKind.PAIR, IN, "10.0.0.255", "flows", 30, 0),
        of(EntityKind.SERVICE, "22", "10.0.0.255", "flows", 30, 0));
  }

  /** What a server sends to the ports that its clients took is no scan. */
  @Test
  void answers_areNoScan() {
    for (int from : new int[] {32_700, 32_768}) {
      List<FlowRecord> flows =
          IntStream.range(0, 30).mapToObj(i -> Network.flow(OUT, IN, from + i, 1, 2, 0)).toList();
      assertNamed(
          from < 32_768 ? AttackPattern.VERTICAL_SCAN : AttackPattern.UNKNOWN,
          from < 32_768
              ? OUT + " opened 30 connections to 30 ports of " + IN + "."
              : "Unusual: 30 ports from " + OUT + " to " + IN + " (usual: none).",
          flows,
          of(EntityKind.PAIR, OUT, IN, "ports", 30, 0.25));
    }
    List<FlowRecord> withData =
        IntStream.range(0, 30).mapToObj(i -> Network.flow(OUT, IN, 1024 + i, 1, 2, 128)).toList();
    assertNamed(
        AttackPattern.UNKNOWN,
        "Unusual: 30 ports from " + OUT + " to " + IN + " (usual: none).",
        withData,
        of(EntityKind.PAIR, OUT, IN, "ports", 30, 0.25));
    List<FlowRecord> asked = new ArrayList<>(flows(15, IN, OUT, 902, 1, 1, 0));
    asked.addAll(
        IntStream.range(0, 30).mapToObj(i -> Network.flow(OUT, IN, 1024 + i, 1, 2, 0)).toList());
    assertNamed(
        AttackPattern.UNKNOWN,
        "Unusual: 30 ports from " + OUT + " to " + IN + " (usual: none).",
        asked,
        of(EntityKind.PAIR, OUT, IN, "ports", 30, 0.25));
  }

  private static void assertWeb(
      AttackPattern pattern, double duration, double packets, double bytes) {
    assertNamed(
        pattern,
        OUT + " opened 50 connections to " + IN + ":80.",
        flows(50, OUT, IN, 80, duration, packets, bytes),
        of(EntityKind.CLIENT, "80", OUT, "flows", 50, 0),
        of(EntityKind.SERVICE, "80", IN, "flows", 50, 9));
  }

  @Test
  void webServices() {
    assertWeb(AttackPattern.FAST_EXHAUSTION, 1e5, 8, 12_000);
    assertWeb(AttackPattern.SLOW_EXHAUSTION, 9e6, 8, 300);
    assertWeb(AttackPattern.FAST_EXHAUSTION, 8e6, 8, 300); // just not long
    assertWeb(AttackPattern.FAST_EXHAUSTION, 9e6, 8, 3000);
    assertWeb(AttackPattern.WEB_ATTACK, 9e6, 40, 30_000);
    assertWeb(AttackPattern.FAST_EXHAUSTION, 9e6, 39.5, 30_000);
  }

  @Test
  void floods() {
    assertNamed(
        AttackPattern.FLOOD,
        OUT + " opened 500 connections to " + IN + ":53.",
        flows(500, OUT, IN, 53, 1, 2, 60),
        of(EntityKind.PAIR, OUT, IN, "flows", 500, 0),
        of(EntityKind.SERVICE, "53", IN, "flows", 500, 3));
    for (int sources : new int[] {4, 5}) {
      List<FlowRecord> many =
          IntStream.range(0, 500)
              .mapToObj(i -> Network.flow("203.0.113." + i % sources, IN, 53, 1, 2, 60))
              .toList();
      assertNamed(
          AttackPattern.DISTRIBUTED_FLOOD,
          sources + " sources, among them 203.0.113.0, opened 500 connections to " + IN + ":53.",
          many,
          of(EntityKind.SERVICE, "53", IN, "flows", 500, 3),
          of(EntityKind.SERVICE, "53", IN, "peers", sources, 1));
    }
  }

  @Test
  void exfiltration() {
    assertNamed(
        AttackPattern.EXFILTRATION,
        IN + " and " + OUT + " exchanged 5,000,000,000 bytes in 1 connection.",
        flows(1, IN, OUT, 443, 1e9, 1e6, 5e9),
        ofWindow("top_pair_log_bytes", 32, 20));
    // less than usual is none
    assertNamed(
        AttackPattern.UNKNOWN,
        "Unusual: top pair log bytes 3 (usual: 0 to 20).",
        flows(1, IN, OUT, 443, 1e9, 1, 5),
        ofWindow("top_pair_log_bytes", 3, 20));
  }

  @Test
  void unknown() {
    assertNamed(
        AttackPattern.UNKNOWN,
        "Unusual: shapes 700 (usual: 0 to 123000).",
        flows(1, IN, OUT, 443, 1, 1, 1),
        ofWindow("shapes", 700, 123_456));
    assertNamed(AttackPattern.UNKNOWN, "Nothing stands out.", flows(1, IN, OUT, 443, 1, 1, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.66", "1.1.1.1", "9.255.255.255", "11.0.0.0", "172.15.0.1", "172.32.0.0",
        "192.167.0.1", "192.169.0.1", "169.253.0.1", "223.255.255.255", "2001:db8::1", "::2"
      })
  void outside(String address) {
    assertTrue(AddressScope.isOutside(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.255.255.255",
        "127.0.0.1",
        "172.16.0.0",
        "172.31.255.255",
        "192.168.0.1",
        "169.254.9.9",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "fe80::1",
        "FE80::1",
        "fd00::1",
        "FC00::1",
        "host",
        "host.example.com",
        "",
        "256.1.1.1",
        "01.1.1.1"
      })
  void inside(String address) {
    assertFalse(AddressScope.isOutside(address));
  }
}
