package io.logsentinel.ml;

/** The questions that the inner nodes of a tree ask, by node. */
sealed interface Splits permits AxisSplits, HyperplaneSplits {
  /** Whether the row that starts at {@code at} goes to the right child of an inner node. */
  boolean right(int node, float[] rows, int at);

  /** Credits a change of the expected path length at a node to the features that decided there. */
  void credit(int node, float[] row, double change, FeatureCredits credits);
}
