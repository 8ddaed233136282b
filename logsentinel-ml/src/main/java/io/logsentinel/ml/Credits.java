package io.logsentinel.ml;

/** Collects, by feature, how much values above and below the splits changed a path. */
final class Credits {
  private final double[] above;
  private final double[] below;

  Credits(int features) {
    this.above = new double[features];
    this.below = new double[features];
  }

  void add(int feature, double change, boolean isAbove) {
    (isAbove ? above : below)[feature] += change;
  }

  double above(int feature) {
    return above[feature];
  }

  double below(int feature) {
    return below[feature];
  }
}
