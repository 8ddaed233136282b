package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.NONE;
import static io.logsentinel.cli.terminal.FigureText.format;
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
import java.util.OptionalDouble;

/**
 * An evaluation for people: tables of at most 110 columns.
 *
 * @param evaluation any evaluation
 */
public record EvaluationTable(Evaluation evaluation) {
  private static final String COLUMNS = "%-10s %-18s %-18s %-18s %-21s %-5s %-5s %s";

  /** {@return what was evaluated, then a table over all, by attack, by share, by file} */
  public String all() {
    return overall() + new EvaluationBreakdown(evaluation).text();
  }

  /** {@return what was evaluated, and the figures over all files} */
  public String overall() {
    return heading() + figures() + notes();
  }

  private String heading() {

    List<LabelledWindow> all = evaluation.input().windows();
    long files = all.stream().map(LabelledWindow::file).distinct().count();
    return format(
        "Alarms against labels: %s windows of %s flows, %s%s\n  attacked  %s, from a share"
            + " of %s attack flows on; attack phases %s\n  benign    %s\n  left out  %s: attack"
            + " flows below that share %s, no labelled flow %s; %s flows after the last whole"
            + " windows\n\n",
        all.size(),
        evaluation.input().windowSize(),
        files,
        files == 1 ? " file" : " files",
        windows(Kind.ATTACKED),
        FigureText.plain(evaluation.minAttackShare()),
        evaluation.phases().size(),
        windows(Kind.BENIGN),
        windows(Kind.BELOW_SHARE) + windows(Kind.UNLABELLED),
        windows(Kind.BELOW_SHARE),
        windows(Kind.UNLABELLED),
        evaluation.input().leftOver());
  }

  private long windows(Kind kind) {
    return evaluation.windows().getOrDefault(kind, 0L);
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
    text.append(
        format(
            "Intervals are of %s %%, as if windows were independent."
                + " Delay: windows until a phase is found.\n",
            Math.round(100 * ConfidenceInterval.LEVEL)));
    long attacked = windows(Kind.ATTACKED);
    long benign = windows(Kind.BENIGN);
    if (attacked > 0 && benign > 0) {
      String chance = FigureText.fixed((double) attacked / (attacked + benign), 3);
      text.append("Chance reaches a ROC of 0.5 and a PR of ").append(chance).append(".\n");
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
      text.append(
          format(
              "%s%s of %s phases found, %s incidents too many, %s without an attack%s\n",
              judge,
              result.counts().truePositives(),
              result.timeToDetect().phases(),
              result.tooMany(),
              result.counts().falsePositives(),
              perDay()));
    }
    if (result.alarmsLeftOut() > 0) {
      text.append(judge + (incidents ? "incidents" : "alarms"));
      text.append(" on windows left out: " + result.alarmsLeftOut() + "\n");
    }
    if (scorecard.withoutVerdict() > 0) {
      text.append(judge + (incidents ? "phases" : "windows"));
      text.append(" not judged: " + scorecard.withoutVerdict() + "\n");
    }
    reasons(result)
        .forEach(
            (reason, figures) ->
                text.append(
                    judge + String.join(", ", figures) + " " + NONE + ": " + reason + "\n"));
  }

  private String perDay() {
    OptionalDouble count = evaluation.falseIncidentsPerDay();
    return count.isEmpty()
        ? ""
        : format(" (%s in 24 hours of traffic)", FigureText.fixed(count.getAsDouble(), 1));
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
