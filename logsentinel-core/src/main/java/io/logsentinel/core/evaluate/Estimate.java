package io.logsentinel.core.evaluate;

import java.util.Optional;

/**
 * A point estimate with its confidence interval, or the reason why there is none.
 *
 * @param value the estimate; empty where the labels or verdicts cannot support one
 * @param interval of the value, where it has one
 * @param reason why there is no value; empty where there is one
 */
public record Estimate(
    Optional<Double> value, Optional<ConfidenceInterval> interval, String reason) {

  static Estimate of(double value, ConfidenceInterval interval) {
    return new Estimate(Optional.of(value), Optional.of(interval), "");
  }

  static Estimate of(double value) {
    return new Estimate(Optional.of(value), Optional.empty(), "");
  }

  static Estimate none(String reason) {
    return new Estimate(Optional.empty(), Optional.empty(), reason);
  }

  /** A proportion with Wilson's interval. */
  static Estimate share(long count, long of, String reasonOfNone) {
    return of == 0
        ? none(reasonOfNone)
        : of((double) count / of, ConfidenceInterval.wilson(count, of));
  }

  /**
   * A confidence interval of level {@value #LEVEL}: of repeated measures like this one, so many
   * intervals hold the true value, as far as windows are independent of each other.
   *
   * @param low 0 to 1
   * @param high low to 1
   */
  public record ConfidenceInterval(double low, double high) {
    /** The share of intervals that hold the true value. */
    public static final double LEVEL = 0.95;

    /** The normal quantile of 97.5 %. */
    private static final double Z = 1.959963984540054;

    /** The score interval of a proportion. E. B. Wilson, J. Am. Stat. Assoc. 22, 1927. */
    static ConfidenceInterval wilson(long count, long of) {
      double p = (double) count / of;
      double middle = (p + Z * Z / 2 / of) / (1 + Z * Z / of);
      double half = Z * Math.sqrt((p * (1 - p) + Z * Z / 4 / of) / of) / (1 + Z * Z / of);
      return new ConfidenceInterval(
          count == 0 ? 0 : Math.max(0, middle - half),
          count == of ? 1 : Math.min(1, middle + half));
    }

    /**
     * {@return the interval of an F1 score} F1 = 2q / (1 + q) rises with the proportion q = TP /
     * (TP + FP + FN), so its interval is that of q, so transformed. K. F. Y. Lam et al., Confidence
     * intervals for the F1 score: a comparison of four methods, arXiv 2309.14621, 2023 (Wilson
     * indirect).
     *
     * @param truePositives from 0
     * @param wrong false positives and false negatives; with the true positives at least 1
     */
    public static ConfidenceInterval f1(long truePositives, long wrong) {
      ConfidenceInterval q = wilson(truePositives, truePositives + wrong);
      return new ConfidenceInterval(2 * q.low / (1 + q.low), 2 * q.high / (1 + q.high));
    }

    /**
     * The interval of an area under the ROC curve: all areas from which the measured one is not
     * further than 1.96 standard deviations away, these after J. A. Hanley, B. J. McNeil, Radiology
     * 143, 1982, with (attacked + benign) / 2 in place of both numbers. R. G. Newcombe, Statistics
     * in Medicine 25, 2006, part 2, method 5. Unlike intervals about the measured area it has a
     * width at an area of 1 too. Of at least one attacked and one benign window.
     */
    static ConfidenceInterval roc(double area, long attacked, long benign) {
      return new ConfidenceInterval(
          lowest(area, attacked, benign), 1 - lowest(1 - area, attacked, benign));
    }

    /** The variance is the same at an area and at 1 less it, so the upper end is a lower one. */
    private static double lowest(double area, long attacked, long benign) {
      double low = 0;
      double high = area;
      for (int i = 0; i < 60; i++) {
        double middle = (low + high) / 2;
        boolean tooFar = area - middle > Z * Math.sqrt(variance(middle, attacked, benign));
        low = tooFar ? middle : low;
        high = tooFar ? high : middle;
      }
      return area == 0 ? 0 : high;
    }

    private static double variance(double area, long attacked, long benign) {
      double n = (attacked + benign) / 2.0 - 1;
      return area
          * (1 - area)
          * (1 + n * (1 - area) / (2 - area) + n * area / (1 + area))
          / ((double) attacked * benign);
    }
  }
}
