package io.logsentinel.ml;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * An attribution of a row's score to its features: by how much each shortened the row's path.
 *
 * <p>In each tree, the expected path length at a node is the depth of the node plus the mean, over
 * the training rows that reached it, of the length of the rest of their paths. It starts at the
 * root as what is expected of any row and ends at the row's leaf as the row's path length. Every
 * split on the way changes it, and that change is credited to the split's feature: positive where
 * the path got shorter than expected. A hyperplane's change is shared out in proportion to
 * |coefficient * (x - point)|.
 *
 * <p>A value beyond all of a tree's sample goes where the largest (or smallest) one goes, and that
 * may be an everyday value. So a tree is also asked where its splits might have been, had the row
 * been in its sample. At each node on the way, one of the d features that vary would have been
 * drawn, and a split drawn over its range, widened to the row, would have cut the row off with
 * chance p = beyond / (beyond + range): the distance from the range of the feature in the sample,
 * and that range. A cut would have ended the path one split below the node; with chance p / d, what
 * that saves of the expected length is credited to the feature, and the splits that follow are
 * credited with the chance that no cut came before them. This is more than the path got shorter by,
 * since scores, as scikit-learn's, know of no cuts; the surplus is taken off all d features alike.
 * It makes a contribution negative where there is no other reason for one. In a tree whose sample
 * reaches as far as the row there are no cuts; nor are there any in a forest read from a model file
 * of version 1, which does not tell.
 *
 * <p>Contributions are these credits, averaged over the trees. They add up to {@link #excess()}
 * (but for rounding, below 1e-9); that of a feature constant over the training data is 0. The score
 * is {@code -2^(-pathLength / c(sampleSize))}.
 *
 * <p>Lengths are counted in splits.
 */
public final class Explanation {
  /** The side of the splits on which a feature's value was unusual. */
  public enum Direction {
    /** The value is unusually high. */
    HIGH,
    /** The value is unusually low. */
    LOW,
    /** The value changed the path on neither side. */
    NONE
  }

  private final double[] contributions;
  private final Direction[] directions;
  private final double expectedPathLength;
  private final double pathLength;

  /** Takes credits summed, and lengths averaged, over as many trees as {@code trees}. */
  Explanation(FeatureCredits credits, int trees, double expectedPathLength, double pathLength) {
    this.contributions = new double[credits.above().length];
    this.directions = new Direction[contributions.length];
    this.expectedPathLength = expectedPathLength;
    this.pathLength = pathLength;
    for (int f = 0; f < contributions.length; f++) {
      double above = credits.above()[f];
      double below = credits.below()[f];
      contributions[f] = (above + below + credits.neither()[f]) / trees;
      directions[f] =
          above > below ? Direction.HIGH : below > above ? Direction.LOW : Direction.NONE;
    }
  }

  /**
   * {@return the number of splits by which a feature shortened the path; negative where it is less
   * unusual than expected, or another lies beyond what the forest was fitted to}
   *
   * @param feature zero-based
   * @throws IndexOutOfBoundsException if there is no such feature
   */
  public double contribution(int feature) {
    return contributions[feature];
  }

  /** {@return the contributions of all features: by feature, a number of splits} */
  public double[] contributions() {
    return contributions.clone();
  }

  /**
   * {@return the side on which a feature's value is unusual: high where the splits and ranges it
   * lay above shortened the path more than those it lay below; of meaning where the contribution is
   * positive}
   *
   * @param feature zero-based
   * @throws IndexOutOfBoundsException if there is no such feature
   */
  public Direction direction(int feature) {
    return directions[feature];
  }

  /** {@return all features, zero-based, by falling contribution; of equal ones the lower first} */
  public int[] ranking() {
    return IntStream.range(0, contributions.length)
        .boxed()
        .sorted(Comparator.comparingDouble(f -> -contributions[f]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * {@return by how many splits the row's path is shorter than expected: {@code
   * expectedPathLength() - pathLength()}; negative where it is longer}
   */
  public double excess() {
    return expectedPathLength - pathLength;
  }

  /** {@return the mean over the trees of the path length expected of any row, in splits} */
  public double expectedPathLength() {
    return expectedPathLength;
  }

  /**
   * {@return the mean, over the trees, of the row's path length, in splits from 0: the depth of its
   * leaf plus c(rows of the leaf)}
   */
  public double pathLength() {
    return pathLength;
  }
}
