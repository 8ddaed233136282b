package io.logsentinel.ml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Rows and forests that tests share. */
final class TestData {
  private TestData() {}

  /** Normal values, rounded so that some are equal; every tenth row is farther out. */
  static double[][] rows(int rows, int features, long seed) {
    Random random = new Random(seed);
    double[][] data = new double[rows][features];
    for (int r = 0; r < rows; r++) {
      double scale = r % 10 == 9 ? 5 : 1;
      for (int f = 0; f < features; f++) {
        data[r][f] = Math.rint(random.nextGaussian() * scale * 50) / 50 * Math.pow(10, f % 3);
      }
    }
    return data;
  }

  /** The same rows, each value the nearest that float32 holds. */
  static double[][] asFloats(double[][] rows) {
    return Arrays.stream(rows)
        .map(row -> Arrays.stream(row).map(value -> (float) value).toArray())
        .toArray(double[][]::new);
  }

  /** The forest as a model file of version 1 gives it. */
  static IsolationForest withoutRanges(IsolationForest forest) {
    Tree[] trees = new Tree[forest.options().trees()];
    for (int t = 0; t < trees.length; t++) {
      Tree tree = forest.tree(t);
      int[] left = IntStream.range(0, tree.nodes()).map(tree::left).toArray();
      int[] samples = IntStream.range(0, tree.nodes()).map(tree::samples).toArray();
      trees[t] = new Tree(left, samples, tree.splits(), null);
    }
    return new IsolationForest(
        forest.options(), forest.featureCount(), forest.sampleSize(), forest.offset(), trees);
  }

  static byte[] bytes(ForestModel model) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ForestFile.write(model, out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(IsolationForest forest) {
    List<String> names = IntStream.range(0, forest.featureCount()).mapToObj(f -> "x" + f).toList();
    return bytes(new ForestModel(forest, names, Map.of()));
  }

  static ForestModel read(byte[] bytes) throws IOException {
    return ForestFile.read(new ByteArrayInputStream(bytes));
  }
}
