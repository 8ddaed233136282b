package io.logsentinel.ml;

import java.util.List;
import java.util.stream.IntStream;

/** The ranges of the features in a tree's sample: by feature, the smallest and largest value. */
record NodeRanges(float[] lowest, float[] highest) {
  /**
   * The chance that a split parts a value off all of the sample, had it been one more row of it:
   * splits are drawn uniformly from the range widened to the value, so it is that part of it which
   * lies beyond the sample. 0 within the range.
   */
  double cutChance(int feature, float value) {
    double beyond = beyond(feature, value);
    return beyond == 0 ? 0 : beyond / (beyond + highest[feature] - lowest[feature]);
  }

  boolean isAbove(int feature, float value) {
    return value > highest[feature];
  }

  private double beyond(int feature, double value) {
    return Math.max(0, Math.max(value - highest[feature], lowest[feature] - value));
  }

  /** The features that vary over the samples of all trees, ascending. */
  static int[] varying(List<NodeRanges> ofTrees, int features) {
    return IntStream.range(0, features).filter(f -> varies(ofTrees, f)).toArray();
  }

  private static boolean varies(List<NodeRanges> ofTrees, int feature) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (NodeRanges ranges : ofTrees) {
      low = Math.min(low, ranges.lowest[feature]);
      high = Math.max(high, ranges.highest[feature]);
      if (!VaryingFeatures.constant(low, high)) {
        return true;
      }
    }
    return false;
  }
}
