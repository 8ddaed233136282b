package io.logsentinel.ml;

import java.util.Arrays;

/** Scores a forest of axis-parallel trees, all rows of a block one level down at a time. */
final class AxisScorer implements Scorer {
  private final PackedTree[] trees;
  private final int features;

  AxisScorer(Tree[] trees, int features, double usualPath) {
    this.trees = new PackedTree[trees.length];
    Arrays.setAll(this.trees, t -> new PackedTree(trees[t], usualPath));
    this.features = features;
  }

  @Override
  public double[] excessPaths(float[] block, int rows) {
    int[] keys = new int[rows * features];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = PackedTree.key(block[i]);
    }
    int[] places = new int[rows];
    double[] sums = new double[rows];
    for (PackedTree tree : trees) {
      tree.descend(keys, features, places);
      tree.addPaths(places, sums);
    }
    return sums;
  }
}
