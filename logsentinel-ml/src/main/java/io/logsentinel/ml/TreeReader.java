package io.logsentinel.ml;

import io.logsentinel.ml.Splits.AxisSplits;
import io.logsentinel.ml.Splits.HyperplaneSplits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A reader of the trees of a model file that refuses arrays that are not an isolation tree. */
final class TreeReader {
  private final StrictJson json;
  private final boolean hasRanges;
  private final int extensionLevel;
  private final int features;
  private final int sampleSize;
  private final int maxNodes;
  private String path = "";

  /** A reader of trees: with ranges, except in version 1. */
  TreeReader(StrictJson json, boolean hasRanges, int extensionLevel, int features, int sampleSize) {
    this.json = json;
    this.hasRanges = hasRanges;
    this.extensionLevel = extensionLevel;
    this.features = features;
    this.sampleSize = sampleSize;
    this.maxNodes = 2 * sampleSize - 1;
  }

  Tree read() throws IOException {
    path = json.path();
    json.beginObject();
    int[] left = json.key("left").integers(Tree.LEAF, maxNodes, maxNodes);
    checkShape(left);
    Splits splits = extensionLevel == 0 ? axisSplits(left) : planeSplits(left);
    int[] samples = json.key("samples").integers(1, sampleSize, maxNodes);
    checkSamples(left, samples);
    NodeRanges ranges = hasRanges ? ranges(splits) : null;
    json.endObject();
    return new Tree(left, samples, splits, ranges);
  }

  /** Every node but the root is the child of exactly one node before it, and none is too deep. */
  private void checkShape(int[] left) throws IOException {
    int[] depth = new int[left.length];
    boolean[] reached = new boolean[left.length];
    int maxDepth = PathLength.maxDepth(sampleSize);
    int children = 0;
    for (int node = 0; node < left.length; node++) {
      int child = left[node];
      if (child == Tree.LEAF) {
        continue;
      }
      String where = path + ".left[" + node + "]";
      if (child <= node || child + 1 >= left.length) {
        throw new ForestFormatException(
            "%s must be -1 or in %s..%s, but was %s", where, node + 1, left.length - 2, child);
      }
      if (reached[child] || reached[child + 1]) {
        throw new ForestFormatException(
            where + " must be a child of one node only, but " + child + " is also another's");
      }
      if (depth[node] == maxDepth) {
        throw new ForestFormatException(
            "%s must be -1 at depth %s, the deepest for %s rows, but was %s",
            where, maxDepth, sampleSize, child);
      }
      reached[child] = true;
      reached[child + 1] = true;
      depth[child] = depth[node] + 1;
      depth[child + 1] = depth[node] + 1;
      children += 2;
    }
    checkLength("left", children + 1, left.length);
  }

  private Splits axisSplits(int[] left) throws IOException {
    int[] feature = json.key("feature").integers(Tree.LEAF, features - 1, maxNodes);
    checkLength("feature", left.length, feature.length);
    double[] threshold = json.key("threshold").numbers(maxNodes);
    checkLength("threshold", left.length, threshold.length);
    for (int node = 0; node < left.length; node++) {
      boolean leaf = left[node] == Tree.LEAF;
      if (leaf != (feature[node] == Tree.LEAF)) {
        throw new ForestFormatException(
            "%s.feature[%s] must be %s, but was %s",
            path, node, leaf ? "-1 at a leaf" : "in 0.." + (features - 1), feature[node]);
      }
      if (leaf && threshold[node] != 0) {
        throw new ForestFormatException(
            path + ".threshold[" + node + "] must be 0 at a leaf, but was " + threshold[node]);
      }
    }
    return new AxisSplits(feature, threshold);
  }

  private Splits planeSplits(int[] left) throws IOException {
    int most = extensionLevel + 1;
    List<int[]> used = perNode("features", left, () -> json.integers(0, features - 1, most));
    List<double[]> coefficients = perNode("coefficients", left, () -> json.numbers(most));
    List<double[]> points = perNode("points", left, () -> json.numbers(most));
    for (int node = 0; node < left.length; node++) {
      int[] feature = used.get(node);
      checkUsed(left[node] == Tree.LEAF, "features[" + node + "]", feature);
      checkWidth("coefficients", node, feature.length, coefficients.get(node).length);
      checkWidth("points", node, feature.length, points.get(node).length);
    }
    return new HyperplaneSplits(
        used.toArray(int[][]::new),
        coefficients.toArray(double[][]::new),
        points.toArray(double[][]::new));
  }

  private interface Element<T> {
    T read() throws IOException;
  }

  private <T> List<T> perNode(String key, int[] left, Element<T> element) throws IOException {
    List<T> elements = new ArrayList<>();
    json.key(key).beginArray();
    while (json.hasNext()) {
      json.checkLength(elements.size(), left.length);
      elements.add(element.read());
    }
    json.endArray();
    checkLength(key, left.length, elements.size());
    return elements;
  }

  private void checkUsed(boolean leaf, String where, int[] feature) throws IOException {
    if (leaf != (feature.length == 0)) {
      throw new ForestFormatException(
          "%s.%s must have %s, but has %s",
          path, where, leaf ? "0 elements at a leaf" : "at least 1 element", feature.length);
    }
    for (int j = 1; j < feature.length; j++) {
      if (feature[j] <= feature[j - 1]) {
        throw new ForestFormatException(
            path + "." + where + " must rise, but " + feature[j] + " follows " + feature[j - 1]);
      }
    }
  }

  private void checkWidth(String array, int node, int expected, int actual) throws IOException {
    if (actual != expected) {
      throw new ForestFormatException(
          "%s.%s[%s] must have %s elements, one for each feature, but has %s",
          path, array, node, expected, actual);
    }
  }

  private void checkSamples(int[] left, int[] samples) throws IOException {
    checkLength("samples", left.length, samples.length);
    checkSum("samples[0]", sampleSize, "$.sampleSize", samples[0]);
    for (int node = 0; node < left.length; node++) {
      if (left[node] != Tree.LEAF) {
        int sum = samples[left[node]] + samples[left[node] + 1];
        checkSum("samples[" + node + "]", sum, "the sum of its children", samples[node]);
      }
    }
  }

  private void checkSum(String what, int expected, String why, int actual) throws IOException {
    if (actual != expected) {
      throw new ForestFormatException(
          path + "." + what + " must be " + expected + ", " + why + ", but was " + actual);
    }
  }

  private void checkLength(String array, int expected, int actual) throws IOException {
    if (actual != expected) {
      throw new ForestFormatException(
          "%s.%s must have %s elements, one for each node, but has %s",
          path, array, expected, actual);
    }
  }

  /** Refuses ranges that the rows and splits cannot have had. */
  private NodeRanges ranges(Splits splits) throws IOException {
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
    double[] values = json.key(key).numbers(features);
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
