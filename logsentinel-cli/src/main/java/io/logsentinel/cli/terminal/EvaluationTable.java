package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.NONE;
import static io.logsentinel.cli.terminal.FigureText.rounded;
import static io.logsentinel.cli.terminal.FigureText.row;
import static io.logsentinel.cli.terminal.FigureText.withInterval;

import io.logsentinel.core.evaluate.Estimate;
import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.Scorecard;
import io.logsentinel.core.evaluate.Scorecard.Result;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow;
import io.logsentinel.core.evaluate.WindowLabeller.LabelledWindow.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An evaluation for people: tables of at most 110 columns. */
public final class EvaluationTable {
  private static final String COLUMNS = "%-10s %-18s %-18s %-18s %-21s %-5s %-5s %s";

  private final Evaluation evaluation;

  /**
   * Tables of an evaluation.
   *
   * @param evaluation any evaluation
   */
  public EvaluationTable(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  /** {@return what was evaluated, then a table over all, by attack, by share, by file} */
  public String all() {
    return overall() + new EvaluationBreakdown(evaluation).text();
  }

  /** {@return what was evaluated, and the figures over all files} */
  public String overall() {
    return heading() + figures() + notes();
  }

  private String heading() {
    Map<Kind, Long> windows = evaluation.windows();
    List<LabelledWindow> all = evaluation.input().windows();
    long files = all.stream().map(LabelledWindow::file).distinct().count();
    return "Alarms against labels: "
        + all.size()
        + " windows of "
        + evaluation.input().windowSize()
        + " flows, "
        + files
        + (files == 1 ? " file" : " files")
        + "\n  attacked  "
        + windows.get(Kind.ATTACKED)
        + ", from a share of "
        + FigureText.plain(evaluation.minAttackShare())
        + " attack flows on; attack phases "
        + evaluation.phases().size()
        + "\n  benign    "
        + windows.get(Kind.BENIGN)
        + "\n  left out  "
        + (windows.get(Kind.BELOW_SHARE) + windows.get(Kind.UNLABELLED))
        + ": attack flows below that share "
        + windows.get(Kind.BELOW_SHARE)
        + ", no labelled flow "
        + windows.get(Kind.UNLABELLED)
        + "; "
        + evaluation.input().leftOver()
        + " flows after the last whole windows\n\n";
  }

  private String figures() {
    StringBuilder text = new StringBuilder();
    text.append(
        row(COLUMNS, "", "precision", "recall", "F1", "false-alarm rate", "ROC", "PR", "delay"));
    for (Scorecard scorecard : evaluation.scorecards()) {
      String judge = scorecard.subject().label();
      if (scorecard.overall().isEmpty()) {
        text.append(row("%-10s %s", judge, NONE + ": " + scorecard.missing().orElse("")));
        continue;
      }
      Result result = scorecard.overall().get();
      text.append(
          row(
              COLUMNS,
              judge,
              withInterval(result.counts().precision(), 3),
              withInterval(result.counts().recall(), 3),
              withInterval(result.counts().f1(), 3),
              withInterval(result.counts().falseAlarmRate(), 4),
              rounded(result.rocArea(), 3),
              rounded(result.prArea(), 3),
              rounded(result.timeToDetect().mean(), 1)));
    }
    return text.append("\n").toString();
  }

  /** Notes on the figures, and the reasons why some are not there. */
  private String notes() {
    StringBuilder text = new StringBuilder();
    text.append("Intervals are of ").append(Math.round(100 * ConfidenceInterval.LEVEL));
    text.append(" %, as if windows were independent. Delay: windows until a phase is found.\n");
    long attacked = evaluation.windows().get(Kind.ATTACKED);
    long benign = evaluation.windows().get(Kind.BENIGN);
    if (attacked > 0 && benign > 0) {
      text.append("Chance reaches a ROC of 0.5 and a PR of ");
      text.append(FigureText.fixed((double) attacked / (attacked + benign), 3)).append(".\n");
    }
    for (Scorecard scorecard : evaluation.scorecards()) {
      scorecard.overall().ifPresent(result -> note(scorecard, result, text));
    }
    return text.append("\n").toString();
  }

  private void note(Scorecard scorecard, Result result, StringBuilder text) {
    String judge = scorecard.subject().label() + ": ";
    boolean incidents = scorecard.subject() == Subject.INCIDENTS;
    if (incidents) {
      text.append(judge).append(result.counts().truePositives()).append(" of ");
      text.append(result.timeToDetect().phases()).append(" phases found, ");
      text.append(result.tooMany()).append(" incidents too many, ");
      text.append(result.counts().falsePositives()).append(" without an attack\n");
    }
    if (result.alarmsLeftOut() > 0) {
      text.append(judge).append(incidents ? "incidents" : "alarms");
      text.append(" on windows left out: ").append(result.alarmsLeftOut()).append("\n");
    }
    if (scorecard.withoutVerdict() > 0) {
      text.append(judge).append(incidents ? "phases" : "windows");
      text.append(" not judged: ").append(scorecard.withoutVerdict());
      text.append("\n");
    }
    reasons(result)
        .forEach(
            (reason, figures) -> {
              text.append(judge).append(String.join(", ", figures)).append(" ").append(NONE);
              text.append(": ").append(reason).append("\n");
            });
  }

  private static Map<String, List<String>> reasons(Result result) {
    Map<String, Estimate> figures = new LinkedHashMap<>();
    figures.put("precision", result.counts().precision());
    figures.put("recall", result.counts().recall());
    figures.put("F1", result.counts().f1());
    figures.put("false-alarm rate", result.counts().falseAlarmRate());
    figures.put("ROC", result.rocArea());
    figures.put("PR", result.prArea());
    figures.put("delay", result.timeToDetect().mean());
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    figures.forEach(
        (name, figure) -> {
          if (figure.value().isEmpty()) {
            byReason.computeIfAbsent(figure.reason(), reason -> new ArrayList<>()).add(name);
          }
        });
    return byReason;
  }
}
