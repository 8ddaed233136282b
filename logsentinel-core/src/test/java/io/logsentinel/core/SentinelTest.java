package io.logsentinel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.Sentinel.Findings;
import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The engine from outside: what a user of the library sees. */
class SentinelTest {
  private static final int WINDOW = SmallOffice.WINDOW;
  private static final ZoneId HALIFAX = ZoneId.of("America/Halifax");

  private static final SentinelOptions OPTIONS =
      SentinelOptions.defaults().withWindowSize(WINDOW).withTimeZone(HALIFAX);

  private static final String MONDAY = SmallOffice.flows(1, 60, 60);
  private static final String TUESDAY = SmallOffice.flows(2, 20, 12);

  private static Sentinel learned(SentinelOptions options) throws IOException {
    return Sentinel.learn("monday", SmallOffice.source(MONDAY), options);
  }

  private static void assertSame(Findings expected, Findings actual) {
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.summary(), actual.summary());
    assertEquals(expected.alerts(), actual.alerts());
    assertEquals(expected.incidents(), actual.incidents());
    assertEquals(
        expected.detections().stream().map(Detection::reason).toList(),
        actual.detections().stream().map(Detection::reason).toList());
  }

  @Test
  void anAllowedScan_isNoIncident_andTheAlertsAreAsTheyWere() throws IOException {
    Findings found = learned(OPTIONS).monitor("tuesday", SmallOffice.source(TUESDAY));
    for (String rule : List.of("10.0.0.99,from,", "10.0.0.99,from,scan")) {
      Allowlist list =
          Allowlist.parse("address,direction,pattern\n" + rule + "\n", AttackPattern.words());
      Sentinel sentinel = learned(OPTIONS.withAllowlist(list));
      Findings allowed = sentinel.monitor("tuesday", SmallOffice.source(TUESDAY));
      assertEquals(List.of(), allowed.incidents(), rule);
      assertEquals(found.alerts(), allowed.alerts(), rule);
      Map<Long, Long> told = new TreeMap<>();
      FindingSink sink =
          new FindingSink() {
            @Override
            public void allowed(String source, long windowId, List<AllowedBy> stories) {
              stories.forEach(story -> told.merge(windowId, story.flows(), Long::sum));
            }
          };
      Session session = sentinel.session("tuesday", FindingSink.all(List.of(sink)));
      FlowReader.readAll(SmallOffice.source(TUESDAY), (batch, none) -> session.add(batch));
      session.end();
      assertEquals(rule.endsWith("scan"), !told.isEmpty(), told.toString());
    }
  }

  @Test
  void aScan_isAnIncidentWithItsTimes() throws IOException {
    Findings findings = learned(OPTIONS).monitor("tuesday", SmallOffice.source(TUESDAY));
    assertEquals(2000, findings.rows().kept());
    assertEquals(20, findings.summary().windows());
    assertEquals(20, findings.summary().judged());
    assertEquals(1, findings.incidents().size(), findings.incidents().toString());
    Incident scan = findings.incidents().get(0);
    assertEquals("tuesday", scan.file());
    assertEquals(12, scan.firstWindow());
    assertEquals(19, scan.lastWindow());
    assertTrue(scan.reason().contains("10.0.0.99"), scan.reason());
    assertEquals("2017-07-03T11:20:00Z", Instant.ofEpochMilli(scan.firstTime()).toString());
  }

  @Test
  void loaded_findsWhatTheSavedOneWould() throws IOException {
    Sentinel sentinel = learned(OPTIONS);
    ByteArrayOutputStream saved = new ByteArrayOutputStream();
    sentinel.save(saved);
    Sentinel loaded =
        Sentinel.load(
            new ByteArrayInputStream(saved.toByteArray()),
            SentinelOptions.defaults().withTimeZone(HALIFAX));
    assertEquals(WINDOW, loaded.options().windowSize(), "the baseline's");
    assertSame(
        sentinel.monitor("tuesday", SmallOffice.source(TUESDAY)),
        loaded.monitor("tuesday", SmallOffice.source(TUESDAY)));
    ByteArrayOutputStream again = new ByteArrayOutputStream();
    loaded.save(again);
    assertEquals(saved.toString(StandardCharsets.UTF_8), again.toString(StandardCharsets.UTF_8));
  }

  @Test
  void findings_doNotDependOnTheWorkers() throws IOException {
    Findings alone = learned(OPTIONS).monitor("tuesday", SmallOffice.source(TUESDAY));
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      assertSame(
          alone,
          learned(OPTIONS.withWorkers(threads)).monitor("tuesday", SmallOffice.source(TUESDAY)));
    } finally {
      threads.shutdownNow();
    }
  }

  /** UTF-8 at first sight, not so at the end: what was found until then must not be found twice. */
  @Test
  void aFileThatIsReadAgainInAnotherEncoding_isFoundOnce() throws IOException {
    String text =
        SmallOffice.flows(2, 80, 70).replace("BENIGN", "benign\u00e9"); // some blocks of it
    int half = text.indexOf('\n', text.length() / 2) + 1;
    ByteArrayOutputStream mixed = new ByteArrayOutputStream();
    mixed.write(text.substring(0, half).getBytes("UTF-8"));
    mixed.write(text.substring(half).getBytes("windows-1252"));
    int[] opened = new int[1];
    Findings findings =
        learned(OPTIONS)
            .monitor(
                "tuesday",
                () -> {
                  opened[0]++;
                  return new ByteArrayInputStream(mixed.toByteArray());
                });
    assertEquals(2, opened[0], "times read");
    assertEquals(80, findings.summary().windows());
    assertEquals(1, findings.incidents().size());
  }

  @Test
  void flowsThatAreNoFile_comeThroughAnAppender() throws IOException {
    Sentinel sentinel = learned(OPTIONS);
    Findings expected = sentinel.monitor("sensor", SmallOffice.source(TUESDAY));
    List<Incident> incidents = new ArrayList<>();
    List<Long> judged = new ArrayList<>();
    Session session =
        sentinel.session(
            "sensor",
            new FindingSink() {
              @Override
              public void finding(String source, long windowId, Finding finding) {
                judged.add(windowId);
              }

              @Override
              public void incident(Incident incident) {
                incidents.add(incident);
              }
            });
    FlowBatch.Appender rows = new FlowBatch.Appender();
    FlowReader.readAll(
        SmallOffice.source(TUESDAY),
        (batch, none) -> {
          for (int row = 0; row < batch.size(); row++) {
            rows.newRow()
                .source(batch.address(batch.sourceKey(row)))
                .destination(batch.address(batch.destinationKey(row)))
                .label(batch.label(row))
                .localTime(batch.localTime(row));
            for (FlowField field : FlowField.values()) {
              if (!field.isText()) {
                rows.number(field, batch.number(field, row));
              }
            }
            rows.add();
            if (rows.isFull() || row % 777 == 0) {
              session.add(rows.batch());
              rows.clear();
            }
          }
        });
    session.add(rows.batch());
    FindingSink.SourceSummary summary = session.end();
    assertEquals(expected.summary(), summary);
    assertEquals(expected.incidents(), incidents);
    assertEquals(20, judged.size());
    assertEquals(0, judged.get(0));
    assertEquals(19, judged.get(19));
  }

  @Test
  void windowsThatWereCutElsewhere_giveTheSame() throws IOException {
    Sentinel sentinel = learned(OPTIONS);
    Findings expected = sentinel.monitor("tuesday", SmallOffice.source(TUESDAY));
    List<Incident> incidents = new ArrayList<>();
    FindingSink sink =
        FindingSink.all(
            List.of(
                new FindingSink() {
                  @Override
                  public void incident(Incident incident) {
                    incidents.add(incident);
                  }
                }));
    Session session = sentinel.session("tuesday", sink);
    try (Windower windower =
        new Windower(
            WINDOW, new AccumulatorPool(), full -> session.add(full.window(), full::profile))) {
      FlowReader.readAll(
          SmallOffice.source(TUESDAY),
          (batch, none) -> windower.add(batch, FlowTimes.toUtc(batch, HALIFAX)));
    }
    assertEquals(expected.summary(), session.end());
    assertEquals(expected.incidents(), incidents);
  }

  @Test
  void secondOpinions_areAskedOfTrainedModels() throws IOException {
    List<List<String>> trainedOn = new ArrayList<>();
    OutlierModel.Trainer trainer =
        (windows, names) -> {
          trainedOn.add(names);
          assertEquals(60, windows.length);
          return OutlierModel.ofScore(metrics -> -1);
        };
    Sentinel sentinel = learned(OPTIONS.withSecondOpinion(trainer));
    assertEquals(2, trainedOn.size());
    Findings findings = sentinel.monitor("tuesday", SmallOffice.source(TUESDAY));
    assertFalse(findings.detections().isEmpty());
    assertTrue(findings.detections().get(0).opinion().orElseThrow().anomalous());
  }

  @Test
  void tooSmallABaseline_leavesTheDetectorOff() throws IOException {
    Sentinel sentinel =
        Sentinel.learn("monday", SmallOffice.source(MONDAY), OPTIONS.withWindowSize(WINDOW * 6));
    assertTrue(sentinel.detector().isEmpty());
    Findings findings = sentinel.monitor("tuesday", SmallOffice.source(TUESDAY));
    assertEquals(3, findings.summary().windows());
    assertEquals(0, findings.summary().judged());
    assertEquals(200, findings.summary().leftOver());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Sentinel.learn(
                "monday", SmallOffice.source(MONDAY), OPTIONS.withWindowSize(WINDOW * 50)));
  }

  @Test
  void aWindowOfAnotherSize_isRefused() throws IOException {
    Session session = learned(OPTIONS).session("tuesday", new FindingSink() {});
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                FlowReader.readAll(
                    SmallOffice.source(TUESDAY),
                    (batch, none) ->
                        new Windower(
                                50,
                                new AccumulatorPool(),
                                full -> session.add(full.window(), full::profile))
                            .add(batch)));
    assertEquals(
        "a window of 50 flows, but the baseline was learned from windows of 100", e.getMessage());
  }

  @Test
  void whatIsNoFileOfFlows_isRefused() throws IOException {
    Sentinel sentinel = learned(OPTIONS);
    IOException e =
        assertThrows(
            IOException.class, () -> sentinel.monitor("x", SmallOffice.source("a,b\n1,2\n")));
    assertTrue(e.getMessage().startsWith("line 1: "), e.getMessage());
  }
}
