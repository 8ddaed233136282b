package io.logsentinel.ml;

import org.jspecify.annotations.Nullable;

/**
 * An isolation tree: node 0 is the root, the right child of a node follows its left child, and
 * children come after their parent.
 *
 * @param left by node, the left child or {@link #LEAF}
 * @param samples by node, the training rows that reached it
 * @param ranges of the training rows; null where they are not known, as in a model file of version
 *     1
 * @param expected by node, the mean length of the rest of the path over the training rows that
 *     reached it
 */
record Tree(
    int[] left, int[] samples, Splits splits, @Nullable NodeRanges ranges, double[] expected) {
  static final int LEAF = -1;

  Tree(int[] left, int[] samples, Splits splits, @Nullable NodeRanges ranges) {
    this(left, samples, splits, ranges, expectedLengths(left, samples));
  }

  private static double[] expectedLengths(int[] left, int[] samples) {
    double[] expected = new double[left.length];
    for (int node = left.length - 1; node >= 0; node--) {
      int child = left[node];
      if (child == LEAF) {
        expected[node] = PathLength.average(samples[node]);
      } else {
        double sum = samples[child] * expected[child] + samples[child + 1] * expected[child + 1];
        expected[node] = 1 + sum / samples[node];
      }
    }
    return expected;
  }

  int nodes() {
    return left.length;
  }

  int left(int node) {
    return left[node];
  }

  int samples(int node) {
    return samples[node];
  }

  /** By node, the number of splits above it. */
  int[] depths() {
    int[] depths = new int[left.length];
    for (int node = 0; node < left.length; node++) {
      if (left[node] != LEAF) {
        depths[left[node]] = depths[node] + 1;
        depths[left[node] + 1] = depths[node] + 1;
      }
    }
    return depths;
  }

  /** By node, the length of a path that ends there, less the usual one. */
  double[] excessPaths(double usual) {
    int[] depths = depths();
    double[] paths = new double[depths.length];
    for (int node = 0; node < depths.length; node++) {
      paths[node] = depths[node] + PathLength.average(samples[node]) - usual;
    }
    return paths;
  }

  /** The leaf that the row starting at {@code at} falls into. */
  int leaf(float[] rows, int at) {
    int node = 0;
    while (left[node] != LEAF) {
      node = splits.right(node, rows, at) ? left[node] + 1 : left[node];
    }
    return node;
  }

  /**
   * Credits every split on the row's path with the change it made, and what {@code Explanation}
   * calls cuts; returns the path's length.
   *
   * @param varying the features that can be cut on: none where the ranges are not known
   */
  double explain(float[] row, int[] varying, FeatureCredits credits) {
    double cut = cutChance(row, varying);
    double uncut = 1;
    double saved = 0;
    double surplus = 0;
    int node = 0;
    int depth = 0;
    while (left[node] != LEAF) {
      saved += uncut * (expected[node] - 1);
      uncut *= 1 - cut;
      int child = splits.right(node, row, 0) ? left[node] + 1 : left[node];
      double change = expected[node] - (1 + expected[child]);
      splits.credit(node, row, uncut * change, credits);
      surplus -= (1 - uncut) * change;
      node = child;
      depth++;
    }
    if (cut > 0 && ranges != null) {
      surplus += cut * saved;
      for (int feature : varying) {
        double share = ranges.cutChance(feature, row[feature]) / varying.length;
        credits.add(feature, share * saved, ranges.isAbove(feature, row[feature]));
        credits.neither()[feature] -= surplus / varying.length;
      }
    }
    return depth + expected[node];
  }

  /** The chance that a split on one of the features, each as likely, would part the row off. */
  private double cutChance(float[] row, int[] varying) {
    if (ranges == null) {
      return 0;
    }
    double sum = 0;
    for (int feature : varying) {
      sum += ranges.cutChance(feature, row[feature]);
    }
    return sum == 0 ? 0 : sum / varying.length;
  }
}
