package io.logsentinel.cli.terminal;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Window;
import java.util.List;

/** One readable block per alert. */
public final class AlertBlock {
  private static final String RESET = "\u001b[0m";

  private final boolean colored;

  /**
   * Blocks for a terminal.
   *
   * @param colored whether the severity is coloured
   */
  public AlertBlock(boolean colored) {
    this.colored = colored;
  }

  /**
   * The block of an alert.
   *
   * @param alert any alert
   * @return some lines and an empty one
   */
  public String of(Alert alert) {
    Window window = alert.window();
    StringBuilder block = new StringBuilder();
    block
        .append(severity(alert.severity(), colored))
        .append("  ")
        .append(alert.pattern().label())
        .append(" (confidence ")
        .append(alert.pattern().confidence().word())
        .append(")  ")
        .append(SafeText.of(alert.file()))
        .append("  window ")
        .append(window.id())
        .append('\n');
    line(
        block,
        "decision",
        alert.decision().words()
            + " (confidence "
            + alert.decision().confidence().word()
            + "); forest: "
            + alert.opinion().map(AlertBlock::opinion).orElse("none"));
    line(
        block,
        "anomaly index",
        alert.anomalyIndexText()
            + ", max z "
            + alert.maxZScoreText()
            + ", trend "
            + alert.trendText());
    line(block, "indicators", indicators(alert.topIndicators()));
    line(
        block,
        "blast radius",
        "source addresses "
            + window.uniqueSourceIps()
            + ", destination addresses "
            + window.uniqueDestinationIps()
            + ", destination ports "
            + window.uniqueDestinationPorts()
            + "; attack ratio "
            + alert.attackRatioText());
    line(block, "action", alert.pattern().actionHint());
    return block.append('\n').toString();
  }

  private static void line(StringBuilder block, String name, String text) {
    block.append("  ").append(name).append(" ".repeat(15 - name.length())).append(text);
    block.append('\n');
  }

  private static String opinion(OutlierVerdict opinion) {
    return (opinion.anomalous() ? "anomaly" : "normal")
        + " (score "
        + NumberText.write(Math.rint(opinion.score() * 1e4) / 1e4)
        + ")";
  }

  private static String indicators(List<Indicator> indicators) {
    StringBuilder text = new StringBuilder();
    for (Indicator indicator : indicators) {
      text.append(text.isEmpty() ? "" : " || ")
          .append(indicator.metric().column())
          .append(' ')
          .append(NumberText.write(indicator.value()))
          .append(" (z ")
          .append(NumberText.write(Math.rint(indicator.zScore() * 100) / 100))
          .append(')');
    }
    return text.toString();
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
