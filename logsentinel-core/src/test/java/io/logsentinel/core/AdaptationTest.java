package io.logsentinel.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.Adaptation.Store;
import io.logsentinel.core.Adaptation.Taker;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineLearner.Generation;
import io.logsentinel.core.baseline.BaselineLearner.Generation.Held;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** A baseline that learns from what is monitored. */
class AdaptationTest {
  private static final int QUARANTINE = 20;
  private static final int WINDOWS = 130;
  private static final int SCAN = 90;
  private static final String MONDAY = SmallOffice.flows(1, 60, 60);
  private static final String TUESDAY = SmallOffice.flows(2, WINDOWS, SCAN);

  private final SentinelOptions options =
      SentinelOptions.defaults().withWindowSize(SmallOffice.WINDOW);
  private final BaselineState learned;

  AdaptationTest() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Sentinel.learn("monday", SmallOffice.source(MONDAY), options).save(out);
    learned = BaselineStateJson.read(new ByteArrayInputStream(out.toByteArray()));
  }

  /** Windows in quarantine, in memory. */
  private static final class Kept implements Store {
    private final List<Window> windows = new ArrayList<>();
    private final List<Profile> profiles = new ArrayList<>();

    @Override
    public void add(Window window, Profile profile) {
      windows.add(window);
      profiles.add(profile);
    }

    @Override
    public void take(long from, long to, Taker taker) {
      for (int i = 0; i < windows.size(); i++) {
        if (windows.get(i).id() >= from && windows.get(i).id() < to) {
          taker.take(windows.get(i), profiles.get(i));
        }
      }
    }
  }

  /** What is found, and what is learned, over all sessions of a source. */
  private final class Followed implements FindingSink {
    final List<String> found = new ArrayList<>();
    final List<Generation> generations = new ArrayList<>();
    final SentinelOptions options;
    final Kept kept = new Kept();
    Adaptation adaptation;
    Session session;

    Followed(SentinelOptions options) {
      this.options = options;
      adaptation = adaptation(learned);
      session = Sentinel.of(learned, options).session("tuesday", this);
      session.adapt(adaptation);
    }

    private Adaptation adaptation(BaselineState baseline) {
      return new Adaptation(QUARANTINE, 0, baseline, kept, this::learned);
    }

    private void learned(Generation generation) throws IOException {
      generations.add(generation);
      if (!generation.trained().isEmpty()) {
        Sentinel.of(generation.after(), options).takeOver(session);
      }
    }

    /** Saves the session, and goes on with another one. */
    void goOnElsewhere() throws IOException {
      byte[] saved = saved();
      byte[] state = state();
      Adaptation next = adaptation(adaptation.baseline());
      StrictJson.read(
          new ByteArrayInputStream(state),
          json -> {
            next.read(json);
            return next;
          });
      adaptation = next;
      session =
          Sentinel.of(next.baseline(), options)
              .resume("tuesday", this, new ByteArrayInputStream(saved));
      session.adapt(next);
      assertArrayEquals(saved, saved());
      assertArrayEquals(state, state());
    }

    private byte[] saved() throws IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      session.save(out);
      return out.toByteArray();
    }

    private byte[] state() {
      JsonWriter json = JsonWriter.line();
      adaptation.write(json);
      return json.toBytes();
    }

    List<String> told() {
      List<String> told = new ArrayList<>(found);
      generations.forEach(it -> told.add(it.toString()));
      return told;
    }

    @Override
    public void detection(Detection detection) {
      found.add(detection.toString());
    }

    @Override
    public void incident(Incident incident) {
      found.add(incident.toString());
    }
  }

  private static void feed(Session session, String flows) throws IOException {
    FlowReader.readAll(
        SmallOffice.source(flows), (FlowBatch batch, Void none) -> session.add(batch));
  }

  private static String rows(int from, int to) {
    List<String> lines = TUESDAY.lines().toList();
    return lines.get(0) + "\n" + String.join("\n", lines.subList(1 + from, 1 + to)) + "\n";
  }

  private Followed uninterrupted() throws IOException {
    Followed followed = new Followed(options);
    feed(followed.session, TUESDAY);
    followed.session.end();
    return followed;
  }

  @Test
  void windowsTrain_afterTheirQuarantine_butNoneOfAnAttack() throws IOException {
    List<Generation> generations = uninterrupted().generations;
    assertEquals(
        List.of(40L, 60L, 80L, 100L, 120L), generations.stream().map(Generation::window).toList());
    String before = learned.baselineDigest();
    for (Generation generation : generations) {
      assertEquals(generation.window() - 2 * QUARANTINE, generation.from());
      assertEquals(generation.window() - QUARANTINE, generation.to());
      assertEquals(before, generation.before());
      int held = generation.heldBack().values().stream().mapToInt(it -> it).sum();
      assertEquals(QUARANTINE, generation.trained().size() + held, generation.toString());
      before = generation.after().baselineDigest();
    }
    assertTrue(generations.get(0).trained().size() >= 18, generations.get(0).heldBack().toString());
    Generation last = generations.get(4); // of windows 80 to 99
    assertEquals(
        WINDOWS, TUESDAY.lines().count() / SmallOffice.WINDOW, "the scan begins in window " + SCAN);
    int ofScan = last.heldBack().values().stream().mapToInt(it -> it).sum();
    assertTrue(ofScan >= 10 && last.trained().size() <= 10, last.heldBack().toString());
    assertTrue(
        last.after().profiles().stream()
            .noneMatch(
                profile ->
                    profile.windowId() >= SCAN
                        && profile.entities().toString().contains("10.0.0.99")));
  }

  @Test
  void sessionsThatAreSavedAnywhere_onAnyWorkers_learnTheSame() throws IOException {
    List<String> expected = uninterrupted().told();
    assertTrue(expected.stream().anyMatch(line -> line.startsWith("Incident")), "no incident");
    Random random = new Random(5);
    for (int run = 0; run < 3; run++) {
      Followed followed =
          new Followed(run == 0 ? options : options.withWorkers(ForkJoinPool.commonPool()));
      int fed = 0;
      while (fed < WINDOWS * SmallOffice.WINDOW) {
        int next = Math.min(WINDOWS * SmallOffice.WINDOW, fed + 1 + random.nextInt(1500));
        feed(followed.session, rows(fed, next));
        byte[] open = followed.saved();
        assertTrue(open.length > 0);
        int openFlows = (int) followed.session.openFlows();
        followed.goOnElsewhere();
        fed = next - openFlows;
        if (openFlows > 0 && next == WINDOWS * SmallOffice.WINDOW) {
          break;
        }
      }
      followed.session.end();
      assertEquals(expected, followed.told(), "run " + run);
    }
  }

  @Test
  void whatWasToldOnce_isNotLearned_thoughItStays_norAreThoseBeforeARollback() throws IOException {
    Followed followed = new Followed(options);
    feed(followed.session, rows(0, 7_000));
    followed.session.settle();
    assertEquals(60, followed.generations.get(followed.generations.size() - 1).window());
    followed.adaptation.goBackTo(learned, followed.session.openWindow());
    Sentinel.of(learned, options).takeOver(followed.session);
    feed(followed.session, rows(7_000, 13_000));
    Map<Held, Integer> then = followed.generations.get(2).heldBack();
    assertEquals(Map.of(Held.BEFORE_ROLLBACK, QUARANTINE), then);
    assertEquals(learned, followed.generations.get(2).after());
    assertEquals(
        10, followed.generations.get(3).heldBack().get(Held.BEFORE_ROLLBACK)); // of 60 to 79
    assertEquals(learned.baselineDigest(), followed.generations.get(3).before());
  }

  @Test
  void windowsThatAlarmTogether_areAllHeldBack() throws IOException {
    Kept followed = uninterrupted().kept;
    List<Generation> generations = new ArrayList<>();
    Adaptation adaptation = new Adaptation(QUARANTINE, 0, learned, new Kept(), generations::add);
    adaptation.judgedAt(0.02);
    for (int w = 0; w < 2 * QUARANTINE; w++) {
      boolean alarms = w == 2 || w == 15 || w == 25;
      adaptation.judged(
          followed.windows.get(w),
          followed.profiles.get(w),
          new Finding(1, alarms ? 0.001 : 0.5, alarms ? 8 : 1, false, List.of(), Optional.empty()));
    }
    adaptation.learn(2 * QUARANTINE);
    Generation generation = generations.get(0);
    // to 2, 8 to 15, and 18 and 19 of those to 25
    assertEquals(Map.of(Held.ALARM, 3 + 8 + 2), generation.heldBack());
    assertEquals(List.of(3L, 4L, 5L, 6L, 7L, 16L, 17L), generation.trained());
  }

  @Test
  void windowThatIsCut_trainsNothing_andPutsNothingOff() throws IOException {
    Followed followed = new Followed(options);
    feed(followed.session, rows(0, 550));
    assertEquals(50, followed.session.cut());
    feed(followed.session, rows(550, 3_980));
    assertEquals(30, followed.session.cut()); // window 39 is not full
    feed(followed.session, rows(3_980, 4_000));
    assertEquals(20, followed.session.cut()); // of window 40: windows leave quarantine before it
    Generation generation = followed.generations.get(0);
    assertEquals(40, generation.window());
    int held = generation.heldBack().values().stream().mapToInt(it -> it).sum();
    assertEquals(QUARANTINE - 1, generation.trained().size() + held);
    assertFalse(generation.trained().contains(5L), generation.trained().toString());
  }

  @Test
  void windowsThatDoNotFitTheBaseline_areRefused_andFollowedOn() throws IOException {
    Followed first = uninterrupted();
    Followed followed = new Followed(options);
    for (int w = 0; w < 2 * QUARANTINE + 1; w++) {
      Profile other = first.kept.profiles.get(w).withMeasure(Measure.HEADERS);
      followed.session.add(first.kept.windows.get(w), () -> other);
    }
    Generation generation = followed.generations.get(0);
    assertTrue(generation.refused().contains("count bytes with headers"), generation.refused());
    assertEquals(List.of(), generation.trained());
    assertTrue(generation.heldBack().get(Held.REFUSED) > 0, generation.heldBack().toString());
    assertEquals(learned, generation.after());
  }

  @Test
  void whatCannotBe_isRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> new Adaptation(19, 0, learned, new Kept(), generation -> {}));
    assertEquals("the quarantine must be 20 to 1000 windows but is 19", e.getMessage());
  }
}
