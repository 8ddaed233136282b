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
            "%s.highest[%s] must be at least %s, the lowest, but was %s",
            path, f, Decimal.shortest(ranges.lowest()[f]), Decimal.shortest(ranges.highest()[f]));
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
          "%s.%s must have %s elements, one for each feature, but has %s",
          path, key, features, values.length);
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
            "%s.threshold[%s] must be at least the lowest and below the highest value of"
                + " feature %s, %s and %s, but was %s",
            path,
            node,
            f,
            Decimal.shortest(ranges.lowest()[f]),
            Decimal.shortest(ranges.highest()[f]),
            Decimal.shortest(threshold));
      }
    }
  }
}
