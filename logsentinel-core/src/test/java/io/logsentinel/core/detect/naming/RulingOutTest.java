package io.logsentinel.core.detect.naming;

import static io.logsentinel.core.detect.naming.PatternRulesTest.flows;
import static io.logsentinel.core.detect.naming.PatternRulesTest.of;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every reason why a pattern is not given, in words. */
class RulingOutTest {
  private static final String OUT = "203.0.113.66";
  private static final String IN = "10.0.0.5";

  /** The pattern given, and why not the others. */
  private static void assertRuledOut(
      String expected, List<FlowRecord> flows, Evidence... evidence) {
    Profile profile = Network.profile(0, flows);
    Finding finding = new Finding(10, 1e-9, 1, true, List.of(evidence), Optional.empty());
    FindingName name =
        new FindingName(profile, finding, SuspectRanking.of(profile, finding), it -> false);
    assertEquals(
        expected,
        name.pattern()
            + "\n"
            + name.ruledOut().stream()
                .map(ruledOut -> ruledOut.pattern() + ": " + ruledOut.why() + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void nothing() {
    assertRuledOut(
        """
        UNKNOWN
        CHANGED_NETWORK: no usual source is missing while new ones do what is usually done
        DISCOVERY: less than half of the evidence is of flows to groups of hosts
        HORIZONTAL_SCAN: no source stands out by how many addresses it tries, a few flows each
        VERTICAL_SCAN: no host stands out by how many ports are tried, a few flows each
        EXFILTRATION: no pair moves unusually many bytes with little else that stands out
        REPLACED_SERVER: no new service has about the flows of a usual one, or usual ports, that have none
        BRUTE_FORCE: no flows of who stands out are listed
        BOT: no flows of who stands out are listed
        SLOW_EXHAUSTION: no flows of who stands out are listed
        WEB_ATTACK: no flows of who stands out are listed
        DISTRIBUTED_FLOOD: no flows of who stands out are listed
        FAST_EXHAUSTION: no flows of who stands out are listed
        FLOOD: no flows of who stands out are listed
        """,
        flows(1, IN, OUT, 443, 1, 1, 1));
  }

  @Test
  void afterAnEarlierRule() {
    assertRuledOut(
        """
        VERTICAL_SCAN
        CHANGED_NETWORK: no usual source is missing while new ones do what is usually done
        DISCOVERY: less than half of the evidence is of flows to groups of hosts
        HORIZONTAL_SCAN: half as many ports stand out as addresses, or more
        EXFILTRATION: an earlier rule holds
        REPLACED_SERVER: an earlier rule holds
        BRUTE_FORCE: an earlier rule holds
        BOT: an earlier rule holds
        SLOW_EXHAUSTION: an earlier rule holds
        WEB_ATTACK: an earlier rule holds
        DISTRIBUTED_FLOOD: an earlier rule holds
        FAST_EXHAUSTION: an earlier rule holds
        FLOOD: an earlier rule holds
        UNKNOWN: an earlier rule holds
        """,
        IntStream.range(0, 20).mapToObj(i -> Network.flow(OUT, IN, 100 + i, 1, 2, 0)).toList(),
        of(EntityKind.PAIR, OUT, IN, "ports", 20, 0.25),
        of(EntityKind.CLIENT, "445", OUT, "peers", 40, 0.25));
  }

  private static String web(String slow) {
    return """
        FAST_EXHAUSTION
        CHANGED_NETWORK: no usual source is missing while new ones do what is usually done
        DISCOVERY: less than half of the evidence is of flows to groups of hosts
        HORIZONTAL_SCAN: no source stands out by how many addresses it tries, a few flows each
        VERTICAL_SCAN: no host stands out by how many ports are tried, a few flows each
        EXFILTRATION: no pair moves unusually many bytes with little else that stands out
        REPLACED_SERVER: no new service has about the flows of a usual one, or usual ports, that have none
        BRUTE_FORCE: port 80 is of no service with a login
        BOT: 10.0.0.5 is inside
        SLOW_EXHAUSTION: %s
        WEB_ATTACK: 39.5 packets a flow, a dialogue has 40 or more and below 5000
        DISTRIBUTED_FLOOD: 1 source, many are 5 or more
        FLOOD: an earlier rule holds
        UNKNOWN: an earlier rule holds
        """
        .formatted(slow);
  }

  @Test
  void ofAWebService() {
    Evidence client = of(EntityKind.CLIENT, "80", OUT, "flows", 50, 0);
    Evidence service = of(EntityKind.SERVICE, "80", IN, "flows", 50, 9);
    assertRuledOut(
        web("the flows last 4.19 s on average, slow ones 8.39 or more"),
        flows(50, OUT, IN, 80, 5e6, 39.5, 300), // 2^22 microseconds, by half octaves
        client,
        service);
    assertRuledOut(
        web("3000 bytes a flow, slow ones have below 3000"),
        flows(50, OUT, IN, 80, 9e6, 39.5, 3000),
        client,
        service);
  }

  private static String other(String bot, String many, String port) {
    return """
        FLOOD
        CHANGED_NETWORK: no usual source is missing while new ones do what is usually done
        DISCOVERY: less than half of the evidence is of flows to groups of hosts
        HORIZONTAL_SCAN: no source stands out by how many addresses it tries, a few flows each
        VERTICAL_SCAN: no host stands out by how many ports are tried, a few flows each
        EXFILTRATION: no pair moves unusually many bytes with little else that stands out
        REPLACED_SERVER: no new service has about the flows of a usual one, or usual ports, that have none
        BRUTE_FORCE: port %3$s is of no service with a login
        BOT: %1$s
        SLOW_EXHAUSTION: port %3$s is no web port
        WEB_ATTACK: port %3$s is no web port
        DISTRIBUTED_FLOOD: %2$s
        FAST_EXHAUSTION: port %3$s is no web port
        UNKNOWN: an earlier rule holds
        """
        .formatted(bot, many, port);
  }

  @Test
  void ofAnotherService() {
    assertRuledOut(
        other(IN + " is inside", "1 source, many are 5 or more", "53"),
        flows(50, "203.0.113.0", IN, 53, 1, 2, 60),
        of(EntityKind.SERVICE, "53", IN, "flows", 50, 3));
    assertRuledOut(
        other(
            "port 8081 of " + OUT + " does not stand out as new",
            "1 source, many are 5 or more",
            "8081"),
        flows(5, IN, OUT, 8081, 1e5, 6, 200),
        of(EntityKind.PAIR, IN, OUT, "flows", 5, 0),
        of(EntityKind.SERVICE, "8081", OUT, "flows", 5, 0.1));
  }

  /** A flood that no rule takes for one of many may be of some. */
  @Test
  void ofSomeSources() {
    for (int sources : new int[] {2, 5}) {
      assertRuledOut(
          other(IN + " is inside", "", "53")
              .replaceFirst("FLOOD\n", "DISTRIBUTED_FLOOD\n")
              .replace("DISTRIBUTED_FLOOD: \n", "")
              .replace("UNKNOWN:", "FLOOD: more sources than one have flows to it\nUNKNOWN:"),
          IntStream.range(0, 50)
              .mapToObj(i -> Network.flow("203.0.113." + i % sources, IN, 53, 1, 2, 60))
              .toList(),
          of(EntityKind.SERVICE, "53", IN, "flows", 50, 3));
    }
  }

  private static String unknown(String bruteForce, String bot, String others) {
    return """
        UNKNOWN
        CHANGED_NETWORK: no usual source is missing while new ones do what is usually done
        DISCOVERY: less than half of the evidence is of flows to groups of hosts
        HORIZONTAL_SCAN: no source stands out by how many addresses it tries, a few flows each
        VERTICAL_SCAN: no host stands out by how many ports are tried, a few flows each
        EXFILTRATION: no pair moves unusually many bytes with little else that stands out
        REPLACED_SERVER: no new service has about the flows of a usual one, or usual ports, that have none
        BRUTE_FORCE: %1$s
        BOT: %2$s
        SLOW_EXHAUSTION: %3$s
        WEB_ATTACK: %3$s
        DISTRIBUTED_FLOOD: %3$s
        FAST_EXHAUSTION: %3$s
        FLOOD: %3$s
        """
        .formatted(bruteForce, bot, others);
  }

  /** A common port would be one of a flood or an exhausted service, were it not for browsing. */
  @Test
  void ofSomebodyWhoBrowses() {
    String browsed = "one source alone, at a common port: somebody browses";
    for (int port : new int[] {443, 53}) {
      assertRuledOut(
          unknown("port " + port + " is of no service with a login", browsed, browsed),
          flows(9, IN, OUT, port, 9e6, 50, 200),
          new Evidence(
              new Channel.OfEntities(
                  EntityKind.SERVICE, EntityMeasure.FLOWS, Integer.toString(port), false),
              Optional.of(new Entity(EntityKind.SERVICE, Integer.toString(port), OUT)),
              9,
              0.05,
              new TypicalRange(0, 1),
              0.05,
              10,
              1e-5,
              10));
    }
  }

  @Test
  void withoutAPort() {
    for (String server : new String[] {IN, OUT}) {
      assertRuledOut(
          unknown(
              "no port stands out",
              server.equals(IN) ? IN + " is inside" : "no port stands out",
              "no port stands out"),
          flows(9, "10.0.0.9", server, 443, 9e6, 50, 200),
          of(EntityKind.PAIR, "10.0.0.9", server, "flows", 9, 0));
    }
  }
}
