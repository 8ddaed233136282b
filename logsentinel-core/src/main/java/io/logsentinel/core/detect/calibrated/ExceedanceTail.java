package io.logsentinel.core.detect.calibrated;

import java.util.Arrays;

/**
 * Upper tail of some values by peaks over threshold: beyond the threshold, excesses fall off
 * exponentially, with their mean as scale (a generalized Pareto distribution of tail index 0).
 */
final class ExceedanceTail {
  /** Share of the values that lie in the tail: few enough for a tail, enough for a mean. */
  private static final double SHARE = 0.3;

  /** No model of a tail is good beyond. */
  static final double LEAST_CHANCE = 1e-12;

  /** Values are equal where only the rounding of sums keeps them apart. */
  private static final double NOISE = 1e-9;

  private final double[] ascending;
  private final int beyond;
  private final double leastScale;
  private final double sum;

  /** Excesses that the scale is known from; without end where it is taken as known. */
  private final double known;

  /** Fits the tail of any values, at least 3: one may be left out. The scale is taken as known. */
  ExceedanceTail(double[] values, double leastScale) {
    this(values, leastScale, Double.POSITIVE_INFINITY);
  }

  /**
   * Fits the tail of any values, at least 3, whose scale is known no better than from the share of
   * them that are independent: chances are then predictive ones, which fall off as a power. With b
   * excesses of mean s, a further one exceeds x with the chance (1 + x / (b s))^-b.
   */
  ExceedanceTail(double[] values, double leastScale, double independentShare) {
    this.ascending = values.clone();
    Arrays.sort(ascending);
    this.beyond = beyond(values.length);
    this.leastScale = leastScale;
    this.known = beyond * independentShare;
    double total = 0;
    for (int i = 0; i < beyond; i++) {
      total += falling(i);
    }
    this.sum = total;
  }

  private double falling(int rank) {
    return ascending[ascending.length - 1 - rank];
  }

  /** {@return the largest value that is not in the tail} */
  double threshold() {
    return falling(beyond);
  }

  /** {@return the mean excess over the threshold, or the least scale} */
  double scale() {
    return Math.max(leastScale, sum / beyond - threshold());
  }

  int size() {
    return ascending.length;
  }

  /** {@return by how many scales a value lies beyond the threshold; 0 where it does not} */
  double evidence(double value) {
    double excess = value - threshold();
    return excess <= 0 ? 0 : excess / scale();
  }

  /** {@return the same for one of the values, by the tail of all others} */
  double evidenceOfOwn(double value) {
    // without a value that is in the tail, it takes the next one in; no other lies beyond that
    double threshold = falling(beyond + 1);
    double excess = value - threshold;
    double scale = (sum - value + falling(beyond)) / beyond - threshold;
    return excess <= 0 ? 0 : excess / Math.max(leastScale, scale);
  }

  /**
   * {@return the chance that a value of the same kind is at least as large: by rank within the
   * values (half a value added), by the tail beyond the threshold}
   */
  double chance(double value) {
    double excess = value - threshold();
    double noise = NOISE * (1 + Math.abs(value));
    if (excess > noise) {
      return chance(size(), predictive(excess / scale()));
    }
    int smaller = 0;
    while (smaller < size() && ascending[smaller] < value - noise) {
      smaller++;
    }
    return Math.min(1, (size() - smaller + 0.5) / (size() + 1));
  }

  /**
   * {@return a chance of {@link #chance(double)}, with the middle of the values that tie where that
   * took their upper end: uniform on average however many tie}
   */
  double middle(double chance) {
    int smaller = (int) Math.rint(size() + 0.5 - chance * (size() + 1));
    if (smaller < 0 || smaller > size() - 1 - beyond) {
      return chance;
    }
    int ties = 1;
    while (smaller + ties < size() && ascending[smaller + ties] == ascending[smaller]) {
      ties++;
    }
    return chance - (ties - 1) / 2.0 / (size() + 1);
  }

  /** The evidence of a tail whose scale is known that is as improbable. */
  private double predictive(double evidence) {
    return known < Double.POSITIVE_INFINITY
        ? known * StrictMath.log(1 + evidence / known)
        : evidence;
  }

  /** {@return the value that a benign one exceeds with a chance, at least the threshold} */
  double valueOf(double chance) {
    double evidence = Math.max(0, StrictMath.log(chance(size(), 0) / chance));
    double known =
        this.known < Double.POSITIVE_INFINITY
            ? this.known * (StrictMath.exp(evidence / this.known) - 1)
            : evidence;
    return threshold() + scale() * known;
  }

  private static int beyond(int size) {
    return Math.max(1, (int) Math.rint(SHARE * size));
  }

  /** {@return the chance of evidence as strong, above 0, in the tail of so many values} */
  static double chance(int size, double evidence) {
    return (beyond(size) + 0.5) / (size + 1) * StrictMath.exp(-evidence);
  }
}
