package io.logsentinel.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.FindingSink.SourceSummary;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.window.Metric;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A session that is saved, and goes on elsewhere. */
class SessionTest {
  private static final String MONDAY = SmallOffice.flows(1, 60, 60);
  private static final String TUESDAY = SmallOffice.flows(2, 40, 12);

  private final Sentinel sentinel;

  SessionTest() throws IOException {
    sentinel =
        Sentinel.learn(
            "monday",
            SmallOffice.source(MONDAY),
            SentinelOptions.defaults().withWindowSize(SmallOffice.WINDOW));
  }

  /** All that a session tells, as text. */
  private static final class Told implements FindingSink {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void alert(Alert alert) {
      lines.add(alert.toString());
    }

    @Override
    public void cut(String source, long windowId, long flows) {
      lines.add("cut " + windowId + ": " + flows);
    }

    @Override
    public void detection(Detection detection) {
      lines.add(detection.toString());
    }

    @Override
    public void incident(Incident incident) {
      lines.add(incident.toString());
    }

    @Override
    public void endSource(SourceSummary summary) {
      lines.add(summary.toString());
    }
  }

  /** Takes a file's flows until it has had enough of them. */
  private static final class EnoughException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** {@return how many flows of the file were added} */
  private static long feed(Session session, long flows) throws IOException {
    long[] added = {0};
    try {
      FlowReader.readAll(
          SmallOffice.source(TUESDAY),
          (FlowBatch batch, Void none) -> {
            if (added[0] >= flows) {
              throw new EnoughException();
            }
            session.add(batch);
            added[0] += batch.size();
          });
    } catch (EnoughException e) {
      return added[0]; // the file goes on
    }
    return added[0];
  }

  private static byte[] saved(Session session) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    session.save(out);
    return out.toByteArray();
  }

  @Test
  void sessionsThatAreSavedAnywhere_tellTheSameTogether() throws IOException {
    Told whole = new Told();
    Session uninterrupted = sentinel.session("tuesday", whole);
    feed(uninterrupted, Long.MAX_VALUE);
    uninterrupted.end();
    assertTrue(whole.lines.size() > 20, whole.lines.toString());

    Random random = new Random(3);
    for (int run = 0; run < 5; run++) {
      Told told = new Told();
      Session session = sentinel.session("tuesday", told);
      long until = 0;
      while (until < 4_000) {
        until += 1 + random.nextInt(900);
        long added = feed(session, until);
        byte[] bytes = saved(session);
        long skipped = added - session.openFlows();
        session = sentinel.resume("tuesday", told, new ByteArrayInputStream(bytes));
        assertArrayEquals(bytes, saved(session));
        session.skip(skipped);
      }
      feed(session, Long.MAX_VALUE);
      assertEquals(0, session.openFlows());
      session.end();
      assertEquals(sorted(whole), sorted(told));
    }
  }

  @Test
  void sessionThatGoesOnAtALaterWindow_numbersItsWindowsSo() throws IOException {
    List<Long> ids = new ArrayList<>();
    Session session =
        sentinel.session(
            "tuesday",
            new FindingSink() {
              @Override
              public void window(String source, ZScoreAssessment assessment) {
                ids.add(assessment.window().id());
              }
            });
    session.goOnAt(7);
    feed(session, Long.MAX_VALUE);
    assertEquals(47, session.end().windows());
    assertEquals(LongStream.range(7, 47).boxed().toList(), ids);
  }

  /** The 3-sigma rule is of whole windows: flows wait for theirs, and none goes unseen. */
  @Test
  void withoutADetector_noWindowIsCut() throws IOException {
    Sentinel rule =
        Sentinel.of(
            new Baseline(Collections.nCopies(Metric.values().length, new Spread(0, 1))),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            SentinelOptions.defaults().withWindowSize(SmallOffice.WINDOW));
    Told whole = new Told();
    Session uninterrupted = rule.session("tuesday", whole);
    feed(uninterrupted, Long.MAX_VALUE);
    uninterrupted.end();
    Told told = new Told();
    Session cut = rule.session("tuesday", told);
    FlowReader.readAll(
        SmallOffice.source(TUESDAY),
        (FlowBatch batch, Void none) -> {
          cut.add(batch);
          assertEquals(0, cut.cut());
        });
    cut.end();
    assertFalse(whole.lines.isEmpty());
    assertEquals(whole.lines, told.lines);
  }

  /** What was saved and then damaged is refused, whatever it lacks. */
  @Test
  void openIncidentWithoutAPattern_isRefused() throws IOException {
    String json = "";
    for (int windows = 8; windows < 40 && !json.contains("\"patterns\":[["); windows++) {
      String beginning =
          TUESDAY
              .lines()
              .limit(1 + windows * SmallOffice.WINDOW)
              .map(line -> line + "\n")
              .collect(Collectors.joining());
      Session session = sentinel.session("tuesday", new Told());
      FlowReader.readAll(
          SmallOffice.source(beginning), (FlowBatch batch, Void none) -> session.add(batch));
      json = new String(saved(session), StandardCharsets.UTF_8);
    }
    String damaged = json.replaceAll("\"patterns\":\\[\\[.*?\\]\\]", "\"patterns\":[]");
    ByteArrayInputStream bytes = new ByteArrayInputStream(damaged.getBytes(StandardCharsets.UTF_8));
    IOException e =
        assertThrows(IOException.class, () -> sentinel.resume("tuesday", new Told(), bytes));
    assertTrue(e.getMessage().contains("an incident must have a pattern"), e.getMessage());
  }

  /** Whether an alert or a detection of other windows comes first is left open. */
  private static List<String> sorted(Told told) {
    return told.lines.stream().sorted().toList();
  }

  /** What is told of a file's beginning, whose last window is cut. */
  private List<String> toldOfBeginning(int flows) throws IOException {
    Told told = new Told();
    Session session = sentinel.session("tuesday", told);
    String beginning =
        TUESDAY.lines().limit(1 + flows).map(line -> line + "\n").collect(Collectors.joining());
    FlowReader.readAll(
        SmallOffice.source(beginning), (FlowBatch batch, Void none) -> session.add(batch));
    saved(session); // all whole windows are judged
    byte[] before = memory(session);
    assertEquals(flows % SmallOffice.WINDOW, session.cut());
    assertArrayEquals(before, memory(session));
    assertEquals(0, session.cut());
    assertEquals(flows / SmallOffice.WINDOW + 1, session.end().windows());
    return told.lines;
  }

  private static byte[] memory(Session session) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    session.memory().orElseThrow().write(out);
    return out.toByteArray();
  }

  @Test
  void aWindowThatIsCut_alarmsOnWhatIsTooMuchInAWholeOne() throws IOException {
    for (int flows : new int[] {1, 30, 1_140, 1_199}) {
      List<String> told = toldOfBeginning(flows);
      assertEquals("cut " + flows / 100 + ": " + flows % 100, told.get(told.size() - 2));
      assertEquals(List.of(), told.stream().filter(it -> it.startsWith("Detection")).toList());
    }
    List<String> scan = toldOfBeginning(1_260); // of 60 flows in window 12, half are of the scan
    assertTrue(scan.get(0).equals("cut 12: 60"), scan.toString());
    assertTrue(scan.get(1).contains("10.0.0.99"), scan.toString());
    assertTrue(scan.get(1).contains("The window was cut at 60 of 100 flows."), scan.toString());
    assertTrue(scan.get(2).startsWith("Incident"), scan.toString());
  }

  @Test
  void whatIsDamagedOrOfAnother_isRefused() throws IOException {
    Session session = sentinel.session("tuesday", new Told());
    feed(session, 2_000);
    byte[] bytes = saved(session);
    for (int length = 0; length < bytes.length - 1; length += 1 + bytes.length / 50) {
      byte[] torn = Arrays.copyOf(bytes, length);
      assertThrows(
          ArtifactException.class,
          () -> sentinel.resume("tuesday", new Told(), new ByteArrayInputStream(torn)),
          "of " + length + " bytes");
    }
    ArtifactException e =
        assertThrows(
            ArtifactException.class,
            () -> sentinel.resume("friday", new Told(), new ByteArrayInputStream(bytes)));
    assertEquals("is of source tuesday, not of friday", e.getMessage());
  }
}
