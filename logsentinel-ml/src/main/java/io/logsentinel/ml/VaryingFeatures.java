package io.logsentinel.ml;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A scan for the features that are not constant over the whole training data, which checks every
 * value of it on the way.
 *
 * <p>Only these are ever drawn from, so a constant column takes no random number and leaves the
 * forest as it is.
 */
final class VaryingFeatures {
  private final FeatureTable table;
  private final float[] min;
  private final float[] max;

  /** Still constant in all blocks seen so far; a feature leaves this list for good. */
  private volatile int[] undecided;

  private VaryingFeatures(FeatureTable table) {
    this.table = table;
    this.min = new float[table.features()];
    this.max = new float[table.features()];
    Arrays.fill(min, Float.POSITIVE_INFINITY);
    Arrays.fill(max, Float.NEGATIVE_INFINITY);
    this.undecided = IntStream.range(0, table.features()).toArray();
  }

  /** The indices of the varying features, ascending. */
  static int[] of(FeatureTable table, int threads) {
    VaryingFeatures found = new VaryingFeatures(table);
    Parallel.run(threads, table.blocks(), found::scan);
    return IntStream.range(0, table.features())
        .filter(f -> !constant(found.min[f], found.max[f]))
        .toArray();
  }

  /** scikit-learn's rule, in float32: a difference of at most 1e-7 is none. */
  static boolean constant(float min, float max) {
    return max <= min + 1e-7f;
  }

  private void scan(int blockIndex) {
    int from = blockIndex * table.blockRows();
    int to = from + Math.min(table.blockRows(), table.rows() - from);
    if (undecided.length == 0) {
      table.check(from, to);
      return;
    }
    float[] block = new float[(to - from) * table.features()];
    table.copy(from, to, block, 0);
    for (int feature : undecided) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (int at = feature; at < block.length; at += table.features()) {
        low = Math.min(low, block[at]);
        high = Math.max(high, block[at]);
      }
      widen(feature, low, high);
    }
  }

  private synchronized void widen(int feature, float low, float high) {
    min[feature] = Math.min(min[feature], low);
    max[feature] = Math.max(max[feature], high);
    if (!constant(min[feature], max[feature])) {
      undecided = Arrays.stream(undecided).filter(f -> f != feature).toArray();
    }
  }
}
