package io.logsentinel.core.incident;

import static io.logsentinel.core.incident.Detections.ATTACKER;
import static io.logsentinel.core.incident.Detections.VICTIM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.incident.Incident.EntityTotals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All that incidents of every kind tell: a change of any of it shows here, and must be meant. */
class IncidentsGoldenTest {
  private static final long TIME = 1_499_435_700_000L; // 2017-07-07T13:55:00Z

  private static List<FlowRecord> flows(int count, String from, String to, int port) {
    return Collections.nCopies(count, Detections.flow(from, to, port));
  }

  @SafeVarargs
  private static List<FlowRecord> all(List<FlowRecord>... flows) {
    List<FlowRecord> all = new ArrayList<>();
    for (List<FlowRecord> some : flows) {
      all.addAll(some);
    }
    return all;
  }

  private static List<FlowRecord> many(int count, IntFunction<FlowRecord> flow) {
    return IntStream.range(0, count).mapToObj(flow).toList();
  }

  private static String told(Detection... detections) {
    StringBuilder text = new StringBuilder();
    for (Incident it : Detections.incidents(detections)) {
      text.append(it.reason()).append('\n');
      text.append("  ").append(it.id()).append(' ').append(it.pattern()).append(' ');
      text.append(it.named()).append(' ').append(it.severity()).append(' ');
      text.append(it.confidence()).append(' ').append(it.decision()).append('\n');
      text.append("  windows ").append(it.windows()).append(' ').append(it.firstWindow());
      text.append('-').append(it.lastWindow()).append(" times ").append(it.firstTime());
      text.append(' ').append(it.lastTime()).append(" flows ").append(it.flows());
      text.append(" of ").append(it.windowFlows()).append(" p ").append(it.pValue());
      text.append(" score ").append(it.score()).append(" ports ").append(it.ports());
      text.append('\n');
      it.entities().forEach(of -> text.append("  ").append(of).append('\n'));
      text.append("  and ").append(it.more()).append(" more\n");
      for (Evidence of : it.evidence()) {
        text.append("  ").append(of.strength()).append(' ').append(of.words()).append('\n');
      }
      for (Evidence of : it.metrics()) {
        text.append("  ").append(of.strength()).append(' ').append(of.words()).append('\n');
      }
      for (EntityTotals of : it.talkers()) {
        text.append("  ").append(of.entity()).append(": windows ").append(of.windows());
        text.append(" flows ").append(of.flows()).append(" packets ").append(of.packets());
        text.append(" bytes ").append(of.bytes()).append(" peers ").append(of.peers());
        text.append(" ports ").append(of.ports()).append('\n');
      }
    }
    return text.toString();
  }

  private static String stories() {
    Detections scan = Detections.of(AttackPattern.VERTICAL_SCAN).at(TIME);
    Detections further =
        scan.with(
            all(
                many(9, i -> Detections.flow(ATTACKER, VICTIM, 100 + i)),
                many(3, i -> Detections.flow("203.0.113.8", VICTIM, 200 + i)),
                many(2, i -> Detections.flow("203.0.113.9", VICTIM, 300 + i)),
                many(4, i -> Detections.flow(ATTACKER, "10.0.0.6", 400 + i))));
    Detections ofAnother = further.from("203.0.113.8").graded(4, Severity.MEDIUM);
    Detections ofAnotherHost = further.to("10.0.0.6", "400").graded(5, Severity.HIGH);
    Detections both = further.graded(100, Severity.HIGH);
    Detections ofTwo = scan.from("203.0.113.8").graded(30, Severity.HIGH);
    Detections toTwo = scan.to("10.0.0.6", "80").graded(40, Severity.HIGH);
    Detections ofFewPorts =
        Detections.of(AttackPattern.VERTICAL_SCAN)
            .from("203.0.113.9")
            .graded(50, Severity.HIGH)
            .with(flows(2, "203.0.113.9", VICTIM, 300));
    Detections weak =
        Detections.of(AttackPattern.BRUTE_FORCE)
            .from("10.0.0.9")
            .to(VICTIM, "22")
            .graded(9, Severity.MEDIUM)
            .at(TIME - 60_000);
    Detections ofNobody =
        Detections.of(AttackPattern.FLOOD)
            .from("203.0.113.50")
            .with(
                all(
                    flows(30, "198.51.100.1", "10.0.0.7", 80),
                    flows(3, "198.51.100.2", VICTIM, 443)));
    Detections sweep =
        Detections.of(AttackPattern.HORIZONTAL_SCAN)
            .to(VICTIM, "22")
            .with(many(30, i -> Detections.flow(ATTACKER, "10.0.0." + i, 22)))
            .thought(true);
    Detections distributed =
        Detections.of(AttackPattern.DISTRIBUTED_FLOOD)
            .from("198.51.100.3")
            .with(
                all(
                    many(60, i -> Detections.flow("198.51.100." + i % 20, VICTIM, 80)),
                    flows(2, "10.0.0.77", VICTIM, 80)));
    Detections bot =
        Detections.of(AttackPattern.BOT)
            .from("10.0.0.3")
            .to("203.0.113.99", "6667")
            .with(many(40, i -> Detections.flow("10.0.0." + i % 5, "203.0.113.99", 6667)));
    Detections volume = Detections.of(AttackPattern.EXFILTRATION).graded(30, Severity.HIGH);
    Detections unknown =
        Detections.of(AttackPattern.UNKNOWN).with(flows(3, ATTACKER, VICTIM, 80)).at(TIME);
    Detections slow = Detections.of(AttackPattern.SLOW_EXHAUSTION).thought(true).at(TIME);
    Detections fast = Detections.of(AttackPattern.FAST_EXHAUSTION).at(TIME + 86_400_000);
    Detections announced =
        Detections.of(AttackPattern.DISCOVERY).from("10.0.0.9").to("224.0.0.251", "5353");
    return told(scan.window(0), further.window(2), ofAnother.window(3), ofAnotherHost.window(4))
        // two scanners of two hosts, and one that tries too few ports
        + told(both.window(0), ofTwo.window(1), toTwo.window(2), ofFewPorts.window(3))
        // the edge comes first, and takes in what is stronger
        + told(weak.window(10), fast.window(11), fast.thought(true).window(12))
        // who is named has no flows: those are told of that evidence speaks of, and that have some
        + told(ofNobody.window(1), ofNobody.window(2))
        + told(sweep.window(1), sweep.window(2))
        + told(distributed.window(5), distributed.window(6), distributed.window(9))
        + told(bot.window(0), bot.graded(9, Severity.LOW).window(1))
        + told(volume.window(3), volume.to("10.0.0.6", "80").window(4))
        + told(unknown.window(0), unknown.from("203.0.113.8").window(1))
        + told(slow.window(0), slow.window(1), fast.window(2), unknown.window(3))
        + told(announced.window(7))
        // united by what lies between
        + told(
            fast.window(10),
            scan.from("198.51.100.9").window(11),
            unknown.graded(50, Severity.MEDIUM).window(14),
            slow.graded(99, Severity.HIGH).window(15));
  }

  @Test
  void storiesOfEveryKind() throws IOException {
    try (InputStream in = IncidentsGoldenTest.class.getResourceAsStream("incidents.txt")) {
      assertEquals(new String(in.readAllBytes(), StandardCharsets.UTF_8), stories());
    }
  }
}
