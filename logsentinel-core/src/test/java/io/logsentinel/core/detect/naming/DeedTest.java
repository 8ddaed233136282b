package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Network;
import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.detect.naming.CountedFlows.Count;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.window.EntityKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who did what to whom, on both sides of every share that decides it. */
class DeedTest {
  private static final String OUT = "203.0.113.66";
  private static final String OUT_2 = "203.0.113.67";
  private static final String IN = "10.0.0.5";
  private static final String SERVER = "10.0.1.1";

  private final List<FlowRecord> flows = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();

  private DeedTest with(int count, String from, String to, int port) {
    flows.addAll(Collections.nCopies(count, Network.flow(from, to, port, 1000, 4, 100)));
    return this;
  }

  /** So many flows are usual of the server's web service. */
  private DeedTest usual(double mean) {
    evidence.add(PatternRulesTest.of(EntityKind.SERVICE, "80", SERVER, "flows", 99, mean));
    return this;
  }

  private Deed deed(AttackPattern pattern, String from, String to, String port) {
    return Deed.of(CountedFlows.of(Network.profile(0, flows), evidence), pattern, from, to, port);
  }

  private Deed flood() {
    return deed(AttackPattern.FLOOD, OUT, SERVER, "80");
  }

  @Test
  void aSourceDoesItAlone_withSevenTenthsOfWhatIsBeyondTheUsual() {
    Deed alone = with(70, OUT, SERVER, 80).with(50, OUT_2, SERVER, 80).usual(20).flood();
    assertTrue(alone.isAlone());
    assertEquals(
        OUT + " opened 70 connections to " + SERVER + ":80", alone.text(), "70 of 100 more");
    Deed several = with(1, OUT_2, SERVER, 80).flood();
    assertFalse(several.isAlone());
    assertEquals(AttackPattern.DISTRIBUTED_FLOOD, several.pattern());
    assertEquals(
        "2 sources, among them " + OUT + ", opened 121 connections to " + SERVER + ":80",
        several.text());
  }

  /** Where nothing is known of the usual, the next one shows it. */
  @Test
  void aSourceDoesItAlone_withSevenTenthsOfAll_orFiveTimesTheNext() {
    with(70, OUT, SERVER, 80).with(30, OUT_2, SERVER, 80);
    assertTrue(flood().isAlone());
    with(1, OUT_2, SERVER, 80);
    assertFalse(flood().isAlone());
    flows.clear();
    with(50, OUT, SERVER, 80);
    for (int i = 0; i < 10; i++) {
      with(10, "198.51.100." + i, SERVER, 80); // a fifth of his each, and he has a third of all
    }
    assertTrue(flood().isAlone());
    with(1, "198.51.100.1", SERVER, 80);
    assertFalse(flood().isAlone());
    flows.clear();
    with(30, OUT, SERVER, 80);
    for (int i = 0; i < 11; i++) {
      with(6, "198.51.100." + i, SERVER, 80);
    }
    with(4, "198.51.100.99", SERVER, 80);
    assertTrue(flood().isAlone(), "30 of 100");
    with(1, "198.51.100.99", SERVER, 80);
    assertFalse(flood().isAlone(), "30 of 101");
  }

  /** Who has fewer than a fifth of the suspect's flows is a client; inside is not with outside. */
  @Test
  void othersDoIt_withAFifthOfHisFlows_fromHisSide() {
    with(50, OUT, SERVER, 80)
        .with(40, OUT_2, SERVER, 80)
        .with(10, "203.0.113.68", SERVER, 80)
        .with(9, "203.0.113.69", SERVER, 80)
        .with(30, IN, SERVER, 80);
    Deed deed = flood();
    assertEquals(List.of(OUT_2, "203.0.113.68"), deed.others());
    assertEquals(new Count(3, false), deed.sources(), "without the one inside");
    assertEquals(130, deed.flows().value(), "of those from the inside too");
    assertEquals(
        "At least 3 sources, among them " + OUT + ", opened 130 connections to " + SERVER + ":80",
        deed.text());
  }

  /** Of one outside and clients inside, the one outside did it, whatever the clients have. */
  @Test
  void whoFloodsFromOutside_isNotOneWithTheClientsInside() {
    with(50, OUT, SERVER, 80);
    for (int i = 0; i < 10; i++) {
      with(11, "10.0.7." + i, SERVER, 80);
    }
    Deed deed = flood();
    assertTrue(deed.isAlone());
    assertEquals(OUT + " opened 50 connections to " + SERVER + ":80", deed.text());
    assertEquals(AttackPattern.FLOOD, deed.pattern());
  }

  @Test
  void nobodyIsSuspected_whoHasNoFlows() {
    Deed deed = with(30, OUT_2, SERVER, 80).deed(AttackPattern.FLOOD, OUT, SERVER, "80");
    assertEquals(OUT_2, deed.source(), "who has flows is meant");
    assertTrue(deed.isAlone());
    assertEquals(AttackPattern.UNKNOWN, deed(AttackPattern.FLOOD, OUT, SERVER, "443").pattern());
    assertEquals("", deed(AttackPattern.FLOOD, OUT, SERVER, "443").text());
  }

  @ParameterizedTest
  @CsvSource({"80,FAST_EXHAUSTION", "53,FLOOD"})
  void aDistributedFloodOfOne_isNone(int port, AttackPattern named) {
    Deed deed =
        with(30, OUT, SERVER, port)
            .deed(AttackPattern.DISTRIBUTED_FLOOD, OUT, SERVER, Integer.toString(port));
    assertEquals(named, deed.pattern());
  }

  @Test
  void scans_tryThreeAtLeast() {
    with(2, OUT, IN, 22).with(2, OUT, IN, 23);
    assertEquals(AttackPattern.UNKNOWN, deed(AttackPattern.VERTICAL_SCAN, OUT, IN, "22").pattern());
    with(1, OUT, IN, 24);
    Deed ports = deed(AttackPattern.VERTICAL_SCAN, OUT, IN, "22");
    assertEquals(OUT + " opened 5 connections to 3 ports of " + IN, ports.text());
    assertEquals(new Count(1, true), ports.windows());
    assertEquals("", ports.port());
    flows.clear();
    with(1, OUT, "10.0.2.1", 445).with(1, OUT, "10.0.2.2", 445);
    assertEquals(
        AttackPattern.UNKNOWN, deed(AttackPattern.HORIZONTAL_SCAN, OUT, "", "445").pattern());
    with(4, OUT, "10.0.2.3", 445);
    Deed addresses = deed(AttackPattern.HORIZONTAL_SCAN, OUT, "", "445");
    assertEquals(OUT + " opened 6 connections to port 445 of 3 addresses", addresses.text());
    assertEquals("445", addresses.port());
  }

  /** A scan is of one port where half of the addresses are tried there. */
  @Test
  void aScanIsOfOnePort_ofHalfTheAddresses() {
    for (int i = 0; i < 6; i++) {
      with(1, OUT, "10.0.2." + i, i < 3 ? 445 : 139);
    }
    assertEquals("445", deed(AttackPattern.HORIZONTAL_SCAN, OUT, "", "445").port());
    with(1, OUT, "10.0.2.9", 139);
    Deed all = deed(AttackPattern.HORIZONTAL_SCAN, OUT, "", "445");
    assertEquals("", all.port());
    assertEquals(OUT + " opened 7 connections to 7 addresses", all.text());
    assertEquals("", deed(AttackPattern.HORIZONTAL_SCAN, OUT, "", "").port());
  }

  @Test
  void sentencesOfOtherPatterns() {
    with(1, IN, OUT, 443).with(3, OUT, SERVER, 22).with(2, IN, "224.0.0.251", 5353);
    assertEquals(
        IN + " and " + OUT + " exchanged 100 bytes in 1 connection",
        deed(AttackPattern.EXFILTRATION, IN, OUT, "443").text());
    assertEquals(
        OUT + " opened 3 connections to " + SERVER + ":22 (SSH)",
        deed(AttackPattern.BRUTE_FORCE, OUT, SERVER, "22").text());
    assertEquals(
        IN + " opened 1 connection to " + OUT + ":443",
        deed(AttackPattern.BRUTE_FORCE, IN, OUT, "443").text());
    assertEquals(
        IN + " opened 1 connection to " + OUT + ":443 outside",
        deed(AttackPattern.BOT, IN, OUT, "443").text());
    assertEquals(
        IN + " sent 2 flows to 224.0.0.251:5353",
        deed(AttackPattern.DISCOVERY, IN, "224.0.0.251", "5353").text());
    assertEquals(
        IN + " sent 2 flows to port 5353 of 1 address",
        deed(AttackPattern.DISCOVERY, IN, "", "5353").text());
    assertEquals("", deed(AttackPattern.UNKNOWN, OUT, SERVER, "22").text());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,80,10.0.0.1:80",
    "fe80::1,80,[fe80::1]:80",
    "fe80::1,0,fe80::1",
    "host,'',host"
  })
  void endpoints(String address, String port, String text) {
    assertEquals(text, Deed.endpoint(address, port));
  }

  @ParameterizedTest
  @EnumSource(AttackPattern.class)
  void everyPattern_hasWordsOfItsOwn(AttackPattern pattern) {
    boolean isNone =
        Set.of(Family.UNKNOWN, Family.DISCOVERY, Family.CHANGE).contains(pattern.family());
    assertEquals(isNone, !pattern.isAttack());
    assertEquals(isNone, pattern.techniques().isEmpty());
    assertFalse(pattern.label().isBlank());
    assertTrue(pattern.nextStep().endsWith("."), pattern.nextStep());
    assertTrue(pattern.confidence(1) <= pattern.confidence(2));
    assertTrue(AttackPattern.words().get(pattern.word()).contains(pattern.word()));
  }

  @Test
  void wordsOfAllowlists_areThoseOfPatternsAndFamilies() {
    Map<String, Set<String>> words = AttackPattern.words();
    assertEquals(new TreeSet<>(List.of("horizontal-scan", "vertical-scan")), words.get("scan"));
    assertEquals(Set.of("vertical-scan"), words.get("vertical-scan"));
    assertEquals(Set.of("brute-force"), words.get("brute-force"));
    assertEquals(0.88, AttackPattern.VERTICAL_SCAN.confidence(1));
    assertEquals(0.97, AttackPattern.VERTICAL_SCAN.confidence(2));
  }
}
