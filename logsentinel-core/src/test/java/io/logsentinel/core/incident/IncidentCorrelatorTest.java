package io.logsentinel.core.incident;

import static io.logsentinel.core.incident.Detections.ATTACKER;
import static io.logsentinel.core.incident.Detections.VICTIM;
import static io.logsentinel.core.incident.Detections.incidents;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which detections are one story. */
class IncidentCorrelatorTest {
  private static final Detections SCAN = Detections.of(AttackPattern.VERTICAL_SCAN);
  private static final Detections LOGINS =
      Detections.of(AttackPattern.BRUTE_FORCE).to(VICTIM, "22");
  private static final Detections FLOOD = Detections.of(AttackPattern.FAST_EXHAUSTION);
  private static final Detections UNKNOWN = Detections.of(AttackPattern.UNKNOWN);

  private static Detection[] windows(Object... idsAndWhat) {
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < idsAndWhat.length; i += 2) {
      detections.add(((Detections) idsAndWhat[i + 1]).window((int) idsAndWhat[i]));
    }
    return detections.toArray(Detection[]::new);
  }

  /** Pattern and windows of each incident. */
  private static List<String> told(Object... idsAndWhat) {
    return incidents(windows(idsAndWhat)).stream()
        .map(incident -> incident.pattern() + " " + incident.windows())
        .toList();
  }

  @Test
  void aGapOfFourWindows_isAllowed() {
    assertEquals(List.of("VERTICAL_SCAN [3, 8]"), told(3, SCAN, 8, SCAN));
    assertEquals(List.of("VERTICAL_SCAN [3]", "VERTICAL_SCAN [9]"), told(3, SCAN, 9, SCAN));
  }

  @Test
  void strangers_areTwoStories() {
    assertEquals(
        List.of("VERTICAL_SCAN [1, 3]", "VERTICAL_SCAN [2]"),
        told(1, SCAN, 2, SCAN.from("203.0.113.99").to("10.0.0.77", "1"), 3, SCAN));
  }

  @Test
  void oneVictimOfManySources_isOneStory() {
    List<Incident> incidents =
        incidents(
            windows(
                1, FLOOD.from("198.51.100.1"),
                2, FLOOD.from("198.51.100.2"),
                3, FLOOD.from("198.51.100.3")));
    assertEquals(1, incidents.size());
    assertEquals(new Participant(VICTIM, Role.VICTIM, 3), incidents.get(0).entities().get(0));
    assertEquals(
        new Participant("198.51.100.1", Role.ATTACKER, 1), incidents.get(0).entities().get(1));
  }

  @Test
  void oneScannerOfManyHosts_isOneStory() {
    assertEquals(List.of("VERTICAL_SCAN [1, 2]"), told(1, SCAN, 2, SCAN.to("10.0.0.6", "7")));
  }

  /** Small ones, that is: what a scanner does to hosts that it tries. */
  @Test
  void aScannersFloodOfAHostThatItTried_isPartOfTheScan() {
    Detections further = SCAN.to("10.0.0.6", "7");
    Detections flood = Detections.of(AttackPattern.FLOOD).to("10.0.0.6", "514");
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 3, 4, 5]"),
        told(1, SCAN, 2, SCAN, 3, further, 4, flood, 5, flood));
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 3]", "FLOOD [4, 5, 6]"),
        told(1, SCAN, 2, SCAN, 3, further, 4, flood, 5, flood, 6, flood));
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2]", "FLOOD [4, 5]"),
        told(1, SCAN, 2, SCAN, 4, flood, 5, flood));
  }

  @Test
  void floodsByAnyName_areOneStory() {
    Detections slow = Detections.of(AttackPattern.SLOW_EXHAUSTION).graded(300, Severity.CRITICAL);
    assertEquals(List.of("SLOW_EXHAUSTION [1, 2, 3]"), told(1, FLOOD, 2, slow, 3, FLOOD));
  }

  @Test
  void weakEdgesAndMiddles_areTakenIn() {
    Detections edge = LOGINS.to(VICTIM, "139").from("10.0.0.9").graded(9, Severity.MEDIUM);
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 3, 4, 5]"),
        told(1, UNKNOWN.graded(9, Severity.LOW), 2, SCAN, 3, edge, 4, SCAN, 5, edge));
  }

  @Test
  void aStrongWindowOfAnotherAttack_isAStoryOfItsOwn() {
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 4]", "BRUTE_FORCE [3]"),
        told(1, SCAN, 2, SCAN, 3, LOGINS.from("198.51.100.9"), 4, SCAN));
  }

  @Test
  void bruteForceThenAFlood_areTwoStories() {
    Detections more = FLOOD.graded(9000, Severity.CRITICAL);
    assertEquals(
        List.of("BRUTE_FORCE [1, 2, 3]", "FAST_EXHAUSTION [4, 5, 6]"),
        told(1, LOGINS, 2, LOGINS, 3, LOGINS, 4, more, 5, more, 6, more));
    assertEquals(List.of("BRUTE_FORCE [1]", "FAST_EXHAUSTION [2]"), told(1, LOGINS, 2, more));
  }

  @Test
  void asMuchAtOneService_isOneStoryUnderTwoNames() {
    Detections web = Detections.of(AttackPattern.WEB_ATTACK).graded(150, Severity.CRITICAL);
    Detections more = FLOOD.graded(9000, Severity.CRITICAL);
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3, 4, 5, 6, 7]"),
        told(1, web, 2, web, 3, web, 4, FLOOD, 5, FLOOD, 6, FLOOD, 7, web));
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3]", "FAST_EXHAUSTION [4, 5, 6]"),
        told(1, web, 2, web, 3, web, 4, more, 5, more, 6, more));
  }

  @Test
  void whatManySourcesDoToOneService_isOneStoryUnderTwoNames() {
    Detections web = Detections.of(AttackPattern.WEB_ATTACK);
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3, 4, 5]"),
        told(
            1, web.from("192.0.2.1"),
            2, web.from("192.0.2.2"),
            3, web.from("192.0.2.3"),
            4, FLOOD.from("192.0.2.4"),
            5, FLOOD.from("192.0.2.5")));
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3]", "FAST_EXHAUSTION [4, 5]"),
        told(1, web, 2, web, 3, web, 4, FLOOD.from("192.0.2.4"), 5, FLOOD.from("192.0.2.5")));
  }

  @Test
  void aLoneWindowOfTheLowestSeverity_isNoIncident() {
    IncidentCorrelator correlator = new IncidentCorrelator();
    assertEquals(List.of(), correlator.add(SCAN.graded(7, Severity.LOW).window(1)));
    assertEquals(List.of(), correlator.add(SCAN.graded(8, Severity.MEDIUM).window(20)));
    assertEquals(1, correlator.lone());
    assertEquals(20, correlator.add(SCAN.graded(7, Severity.LOW).window(40)).get(0).firstWindow());
    assertEquals(List.of(), correlator.add(SCAN.graded(7, Severity.LOW).window(42)));
    assertEquals(List.of(40L), correlator.end().stream().map(Incident::firstWindow).toList());
    assertEquals(1, correlator.lone());
  }

  @Test
  void anIncident_isThePeakAndTheSumOfItsWindows() {
    List<FlowRecord> two =
        List.of(Detections.flow(ATTACKER, VICTIM, 80), Detections.flow("10.0.0.1", "10.0.0.2", 53));
    Incident incident =
        incidents(
                FLOOD.graded(50, Severity.HIGH).thought(true).window(2),
                FLOOD.with(two).thought(false).window(4),
                FLOOD.graded(9, Severity.LOW).window(5))
            .get(0);
    assertEquals(Severity.LOW, incident.severity(), "three flows are not much");
    assertEquals(1e-12, incident.pValue());
    assertEquals(100, incident.score());
    assertEquals(4, incident.windowFlows());
    assertEquals(3, incident.flows());
    assertEquals(Decision.SUSPICIOUS, incident.decision(), "one of three agrees");
    assertEquals(0.97, incident.confidence(), "of several windows");
    assertEquals(List.of("80"), incident.ports());
    assertEquals(
        List.of(
            new Participant(ATTACKER, Role.ATTACKER, 3), new Participant(VICTIM, Role.VICTIM, 3)),
        incident.entities());
  }

  @Test
  void whoSteersABot_isTheAttacker() {
    List<Participant> entities =
        incidents(Detections.of(AttackPattern.BOT).window(0)).get(0).entities();
    assertEquals(new Participant(ATTACKER, Role.VICTIM, 1), entities.get(0));
    assertEquals(new Participant(VICTIM, Role.ATTACKER, 1), entities.get(1));
  }

  @Test
  void roles_areNotGuessed() {
    for (AttackPattern pattern : List.of(AttackPattern.UNKNOWN, AttackPattern.EXFILTRATION)) {
      for (Participant entity : incidents(Detections.of(pattern).window(0)).get(0).entities()) {
        assertEquals(Role.INVOLVED, entity.role());
      }
    }
  }

  @Test
  void aFloodOfSeveralSources_isNotCalledOneOfOne() {
    List<FlowRecord> two =
        List.of(Detections.flow("10.0.0.1", VICTIM, 80), Detections.flow("10.0.0.2", VICTIM, 80));
    Detections flood = Detections.of(AttackPattern.FLOOD);
    assertEquals(AttackPattern.FLOOD, incidents(flood.window(0)).get(0).pattern());
    Incident distributed = incidents(flood.with(two).window(0)).get(0);
    assertEquals(AttackPattern.DISTRIBUTED_FLOOD, distributed.pattern());
    assertEquals(0.99, distributed.confidence());
  }

  /** What has no name is part of what has one, where neither is more than four times the other. */
  @Test
  void theUnnamed_isPartOfWhatIsComparable() {
    Detections flood = FLOOD.graded(100, Severity.CRITICAL);
    Detections as = UNKNOWN.graded(400, Severity.CRITICAL);
    Detections more = UNKNOWN.graded(401, Severity.CRITICAL);
    assertEquals(List.of("FAST_EXHAUSTION [1, 2]"), told(1, as, 2, flood));
    assertEquals(List.of("FAST_EXHAUSTION [1, 2]"), told(1, flood, 2, as));
    assertEquals(List.of("UNKNOWN [1]", "FAST_EXHAUSTION [2]"), told(1, more, 2, flood));
    assertEquals(List.of("FAST_EXHAUSTION [1]", "UNKNOWN [2]"), told(1, flood, 2, more));
    Detections stranger = UNKNOWN.from("10.0.0.9").to("10.0.0.8", "80");
    assertEquals(List.of("UNKNOWN [1]", "FAST_EXHAUSTION [2]"), told(1, stranger, 2, flood));
    assertEquals(List.of("FAST_EXHAUSTION [1]", "UNKNOWN [2]"), told(1, flood, 2, stranger));
  }

  /** Named windows speak for the others from a fifth of all on. */
  @Test
  void aNameIsThatOfTheNamedWindows_unlessTheyAreFew() {
    Detections faint = FLOOD.graded(30, Severity.CRITICAL);
    assertEquals(
        List.of("FAST_EXHAUSTION [1, 2, 3, 4, 5]"),
        told(1, UNKNOWN, 2, UNKNOWN, 3, UNKNOWN, 4, UNKNOWN, 5, faint));
    assertEquals(
        List.of("UNKNOWN [1, 2, 3, 4, 5, 6]"),
        told(1, UNKNOWN, 2, UNKNOWN, 3, UNKNOWN, 4, UNKNOWN, 5, UNKNOWN, 6, faint));
  }

  /** Two names for what is done to one service: at most four times as much, either way. */
  @Test
  void anotherName_isOfAsMuch() {
    Detections web = Detections.of(AttackPattern.WEB_ATTACK).graded(100, Severity.CRITICAL);
    Detections as = FLOOD.graded(400, Severity.CRITICAL);
    Detections more = FLOOD.graded(401, Severity.CRITICAL);
    assertEquals(1, told(1, web, 2, web, 3, web, 4, as, 5, as, 6, as).size());
    assertEquals(2, told(1, web, 2, web, 3, web, 4, more, 5, more, 6, more).size());
    assertEquals(1, told(1, as, 2, as, 3, as, 4, web, 5, web, 6, web).size());
    assertEquals(2, told(1, more, 2, more, 3, more, 4, web, 5, web, 6, web).size());
    assertEquals(1, told(1, web, 2, more, 3, more, 4, more).size(), "little of the same");
  }

  /** A weak window in which the other's attacker or victim stands out, in any part. */
  @Test
  void anEdge_isWhereTheOthersStandOut() {
    Detections weak = LOGINS.graded(9, Severity.HIGH);
    Detections ofAttacker = weak.from(ATTACKER).to("10.0.0.8", "22");
    Detections toAttacker = weak.from("10.0.0.8").to(ATTACKER, "22");
    Detections ofVictim = weak.from(VICTIM).to("10.0.0.8", "22");
    Detections ofOthers = weak.from("10.0.0.7").to("10.0.0.8", "22");
    for (Detections edge : List.of(ofAttacker, toAttacker, ofVictim)) {
      assertEquals(
          List.of("FAST_EXHAUSTION [1, 2, 3]"), told(1, FLOOD, 2, edge, 3, FLOOD), edge.toString());
    }
    assertEquals(2, told(1, FLOOD, 2, ofOthers, 3, FLOOD).size());
    assertEquals(2, told(1, FLOOD, 2, ofAttacker.graded(9, Severity.CRITICAL), 3, FLOOD).size());
    assertEquals(2, told(1, FLOOD, 2, ofAttacker.graded(101, Severity.HIGH), 3, FLOOD).size());
    assertEquals(1, told(1, FLOOD, 2, ofAttacker.graded(100, Severity.HIGH), 3, FLOOD).size());
  }

  /**
   * Of two incidents that it may go on with, a detection goes on with the one of both addresses.
   */
  @Test
  void aDetection_goesOnWithWhoSharesMost() {
    Detections other = SCAN.from("203.0.113.99").to("10.0.0.77", "1");
    assertEquals(
        List.of("VERTICAL_SCAN [1, 3]", "VERTICAL_SCAN [2]"),
        told(1, SCAN, 2, other, 3, SCAN.from(ATTACKER).to(VICTIM, "80")));
    List<Incident> both =
        incidents(windows(1, SCAN, 2, other, 3, SCAN.from("203.0.113.99").to(VICTIM, "1")));
    assertEquals(1, both.size(), "who shares one with each makes them one story");
  }

  /** An incident that is over waits for a small one near it, of which it may be an edge. */
  @Test
  void anEdge_isFoundWhenItIsOver() {
    Detections weak = LOGINS.from("10.0.0.9").graded(9, Severity.MEDIUM);
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 3, 8, 9]"),
        told(1, SCAN, 2, SCAN, 3, SCAN, 8, weak, 9, SCAN.graded(90, Severity.CRITICAL)));
    assertEquals(
        List.of("BRUTE_FORCE [1]", "VERTICAL_SCAN [7, 8]"), told(1, weak, 7, SCAN, 8, SCAN));
    assertEquals(List.of("VERTICAL_SCAN [1, 6, 7]"), told(1, weak, 6, SCAN, 7, SCAN));
    assertEquals(List.of("VERTICAL_SCAN [1, 2, 7]"), told(1, SCAN, 2, SCAN, 7, weak));
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2]", "BRUTE_FORCE [8]"), told(1, SCAN, 2, SCAN, 8, weak));
  }

  /** Stopped after every detection and read again, it goes on as if it had not been. */
  @Test
  void aCorrelatorThatIsWritten_goesOn() throws IOException {
    Detections other = UNKNOWN.from("10.0.0.9").to("10.0.0.8", "443").graded(30, Severity.HIGH);
    Detections timed = FLOOD.at(1_499_435_700_000L).thought(true);
    Detection[] detections =
        windows(
            1,
            SCAN,
            2,
            other,
            3,
            SCAN.graded(7, Severity.LOW),
            4,
            timed,
            6,
            timed,
            7,
            LOGINS,
            9,
            other,
            20,
            SCAN.graded(7, Severity.LOW),
            40,
            FLOOD,
            41,
            timed,
            60,
            LOGINS);
    IncidentCorrelator whole = new IncidentCorrelator();
    IncidentCorrelator split = new IncidentCorrelator();
    List<Incident> expected = new ArrayList<>();
    List<Incident> actual = new ArrayList<>();
    for (Detection detection : detections) {
      expected.addAll(whole.add(detection));
      actual.addAll(split.add(detection));
      String text = written(split);
      split =
          IncidentCorrelator.read(new JsonReader(new StringReader(text)), detection.file(), true);
      assertEquals(text, written(split));
      assertEquals(whole.open(), split.open());
      assertEquals(whole.lone(), split.lone());
    }
    expected.addAll(whole.end());
    actual.addAll(split.end());
    assertEquals(expected, actual);
    assertEquals(1, split.lone());
    assertTrue(actual.size() > 4, actual.toString());
    assertEquals(List.of(), split.open());
  }

  private static String written(IncidentCorrelator correlator) {
    JsonWriter json = JsonWriter.line();
    correlator.write(json);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  /** Lone windows that hardly alarm are not told while they are alone. */
  @Test
  void openIncidents_areToldAsTheyAre() {
    IncidentCorrelator correlator = new IncidentCorrelator();
    correlator.add(SCAN.graded(7, Severity.LOW).window(1));
    assertEquals(List.of(), correlator.open());
    correlator.add(SCAN.graded(7, Severity.LOW).window(2));
    assertEquals(List.of(1L, 2L), correlator.open().get(0).windows());
    correlator.add(FLOOD.from("198.51.100.1").to("10.0.0.77", "80").window(3));
    assertEquals(List.of(1L, 3L), correlator.open().stream().map(Incident::firstWindow).toList());
  }

  /** Flows of an earlier time may come late. */
  @Test
  void openIncident_keepsItsId_whenAWindowBeginsEarlier() throws IOException {
    IncidentCorrelator correlator = new IncidentCorrelator();
    correlator.add(SCAN.at(2_000_000).window(1));
    Incident opened = correlator.open().get(0);
    correlator.add(SCAN.at(1_000_000).window(2));
    Incident grown = correlator.open().get(0);
    assertEquals(1_000_000, grown.firstTime());
    assertEquals(opened.id(), grown.id());
    IncidentCorrelator resumed =
        IncidentCorrelator.read(
            new JsonReader(new StringReader(written(correlator))), opened.file(), true);
    assertEquals(opened.id(), resumed.open().get(0).id());
    assertEquals(opened.id(), resumed.end().get(0).id());
  }

  @Test
  void incidentsWithoutAWindow_areRefused() throws IOException {
    String text = "{\"latest\":1,\"lone\":0,\"open\":[{\"windows\":[]";
    assertThrows(
        ArtifactException.class,
        () -> IncidentCorrelator.read(new JsonReader(new StringReader(text)), "a.csv", true));
  }

  @Test
  void windowsOutOfOrder_areRefused() {
    IncidentCorrelator correlator = new IncidentCorrelator();
    correlator.add(SCAN.window(4));
    assertEquals(
        "detections must come in the order of their windows, but 4 comes after 4",
        assertThrows(IllegalArgumentException.class, () -> correlator.add(SCAN.window(4)))
            .getMessage());
  }
}
