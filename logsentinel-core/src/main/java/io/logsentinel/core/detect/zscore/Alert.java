package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Trend;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Alert of the original's rule: a window that somebody should look at, and why.
 *
 * @param file name of the windowed file
 * @param window that alerts
 * @param severity by the anomaly index
 * @param pattern what it looks like
 * @param anomalyIndex sum of all |z|, at least 5
 * @param maxZScore the z-score of largest size, with its sign
 * @param topIndicators the three metrics of largest |z|, largest first, ties in metric order
 * @param trend against the previous window of the file, where there is one
 * @param opinion the second opinion, where one was asked for
 * @param decision z-scores and second opinion together
 */
public record Alert(
    String file,
    Window window,
    Severity severity,
    ZScorePattern pattern,
    double anomalyIndex,
    double maxZScore,
    List<Indicator> topIndicators,
    Optional<Trend> trend,
    Optional<OutlierVerdict> opinion,
    Decision decision) {

  private static final int TOP_INDICATORS = 3;

  public Alert {
    topIndicators = List.copyOf(topIndicators);
  }

  /**
   * {@return the alert of an assessment; empty unless the z-scores trigger}
   *
   * @param file name of the windowed file
   * @param assessment what the monitor found out
   */
  public static Optional<Alert> of(String file, ZScoreAssessment assessment) {
    if (!assessment.zTrigger()) {
      return Optional.empty();
    }
    List<Indicator> top =
        assessment.indicators().stream()
            .sorted(Comparator.comparingDouble(indicator -> -Math.abs(indicator.zScore())))
            .limit(TOP_INDICATORS)
            .toList();
    return Optional.of(
        new Alert(
            file,
            assessment.window(),
            Severity.of(assessment.anomalyIndex()),
            ZScorePattern.of(metric -> assessment.indicators().get(metric.ordinal()).zScore()),
            assessment.anomalyIndex(),
            top.get(0).zScore(),
            top,
            assessment.trend(),
            assessment.opinion(),
            assessment.decision()));
  }

  /** {@return the anomaly index for people, of at most four decimals} */
  public String anomalyIndexText() {
    return HumanNumber.shortest(anomalyIndex, 4);
  }

  /** {@return the largest z-score for people, of at most four decimals} */
  public String maxZScoreText() {
    return HumanNumber.shortest(maxZScore, 4);
  }

  /**
   * {@return the share of attacks by the window's labels for people, of at most four decimals;
   * empty where no flow is labelled}
   */
  public String attackRatioText() {
    return window.isLabelled() ? HumanNumber.shortest(window.attackRatio(), 4) : "";
  }

  /** {@return the top indicators as {@code metric:z || metric:z || metric:z}, two decimals} */
  public String topIndicatorsText() {
    return topIndicators.stream()
        .map(top -> top.metric().column() + ":" + HumanNumber.fixed(top.zScore(), 2))
        .collect(Collectors.joining(" || "));
  }

  /** {@return direction and both indexes, or {@value Trend#NONE} for a file's first window} */
  public String trendText() {
    return trend.map(Trend::toString).orElse(Trend.NONE);
  }
}
