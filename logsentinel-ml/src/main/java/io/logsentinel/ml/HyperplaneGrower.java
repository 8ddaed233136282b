package io.logsentinel.ml;

import io.logsentinel.ml.Splits.HyperplaneSplits;
import java.util.Arrays;

/**
 * A grower of trees that split on hyperplanes (Hariri, Carrasco Kind and Brunner 2019), with two
 * departures that keep what axis-parallel splits have:
 *
 * <ul>
 *   <li>a normal component is a standard normal divided by the feature's range within the node, so
 *       the unit of a feature does not matter;
 *   <li>the point on the plane lies between the two rows that are farthest apart along the normal,
 *       uniformly, so every split separates rows. A point anywhere in the bounding box leaves empty
 *       sides, which lengthen paths without isolating anything.
 * </ul>
 */
final class HyperplaneGrower extends TreeGrower {
  private static final int[] NO_FEATURES = {};
  private static final double[] NO_NUMBERS = {};

  private final int[][] features = new int[maxNodes()][];
  private final double[][] coefficients = new double[maxNodes()][];
  private final double[][] points = new double[maxNodes()][];
  private double offset;

  HyperplaneGrower(
      FeatureTable table, int[] sample, int[] varying, SplitMix random, int extensionLevel) {
    super(table, sample, varying, random, extensionLevel + 1);
  }

  @Override
  void split(int node, int from, int to, int chosen) {
    int[] drawn = new int[chosen];
    Arrays.setAll(drawn, this::chosen);
    Arrays.sort(drawn);
    features[node] = drawn;
    int lowest;
    int highest;
    do {
      coefficients[node] = normal(drawn);
      lowest = row(from);
      highest = lowest;
      double low = projection(node, lowest);
      double high = low;
      for (int i = from + 1; i < to; i++) {
        double projection = projection(node, row(i));
        if (projection < low) {
          low = projection;
          lowest = row(i);
        } else if (projection > high) {
          high = projection;
          highest = row(i);
        }
      }
      // equal projections of rows that differ: as good as never, and another normal parts them
    } while (lowest == highest);
    placePoint(node, lowest, highest);
  }

  private double[] normal(int[] drawn) {
    double[] normal = new double[drawn.length];
    for (int j = 0; j < normal.length; j++) {
      normal[j] = random.nextGaussian() / ((double) max(drawn[j]) - min(drawn[j]));
    }
    return normal;
  }

  private void placePoint(int node, int lowest, int highest) {
    double uniform = random.nextDouble();
    int[] drawn = features[node];
    double[] point = new double[drawn.length];
    for (int j = 0; j < point.length; j++) {
      double low = value(lowest, drawn[j]);
      point[j] = low + uniform * (value(highest, drawn[j]) - low);
    }
    points[node] = point;
    offset = offset(node);
    // rounding may put the plane outside: then through the lowest row, which goes left
    if (offset < projection(node, lowest) || offset >= projection(node, highest)) {
      for (int j = 0; j < point.length; j++) {
        point[j] = value(lowest, drawn[j]);
      }
      offset = offset(node);
    }
  }

  private double offset(int node) {
    double sum = 0;
    for (int j = 0; j < features[node].length; j++) {
      sum += coefficients[node][j] * points[node][j];
    }
    return sum;
  }

  private double projection(int node, int row) {
    double sum = 0;
    for (int j = 0; j < features[node].length; j++) {
      sum += coefficients[node][j] * value(row, features[node][j]);
    }
    return sum;
  }

  @Override
  boolean right(int node, int row) {
    return projection(node, row) > offset;
  }

  @Override
  void leaf(int node) {
    features[node] = NO_FEATURES;
    coefficients[node] = NO_NUMBERS;
    points[node] = NO_NUMBERS;
  }

  @Override
  Splits splits(int nodes) {
    return new HyperplaneSplits(
        Arrays.copyOf(features, nodes),
        Arrays.copyOf(coefficients, nodes),
        Arrays.copyOf(points, nodes));
  }
}
