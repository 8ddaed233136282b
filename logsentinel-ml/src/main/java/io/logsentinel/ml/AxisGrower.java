package io.logsentinel.ml;

import io.logsentinel.ml.Splits.AxisSplits;
import java.util.Arrays;

/** A grower of trees that split on one feature. */
final class AxisGrower extends TreeGrower {
  private final int[] feature = new int[maxNodes()];
  private final double[] threshold = new double[maxNodes()];

  /** The feature of the split drawn last: rows are asked of no other. */
  private int drawn;

  /** The threshold of the split drawn last. */
  private double cut;

  AxisGrower(FeatureTable table, int[] sample, int[] varying, SplitMix random) {
    super(table, sample, varying, random, 1);
  }

  @Override
  void split(int node, int from, int to, int chosen) {
    drawn = chosen(0);
    double min = min(drawn);
    double max = max(drawn);
    double uniform = min + random.nextDouble() * (max - min);
    feature[node] = drawn;
    // rounding may reach max: then no row would go right
    cut = uniform >= max ? min : uniform;
    threshold[node] = cut;
  }

  @Override
  boolean right(int node, int row) {
    return value(row, drawn) > cut;
  }

  @Override
  void leaf(int node) {
    feature[node] = Tree.LEAF;
  }

  @Override
  Splits splits(int nodes) {
    return new AxisSplits(Arrays.copyOf(feature, nodes), Arrays.copyOf(threshold, nodes));
  }
}
