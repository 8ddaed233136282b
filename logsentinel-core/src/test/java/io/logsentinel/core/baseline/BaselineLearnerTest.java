package io.logsentinel.core.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineLearner.Generation;
import io.logsentinel.core.baseline.BaselineLearner.Generation.Held;
import io.logsentinel.core.baseline.FileTraining.FileOutcome;
import io.logsentinel.core.baseline.SmallWindows.SmallWindow;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BaselineLearnerTest {
  private static final double RATE = 0.02;

  private static FileOutcome learn(
      BaselineLearner learner, String name, List<SmallWindow> windows, boolean trusted) {
    FileTraining file = learner.begin(name, RATE, trusted);
    for (SmallWindow window : windows) {
      file.add(window.window(), Optional.of(window.profile()), file.judge(window.profile()));
    }
    return file.end();
  }

  private static byte[] bytes(BaselineLearner learner) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BaselineStateJson.write(learner.state("d"), out);
    return out.toByteArray();
  }

  private static BaselineLearner stoppedAndResumed(BaselineLearner learner) throws IOException {
    return BaselineLearner.resume(BaselineStateJson.read(new ByteArrayInputStream(bytes(learner))));
  }

  /** Files of such lengths, written and read back after each or never. */
  @Property(tries = 60)
  void updatingEqualsBuilding_toTheByte(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 60) Integer> lengths,
      @ForAll @IntRange(max = 50) int halfLife,
      @ForAll boolean trusted,
      @ForAll @IntRange(max = 1000) int seed)
      throws IOException {
    SmallWindows traffic = new SmallWindows(seed);
    BaselineLearner built = new BaselineLearner("cic", halfLife, true);
    BaselineLearner updated = new BaselineLearner("cic", halfLife, true);
    for (int i = 0; i < lengths.size(); i++) {
      List<SmallWindow> windows = traffic.windows(lengths.get(i) + (i == 0 ? 1 : 0), i == 3);
      assertEquals(
          learn(built, "file " + i, windows, trusted),
          learn(updated, "file " + i, windows, trusted));
      updated = stoppedAndResumed(updated);
    }
    assertArrayEquals(bytes(built), bytes(updated));
  }

  /** More windows than profiles are kept; each length one of a file. */
  @Example
  void updatingEqualsBuilding_beyondAThousandProfiles() throws IOException {
    for (int halfLife : new int[] {0, 400, 2000}) {
      SmallWindows traffic = new SmallWindows(5);
      BaselineLearner built = new BaselineLearner("cic", halfLife, true);
      BaselineLearner updated = new BaselineLearner("cic", halfLife, true);
      for (int length : new int[] {900, 700, 1500, 50}) {
        List<SmallWindow> windows = traffic.windows(length, false);
        learn(built, "file of " + length, windows, true);
        learn(updated, "file of " + length, windows, true);
        updated = stoppedAndResumed(updated);
      }
      assertArrayEquals(bytes(built), bytes(updated), "half-life " + halfLife);
      assertTrue(built.state("d").profiles().size() > 500);
    }
  }

  /** All that ever trained, from which what is kept is chosen at the end. */
  private static void assertKeeps(
      List<SmallWindow> trained, int halfLife, BaselineLearner learner) {
    ExponentialForgetting forgetting = new ExponentialForgetting(halfLife);
    List<Integer> kept = new ArrayList<>();
    for (int place = 0; place < trained.size(); place++) {
      if (forgetting.keptUntil(place, Metric.all(trained.get(place).window()))
          > trained.size() - 1) {
        kept.add(place);
      }
    }
    List<Integer> sample = new ArrayList<>(kept);
    sample.sort(
        halfLife == 0
            ? Comparator.comparingInt(place -> trained.get(place).profile().fingerprint("cic"))
            : Comparator.comparingDouble(
                place -> -forgetting.keptUntil(place, Metric.all(trained.get(place).window()))));
    List<Integer> profiled = sample.stream().limit(BaselineState.MAX_PROFILES).sorted().toList();
    BaselineState profile = learner.state("d");
    assertEquals(kept, profile.history().get().places());
    assertEquals(profiled, profile.history().get().profilePlaces());
    assertEquals(
        kept.stream().map(place -> Metric.all(trained.get(place).window())).toList(),
        profile.windows());
    assertEquals(
        profiled.stream().map(place -> trained.get(place).profile().toLearnFrom()).toList(),
        profile.profiles());
  }

  @Property(tries = 15)
  void whatIsKept_isChosenFromAll(
      @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 900) Integer> lengths,
      @ForAll @IntRange(max = 3) int halfLives,
      @ForAll @IntRange(max = 1000) int seed) {
    int halfLife = 600 * halfLives;
    SmallWindows traffic = new SmallWindows(seed);
    BaselineLearner learner = new BaselineLearner("cic", halfLife, true);
    List<SmallWindow> trained = new ArrayList<>();
    Set<List<List<Double>>> files = new HashSet<>();
    for (int i = 0; i < lengths.size(); i++) {
      List<SmallWindow> windows = traffic.windows(lengths.get(i), false);
      // files of one window can be the same by chance, and none is learned from twice
      Assume.that(files.add(windows.stream().map(it -> Metric.all(it.window())).toList()));
      learn(learner, "file " + i, windows, true);
      trained.addAll(windows);
    }
    assertKeeps(trained, halfLife, learner);
  }

  @Example
  void whatAlarms_doesNotTrain_andIsCounted() {
    SmallWindows traffic = new SmallWindows(3);
    List<SmallWindow> monday = traffic.windows(60, false);
    BaselineLearner learner = new BaselineLearner("cic", 0, true);
    assertFalse(learn(learner, "monday", monday, false).isJudged());
    Baseline before = learner.baseline();
    List<SmallWindow> attacked = traffic.windows(20, true);
    Detector detector = Detector.learn(monday.stream().map(SmallWindow::profile).toList());
    List<SmallWindow> quiet =
        attacked.stream().filter(w -> detector.judge(w.profile()).pValue() >= RATE).toList();
    FileOutcome learned = learn(learner, "attack", attacked, false);
    assertEquals(quiet.size(), learned.file().trained());
    assertTrue(learned.file().heldBack() >= 18, learned.file().toString());
    List<SmallWindow> all = new ArrayList<>(monday);
    all.addAll(quiet);
    assertEquals(
        Baseline.learn(all.stream().map(SmallWindow::window).toList()), learner.baseline());

    BaselineLearner trusting = BaselineLearner.resume(before(monday));
    FileOutcome taken = learn(trusting, "attack", attacked, true);
    assertEquals(0, taken.file().heldBack());
    assertEquals(learned.drift(), taken.drift());
    assertFalse(before.equals(trusting.baseline()));
  }

  private static BaselineState before(List<SmallWindow> windows) {
    BaselineLearner learner = new BaselineLearner("cic", 0, true);
    learn(learner, "monday", windows, false);
    return learner.state("d");
  }

  @Example
  void belowTwentyWindows_nothingIsHeldBack() {
    SmallWindows traffic = new SmallWindows(4);
    BaselineLearner learner = new BaselineLearner("cic", 0, true);
    learn(learner, "a", traffic.windows(Detector.MIN_WINDOWS - 1, false), false);
    FileOutcome learned = learn(learner, "b", traffic.windows(9, true), false);
    assertFalse(learned.isJudged());
    assertEquals(9, learned.file().trained());
    assertTrue(learn(learner, "c", traffic.windows(8, true), false).isJudged());
  }

  @Example
  void whatDoesNotFit_isRefused() {
    SmallWindows traffic = new SmallWindows(4);
    BaselineLearner learner = new BaselineLearner("cic", 0, true);
    List<SmallWindow> windows = traffic.windows(3, false);
    learn(learner, "a", windows, false);
    assertRefused(
        "the baseline was learned from it already", () -> learn(learner, "a", windows, false));
    assertRefused(
        "the baseline was learned from the same windows already, in a",
        () -> learn(learner, "b", windows, false));
    learn(learner, "a", traffic.windows(3, false), false);
    SmallWindow window = traffic.windows(1, false).get(0);
    FileTraining file = learner.begin("c", RATE, false);
    assertRefused(
        "either all windows have a profile or none has",
        () -> file.add(window.window(), Optional.empty(), 1));
    SmallWindow larger = SmallWindows.of(0, 2 * SmallWindows.SIZE);
    FileTraining first = new BaselineLearner("d", 0, true).begin("a", RATE, false);
    first.add(window.window(), Optional.of(window.profile()), 1);
    assertRefused(
        "windows of different sizes, 4 and 8 flows",
        () -> first.add(larger.window(), Optional.of(larger.profile()), 1));
    assertRefused(
        "windows of 8 flows, but the baseline was learned from windows of 4",
        () -> file.add(larger.window(), Optional.of(larger.profile()), 1));
    assertRefused(
        "it was made by a version that did not note how, or has other metrics",
        () ->
            BaselineLearner.resume(
                new BaselineState(
                    "cic", Metric.NAMES, 4, List.of(), List.<Profile>of(), Optional.empty(), "d")));
  }

  @Example
  void aLearner_tellsHowFarItIs() {
    SmallWindows traffic = new SmallWindows(4);
    BaselineLearner learner = new BaselineLearner("cic", 5, true);
    assertEquals(5, learner.halfLife());
    assertTrue(learner.isProfiled());
    assertFalse(new BaselineLearner("cic", 0, false).isProfiled());
    assertEquals(0, learner.files());
    assertEquals(0, learner.windows());
    learn(learner, "a", traffic.windows(40, false), false);
    assertEquals(1, learner.files());
    BaselineState kept = learner.state("d");
    assertEquals(kept.windows().size(), learner.windows());
    assertTrue(learner.windows() < 40 && learner.windows() > 0, "forgets " + learner.windows());
    assertEquals("d", kept.baselineDigest());
  }

  /** A baseline of no forgetting may forget from now on; one of another half-life may not. */
  @Example
  void aHalfLife_isChosenOnce() {
    List<SmallWindow> windows = new SmallWindows(4).windows(30, false);
    BaselineState all = before(windows);
    assertEquals(5, BaselineLearner.resume(all, 5).halfLife());
    BaselineLearner forgetful = new BaselineLearner("cic", 5, true);
    learn(forgetful, "a", windows, true);
    BaselineState some = forgetful.state("d");
    assertEquals(5, BaselineLearner.resume(some, 5).halfLife());
    assertRefused(
        "it was learned with a half-life of 5, not of 6", () -> BaselineLearner.resume(some, 6));
    assertRefused(
        "it was made by a version that did not note how, or has other metrics",
        () ->
            BaselineLearner.resume(
                new BaselineState(
                    "cic",
                    List.of("another"),
                    all.windowSize(),
                    all.windows().stream().map(metrics -> metrics.subList(0, 1)).toList(),
                    all.profiles(),
                    all.history(),
                    "d")));
  }

  /** Windows without profiles train, none is held back, and so they are resumed. */
  @Example
  void withoutProfiles_nothingIsJudged() {
    SmallWindows traffic = new SmallWindows(4);
    BaselineLearner learner = new BaselineLearner("cic", 0, false);
    for (String name : List.of("a", "b")) {
      FileTraining file = learner.begin(name, RATE, false);
      for (SmallWindow window : traffic.windows(30, false)) {
        file.add(window.window(), Optional.empty(), 1);
      }
      assertFalse(file.end().isJudged());
      learner = BaselineLearner.resume(learner.state("d"));
      assertFalse(learner.isProfiled());
    }
    assertEquals(60, learner.windows());
    SmallWindow window = traffic.windows(1, false).get(0);
    FileTraining third = learner.begin("c", RATE, false);
    assertRefused(
        "either all windows have a profile or none has",
        () -> third.add(window.window(), Optional.of(window.profile()), 1));
  }

  /** A p-value of just the rate is no alarm. */
  @Example
  void windowsThatWereJudged_trainFromTheRateOn() {
    List<SmallWindow> windows = new SmallWindows(4).windows(30, false);
    BaselineLearner learner = BaselineLearner.resume(before(windows));
    FileTraining file = learner.beginJudged("judged", RATE);
    double[] pValues = {RATE, 0.019, 1};
    List<SmallWindow> three = new SmallWindows(9).windows(3, false);
    for (int i = 0; i < 3; i++) {
      file.add(three.get(i).window(), Optional.of(three.get(i).profile()), pValues[i]);
    }
    FileOutcome outcome = file.end();
    assertEquals(3, outcome.file().windows());
    assertEquals(2, outcome.file().trained());
    assertFalse(outcome.isJudged());
    assertEquals(Optional.empty(), outcome.drift());
  }

  /** As {@code drift} of a file that was judged: all of its windows are counted in it. */
  @Example
  void theDriftOfAFile_isOfAllItsWindows() {
    SmallWindows traffic = new SmallWindows(4);
    BaselineLearner learner = BaselineLearner.resume(before(traffic.windows(40, false)));
    FileOutcome outcome = learn(learner, "b", traffic.windows(30, true), false);
    assertEquals(30, outcome.drift().orElseThrow().windows());
    assertTrue(outcome.drift().orElseThrow().alarms() >= 27, outcome.toString());
    FileOutcome quiet = learn(learner, "c", traffic.windows(30, false), false);
    assertTrue(quiet.file().trained() >= 27, quiet.toString());
    assertTrue(quiet.drift().orElseThrow().mean() < outcome.drift().orElseThrow().mean());
  }

  /** Twenty windows judge, and one of which all flows are allowed is none of them. */
  @Example
  void twentyProfilesJudge() {
    SmallWindows traffic = new SmallWindows(4);
    BaselineState twenty = before(traffic.windows(Detector.MIN_WINDOWS, false));
    assertEquals(Detector.MIN_WINDOWS, twenty.profiles().size());
    assertTrue(learn(BaselineLearner.resume(twenty), "b", List.of(), false).isJudged());

    BaselineLearner fewer = new BaselineLearner("cic", 0, true);
    learn(fewer, "a", traffic.windows(Detector.MIN_WINDOWS - 1, false), false);
    SmallWindow window = traffic.windows(1, false).get(0);
    Profile bare = window.profile();
    Profile allAllowed =
        new Profile(
            0,
            0,
            0,
            bare.measure(),
            bare.firstTime(),
            bare.lastTime(),
            bare.metrics(),
            Map.of(),
            List.of(),
            new Allowed(SmallWindows.SIZE, 0, List.of(), List.of(), List.of()));
    FileTraining file = fewer.begin("b", RATE, false);
    file.add(window.window(), Optional.of(allAllowed), 1);
    assertEquals(1, file.end().file().trained());
    assertEquals(Detector.MIN_WINDOWS - 1, fewer.state("d").profiles().size());
    assertFalse(learn(fewer, "c", List.of(), false).isJudged());
  }

  @Example
  void aGeneration_keepsWhyWindowsWereHeldBack() {
    Map<Held, Integer> heldBack = new EnumMap<>(Map.of(Held.ALARM, 2, Held.INCIDENT, 1));
    BaselineState baseline = before(new SmallWindows(4).windows(2, false));
    Generation generation =
        new Generation(9, 1, 5, 0, 1, List.of(3L), heldBack, Map.of(), "", "b", baseline);
    heldBack.clear();
    assertEquals(Map.of(Held.ALARM, 2, Held.INCIDENT, 1), generation.heldBack());
  }

  @Example
  void flowsThatCountSomethingElse_areRefused() {
    List<SmallWindow> windows = new SmallWindows(4).windows(2, false);
    Measure other = Measure.HEADERS_ONE_WAY;
    FileTraining file = BaselineLearner.resume(before(windows)).begin("b", RATE, false);
    assertRefused(
        "its flows count bytes with headers, one direction, but those of the baseline bytes of"
            + " payload, both directions",
        () ->
            file.add(
                windows.get(0).window(),
                Optional.of(windows.get(0).profile().withMeasure(other)),
                1));
  }

  /** A file of no windows is the same as another one, and may come twice. */
  @Example
  void emptyFiles_areNoFileTwice() {
    BaselineLearner learner = BaselineLearner.resume(before(new SmallWindows(4).windows(2, false)));
    learn(learner, "empty", List.of(), false);
    assertEquals(0, learn(learner, "empty", List.of(), false).file().windows());
    assertEquals(3, learner.files());
  }

  /** Flows that rules left out are added up by rule, but for those that only a story allows. */
  @Example
  void allowedFlows_areAddedUpByRule() {
    SmallWindow window = new SmallWindows(4).windows(1, false).get(0);
    Allowed allowed =
        new Allowed(
            0,
            0,
            List.of(
                new AllowedBy(1, "from 10.0.0.5", 3, 0, 0),
                new AllowedBy(2, "port 53", 0, 4, 0),
                new AllowedBy(3, "scan", 2, 0, 0)),
            List.of(new Story(3, "scan", Set.of(), Optional.empty(), "both")),
            List.of());
    Profile bare = window.profile();
    Profile profile =
        new Profile(
            0,
            bare.flows(),
            0,
            bare.measure(),
            bare.firstTime(),
            bare.lastTime(),
            bare.metrics(),
            bare.entities(),
            List.of(),
            allowed);
    BaselineLearner learner = new BaselineLearner("cic", 0, true);
    FileTraining file = learner.begin("a", RATE, false);
    file.add(window.window(), Optional.of(profile), 1);
    file.add(window.window(), Optional.of(profile), 1);
    assertEquals(Map.of("from 10.0.0.5", 6L), file.end().file().allowed());
  }

  private static void assertRefused(String message, Runnable work) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
