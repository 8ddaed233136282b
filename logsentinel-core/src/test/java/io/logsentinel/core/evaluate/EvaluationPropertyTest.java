package io.logsentinel.core.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.evaluate.Evaluation.LeftOut;
import io.logsentinel.core.evaluate.EvaluationInput.IncidentWindows;
import io.logsentinel.core.evaluate.Scorecard.CurvePoint;
import io.logsentinel.core.evaluate.Scorecard.Recall;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Scorecard.TimeToDetect;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.math3.stat.inference.MannWhitneyUTest;

/** Every figure against counting it in the obvious way. */
class EvaluationPropertyTest {
  private static final double EXACT = 1e-12;

  /** A judged window that is attacked or benign. */
  private record Case(LabelledWindow truth, boolean attacked, double score, boolean alarm) {}

  private static List<Case> cases(Cases all, double least) {
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < all.windows().size(); i++) {
      LabelledWindow truth = all.windows().get(i);
      Optional<Verdict> verdict = all.verdicts().get(i);
      boolean attacked = holds(truth, least);
      boolean benign = truth.attacks() == 0 && truth.benign() > 0;
      if (verdict.isPresent() && (attacked || benign)) {
        cases.add(new Case(truth, attacked, verdict.get().score(), verdict.get().alarm()));
      }
    }
    return cases;
  }

  /** In decimals, as the share was asked for: 0.28 of 200 flows are 56. */
  private static boolean holds(LabelledWindow truth, double least) {
    BigDecimal needed = BigDecimal.valueOf(least).multiply(BigDecimal.valueOf(truth.flows()));
    return truth.attacks() > 0 && BigDecimal.valueOf(truth.attacks()).compareTo(needed) >= 0;
  }

  private static long count(List<Case> cases, Predicate<Case> which) {
    return cases.stream().filter(which).count();
  }

  @Property(tries = 400)
  void countsAndAreas_areThoseOfTheObviousWay(
      @ForAll long seed, @ForAll @DoubleRange(max = 0.6) double least) {
    Cases all = Cases.of(seed);
    Scorecard scorecard = all.evaluation(least).scorecards().get(0);
    List<Case> cases = cases(all, least);
    check(cases, scorecard.overall().orElseThrow());
    assertEquals(cases.size(), scorecard.windows());
    assertEquals(
        all.verdicts().stream().filter(Optional::isEmpty).count(), scorecard.withoutVerdict());
    scorecard
        .byFile()
        .forEach(
            (file, result) ->
                check(cases.stream().filter(of -> of.truth.file().equals(file)).toList(), result));
    long alarms = all.verdicts().stream().filter(of -> of.isPresent() && of.get().alarm()).count();
    Result overall = scorecard.overall().orElseThrow();
    assertEquals(
        alarms,
        overall.counts().truePositives()
            + overall.counts().falsePositives()
            + overall.alarmsLeftOut());
  }

  /** No attack goes without a word: it has figures, or is said to have none, and why. */
  @Property(tries = 200)
  void everyAttack_hasFiguresOrAReason(
      @ForAll long seed, @ForAll @DoubleRange(max = 0.6) double least) {
    Cases all = Cases.of(seed);
    Map<String, long[]> expected = new TreeMap<>();
    for (LabelledWindow window : all.windows()) {
      Set<String> names = new TreeSet<>(window.others());
      names.add(window.attack());
      names.remove("");
      for (String name : names) {
        long[] counts = expected.computeIfAbsent(name, any -> new long[2]);
        counts[0]++;
        counts[1] += holds(window, least) ? 0 : 1;
      }
    }
    for (LabelledWindow window : all.windows()) {
      if (holds(window, least)) {
        expected.remove(window.attack());
      }
    }
    List<LeftOut> leftOut = new ArrayList<>();
    expected.forEach((name, counts) -> leftOut.add(new LeftOut(name, counts[0], counts[1])));
    assertEquals(leftOut, all.evaluation(least).leftOut());
  }

  private static void check(List<Case> cases, Result result) {
    long attacked = count(cases, of -> of.attacked);
    long benign = cases.size() - attacked;
    double found = count(cases, of -> of.attacked && of.alarm);
    double wrong = count(cases, of -> !of.attacked && of.alarm);
    ConfusionCounts counts = result.counts();
    check(attacked == 0, found / attacked, counts.recall());
    check(found + wrong == 0, found / (found + wrong), counts.precision());
    check(benign == 0, wrong / benign, counts.falseAlarmRate());
    // the harmonic mean of precision and recall, and 0 where nothing is found
    double precision = found / (found + wrong);
    double recall = found / attacked;
    double f1 = found == 0 ? 0 : 2 / (1 / precision + 1 / recall);
    check(attacked == 0, f1, counts.f1());
    boolean oneKind = attacked == 0 || benign == 0;
    check(oneKind, oneKind ? 0 : pairsWon(cases), result.rocArea());
    check(oneKind, oneKind ? 0 : sweep(cases), result.prArea());
    // of so few windows every threshold is a point, and the area is that under the points
    double under = 0;
    double before = 0;
    for (CurvePoint point : result.prCurve()) {
      under += (point.recall() - before) * point.precision();
      before = point.recall();
    }
    assertEquals(oneKind ? 0 : 1, before);
    assertEquals(oneKind ? 0 : sweep(cases), under, 1e-9);
    if (!oneKind) {
      double u = new MannWhitneyUTest().mannWhitneyU(scores(cases, true), scores(cases, false));
      double area = result.rocArea().value().orElseThrow();
      assertEquals(u, Math.max(area, 1 - area) * attacked * benign, 1e-6);
    }
  }

  private static void check(boolean none, double expected, Estimate actual) {
    if (none) {
      assertTrue(actual.value().isEmpty());
      assertTrue(!actual.reason().isEmpty());
      return;
    }
    assertEquals(expected, actual.value().orElseThrow(), EXACT);
    actual
        .interval()
        .ifPresent(
            interval ->
                assertTrue(
                    0 <= interval.low()
                        && interval.low() <= expected + EXACT
                        && expected - EXACT <= interval.high()
                        && interval.high() <= 1,
                    expected + " in " + interval));
  }

  private static double[] scores(List<Case> cases, boolean attacked) {
    return cases.stream().filter(of -> of.attacked == attacked).mapToDouble(Case::score).toArray();
  }

  private static double pairsWon(List<Case> cases) {
    double won = 0;
    double pairs = 0;
    for (double attacked : scores(cases, true)) {
      for (double benign : scores(cases, false)) {
        won += attacked > benign ? 1 : attacked == benign ? 0.5 : 0;
        pairs++;
      }
    }
    return won / pairs;
  }

  /** Every distinct score as a threshold, from the highest down. */
  private static double sweep(List<Case> cases) {
    double attacked = count(cases, of -> of.attacked);
    double area = 0;
    double recallBefore = 0;
    TreeSet<Double> thresholds = new TreeSet<>();
    cases.forEach(of -> thresholds.add(of.score));
    for (double threshold : thresholds.descendingSet()) {
      double alarms = count(cases, of -> of.score >= threshold);
      double found = count(cases, of -> of.attacked && of.score >= threshold);
      area += (found / attacked - recallBefore) * (found / alarms);
      recallBefore = found / attacked;
    }
    return area;
  }

  @Property(tries = 300)
  void byAttackAndShare_areTheWindowsOfEach(@ForAll long seed) {
    Cases all = Cases.of(seed);
    double least = 0.01;
    Scorecard scorecard = all.evaluation(least).scorecards().get(0);
    List<Case> attacked = cases(all, least).stream().filter(Case::attacked).toList();
    scorecard
        .byAttack()
        .forEach(
            (attack, recall) -> check(attacked, of -> of.truth.attack().equals(attack), recall));
    scorecard
        .byShare()
        .forEach(
            (bracket, recall) ->
                check(
                    attacked,
                    of -> {
                      double share = of.truth.attacks() / (double) of.truth.flows();
                      return share >= bracket.from() && (share < bracket.to() || bracket.to() == 1);
                    },
                    recall));
    for (var recalls : List.of(scorecard.byAttack().values(), scorecard.byShare().values())) {
      assertEquals(attacked.size(), recalls.stream().mapToLong(Recall::of).sum());
    }
  }

  private static void check(List<Case> attacked, Predicate<Case> which, Recall recall) {
    assertEquals(count(attacked, which), recall.of());
    assertEquals(count(attacked, which.and(Case::alarm)), recall.found());
  }

  /** Two attacked windows are of one phase if steps of at most 3 lead from one to the other. */
  @Property(tries = 300)
  void phases_areWindowsInReachOfEachOther(@ForAll long seed) {
    Cases all = Cases.of(seed);
    double least = 0.1;
    List<LabelledWindow> attacked = all.windows().stream().filter(of -> holds(of, least)).toList();
    Set<Set<LabelledWindow>> expected = new HashSet<>();
    for (LabelledWindow window : attacked) {
      Set<LabelledWindow> reached = new HashSet<>(Set.of(window));
      boolean grown = true;
      while (grown) {
        Set<LabelledWindow> before = Set.copyOf(reached);
        grown =
            reached.addAll(
                attacked.stream()
                    .filter(other -> before.stream().anyMatch(of -> areNear(of, other)))
                    .toList());
      }
      expected.add(reached);
    }
    Set<Set<LabelledWindow>> actual = new HashSet<>();
    Evaluation evaluation = all.evaluation(least);
    for (Phase phase : evaluation.phases()) {
      Set<LabelledWindow> windows = new HashSet<>();
      attacked.stream()
          .filter(of -> of.file().equals(phase.file()) && phase.windows().contains(of.windowId()))
          .forEach(windows::add);
      assertTrue(windows.stream().allMatch(of -> of.attack().equals(phase.attack())));
      actual.add(windows);
    }
    assertEquals(expected, actual);
    checkTimes(all, evaluation);
  }

  private static boolean areNear(LabelledWindow a, LabelledWindow b) {
    return a.file().equals(b.file())
        && a.attack().equals(b.attack())
        && Math.abs(a.windowId() - b.windowId()) <= 3;
  }

  private static void checkTimes(Cases all, Evaluation evaluation) {
    Scorecard scorecard = evaluation.scorecards().get(0);
    long phases = 0;
    long found = 0;
    double windows = 0;
    for (Phase phase : evaluation.phases()) {
      boolean judged = false;
      long first = -1;
      for (int i = all.windows().size() - 1; i >= 0; i--) {
        LabelledWindow truth = all.windows().get(i);
        Optional<Verdict> verdict = all.verdicts().get(i);
        if (truth.file().equals(phase.file())
            && phase.windows().contains(truth.windowId())
            && verdict.isPresent()) {
          judged = true;
          first = verdict.get().alarm() ? truth.windowId() : first;
        }
      }
      phases += judged ? 1 : 0;
      found += first >= 0 ? 1 : 0;
      windows += first >= 0 ? first - phase.first() : 0;
    }
    assertEquals(
        new TimeToDetect(phases, found, (long) windows),
        scorecard.overall().orElseThrow().timeToDetect());
    check(found == 0, windows / found, scorecard.overall().orElseThrow().timeToDetect().mean());
    assertEquals(
        found,
        scorecard.byFile().values().stream().mapToLong(of -> of.timeToDetect().found()).sum());
    assertEquals(
        phases,
        scorecard.byAttack().values().stream().mapToLong(of -> of.timeToDetect().phases()).sum());
  }

  @Property(tries = 300)
  void incidents_areCountedByPhase(@ForAll long seed) {
    Cases all = Cases.of(seed);
    double least = 0.1;
    Evaluation evaluation = all.evaluation(least);
    Result result = evaluation.scorecards().get(1).overall().orElseThrow();
    long found = 0;
    long touches = 0;
    double delay = 0;
    long scored = 0;
    for (Phase phase : evaluation.phases()) {
      for (int i = 0; i < all.windows().size(); i++) {
        if (all.windows().get(i).file().equals(phase.file())
            && phase.windows().contains(all.windows().get(i).windowId())
            && all.verdicts().get(i).isPresent()) {
          scored++;
          break;
        }
      }
      List<Long> at = new ArrayList<>();
      for (IncidentWindows incident : all.incidents()) {
        List<Long> hits =
            incident.windows().stream()
                .filter(id -> incident.file().equals(phase.file()) && phase.windows().contains(id))
                .toList();
        touches += hits.isEmpty() ? 0 : 1;
        at.addAll(hits);
      }
      found += at.isEmpty() ? 0 : 1;
      delay += at.isEmpty() ? 0 : at.stream().min(Long::compare).get() - phase.first();
    }
    long wrong = 0;
    long leftOut = 0;
    for (IncidentWindows incident : all.incidents()) {
      List<LabelledWindow> windows =
          all.windows().stream()
              .filter(
                  of ->
                      of.file().equals(incident.file())
                          && incident.windows().contains(of.windowId()))
              .toList();
      boolean benignOnly =
          windows.stream().allMatch(of -> of.attacks() == 0)
              && windows.stream().anyMatch(of -> of.benign() > 0);
      boolean hits = windows.stream().anyMatch(of -> holds(of, least));
      wrong += benignOnly ? 1 : 0;
      leftOut += !benignOnly && !hits ? 1 : 0;
    }
    assertEquals(found, result.counts().truePositives());
    assertEquals(scored - found, result.counts().falseNegatives());
    assertEquals(
        evaluation.phases().size() - scored, evaluation.scorecards().get(1).withoutVerdict());
    assertEquals(wrong, result.counts().falsePositives());
    assertEquals(leftOut, result.alarmsLeftOut());
    assertEquals(touches - found, result.tooMany());
    check(found == 0, delay / found, result.timeToDetect().mean());
    check(found + wrong == 0, (double) found / (found + wrong), result.counts().precision());
    assertTrue(result.counts().falseAlarmRate().value().isEmpty());
    Map<String, Result> byFile = evaluation.scorecards().get(1).byFile();
    assertEquals(touches - found, byFile.values().stream().mapToLong(Result::tooMany).sum());
    assertEquals(
        wrong, byFile.values().stream().mapToLong(of -> of.counts().falsePositives()).sum());
  }
}
