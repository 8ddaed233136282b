package io.logsentinel.ml;

/** Walks blocks of rows down all trees of a forest. */
interface Scorer {
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
}
