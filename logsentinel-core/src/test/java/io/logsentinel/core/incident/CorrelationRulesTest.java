package io.logsentinel.core.incident;

import static io.logsentinel.core.incident.Detections.ATTACKER;
import static io.logsentinel.core.incident.Detections.VICTIM;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Boundaries of what belongs together, and what is kept of it. */
class CorrelationRulesTest {
  private static final Detections SCAN = Detections.of(AttackPattern.VERTICAL_SCAN);
  private static final Detections FLOOD = Detections.of(AttackPattern.FAST_EXHAUSTION);
  private static final Detections WEB = Detections.of(AttackPattern.WEB_ATTACK);

  private static List<String> told(Object... idsAndWhat) {
    List<Detection> detections = new ArrayList<>();
    for (int i = 0; i < idsAndWhat.length; i += 2) {
      detections.add(((Detections) idsAndWhat[i + 1]).window((int) idsAndWhat[i]));
    }
    return Detections.incidents(detections.toArray(Detection[]::new)).stream()
        .map(incident -> incident.pattern() + " " + incident.windows())
        .toList();
  }

  /** A network that changes is one change, whoever stands out; attackers are not. */
  @Test
  void changesOfOthers_areOneChange() {
    Detections change = Detections.of(AttackPattern.CHANGED_NETWORK).graded(300, Severity.CRITICAL);
    Detections server = Detections.of(AttackPattern.REPLACED_SERVER);
    assertEquals(
        List.of("CHANGED_NETWORK [1, 2, 3]"),
        told(
            1, change,
            2, server.from("10.0.0.8").to("10.0.0.9", "53"),
            3, change.from("10.0.0.6").to("10.0.0.7", "443")));
    assertEquals(
        List.of("CHANGED_NETWORK [1]", "CHANGED_NETWORK [7]"),
        told(1, change, 7, change.from("10.0.0.6").to("10.0.0.7", "443")));
  }

  /** Another name for what one source does to one service: not to another, nor by another. */
  @Test
  void anotherName_isOfTheSameService() {
    for (Detections other :
        List.of(FLOOD.to(VICTIM, "81"), FLOOD.to("10.0.0.6", "80"), FLOOD.from("198.51.100.7"))) {
      assertEquals(
          List.of("WEB_ATTACK [1, 2, 3, 4]", "FAST_EXHAUSTION [5, 6, 7]"),
          told(1, WEB, 2, WEB, 3, WEB, 4, WEB, 5, other, 6, other, 7, other));
    }
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3, 4, 5, 6, 7]"),
        told(1, WEB, 2, WEB, 3, WEB, 4, WEB, 5, FLOOD, 6, FLOOD, 7, FLOOD));
  }

  /** A scanner's flood of a port of its own is another story once it has three windows. */
  @Test
  void aScannersFlood_ofAnotherPort() {
    Detections flood = Detections.of(AttackPattern.FLOOD).to(VICTIM, "514");
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 3, 4, 5]"),
        told(1, SCAN, 2, SCAN, 3, SCAN, 4, flood, 5, flood));
    assertEquals(
        List.of("VERTICAL_SCAN [1, 2, 3]", "FLOOD [4, 5, 6]"),
        told(1, SCAN, 2, SCAN, 3, SCAN, 4, flood, 5, flood, 6, flood));
  }

  /** Nobody who floods alone for more than half of the windows is one of many. */
  @Test
  void many_areThoseOfWhomNoneIsInMoreThanHalf() {
    List<Object> web = new ArrayList<>();
    for (int window = 1; window <= 5; window++) {
      web.addAll(List.of(window, WEB.from("192.0.2." + window)));
    }
    Detections twice = FLOOD.from("192.0.2.6");
    List<Object> flood = new ArrayList<>(web);
    flood.addAll(List.of(6, twice, 7, twice, 8, FLOOD.from("192.0.2.8")));
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3, 4, 5]", "FAST_EXHAUSTION [6, 7, 8]"),
        told(flood.toArray()),
        "two of three");
    flood.addAll(List.of(9, FLOOD.from("192.0.2.9")));
    assertEquals(
        List.of("WEB_ATTACK [1, 2, 3, 4, 5, 6, 7, 8, 9]"), told(flood.toArray()), "two of four");
  }

  /**
   * Earlier versions kept no p-values: two windows were an incident, one that hardly alarms none.
   */
  @Test
  void whatAnEarlierVersionKept_goesOnByItsRule() throws IOException {
    for (int windows : new int[] {1, 2}) {
      IncidentCorrelator correlator = new IncidentCorrelator();
      for (int window = 0; window < windows; window++) {
        correlator.add(SCAN.graded(7, Severity.LOW).window(window));
      }
      String text = written(correlator);
      String earlier = text.replaceAll(",\"log_p_values\":[^,]*,\"told\":(true|false)", "");
      IncidentCorrelator read = read(earlier);
      assertEquals(earlier, written(read), "what is not known is not written either");
      assertEquals(windows - 1, read.open().size());
      assertEquals(windows == 1 ? 1 : 0, ended(read).lone());
    }
    IncidentCorrelator striking = new IncidentCorrelator();
    striking.add(SCAN.window(0));
    String text = written(striking);
    assertEquals(
        1,
        read(text.replaceAll(",\"log_p_values\":[^,]*,\"told\":(true|false)", "")).open().size());
  }

  private static IncidentCorrelator ended(IncidentCorrelator correlator) {
    correlator.end();
    return correlator;
  }

  private static IncidentCorrelator read(String text) throws IOException {
    return IncidentCorrelator.read(new JsonReader(new StringReader(text)), "a.csv", true);
  }

  private static String written(IncidentCorrelator correlator) {
    JsonWriter json = JsonWriter.line();
    correlator.write(json);
    return new String(json.toBytes(), StandardCharsets.UTF_8);
  }

  /**
   * An incident names the time of its first flow and of its last, whatever order it learned them.
   */
  @Test
  void times_areTheFirstAndTheLast() {
    List<Incident> incidents =
        Detections.incidents(
            FLOOD.at(5_000_000).window(1), FLOOD.window(2), FLOOD.at(3_000_000).window(3));
    assertEquals(1, incidents.size());
    assertEquals(3_000_000, incidents.get(0).firstTime());
    assertEquals(5_000_000, incidents.get(0).lastTime());
  }

  /** Two incidents that turn out to be one have the sums of both. */
  @Test
  void whatIsUnited_isAddedUp() {
    Detections other = SCAN.from("203.0.113.99").to("10.0.0.77", "1");
    Incident both =
        Detections.incidents(
                SCAN.at(5_000_000).thought(true).window(1),
                other.at(3_000_000).thought(true).window(2),
                SCAN.from("203.0.113.99").to(VICTIM, "1").graded(7, Severity.LOW).window(3))
            .get(0);
    assertEquals(List.of(1L, 2L, 3L), both.windows());
    assertEquals(9, both.windowFlows());
    assertEquals(3_000_000, both.firstTime());
    assertEquals(5_002_000, both.lastTime());
    assertEquals(1e-12, both.pValue());
    assertEquals(100, both.score());
    assertEquals(Decision.CONFIRMED_ANOMALY, both.decision(), "two of three agree");
    assertEquals(
        List.of(
            new Participant("203.0.113.99", Role.ATTACKER, 2),
            new Participant(ATTACKER, Role.ATTACKER, 1)),
        both.entities().stream().filter(it -> it.role() == Role.ATTACKER).toList());
    assertEquals(
        List.of(
            new Participant(VICTIM, Role.VICTIM, 2), new Participant("10.0.0.77", Role.VICTIM, 1)),
        both.entities().stream().filter(it -> it.role() == Role.VICTIM).toList());
  }

  /** Three windows that hardly alarm are unlikely in a row, though the one between is of others. */
  @Test
  void whatIsUnited_isUnlikelyTogether() {
    Detections weak = Detections.of(AttackPattern.UNKNOWN).graded(7, Severity.LOW);
    Detections others = weak.from("10.0.0.8").to("10.0.0.77", "80");
    Detections both = weak.from("10.0.0.8");
    assertEquals(List.of(), told(1, weak, 3, both));
    assertEquals(List.of("UNKNOWN [1, 2, 3]"), told(1, weak, 2, others, 3, both));
  }
}
