package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * Baseline: mean and sample standard deviation of every metric over the windows of benign traffic.
 *
 * @param spreads one per {@link Metric}, in order
 */
public record Baseline(List<Spread> spreads) {

  /** The fewest windows that have a sample standard deviation (n - 1 = 1). */
  public static final int MIN_WINDOWS = 2;

  /**
   * A standard deviation of at most this share of the largest absolute value is what rounding
   * leaves of none: sums of the same numbers differ in their last digits where the order does.
   */
  private static final double ROUNDING = 1e-12;

  /**
   * Spread of the values of a metric.
   *
   * @param mean their mean, finite
   * @param std their sample standard deviation, finite, from 0; a z-score over 0 is 0
   */
  public record Spread(double mean, double std) {

    public Spread {
      if (!Double.isFinite(mean) || !Double.isFinite(std) || std < 0) {
        throw new IllegalArgumentException(
            "mean and std must be finite and std from 0 but they are " + mean + " and " + std);
      }
    }
  }

  public Baseline {
    if (spreads.size() != Metric.values().length) {
      throw new IllegalArgumentException(
          "a baseline has " + Metric.values().length + " metrics but was given " + spreads.size());
    }
    spreads = List.copyOf(spreads);
  }

  /**
   * {@return the baseline of windows: the mean first, then the squared deviations from it (two
   * passes)} Infinite values are left out; a standard deviation of 0, or of no more than 1e-12 of
   * the largest absolute value, which is rounding, becomes 1; of values above 1e12, that share of
   * them, as their rounding is more than 1.
   *
   * @param windows benign windows, at least {@value #MIN_WINDOWS}
   * @throws IllegalArgumentException if there are fewer, or fewer with a finite value of some
   *     metric
   */
  public static Baseline learn(Collection<Window> windows) {
    return ofMetrics(windows.stream().map(Metric::all).toList());
  }

  /**
   * {@return the baseline of windows' metrics, as {@link #learn} does}
   *
   * @param windows all metrics of each window, in order
   * @throws IllegalArgumentException as {@link #learn}
   */
  public static Baseline ofMetrics(List<List<Double>> windows) {
    requireWindows(windows.size(), "");
    List<Spread> spreads = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      double[] values =
          windows.stream()
              .mapToDouble(window -> window.get(metric.ordinal()))
              .filter(Double::isFinite)
              .toArray();
      requireWindows(values.length, " with a finite " + metric.column());
      double mean = new Mean().evaluate(values);
      double std = new StandardDeviation().evaluate(values, mean);
      if (!Double.isFinite(mean) || !Double.isFinite(std)) {
        throw new IllegalArgumentException(
            metric.column() + ": values too large for a mean and a standard deviation");
      }
      double rounding = ROUNDING * Arrays.stream(values).map(Math::abs).max().orElse(0);
      spreads.add(new Spread(mean, std <= rounding ? Math.max(1, rounding) : std));
    }
    return new Baseline(spreads);
  }

  private static void requireWindows(int windows, String which) {
    if (windows < MIN_WINDOWS) {
      String actual = windows == 1 ? "is 1" : "are " + windows;
      throw new IllegalArgumentException(
          "a baseline needs at least " + MIN_WINDOWS + " windows" + which + " but there " + actual);
    }
  }

  /**
   * {@return how many standard deviations a value lies above the mean; 0 if that deviation is}
   *
   * @param metric any metric
   * @param value its value in a window
   */
  public double zScore(Metric metric, double value) {
    Spread spread = spreads.get(metric.ordinal());
    return spread.std == 0 ? 0 : (value - spread.mean) / spread.std;
  }
}
