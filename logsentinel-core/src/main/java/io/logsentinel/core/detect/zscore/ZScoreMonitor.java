package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Trend;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Monitor of windows by their z-scores against a baseline.
 *
 * <p>A window is alerted when at least {@value #METRICS_TO_ALERT} metrics have |z| of {@value
 * #Z_TO_ALERT} or more, or any has {@value #Z_TO_ALERT_ALONE} or more.
 */
public final class ZScoreMonitor {
  /** |z| from which a metric counts towards an alert. */
  public static final double Z_TO_ALERT = 3;

  /** Number of such metrics that make an alert. */
  public static final int METRICS_TO_ALERT = 2;

  /** |z| from which a metric makes an alert on its own. */
  public static final double Z_TO_ALERT_ALONE = 5;

  private final Baseline baseline;
  private final Optional<OutlierModel> secondOpinion;

  /**
   * A monitor of any number of files.
   *
   * @param baseline what is normal
   * @param secondOpinion model that is asked besides, if any
   */
  public ZScoreMonitor(Baseline baseline, Optional<OutlierModel> secondOpinion) {
    this.baseline = Objects.requireNonNull(baseline, "baseline");
    this.secondOpinion = Objects.requireNonNull(secondOpinion, "secondOpinion");
  }

  /**
   * {@return the assessment of a window, the same for the same arguments, whatever came before}
   *
   * @param window the window
   * @param previous the assessment of the window before it in the same file, null for the first
   */
  public ZScoreAssessment assess(Window window, @Nullable ZScoreAssessment previous) {
    return assessAfter(
        window,
        previous == null ? OptionalDouble.empty() : OptionalDouble.of(previous.anomalyIndex()));
  }

  /**
   * {@return the assessment of a window, the same for the same arguments}
   *
   * @param window the window
   * @param previous the anomaly index of the window before it in the same file; empty for the first
   */
  public ZScoreAssessment assessAfter(Window window, OptionalDouble previous) {
    List<Indicator> indicators = new ArrayList<>();
    double index = 0;
    int strong = 0;
    boolean alone = false;
    for (Metric metric : Metric.values()) {
      double value = metric.of(window);
      double z = baseline.zScore(metric, value);
      double size = Math.abs(z);
      indicators.add(new Indicator(metric, value, z));
      index += size;
      strong += size >= Z_TO_ALERT ? 1 : 0;
      alone |= size >= Z_TO_ALERT_ALONE;
    }
    boolean zTrigger = strong >= METRICS_TO_ALERT || alone;
    Optional<OutlierVerdict> opinion =
        secondOpinion.map(other -> other.judge(Metric.vector(window)));
    return new ZScoreAssessment(
        window,
        indicators,
        index,
        zTrigger,
        opinion,
        Decision.of(zTrigger, opinion.map(OutlierVerdict::anomalous).orElse(false)),
        previous.isEmpty()
            ? Optional.empty()
            : Optional.of(new Trend(previous.getAsDouble(), index)));
  }
}
