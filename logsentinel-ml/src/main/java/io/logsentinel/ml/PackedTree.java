package io.logsentinel.ml;

import io.logsentinel.ml.Splits.AxisSplits;
import java.util.Arrays;

/**
 * An axis-parallel tree laid out for speed.
 *
 * <p>This is the hot loop, and it has no branch to mispredict. Floats become integers of the same
 * order, so that the sign of a subtraction decides between the two children, which are neighbours.
 * A leaf is a split that no value exceeds and whose left child is itself, so that every row takes
 * the same number of steps. Consecutive rows do not depend on each other: the processor walks
 * several at once.
 */
final class PackedTree {
  /** No float has this key: the largest, positive infinity's, is below. */
  private static final int ABOVE_ALL = Integer.MAX_VALUE;

  /** By node: the key of the threshold in the upper half, the feature in the lower. */
  private final long[] splits;

  private final int[] left;

  /** By leaf: the path length less the usual one. */
  private final double[] paths;

  private final int depth;

  PackedTree(Tree tree, double usualPath) {
    AxisSplits axis = (AxisSplits) tree.splits();
    this.depth = Arrays.stream(tree.depths()).max().getAsInt();
    this.splits = new long[tree.nodes()];
    this.left = new int[tree.nodes()];
    this.paths = tree.excessPaths(usualPath);
    for (int node = 0; node < tree.nodes(); node++) {
      boolean leaf = tree.left(node) == Tree.LEAF;
      int key = leaf ? ABOVE_ALL : key(roundDown(axis.threshold()[node]));
      splits[node] = (long) key << Integer.SIZE | (leaf ? 0 : axis.feature()[node]);
      left[node] = leaf ? node : tree.left(node);
    }
  }

  /** The largest float not above the threshold: no float32 value lies between the two. */
  private static float roundDown(double threshold) {
    float rounded = (float) threshold;
    return rounded > threshold ? Math.nextDown(rounded) : rounded;
  }

  /** An integer that orders as the float does; -0.0 and 0.0 are equal. */
  static int key(float value) {
    int bits = Float.floatToRawIntBits(value + 0.0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /** Finds the leaf of every row; {@code keys} holds the rows one after the other. */
  void descend(int[] keys, int features, int[] places) {
    Arrays.fill(places, 0);
    for (int level = 0; level < depth; level++) {
      for (int row = 0, at = 0; row < places.length; row++, at += features) {
        int node = places[row];
        long split = splits[node];
        long room = (split >> Integer.SIZE) - keys[at + (int) split];
        places[row] = left[node] + (int) (room >>> (Long.SIZE - 1));
      }
    }
  }

  void addPaths(int[] places, double[] sums) {
    for (int row = 0; row < places.length; row++) {
      sums[row] += paths[places[row]];
    }
  }
}
