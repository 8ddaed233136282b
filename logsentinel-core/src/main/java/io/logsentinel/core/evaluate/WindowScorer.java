package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import io.logsentinel.core.evaluate.Phase.AttackShareBand;
import io.logsentinel.core.evaluate.Scorecard.CurvePoint;
import io.logsentinel.core.evaluate.Scorecard.Recall;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Scorecard.TimeToDetect;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** Scorer of a subject's verdicts, window by window. */
final class WindowScorer {
  private final double minAttackShare;

  /** The windows that were judged, by file. */
  private final Map<String, List<Judged>> byFile = new LinkedHashMap<>();

  /** Those with a judged window. */
  private final List<Phase> phases = new ArrayList<>();

  private final Map<Phase, Long> foundAfter = new LinkedHashMap<>();

  private record Judged(LabelledWindow truth, Verdict verdict) {}

  private WindowScorer(double minAttackShare) {
    this.minAttackShare = minAttackShare;
  }

  static Scorecard score(
      List<LabelledWindow> windows, Verdicts verdicts, List<Phase> phases, double minAttackShare) {
    if (verdicts.missing().isPresent()) {
      return Scorecard.none(verdicts.subject(), verdicts.missing().get());
    }
    WindowScorer scorer = new WindowScorer(minAttackShare);
    long unseen = 0;
    for (int i = 0; i < windows.size(); i++) {
      Optional<Verdict> verdict = verdicts.byWindow().get(i);
      if (verdict.isPresent()) {
        scorer
            .byFile
            .computeIfAbsent(windows.get(i).file(), file -> new ArrayList<>())
            .add(new Judged(windows.get(i), verdict.get()));
      } else {
        unseen++;
      }
    }
    scorer.find(phases);
    return scorer.scorecard(verdicts.subject(), unseen);
  }

  /** Finds the first alarm of each phase; phases of which no window was judged are passed over. */
  private void find(List<Phase> all) {
    Map<String, Map<Long, Verdict>> verdicts = new HashMap<>();
    byFile.forEach(
        (file, windows) -> {
          Map<Long, Verdict> ofFile = new HashMap<>();
          windows.forEach(window -> ofFile.put(window.truth.windowId(), window.verdict));
          verdicts.put(file, ofFile);
        });
    for (Phase phase : all) {
      Map<Long, Verdict> ofFile = verdicts.getOrDefault(phase.file(), Map.of());
      if (phase.windows().stream().anyMatch(ofFile::containsKey)) {
        phases.add(phase);
        phase.windows().stream()
            .filter(id -> ofFile.containsKey(id) && ofFile.get(id).alarm())
            .findFirst()
            .ifPresent(id -> foundAfter.put(phase, id - phase.first()));
      }
    }
  }

  private Scorecard scorecard(Subject subject, long unseen) {
    List<Judged> all = new ArrayList<>();
    Map<String, Result> results = new LinkedHashMap<>();
    Map<String, List<Phase>> phasesByFile = Phase.group(phases, Phase::file);
    byFile.forEach(
        (file, windows) -> {
          all.addAll(windows);
          results.put(file, result(windows, phasesByFile.getOrDefault(file, List.of())));
        });
    List<Judged> attacked =
        all.stream().filter(window -> window.truth.kind(minAttackShare) == Kind.ATTACKED).toList();
    Result overall = result(all, phases);
    ConfusionCounts counts = overall.counts();
    return new Scorecard(
        subject,
        Optional.empty(),
        counts.truePositives()
            + counts.falsePositives()
            + counts.falseNegatives()
            + counts.trueNegatives().getAsLong(),
        unseen,
        Optional.of(overall),
        results,
        recall(attacked, LabelledWindow::attack, Phase.group(phases, Phase::attack)),
        recall(
            attacked,
            truth -> AttackShareBand.of(truth.attackShare()),
            Phase.group(phases, Phase::shareBand)),
        foundAfter);
  }

  private <K> Map<K, Recall> recall(
      List<Judged> attacked, Function<LabelledWindow, K> key, Map<K, List<Phase>> phasesByKey) {
    Map<K, long[]> foundOf = new TreeMap<>();
    for (Judged window : attacked) {
      long[] counts = foundOf.computeIfAbsent(key.apply(window.truth), any -> new long[2]);
      counts[0] += window.verdict.alarm() ? 1 : 0;
      counts[1]++;
    }
    Map<K, Recall> recall = new LinkedHashMap<>();
    foundOf.forEach(
        (any, counts) -> {
          List<Phase> some = phasesByKey.getOrDefault(any, List.of());
          recall.put(any, new Recall(counts[0], counts[1], TimeToDetect.of(some, foundAfter)));
        });
    return recall;
  }

  private Result result(List<Judged> windows, List<Phase> phases) {
    double[] attacked = new double[windows.size()];
    double[] benign = new double[windows.size()];
    int attackedCount = 0;
    int benignCount = 0;
    long found = 0;
    long falseAlarms = 0;
    long leftOut = 0;
    for (Judged window : windows) {
      int alarm = window.verdict.alarm() ? 1 : 0;
      switch (window.truth.kind(minAttackShare)) {
        case ATTACKED -> {
          attacked[attackedCount++] = window.verdict.score();
          found += alarm;
        }
        case BENIGN -> {
          benign[benignCount++] = window.verdict.score();
          falseAlarms += alarm;
        }
        default -> leftOut += alarm;
      }
    }
    attacked = ascending(attacked, attackedCount);
    benign = ascending(benign, benignCount);
    ConfusionCounts counts =
        new ConfusionCounts(
            found, falseAlarms, attackedCount - found, OptionalLong.of(benignCount - falseAlarms));
    TimeToDetect time = TimeToDetect.of(phases, foundAfter);
    Estimate area = pr(attacked, benign);
    List<CurvePoint> curve = area.value().isPresent() ? curve(attacked, benign) : List.of();
    return new Result(counts, roc(attacked, benign), area, curve, time, leftOut, 0);
  }

  private static Estimate roc(double[] attacked, double[] benign) {
    if (attacked.length == 0 || benign.length == 0) {
      return Estimate.none(lacking(attacked));
    }
    double area = rocArea(attacked, benign);
    return Estimate.of(area, ConfidenceInterval.roc(area, attacked.length, benign.length));
  }

  private static Estimate pr(double[] attacked, double[] benign) {
    return attacked.length == 0 || benign.length == 0
        ? Estimate.none(lacking(attacked))
        : Estimate.of(averagePrecision(attacked, benign));
  }

  /**
   * The area under the ROC curve: the chance that an attacked window scores higher than a benign
   * one, ties counting half (Mann-Whitney). Both ascending, with at least one score.
   */
  static double rocArea(double[] attacked, double[] benign) {
    long twiceWon = 0;
    int below = 0;
    int upTo = 0;
    for (double score : attacked) {
      while (below < benign.length && benign[below] < score) {
        below++;
      }
      while (upTo < benign.length && benign[upTo] <= score) {
        upTo++;
      }
      twiceWon += below + upTo;
    }
    return twiceWon / (2.0 * attacked.length * benign.length);
  }

  /**
   * The area under the precision-recall curve as average precision: the sum over all thresholds of
   * the recall gained times the precision there; equal scores are one threshold. Both ascending,
   * with at least one attacked score.
   */
  private static double averagePrecision(double[] attacked, double[] benign) {
    double[] area = {0};
    thresholds(
        attacked, benign, (gained, found, alarms) -> area[0] += gained * ((double) found / alarms));
    return area[0] / attacked.length;
  }

  /** The first point of every hundredth of recall, and the last one of all. */
  private static List<CurvePoint> curve(double[] attacked, double[] benign) {
    List<CurvePoint> points = new ArrayList<>();
    thresholds(
        attacked,
        benign,
        (gained, found, alarms) -> {
          long hundredth = 100L * found / attacked.length;
          boolean isFirst = hundredth > 100L * (found - gained) / attacked.length;
          if (points.isEmpty() || isFirst) {
            points.add(new CurvePoint((double) found / attacked.length, (double) found / alarms));
          }
        });
    return points;
  }

  private interface Threshold {
    /** Takes the next lower one that finds more: how many more, how many in all, all alarms. */
    void accept(int gained, int found, int alarms);
  }

  private static void thresholds(double[] attacked, double[] benign, Threshold each) {
    int a = attacked.length;
    int b = benign.length;
    while (a > 0) {
      double threshold = b > 0 ? Math.max(attacked[a - 1], benign[b - 1]) : attacked[a - 1];
      int before = a;
      while (a > 0 && attacked[a - 1] >= threshold) {
        a--;
      }
      while (b > 0 && benign[b - 1] >= threshold) {
        b--;
      }
      int found = attacked.length - a;
      if (before > a) {
        each.accept(before - a, found, found + benign.length - b);
      }
    }
  }

  private static double[] ascending(double[] scores, int count) {
    double[] sorted = Arrays.copyOf(scores, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private static String lacking(double[] attacked) {
    return attacked.length == 0 ? "no window is attacked" : "no window is benign";
  }
}
