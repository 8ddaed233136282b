package io.logsentinel.core.incident;

import static io.logsentinel.core.incident.Detections.ATTACKER;
import static io.logsentinel.core.incident.Detections.VICTIM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every sentence that an incident can utter. */
class IncidentSummaryTest {
  /** What is said where no flows were counted of those that are named. */
  private static final String UNCOUNTED =
      "Unusual: 12 connections from  to  (usual: none) in 1 window.";

  private static final long TIME = 1_499_435_700_000L; // 2017-07-07T13:55:00Z

  private static String sentence(Detection... detections) {
    List<Incident> incidents = Detections.incidents(detections);
    assertEquals(1, incidents.size());
    return incidents.get(0).reason();
  }

  private static List<FlowRecord> many(int count) {
    return Collections.nCopies(count, Detections.flow(ATTACKER, VICTIM, 80));
  }

  private static List<FlowRecord> sources(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Detections.flow("198.51.100." + i, VICTIM, 80))
        .toList();
  }

  private static String of(AttackPattern pattern, List<FlowRecord> flows) {
    Detections detections = Detections.of(pattern).with(flows);
    return sentence(detections.window(1), detections.window(2));
  }

  /** Neither attacker nor victim is among what the profile lists. */
  private static String ofNobody(AttackPattern pattern) {
    return sentence(Detections.of(pattern).from("").to("", "").window(3));
  }

  @Test
  void verticalScan() {
    List<FlowRecord> ports =
        IntStream.range(0, 1200).mapToObj(i -> Detections.flow(ATTACKER, VICTIM, i)).toList();
    assertEquals(
        "203.0.113.7 opened 2,400 connections to at least 1,200 ports of 10.0.0.5 in 2 windows.",
        of(AttackPattern.VERTICAL_SCAN, ports));
    assertEquals(
        "Unusual: 12 connections from 203.0.113.7 to 10.0.0.5 (usual: none) in one of 2 windows.",
        of(AttackPattern.VERTICAL_SCAN, many(1)));
    assertEquals(UNCOUNTED, ofNobody(AttackPattern.VERTICAL_SCAN));
  }

  @Test
  void horizontalScan() {
    List<FlowRecord> hosts =
        IntStream.range(0, 40).mapToObj(i -> Detections.flow(ATTACKER, "10.0.0." + i, 22)).toList();
    assertEquals(
        "203.0.113.7 opened 80 connections to at least 40 addresses in 2 windows.",
        of(AttackPattern.HORIZONTAL_SCAN, hosts));
    assertEquals(UNCOUNTED, ofNobody(AttackPattern.HORIZONTAL_SCAN));
  }

  @Test
  void floodsAndExhaustion() {
    assertEquals(
        "203.0.113.7 opened 1,800 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.FLOOD, many(900)));
    assertEquals(UNCOUNTED, ofNobody(AttackPattern.FLOOD));
    assertEquals(
        "At least 60 sources, among them 198.51.100.0, opened 120 connections to 10.0.0.5:80 in 2"
            + " windows.",
        of(AttackPattern.DISTRIBUTED_FLOOD, sources(60)));
    assertEquals(
        of(AttackPattern.DISTRIBUTED_FLOOD, sources(2)), of(AttackPattern.FLOOD, sources(2)));
    assertEquals(
        "203.0.113.7 opened 1,800 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.FAST_EXHAUSTION, many(900)));
    assertEquals(
        "At least 60 sources, among them 198.51.100.0, opened 120 connections to 10.0.0.5:80 in 2"
            + " windows.",
        of(AttackPattern.FAST_EXHAUSTION, sources(60)));
    assertEquals(
        "203.0.113.7 opened 80 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.SLOW_EXHAUSTION, many(40)));
    assertEquals(UNCOUNTED, ofNobody(AttackPattern.SLOW_EXHAUSTION));
  }

  /** One of them is named alone only where nearly all flows are its own, or others have few. */
  @Test
  void oneOfMany_isNotGivenTheFlowsOfAll() {
    List<FlowRecord> flows = new ArrayList<>(many(40));
    for (int i = 0; i < 9; i++) {
      flows.addAll(Collections.nCopies(9, Detections.flow("198.51.100." + i, VICTIM, 80)));
    }
    assertEquals(
        "At least 10 sources, among them 203.0.113.7, opened 242 connections to 10.0.0.5:80"
            + " in 2 windows.",
        of(AttackPattern.FLOOD, flows));
    flows.addAll(many(60));
    assertEquals(
        "203.0.113.7 opened 200 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.FLOOD, flows));
    assertEquals(
        "198.51.100.0 opened 2 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.BRUTE_FORCE, sources(1)));
  }

  @Test
  void logins_dialogues_bots() {
    assertEquals(
        "203.0.113.7 opened 80 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.BRUTE_FORCE, many(40)));
    assertEquals(
        "203.0.113.7 opened 80 connections to 10.0.0.5:80 in 2 windows.",
        of(AttackPattern.WEB_ATTACK, many(40)));
    assertEquals(
        "At least 5 sources, among them 198.51.100.0, opened 10 connections to 10.0.0.5:80 outside"
            + " in 2 windows.",
        of(AttackPattern.BOT, sources(5)));
    assertEquals(
        "203.0.113.7 opened 4 connections to 10.0.0.5:80 outside in 2 windows.",
        of(AttackPattern.BOT, many(2)));
  }

  @Test
  void volume() {
    assertEquals(
        "203.0.113.7 and 10.0.0.5 exchanged 1,000 bytes in 2 connections in 2 windows.",
        of(AttackPattern.EXFILTRATION, many(1)));
    assertEquals(UNCOUNTED, ofNobody(AttackPattern.EXFILTRATION));
    FlowRecord most = new FlowRecord(ATTACKER, VICTIM, 1, 80, 6, 1, 1, 1, 8e307, 0, 1, 1, "x");
    assertEquals(
        "203.0.113.7 and 10.0.0.5 exchanged 1.6e308 bytes in 2 connections in 2 windows.",
        of(AttackPattern.EXFILTRATION, List.of(most)));
  }

  @Test
  void unknown() {
    assertEquals(
        "Unusual: 12 connections from 203.0.113.7 to 10.0.0.5 (usual: none) in one of 2 windows.",
        of(AttackPattern.UNKNOWN, many(1)));
    assertEquals(UNCOUNTED, ofNobody(AttackPattern.UNKNOWN));
  }

  @Test
  void discovery() {
    Detections detections =
        Detections.of(AttackPattern.DISCOVERY).from("10.0.0.9").to("ff02::fb", "5353");
    assertEquals(
        "10.0.0.9 sent 2 flows to [ff02::fb]:5353 in 2 windows.",
        sentence(detections.window(1), detections.window(2)));
  }

  @Test
  void aReplacedServer() {
    Detections detections =
        Detections.of(AttackPattern.REPLACED_SERVER).from("10.0.0.9").to("10.0.0.2", "53");
    assertEquals(
        "10.0.0.9 opened 2 connections to 10.0.0.2:53 instead of the usual server in 2 windows.",
        sentence(detections.window(1), detections.window(2)));
  }

  @Test
  void aChangedNetwork() {
    Detections detections =
        Detections.of(AttackPattern.CHANGED_NETWORK).from("10.0.0.9").to("10.0.0.2", "53");
    assertEquals(
        "10.0.0.9 opened 2 connections in place of a usual host in 2 windows.",
        sentence(detections.window(1), detections.window(2)));
  }

  /** What one did in turn is told in turn. */
  @Test
  void phases() {
    Detections slow = Detections.of(AttackPattern.SLOW_EXHAUSTION);
    Detections fast = Detections.of(AttackPattern.FAST_EXHAUSTION);
    assertEquals(
        "203.0.113.7 opened 3 connections to 10.0.0.5:80 in 3 windows. Its windows look like:"
            + " Service exhaustion, slow (DoS) in 2 windows, Service exhaustion, fast (DoS) in 1"
            + " window.",
        sentence(slow.window(1), slow.window(2), fast.window(3)));
  }

  @Test
  void oneConnection_andTimes() {
    Detections flood = Detections.of(AttackPattern.FLOOD).at(TIME);
    assertEquals(
        "203.0.113.7 opened 1 connection to 10.0.0.5:80 in 1 window, at" + " 2017-07-07T13:55:00Z.",
        sentence(flood.window(0)));
    assertEquals(
        "203.0.113.7 opened 2 connections to 10.0.0.5:80 in 2 windows, from"
            + " 2017-07-07T13:55:00Z to 15:24:10Z.",
        sentence(flood.window(0), flood.at(TIME + 5_350_000).window(1)));
    assertEquals(
        "203.0.113.7 opened 2 connections to 10.0.0.5:80 in 2 windows, from"
            + " 2017-07-07T13:55:00Z to 2017-07-08T13:55:00Z.",
        sentence(flood.window(0), flood.at(TIME + 86_400_000).window(1)));
  }

  /** All patterns are above; one more needs a sentence, and a test of it. */
  @Test
  void patterns() {
    assertEquals(14, Arrays.stream(AttackPattern.values()).count());
  }
}
