package io.logsentinel.ml;

import java.util.Arrays;

/** Path lengths that follow from the number of training rows alone. */
final class PathLength {
  private static final double EULER_GAMMA = 0.5772156649015329;

  /** c(n) of few rows, which most nodes have: the logarithm took a tenth of the time of a fit. */
  private static final double[] SMALL = new double[256 + 1];

  static {
    Arrays.setAll(SMALL, PathLength::compute);
  }

  private PathLength() {}

  /**
   * c(n), the average path length of an unsuccessful search in a binary search tree of n rows (Liu,
   * Ting and Zhou 2008, equation 1), with c(1) = 0 and c(2) = 1 as in scikit-learn.
   */
  static double average(int rows) {
    return rows < SMALL.length ? SMALL[rows] : compute(rows);
  }

  private static double compute(int rows) {
    if (rows <= 1) {
      return 0;
    }
    if (rows == 2) {
      return 1;
    }
    double before = rows - 1.0;
    return 2 * (StrictMath.log(before) + EULER_GAMMA) - 2 * before / rows;
  }

  /** The height limit of a tree (same paper, algorithm 1): ceil(log2(max(rows, 2))). */
  static int maxDepth(int rows) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(rows, 2) - 1);
  }
}
