package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.row;

import io.logsentinel.cli.explain.WindowExplanation;
import io.logsentinel.core.artifact.IncidentsJson;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.window.Window;
import java.util.List;
import java.util.StringJoiner;

/** Everything behind the verdict on a window, for people: at most 110 columns but for addresses. */
public final class ExplanationText {
  private static final String COLUMNS = "    %-32s %12s  %-28s %-7s %8s %6s";

  private static final String Z_TO_ALERT = FigureText.plain(ZScoreMonitor.Z_TO_ALERT);

  private final double falseAlarmRate;

  /**
   * Texts of explanations.
   *
   * @param falseAlarmRate from which p-value down the detector alarms
   */
  public ExplanationText(double falseAlarmRate) {
    this.falseAlarmRate = falseAlarmRate;
  }

  /**
   * The text of an explanation.
   *
   * @param explanation any explanation
   * @return some lines
   */
  public String of(WindowExplanation explanation) {
    StringBuilder text = new StringBuilder();
    explanation
        .incident()
        .ifPresent(incident -> text.append(incident(incident, explanation.detected().isPresent())));
    Window window = explanation.assessment().window();
    text.append(SafeText.of(explanation.file()))
        .append("  window ")
        .append(window.id())
        .append(", ")
        .append(window.totalFlows())
        .append(" flows\n\n")
        .append(rule(explanation));
    if (explanation.detected().isPresent()) {
      text.append('\n').append(new DetectorText(falseAlarmRate).of(explanation.detected().get()));
    }
    return text.toString();
  }

  private static String incident(IncidentsJson.Entry incident, boolean judged) {
    return "Incident "
        + SafeText.of(incident.id())
        + "  "
        + SafeText.of(incident.severity())
        + "  "
        + SafeText.of(incident.pattern())
        + "\n  "
        + SafeText.of(incident.reason())
        + "\n  next step  "
        + SafeText.of(incident.nextStep())
        + "\n  windows    "
        + ranges(incident.windows())
        + (judged ? "; the most unusual one:\n\n" : "; the first one:\n\n");
  }

  /** As {@code 3, 5 to 9}. */
  private static String ranges(List<Long> windows) {
    StringJoiner ranges = new StringJoiner(", ");
    for (int first = 0, last = 0; first < windows.size(); first = ++last) {
      while (last + 1 < windows.size() && windows.get(last + 1) == windows.get(last) + 1) {
        last++;
      }
      ranges.add(windows.get(first) + (last == first ? "" : " to " + windows.get(last)));
    }
    return ranges.toString();
  }

  private static String rule(WindowExplanation explanation) {
    ZScoreAssessment assessment = explanation.assessment();
    StringBuilder text =
        new StringBuilder("The original's rule: " + assessment.decision().words() + "\n");
    Alert.of(explanation.file(), assessment).ifPresent(alert -> text.append(alert(alert)));
    List<Indicator> indicators = assessment.indicators();
    long strong =
        indicators.stream().filter(i -> Math.abs(i.zScore()) >= ZScoreMonitor.Z_TO_ALERT).count();
    double most = indicators.stream().mapToDouble(i -> Math.abs(i.zScore())).max().orElse(0);
    text.append("  z-scores ")
        .append(assessment.zTrigger() ? "alert" : "do not alert")
        .append(": |z| of " + Z_TO_ALERT + " or more in ")
        .append(strong)
        .append(" of " + indicators.size() + " metrics (")
        .append(ZScoreMonitor.METRICS_TO_ALERT + " alert), the largest ")
        .append(FigureText.fixed(most, 2))
        .append(" (" + FigureText.plain(ZScoreMonitor.Z_TO_ALERT_ALONE) + " alerts alone)")
        .append("\n  anomaly index ")
        .append(FigureText.fixed(assessment.anomalyIndex(), 2))
        .append(", the sum of all |z|")
        .append(
            assessment
                .trend()
                .map(trend -> "; window before: " + FigureText.fixed(trend.previous(), 2))
                .orElse(""))
        .append('\n');
    text.append(
        row(
            COLUMNS,
            "metric",
            "value",
            "typical range, |z| below " + Z_TO_ALERT,
            "",
            "z",
            "share"));
    for (Indicator indicator : indicators) {
      text.append(indicator(indicator, explanation));
    }
    text.append(ForestText.of(explanation.forest()));
    return text.toString();
  }

  private static String alert(Alert alert) {
    return "  an alert, "
        + alert.severity()
        + "\n  looks like: "
        + alert.pattern().label()
        + " (confidence "
        + alert.pattern().confidence().word()
        + ")\n  action: "
        + alert.pattern().actionHint()
        + "\n";
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
    return row(
        COLUMNS,
        indicator.metric().column(),
        FigureText.digits(indicator.value()),
        FigureText.digits(spread.mean() - reach)
            + " to "
            + FigureText.digits(spread.mean() + reach),
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
