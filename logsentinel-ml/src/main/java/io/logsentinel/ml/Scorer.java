package io.logsentinel.ml;

import io.logsentinel.ml.Splits.AxisSplits;
import java.util.Arrays;

/** A scorer of blocks of rows: it walks them down all trees of a forest. */
sealed interface Scorer {
  /**
   * For each row of a block, the path lengths in all trees, each less {@code c(sample size)}, added
   * up in the order of the trees. Rows of a forest where nothing can be isolated add up to exactly
   * 0.
   */
  double[] excessPaths(float[] block, int rows);

  static Scorer of(Tree[] trees, int features, int sampleSize) {
    double usual = PathLength.average(sampleSize);
    return trees[0].splits() instanceof AxisSplits
        ? new AxisScorer(trees, features, usual)
        : new HyperplaneScorer(trees, features, usual);
  }

  /** A scorer of axis-parallel trees: all rows of a block go one level down at a time. */
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

  /** A scorer of trees that split on hyperplanes: row by row, tree by tree. */
  final class HyperplaneScorer implements Scorer {
    private final Tree[] trees;
    private final double[][] paths;
    private final int features;

    HyperplaneScorer(Tree[] trees, int features, double usualPath) {
      this.trees = trees;
      this.paths = new double[trees.length][];
      this.features = features;
      Arrays.setAll(paths, t -> trees[t].excessPaths(usualPath));
    }

    @Override
    public double[] excessPaths(float[] block, int rows) {
      double[] sums = new double[rows];
      for (int t = 0; t < trees.length; t++) {
        for (int row = 0; row < rows; row++) {
          sums[row] += paths[t][trees[t].leaf(block, row * features)];
        }
      }
      return sums;
    }
  }
}
