package io.logsentinel.ml;

/** Sums, by feature, of the changes that values above, below and on no side made to a path. */
record FeatureCredits(double[] above, double[] below, double[] neither) {
  FeatureCredits(int features) {
    this(new double[features], new double[features], new double[features]);
  }

  void add(int feature, double change, boolean isAbove) {
    (isAbove ? above : below)[feature] += change;
  }
}
