package io.logsentinel.ml;

/** Sums, by feature, of the changes that values above and below the splits made to a path. */
final class FeatureCredits {
  private final double[] above;
  private final double[] below;
  private final double[] neither;

  FeatureCredits(int features) {
    this.above = new double[features];
    this.below = new double[features];
    this.neither = new double[features];
  }

  void add(int feature, double change, boolean isAbove) {
    (isAbove ? above : below)[feature] += change;
  }

  /** Adds what is not for the side on which the value lies. */
  void add(int feature, double change) {
    neither[feature] += change;
  }

  double above(int feature) {
    return above[feature];
  }

  double below(int feature) {
    return below[feature];
  }

  double sum(int feature) {
    return above[feature] + below[feature] + neither[feature];
  }
}
