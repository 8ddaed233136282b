package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.util.List;
import java.util.Optional;

/**
 * Assessment of a window by the monitor.
 *
 * @param window that was assessed
 * @param indicators all metrics, in order of the window's columns
 * @param anomalyIndex sum of all |z|, from 0
 * @param zTrigger whether the z-scores alert
 * @param opinion the second opinion, where one was asked for
 * @param decision both together
 * @param trend against the previous window of the file, where there is one
 */
public record ZScoreAssessment(
    Window window,
    List<Indicator> indicators,
    double anomalyIndex,
    boolean zTrigger,
    Optional<OutlierVerdict> opinion,
    Decision decision,
    Optional<Trend> trend) {

  public ZScoreAssessment {
    indicators = List.copyOf(indicators);
  }

  /**
   * Metric of a window, held against the baseline.
   *
   * @param metric that is held against it
   * @param value its value in the window
   * @param zScore standard deviations above the baseline's mean
   */
  public record Indicator(Metric metric, double value, double zScore) {}

  /**
   * Trend of the anomaly index since the previous window of the same file.
   *
   * @param previous the previous window's index
   * @param current this window's index
   */
  public record Trend(double previous, double current) {
    /** A smaller difference is none. */
    public static final double STABLE_BELOW = 0.5;

    /** Text for a trend where there is no previous window. */
    public static final String NONE = "N/A";

    /** {@return {@code Stable}, {@code Up} or {@code Down}, compared before rounding} */
    public String word() {
      if (current == previous || Math.abs(current - previous) < STABLE_BELOW) {
        return "Stable";
      }
      return current > previous ? "Up" : "Down";
    }

    /** The direction and both indexes, as {@code Up (prev: 10.71 -> current: 15.58)}. */
    @Override
    public String toString() {
      String before = HumanNumber.fixed(previous, 2);
      return word() + " (prev: " + before + " -> current: " + HumanNumber.fixed(current, 2) + ")";
    }
  }
}
