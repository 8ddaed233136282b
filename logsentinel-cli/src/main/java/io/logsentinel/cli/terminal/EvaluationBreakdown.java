package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.NONE;
import static io.logsentinel.cli.terminal.FigureText.format;
import static io.logsentinel.cli.terminal.FigureText.rounded;
import static io.logsentinel.cli.terminal.FigureText.row;
import static io.logsentinel.cli.terminal.FigureText.shortened;

import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.evaluate.ConfusionCounts;
import io.logsentinel.core.evaluate.Estimate;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.Evaluation.LeftOut;
import io.logsentinel.core.evaluate.Phase.AttackShareBand;
import io.logsentinel.core.evaluate.Scorecard;
import io.logsentinel.core.evaluate.Scorecard.Recall;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An evaluation by attack, by share of attack flows, and by file; a column per judge. */
final class EvaluationBreakdown {
  private static final int LONGEST_ATTACK = 24;
  private static final int LONGEST_FILE = 90;

  /** A file may have a label of its own for every flow. */
  private static final int MOST_ATTACKS = 30;

  private static final String CELL = " %-13s";

  private final List<Scorecard> scorecards;
  private final List<LeftOut> leftOut;
  private final double minAttackShare;

  EvaluationBreakdown(Evaluation evaluation) {
    this.leftOut = evaluation.leftOut();
    this.minAttackShare = evaluation.minAttackShare();
    this.scorecards =
        evaluation.scorecards().stream().filter(of -> of.overall().isPresent()).toList();
  }

  String text() {
    return recalls("By attack", Scorecard::byAttack, attack -> shortened(attack, LONGEST_ATTACK))
        + leftOut()
        + recalls(
            "By share of attack flows, of windows and of whole phases",
            Scorecard::byShare,
            EvaluationBreakdown::name)
        + byFile();
  }

  /** A row of each attack that has no figures, with the reason. */
  private String leftOut() {
    if (leftOut.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("Attacks without figures\n");
    for (LeftOut attack : leftOut.stream().limit(MOST_ATTACKS).toList()) {
      text.append(row("%-24s %s", shortened(attack.attack(), LONGEST_ATTACK), why(attack)));
    }
    int more = leftOut.size() - MOST_ATTACKS;
    return text + (more > 0 ? "and " + more + " more; all are in the JSON\n" : "") + "\n";
  }

  private String why(LeftOut attack) {
    String share = FigureText.plain(Math.rint(1e8 * minAttackShare) / 1e6) + " %";
    String windows = attack.windows() + (attack.windows() == 1 ? " window, " : " windows, ");
    if (attack.belowShare() == attack.windows()) {
      return windows + (attack.windows() == 1 ? "below " : "all below ") + share;
    }
    String others =
        "in " + (attack.windows() - attack.belowShare()) + " another attack has more flows";
    return windows
        + (attack.belowShare() == 0 ? "" : attack.belowShare() + " below " + share + ", ")
        + others;
  }

  private static String name(AttackShareBand bracket) {
    long from = Math.round(100 * bracket.from());
    long to = Math.round(100 * bracket.to());
    return from == 0 ? "below " + to + " %" : from + " to " + to + " %";
  }

  private <K extends Comparable<K>> String recalls(
      String title, Function<Scorecard, Map<K, Recall>> recalls, Function<K, String> name) {
    Set<K> keys = new TreeSet<>();
    scorecards.forEach(of -> keys.addAll(recalls.apply(of).keySet()));
    if (keys.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder(title);
    text.append(": recall of windows, for incidents of phases (delay)\n");
    text.append(row("%-24s %7s %6s%s", "", "windows", "phases", cells(of -> of.subject().label())));
    Comparator<K> byWindows = Comparator.comparing(key -> -counted(key, recalls).windows);
    Set<K> most = new TreeSet<>(keys.stream().sorted(byWindows).limit(MOST_ATTACKS).toList());
    for (K key : most) {
      Counted counted = counted(key, recalls);
      text.append(
          row(
              "%-24s %7d %6d%s",
              name.apply(key),
              counted.windows,
              counted.phases,
              cells(of -> recall(recalls.apply(of).get(key)))));
    }
    if (most.size() < keys.size()) {
      text.append("and ").append(keys.size() - most.size()).append(" more; all are in the JSON\n");
    }
    return text.append("\n").toString();
  }

  /** The numbers of windows and phases, by the judge that saw the most. */
  private record Counted(long windows, long phases) {}

  private <K> Counted counted(K key, Function<Scorecard, Map<K, Recall>> recalls) {
    long windows = 0;
    long phases = 0;
    for (Scorecard of : scorecards) {
      Recall recall = recalls.apply(of).get(key);
      if (recall != null) {
        windows = of.subject() == Subject.INCIDENTS ? windows : Math.max(windows, recall.of());
        phases = Math.max(phases, recall.timeToDetect().phases());
      }
    }
    return new Counted(windows, phases);
  }

  private static String recall(@Nullable Recall recall) {
    if (recall == null) {
      return NONE;
    }
    Estimate delay = recall.timeToDetect().mean();
    String delayed = delay.value().isPresent() ? " (" + rounded(delay, 1) + ")" : "";
    return rounded(recall.share(), 3) + delayed;
  }

  private String byFile() {
    Set<String> files = new LinkedHashSet<>();
    scorecards.forEach(of -> files.addAll(of.byFile().keySet()));
    StringBuilder text = new StringBuilder("By file: recall / false-alarm rate;");
    text.append(" for incidents recall of phases / how many are false\n");
    text.append(
        row("%8s %7s %7s%s", "attacked", "benign", "phases", cells(of -> of.subject().label())));
    for (String file : files) {
      text.append(shortened(Workspace.rawName(file), LONGEST_FILE)).append("\n");
      long attacked = 0;
      long benign = 0;
      long phases = 0;
      for (Scorecard of : scorecards) {
        Result result = of.byFile().get(file);
        if (result != null && of.subject() != Subject.INCIDENTS) {
          ConfusionCounts counts = result.counts();
          attacked = Math.max(attacked, counts.truePositives() + counts.falseNegatives());
          benign = Math.max(benign, counts.falsePositives() + counts.trueNegatives().orElse(0));
          phases = Math.max(phases, result.timeToDetect().phases());
        }
      }
      text.append(row("%8d %7d %7d%s", attacked, benign, phases, cells(of -> ofFile(of, file))));
    }
    return text.append("\n").toString();
  }

  private static String ofFile(Scorecard scorecard, String file) {
    Result result = scorecard.byFile().get(file);
    if (result == null) {
      return NONE;
    }
    String falseAlarms =
        scorecard.subject() == Subject.INCIDENTS
            ? Long.toString(result.counts().falsePositives())
            : rounded(result.counts().falseAlarmRate(), 3);
    return rounded(result.counts().recall(), 3) + " / " + falseAlarms;
  }

  private String cells(Function<Scorecard, String> cell) {
    return scorecards.stream()
        .map(of -> format(CELL, cell.apply(of)))
        .collect(Collectors.joining());
  }
}
