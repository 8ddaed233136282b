package io.logsentinel.ml;

/** Scores a forest whose splits are hyperplanes. */
final class HyperplaneScorer implements Scorer {
  private final Tree[] trees;
  private final double[][] paths;
  private final int features;

  HyperplaneScorer(Tree[] trees, int features, double usualPath) {
    this.trees = trees;
    this.paths = new double[trees.length][];
    this.features = features;
    for (int t = 0; t < trees.length; t++) {
      int[] depths = trees[t].depths();
      paths[t] = new double[depths.length];
      for (int node = 0; node < depths.length; node++) {
        paths[t][node] = depths[node] + PathLength.average(trees[t].samples(node)) - usualPath;
      }
    }
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
