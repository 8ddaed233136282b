package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;
import static io.logsentinel.cli.terminal.FigureText.line;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Window;
import java.util.List;
import java.util.stream.Collectors;

/** One readable block per alert. */
final class AlertBlock {
  private static final int COLUMN = 15;
  private static final String RESET = "\u001b[0m";

  private AlertBlock() {}

  /** Some lines and an empty one; the severity is coloured where it is wanted. */
  static String of(Alert alert, boolean colored) {
    Window window = alert.window();
    String decision =
        format(
            "%s (confidence %s); forest: %s",
            alert.decision().words(),
            alert.decision().confidence().word(),
            alert.opinion().map(AlertBlock::opinion).orElse("none"));
    String index =
        format(
            "%s, max z %s, trend %s",
            alert.anomalyIndexText(), alert.maxZScoreText(), alert.trendText());
    String radius =
        format(
            "source addresses %s, destination addresses %s, destination ports %s; %s",
            window.uniqueSourceIps(),
            window.uniqueDestinationIps(),
            window.uniqueDestinationPorts(),
            window.isLabelled() ? "attack ratio " + alert.attackRatioText() : "not labelled");
    return format(
            "%s  %s (confidence %s)  %s  window %s\n",
            severity(alert.severity(), colored),
            alert.pattern().label(),
            alert.pattern().confidence().word(),
            SafeText.of(alert.file()),
            window.id())
        + line(COLUMN, "decision", decision)
        + line(COLUMN, "anomaly index", index)
        + line(COLUMN, "indicators", indicators(alert.topIndicators()))
        + line(COLUMN, "blast radius", radius)
        + line(COLUMN, "action", alert.pattern().actionHint())
        + "\n";
  }

  private static String opinion(OutlierVerdict opinion) {
    String score = NumberText.write(Math.rint(opinion.score() * 1e4) / 1e4);
    return opinion.words() + " (score " + score + ")";
  }

  private static String indicators(List<Indicator> indicators) {
    return indicators.stream().map(AlertBlock::indicator).collect(Collectors.joining(" || "));
  }

  private static String indicator(Indicator indicator) {
    double zScore = indicator.zScore();
    String z =
        Math.abs(zScore) >= 1000
            ? FigureText.number(zScore)
            : NumberText.write(Math.rint(zScore * 100) / 100);
    return indicator.metric().column()
        + " "
        + FigureText.number(indicator.value())
        + " (z "
        + z
        + ")";
  }

  static String severity(Severity severity, boolean colored) {
    if (!colored) {
      return severity.name();
    }
    String color =
        switch (severity) {
          case LOW -> "\u001b[36m";
          case MEDIUM -> "\u001b[33m";
          case HIGH -> "\u001b[31m";
          case CRITICAL -> "\u001b[1;31m";
        };
    return color + severity.name() + RESET;
  }
}
