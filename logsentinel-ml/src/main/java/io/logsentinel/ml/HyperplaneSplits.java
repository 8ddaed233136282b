package io.logsentinel.ml;

/**
 * Splits on a hyperplane: left when the sum of coefficient * (x - point) is at most 0 (Hariri,
 * Carrasco Kind and Brunner 2019, equation 1).
 */
final class HyperplaneSplits implements Splits {
  private final int[][] features;
  private final double[][] coefficients;
  private final double[][] points;
  private final double[] offsets;

  /** Each array by node, empty at leaves; within a node by feature, the features ascending. */
  HyperplaneSplits(int[][] features, double[][] coefficients, double[][] points) {
    this.features = features;
    this.coefficients = coefficients;
    this.points = points;
    this.offsets = new double[features.length];
    for (int node = 0; node < offsets.length; node++) {
      for (int j = 0; j < features[node].length; j++) {
        offsets[node] += coefficients[node][j] * points[node][j];
      }
    }
  }

  int[] features(int node) {
    return features[node];
  }

  double[] coefficients(int node) {
    return coefficients[node];
  }

  /** A point on the plane. */
  double[] point(int node) {
    return points[node];
  }

  @Override
  public boolean right(int node, float[] rows, int at) {
    int[] feature = features[node];
    double[] coefficient = coefficients[node];
    double sum = 0;
    for (int j = 0; j < feature.length; j++) {
      sum += coefficient[j] * rows[at + feature[j]];
    }
    return sum > offsets[node];
  }

  /** Shares the change out in proportion to how far each feature moves the row off the plane. */
  @Override
  public void credit(int node, float[] row, double change, FeatureCredits credits) {
    int[] feature = features[node];
    double[] weight = new double[feature.length];
    double total = 0;
    for (int j = 0; j < weight.length; j++) {
      double distance = coefficients[node][j] * (row[feature[j]] - points[node][j]);
      weight[j] = Math.abs(distance);
      total += weight[j];
    }
    for (int j = 0; j < weight.length; j++) {
      double share = total > 0 ? weight[j] / total : 1.0 / weight.length;
      credits.add(feature[j], change * share, row[feature[j]] > points[node][j]);
    }
  }
}
