package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    Finding finding = new Finding(10, 1e-9, true, List.of(evidence));
    PatternRules name = new PatternRules(profile, finding, SuspectRanking.of(profile, finding));
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
        OUT + " tried 30 ports of " + IN + ", where 0.25 are usual.",
        ports,
        of(EntityKind.PAIR, OUT, IN, "ports", 30, 0.25));
    List<FlowRecord> addresses =
        IntStream.range(0, 30)
            .mapToObj(i -> Network.flow(OUT, "10.0.0." + i, 445, 1, 2, 0))
            .toList();
    assertNamed(
        AttackPattern.HORIZONTAL_SCAN,
        OUT + " tried 30 addresses, where 1.23 are usual.",
        addresses,
        of(EntityKind.CLIENT, "445", OUT, "peers", 30, 1.2345));
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
          "pair " + IN + " to 10.0.0.6: pair ports, seldom " + ports + ", where 0.5 is usual.",
          flows,
          of(EntityKind.PAIR, IN, "10.0.0.6", "ports", ports, 0.5));
    }
  }

  @Test
  void bruteForce() {
    assertNamed(
        AttackPattern.BRUTE_FORCE,
        OUT
            + " made 40 connections to log in to SSH of "
            + IN
            + ", with 15 packets each on"
            + " average.",
        flows(40, OUT, IN, 22, 1e6, 15, 900),
        of(EntityKind.CLIENT, "22", OUT, "flows", 40, 0),
        of(EntityKind.SERVICE, "22", IN, "flows", 40, 2));
  }

  @Test
  void bot() {
    assertNamed(
        AttackPattern.BOT,
        IN
            + " made 1 connection to "
            + OUT
            + " outside, port 8081, with 6 packets each on"
            + " average.",
        flows(1, IN, OUT, 8081, 1e5, 6, 200),
        of(EntityKind.PAIR, IN, OUT, "flows", 1, 0),
        of(EntityKind.SERVICE, "8081", OUT, "flows", 1, 0.05));
    // what is known is no bot
    assertNamed(
        AttackPattern.FLOOD,
        IN + " made 1 connection to " + OUT + " port 8081, with 6 packets each on average.",
        flows(1, IN, OUT, 8081, 1e5, 6, 200),
        of(EntityKind.PAIR, IN, OUT, "flows", 1, 0),
        of(EntityKind.SERVICE, "8081", OUT, "flows", 1, 0.1));
  }

  private static void assertWeb(
      AttackPattern pattern, double duration, double packets, String words, double bytes) {
    assertNamed(
        pattern,
        OUT
            + " made 50 connections to "
            + IN
            + " port 80, with "
            + words
            + " packets each on average.",
        flows(50, OUT, IN, 80, duration, packets, bytes),
        of(EntityKind.CLIENT, "80", OUT, "flows", 50, 0),
        of(EntityKind.SERVICE, "80", IN, "flows", 50, 9));
  }

  @Test
  void webServices() {
    assertWeb(AttackPattern.FAST_EXHAUSTION, 1e5, 8, "8", 12_000);
    assertWeb(AttackPattern.SLOW_EXHAUSTION, 9e6, 8, "8", 300);
    assertWeb(AttackPattern.FAST_EXHAUSTION, 8e6, 8, "8", 300); // just not long
    assertWeb(AttackPattern.FAST_EXHAUSTION, 9e6, 8, "8", 3000);
    assertWeb(AttackPattern.WEB_ATTACK, 9e6, 40, "40", 30_000);
    assertWeb(AttackPattern.FAST_EXHAUSTION, 9e6, 39.5, "39.5", 30_000);
  }

  @Test
  void floods() {
    assertNamed(
        AttackPattern.FLOOD,
        OUT + " made 500 connections to " + IN + " port 53, with 2 packets each on average.",
        flows(500, OUT, IN, 53, 1, 2, 60),
        of(EntityKind.PAIR, OUT, IN, "flows", 500, 0),
        of(EntityKind.SERVICE, "53", IN, "flows", 500, 3));
    for (int sources : new int[] {4, 5}) {
      List<FlowRecord> many =
          IntStream.range(0, 500)
              .mapToObj(i -> Network.flow("203.0.113." + i % sources, IN, 53, 1, 2, 60))
              .toList();
      assertNamed(
          sources < 5 ? AttackPattern.FLOOD : AttackPattern.DISTRIBUTED_FLOOD,
          sources
              + " sources made 500 connections to "
              + IN
              + " port 53, with 2 packets each on average.",
          many,
          of(EntityKind.SERVICE, "53", IN, "flows", 500, 3),
          of(EntityKind.SERVICE, "53", IN, "peers", sources, 1));
    }
  }

  @Test
  void exfiltration() {
    assertNamed(
        AttackPattern.EXFILTRATION,
        IN + " and " + OUT + " moved 5000000000 bytes.",
        flows(1, IN, OUT, 443, 1e9, 1e6, 5e9),
        ofWindow("top_pair_log_bytes", 32, 20));
    // less than usual is none
    assertNamed(
        AttackPattern.UNKNOWN,
        "the window: top_pair_log_bytes 3, where 20 is usual.",
        flows(1, IN, OUT, 443, 1e9, 1, 5),
        ofWindow("top_pair_log_bytes", 3, 20));
  }

  @Test
  void unknown() {
    assertNamed(
        AttackPattern.UNKNOWN,
        "the window: shapes 700, where 123000 is usual.",
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
