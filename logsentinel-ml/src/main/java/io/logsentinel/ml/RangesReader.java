package io.logsentinel.ml;

import io.logsentinel.ml.Splits.AxisSplits;
import java.io.IOException;

/** A reader of a tree's ranges that refuses those that its rows and splits cannot have had. */
final class RangesReader {
  private final StrictJson json;
  private final String path;
  private final int features;

  /** A reader of a tree's ranges, its path for messages. */
  RangesReader(StrictJson json, String path, int features) {
    this.json = json;
    this.path = path;
    this.features = features;
  }

  NodeRanges read(Splits splits) throws IOException {
    NodeRanges ranges = new NodeRanges(floats("lowest"), floats("highest"));
    for (int f = 0; f < features; f++) {
      if (ranges.lowest()[f] > ranges.highest()[f]) {
        throw new ForestFormatException(
            path
                + ".highest["
                + f
                + "] must be at least "
                + Decimal.shortest(ranges.lowest()[f])
                + ", the lowest, but was "
                + Decimal.shortest(ranges.highest()[f]));
      }
    }
    if (splits instanceof AxisSplits axis) {
      checkThresholds(axis, ranges);
    }
    return ranges;
  }

  private float[] floats(String key) throws IOException {
    json.key(key);
    double[] values = json.numbers(features);
    if (values.length != features) {
      throw new ForestFormatException(
          path
              + "."
              + key
              + " must have "
              + features
              + " elements, one for each feature, but has "
              + values.length);
    }
    float[] floats = new float[features];
    for (int f = 0; f < features; f++) {
      floats[f] = (float) values[f];
      if (floats[f] != values[f]) {
        throw new ForestFormatException(
            path + "." + key + "[" + f + "] must be a float32, but was " + values[f]);
      }
    }
    return floats;
  }

  /** Every split has training rows on both sides. */
  private void checkThresholds(AxisSplits axis, NodeRanges ranges) throws IOException {
    for (int node = 0; node < axis.feature().length; node++) {
      int f = axis.feature()[node];
      if (f == Tree.LEAF) {
        continue;
      }
      double threshold = axis.threshold()[node];
      if (!(threshold >= ranges.lowest()[f] && threshold < ranges.highest()[f])) {
        throw new ForestFormatException(
            path
                + ".threshold["
                + node
                + "] must be at least the lowest and below the highest value of feature "
                + f
                + ", "
                + Decimal.shortest(ranges.lowest()[f])
                + " and "
                + Decimal.shortest(ranges.highest()[f])
                + ", but was "
                + Decimal.shortest(threshold));
      }
    }
  }
}
