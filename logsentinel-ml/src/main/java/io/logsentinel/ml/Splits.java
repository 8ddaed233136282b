package io.logsentinel.ml;

/** The splits at the inner nodes of a tree, by node. */
sealed interface Splits {
  /** Whether the row that starts at {@code at} goes to the right child of an inner node. */
  boolean right(int node, float[] rows, int at);

  /** Credits a change of the expected path length at a node to the features that decided there. */
  void credit(int node, float[] row, double change, FeatureCredits credits);

  /**
   * Axis-parallel splits, on one feature each: left when float32(x) &lt;= threshold, the threshold
   * being a double (Liu, Ting and Zhou 2008, algorithm 2).
   *
   * @param feature by node; -1 at leaves
   * @param threshold by node; 0 at leaves
   */
  record AxisSplits(int[] feature, double[] threshold) implements Splits {
    @Override
    public boolean right(int node, float[] rows, int at) {
      return rows[at + feature[node]] > threshold[node];
    }

    @Override
    public void credit(int node, float[] row, double change, FeatureCredits credits) {
      credits.add(feature[node], change, right(node, row, 0));
    }
  }

  /**
   * Splits on hyperplanes: left when the sum of coefficient * (x - point) is at most 0 (Hariri,
   * Carrasco Kind and Brunner 2019, equation 1). Each array is by node, empty at leaves; within a
   * node by feature, the features ascending; a point is one on the plane.
   */
  record HyperplaneSplits(
      int[][] features, double[][] coefficients, double[][] points, double[] offsets)
      implements Splits {

    HyperplaneSplits(int[][] features, double[][] coefficients, double[][] points) {
      this(features, coefficients, points, new double[features.length]);
      for (int node = 0; node < offsets.length; node++) {
        for (int j = 0; j < features[node].length; j++) {
          offsets[node] += coefficients[node][j] * points[node][j];
        }
      }
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
}
