package io.logsentinel.core.incident;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of grouping, over any detections of few addresses. */
class IncidentPropertyTest {
  private static final long FAR = 1000;

  /** What a window is called, and how many windows after the one before it comes. */
  record Step(Detections what, int after) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<String> address = Arbitraries.of("10.0.0.1", "10.0.0.2", "203.0.113.7", "");
    Arbitrary<Detections> what =
        Combinators.combine(
                Arbitraries.of(AttackPattern.values()),
                address,
                address,
                Arbitraries.of("22", "80", ""),
                Arbitraries.of(7.0, 30.0, 100.0, 9000.0))
            .as(
                (pattern, from, to, port, score) ->
                    Detections.of(pattern)
                        .from(from)
                        .to(to, port)
                        .graded(score, score < 10 ? Severity.LOW : Severity.CRITICAL));
    return Combinators.combine(what, Arbitraries.integers().between(1, 8))
        .as(Step::new)
        .list()
        .ofMaxSize(40);
  }

  private static List<Detection> detections(List<Step> steps, long from) {
    List<Detection> detections = new ArrayList<>();
    long window = from;
    for (Step step : steps) {
      window += step.after();
      detections.add(step.what().window(window));
    }
    return detections;
  }

  private static List<Incident> incidents(Collection<Detection> detections) {
    return Detections.incidents(detections.toArray(Detection[]::new));
  }

  @Property(tries = 500)
  void everyWindow_isOfOneIncidentOrLone(@ForAll("steps") List<Step> steps) {
    IncidentCorrelator correlator = new IncidentCorrelator();
    List<Detection> detections = detections(steps, 0);
    List<Incident> incidents = new ArrayList<>();
    detections.forEach(detection -> incidents.addAll(correlator.add(detection)));
    incidents.addAll(correlator.end());
    incidents.sort(Comparator.comparingLong(Incident::firstWindow));
    Set<Long> seen = new HashSet<>();
    Set<String> ids = new HashSet<>();
    long last = -1;
    for (Incident incident : incidents) {
      assertTrue(ids.add(incident.id()));
      assertTrue(incident.firstWindow() > last, "in order");
      last = incident.firstWindow();
      long before = -1;
      for (long window : incident.windows()) {
        assertTrue(window > before && seen.add(window));
        before = window;
      }
      List<Detection> its =
          detections.stream()
              .filter(d -> incident.windows().contains(d.profile().windowId()))
              .toList();
      assertEquals(
          its.stream().mapToDouble(d -> d.finding().score()).max().orElseThrow(), incident.score());
      // unknown where no flows were counted of those whom the detections name; floods of one source
      // each that turn out to be of several are one from many, and the other way round
      AttackPattern pattern = incident.pattern();
      assertTrue(
          pattern == AttackPattern.UNKNOWN
              || its.stream()
                  .map(Detection::pattern)
                  .anyMatch(
                      named ->
                          named == pattern
                              || (named == AttackPattern.FLOOD
                                  && pattern == AttackPattern.DISTRIBUTED_FLOOD)
                              || (named == AttackPattern.DISTRIBUTED_FLOOD
                                  && (pattern == AttackPattern.FLOOD
                                      || pattern == AttackPattern.FAST_EXHAUSTION))));
      assertTrue(incident.confidence() > 0 && incident.confidence() <= 1);
      assertTrue(incident.entities().size() <= 10);
    }
    assertEquals(steps.size(), seen.size() + correlator.lone());
  }

  /** What lies beyond a quiet stretch changes nothing, so nothing has to be kept for it. */
  @Property(tries = 200)
  void quietStretches_partTheFile(
      @ForAll("steps") List<Step> early, @ForAll("steps") List<Step> late) {
    List<Incident> expected = new ArrayList<>(incidents(detections(early, 0)));
    expected.addAll(incidents(detections(late, FAR)));
    List<Detection> all = detections(early, 0);
    all.addAll(detections(late, FAR));
    assertEquals(expected, incidents(all));
  }

  /** Written down and read back before every detection, it says the same. */
  @Property(tries = 200)
  void aCorrelatorThatIsKept_goesOn(@ForAll("steps") List<Step> steps) throws IOException {
    IncidentCorrelator whole = new IncidentCorrelator();
    IncidentCorrelator kept = new IncidentCorrelator();
    for (Detection detection : detections(steps, 0)) {
      kept = readBack(kept, detection.file());
      assertEquals(whole.add(detection), kept.add(detection));
    }
    assertEquals(whole.end(), kept.end());
    assertEquals(whole.lone(), kept.lone());
  }

  private static IncidentCorrelator readBack(IncidentCorrelator kept, String file)
      throws IOException {
    JsonWriter json = JsonWriter.line();
    kept.write(json);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    json.moveTo(out);
    return StrictJson.read(
        new ByteArrayInputStream(out.toByteArray()),
        reader -> IncidentCorrelator.read(reader, file, true));
  }

  /** An id outlives whatever the file gets to hold later: no first window is ever lost. */
  @Property(tries = 100)
  void aGrowingFile_keepsItsIds(@ForAll("steps") List<Step> steps) {
    List<Detection> all = detections(steps, 0);
    List<Incident> now = incidents(all);
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(Detections.of(AttackPattern.FLOOD), 50));
    List<String> later = incidents(detections(more, 0)).stream().map(Incident::id).toList();
    assertEquals(now.stream().map(Incident::id).toList(), later.subList(0, later.size() - 1));
  }

  /** What a correlator returns before the end, by the detection with which it does. */
  private static List<List<Incident>> settled(List<Detection> detections) {
    IncidentCorrelator correlator = new IncidentCorrelator();
    return detections.stream().map(correlator::add).toList();
  }

  /** What is final is so whatever follows. */
  @Property(tries = 200)
  void whatWasReturned_isAmongTheIncidents_whateverFollows(
      @ForAll("steps") List<Step> early, @ForAll("steps") List<Step> late) {
    List<Detection> before = detections(early, 0);
    List<Detection> all = new ArrayList<>(before);
    all.addAll(detections(late, before.isEmpty() ? 0 : window(before, before.size() - 1)));
    List<List<Incident>> settled = settled(before);
    assertEquals(settled, settled(all).subList(0, before.size()));
    List<Incident> incidents = incidents(all);
    for (List<Incident> returned : settled) {
      assertTrue(incidents.containsAll(returned));
    }
  }

  private static long window(List<Detection> detections, int index) {
    return detections.get(index).profile().windowId();
  }

  /** Nothing that is over is held for long, nothing is returned twice, and none before its time. */
  @Property(tries = 200)
  void incidents_areReturnedOnce_atMostFifteenWindowsLate(@ForAll("steps") List<Step> steps) {
    List<Detection> detections = detections(steps, 0);
    List<Incident> incidents = incidents(detections);
    List<List<Incident>> settled = settled(detections);
    Set<Incident> returned = new HashSet<>();
    for (int i = 0; i < detections.size(); i++) {
      long now = window(detections, i);
      long last = -1;
      for (Incident incident : settled.get(i)) {
        assertTrue(returned.add(incident), "once");
        assertTrue(now - incident.lastWindow() > 5, "a gap may still be bridged");
        assertTrue(incident.firstWindow() > last, "in order");
        last = incident.firstWindow();
      }
      for (Incident incident : incidents) {
        assertTrue(returned.contains(incident) || now - incident.lastWindow() <= 15, "in time");
      }
    }
  }
}
