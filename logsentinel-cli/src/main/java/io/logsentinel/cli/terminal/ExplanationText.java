package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;
import static io.logsentinel.cli.terminal.FigureText.row;

import io.logsentinel.cli.explain.WindowExplanation;
import io.logsentinel.cli.explain.WindowExplanation.Detected;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.window.Window;
import java.util.List;
import java.util.Optional;

/**
 * Everything behind the verdict on a window, for people: at most 110 columns but for addresses.
 *
 * @param falseAlarmRate from which p-value down the detector alarms
 * @param zoned whether the zone of the flows' times is known
 */
public record ExplanationText(double falseAlarmRate, boolean zoned) {
  private static final String COLUMNS = "    %-32s %12s  %-28s %-7s %8s %6s";

  private static final String Z_TO_ALERT = FigureText.plain(ZScoreMonitor.Z_TO_ALERT);

  /**
   * {@return the text of an explanation, some lines}
   *
   * @param explanation any explanation
   */
  public String of(WindowExplanation explanation) {
    Window window = explanation.assessment().window();
    Optional<Detected> detected = explanation.detected();
    return explanation.incident().map(of -> incident(of, detected.isPresent())).orElse("")
        + format(
            "%s  window %s, %s flows\n\n",
            SafeText.of(explanation.file()), window.id(), window.totalFlows())
        + rule(explanation)
        + detected.map(of -> "\n" + new DetectorText(falseAlarmRate, zoned).of(of)).orElse("");
  }

  private static String incident(IncidentsJson.Entry incident, boolean judged) {
    return format(
        "Incident %s  %s  %s\n  %s\n  next step  %s\n  windows    %s%s",
        SafeText.of(incident.id()),
        SafeText.of(incident.severity()),
        SafeText.of(incident.pattern()),
        SafeText.of(incident.reason()),
        SafeText.of(incident.nextStep()),
        FigureText.ranges(incident.windows()),
        judged ? "; the most unusual one:\n\n" : "; the first one:\n\n");
  }

  private static String rule(WindowExplanation explanation) {
    ZScoreAssessment assessment = explanation.assessment();
    List<Indicator> indicators = assessment.indicators();
    long strong =
        indicators.stream().filter(i -> Math.abs(i.zScore()) >= ZScoreMonitor.Z_TO_ALERT).count();
    double most = indicators.stream().mapToDouble(i -> Math.abs(i.zScore())).max().orElse(0);
    StringBuilder text =
        new StringBuilder("The 3-sigma rule: " + assessment.decision().words() + "\n");
    Alert.of(explanation.file(), assessment).ifPresent(alert -> text.append(alert(alert)));
    text.append(
        format(
            "  z-scores %s: |z| of %s or more in %s of %s metrics (%s alert), the largest %s"
                + " (%s alerts alone)\n  anomaly index %s, the sum of all |z|%s\n",
            assessment.zTrigger() ? "alert" : "do not alert",
            Z_TO_ALERT,
            strong,
            indicators.size(),
            ZScoreMonitor.METRICS_TO_ALERT,
            FigureText.fixed(most, 2),
            FigureText.plain(ZScoreMonitor.Z_TO_ALERT_ALONE),
            FigureText.fixed(assessment.anomalyIndex(), 2),
            assessment
                .trend()
                .map(trend -> "; window before: " + FigureText.fixed(trend.previous(), 2))
                .orElse("")));
    String range = "typical range, |z| below " + Z_TO_ALERT;
    text.append(row(COLUMNS, "metric", "value", range, "", "z", "share"));
    for (Indicator indicator : indicators) {
      text.append(indicator(indicator, explanation));
    }
    return text.append(ForestText.of(explanation.forest())).toString();
  }

  private static String alert(Alert alert) {
    return format(
        "  an alert, %s\n  looks like: %s (confidence %s)\n  action: %s\n",
        alert.severity(),
        alert.pattern().label(),
        alert.pattern().confidence().word(),
        alert.pattern().actionHint());
  }

  private static String indicator(Indicator indicator, WindowExplanation explanation) {
    Spread spread = explanation.baseline().spreads().get(indicator.metric().ordinal());
    double reach = ZScoreMonitor.Z_TO_ALERT * spread.std();
    double index = explanation.assessment().anomalyIndex();
    double z = indicator.zScore();
    String direction =
        z >= ZScoreMonitor.Z_TO_ALERT
            ? "above"
            : z <= -ZScoreMonitor.Z_TO_ALERT ? "below" : "within";
    String range =
        FigureText.digits(spread.mean() - reach)
            + " to "
            + FigureText.digits(spread.mean() + reach);
    return row(
        COLUMNS,
        indicator.metric().column(),
        FigureText.digits(indicator.value()),
        range,
        direction,
        FigureText.fixed(z, 2),
        share(Math.abs(z), index));
  }

  private static String share(double part, double all) {
    if (!Double.isFinite(all)) {
      return FigureText.NONE;
    }
    return (all == 0 ? 0 : Math.round(100 * part / all)) + " %";
  }
}
