package io.logsentinel.ml;

/**
 * Splits on one feature: left when float32(x) &lt;= threshold, the threshold being a double (Liu,
 * Ting and Zhou 2008, algorithm 2).
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
