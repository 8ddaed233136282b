package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.ml.Explanation.Direction;
import io.logsentinel.ml.Splits.AxisSplits;
import io.logsentinel.ml.Splits.HyperplaneSplits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  private static final int LEAF = Tree.LEAF;

  /**
   * By hand: of 4 rows, feature 0 parts off one, then feature 1 parts the 3 others into 2 and 1.
   */
  @Test
  void handMadeTree() {
    Tree tree =
        new Tree(
            new int[] {1, 3, LEAF, LEAF, LEAF},
            new int[] {4, 3, 1, 2, 1},
            new AxisSplits(new int[] {0, 1, LEAF, LEAF, LEAF}, new double[] {5, 7, 0, 0, 0}),
            null);
    IsolationForest forest =
        new IsolationForest(ForestOptions.ofSeed(0).withTrees(1), 2, 4, -0.5, new Tree[] {tree});
    // paths: 1 for the first, 2 + c(2) = 3 twice, 2 once; 9/4 expected, below the root 8/3
    Explanation first = forest.explain(new double[] {6, 0});
    assertEquals(2.25, first.expectedPathLength(), 1e-15);
    assertEquals(1, first.pathLength());
    assertArrayEquals(new double[] {1.25, 0}, first.contributions(), 1e-15);
    assertEquals(Direction.HIGH, first.direction(0));
    assertEquals(Direction.NONE, first.direction(1));
    Explanation last = forest.explain(new double[] {0, 8});
    assertArrayEquals(new double[] {2.25 - 8 / 3.0, 8 / 3.0 - 2}, last.contributions(), 1e-15);
    assertArrayEquals(new int[] {1, 0}, last.ranking());
    assertEquals(0.25, last.excess(), 1e-15);
  }

  /**
   * The same tree, from a sample within 0..9 and 0..8. A row 8 beyond feature 1's range of 8 would
   * be cut off with chance 1/2, if feature 1 of two was drawn: with 1/4 at each of two nodes.
   */
  @Test
  void handMadeCuts() {
    Tree tree =
        new Tree(
            new int[] {1, 3, LEAF, LEAF, LEAF},
            new int[] {4, 3, 1, 2, 1},
            new AxisSplits(new int[] {0, 1, LEAF, LEAF, LEAF}, new double[] {5, 7, 0, 0, 0}),
            new NodeRanges(new float[] {0, 0, 3}, new float[] {9, 8, 3}));
    IsolationForest forest =
        new IsolationForest(ForestOptions.ofSeed(0).withTrees(1), 3, 4, -0.5, new Tree[] {tree});
    double[] inside = forest.explain(new double[] {0, 8, 3}).contributions();
    assertArrayEquals(new double[] {2.25 - 1 - 5 / 3.0, 5 / 3.0 - 1, 0}, inside, 1e-15);
    Explanation explanation = forest.explain(new double[] {0, 16, 99});
    double cuts = (2.25 - 1) / 4 + 3 / 4.0 * (5 / 3.0 - 1) / 4;
    double first = 3 / 4.0 * (2.25 - 1 - 5 / 3.0);
    double second = 9 / 16.0 * (5 / 3.0 - 1);
    double surplus = cuts + first + second - (2.25 - 2);
    double[] expected = {first - surplus / 2, cuts + second - surplus / 2, 0};
    assertArrayEquals(expected, explanation.contributions(), 1e-15);
    assertEquals(0.25, explanation.excess(), 1e-15);
    assertEquals(Direction.HIGH, explanation.direction(1));
    assertEquals(Direction.NONE, explanation.direction(2));
    assertEquals(Direction.LOW, forest.explain(new double[] {0, -9, 3}).direction(1));
  }

  /** On the plane x0 + 2 x1 = 0 + 2 * 1, x0 is 3 off and x1 is 2 * 3: credited 1 : 2. */
  @Test
  void handMadePlane() {
    Tree tree =
        new Tree(
            new int[] {1, LEAF, LEAF},
            new int[] {4, 3, 1},
            new HyperplaneSplits(
                new int[][] {{0, 1}, {}, {}},
                new double[][] {{1, 2}, {}, {}},
                new double[][] {{0, 1}, {}, {}}),
            null);
    IsolationForest forest =
        new IsolationForest(
            ForestOptions.ofSeed(0).withTrees(1).withExtensionLevel(1),
            2,
            4,
            -0.5,
            new Tree[] {tree});
    Explanation explanation = forest.explain(new double[] {-3, 4});
    double change = 0.75 * PathLength.average(3);
    assertArrayEquals(
        new double[] {change / 3, change * 2 / 3}, explanation.contributions(), 1e-15);
    assertEquals(Direction.LOW, explanation.direction(0));
    assertEquals(Direction.HIGH, explanation.direction(1));
    assertEquals(1, explanation.pathLength());
  }

  @Test
  void directionsTellHighFromLow() {
    double[][] rows = TestData.rows(1000, 3, 5);
    for (int level = 0; level < 3; level++) {
      ForestOptions options = ForestOptions.ofSeed(1).withExtensionLevel(level);
      IsolationForest forest = IsolationForest.fit(rows, options);
      Explanation high = forest.explain(new double[] {0, 1000, 0});
      Explanation low = forest.explain(new double[] {0, -1000, 0});
      assertEquals(1, high.ranking()[0]);
      assertEquals(1, low.ranking()[0]);
      assertEquals(Direction.HIGH, high.direction(1));
      assertEquals(Direction.LOW, low.direction(1));
    }
  }

  @Test
  void contributionsAreACopy() {
    IsolationForest forest = IsolationForest.fit(TestData.rows(50, 2, 1), ForestOptions.ofSeed(1));
    Explanation explanation = forest.explain(new double[] {9, 9});
    double before = explanation.contribution(0);
    Arrays.fill(explanation.contributions(), 0);
    assertEquals(before, explanation.contribution(0));
  }

  /** On real rows, split by features and by hyperplanes. */
  @Test
  void contributionsOfEveryRow_addUpToItsExcess() throws IOException {
    double[][] rows = Shared.adbench("6_cardio").rows();
    double worst = 0;
    for (int level : new int[] {0, rows[0].length - 1}) {
      IsolationForest forest =
          IsolationForest.fit(rows, ForestOptions.ofSeed(1).withExtensionLevel(level));
      for (double[] row : rows) {
        Explanation explanation = forest.explain(row);
        double sum = Arrays.stream(explanation.contributions()).sum();
        double excess = explanation.expectedPathLength() - explanation.pathLength();
        worst = Math.max(worst, Math.abs(sum - excess));
      }
    }
    assertEquals(0, worst, 1e-9, "the worst of " + rows.length + " rows");
  }

  /** Rows that the forest is fitted to, among others: ten times a hundred, five times over. */
  @Test
  void plantedFeatureRanksFirst() throws IOException {
    double[][] rows = Shared.adbench("6_cardio").rows();
    double[] planted = meansPlusTenDeviations(rows);
    Random random = new Random(1);
    for (int draw = 0; draw < 5; draw++) {
      Found found = new Found();
      for (int round = 0; round < 10; round++) {
        List<double[]> data = new ArrayList<>(Arrays.stream(rows).map(double[]::clone).toList());
        Collections.shuffle(data, random);
        int[] features = random.ints(100, 0, planted.length).toArray();
        for (int r = 0; r < features.length; r++) {
          data.get(r)[features[r]] = planted[features[r]];
        }
        IsolationForest forest =
            IsolationForest.fit(
                data.toArray(double[][]::new), ForestOptions.ofSeed(10 * draw + round));
        for (int r = 0; r < features.length; r++) {
          found.count(forest.explain(data.get(r)), features[r]);
        }
      }
      found.check();
    }
  }

  /** Rows unlike any the forest was fitted to: a thousand, five times over. */
  @Test
  void featurePlantedLaterRanksFirstToo() throws IOException {
    double[][] rows = Shared.adbench("6_cardio").rows();
    double[] planted = meansPlusTenDeviations(rows);
    Random random = new Random(1);
    for (int draw = 0; draw < 5; draw++) {
      IsolationForest forest = IsolationForest.fit(rows, ForestOptions.ofSeed(draw));
      Found found = new Found();
      for (int i = 0; i < 1000; i++) {
        double[] row = rows[random.nextInt(rows.length)].clone();
        int feature = random.nextInt(planted.length);
        row[feature] = planted[feature];
        found.count(forest.explain(row), feature);
      }
      found.check();
    }
  }

  /** How many of 1,000 planted features were found. */
  private static final class Found {
    private int first;
    private int largest;
    private int high;

    void count(Explanation explanation, int planted) {
      double[] contributions = explanation.contributions();
      double most = Arrays.stream(contributions).max().getAsDouble();
      first += explanation.ranking()[0] == planted ? 1 : 0;
      largest += contributions[planted] == most ? 1 : 0;
      high += explanation.direction(planted) == Direction.HIGH ? 1 : 0;
    }

    void check() {
      assertTrue(first >= 950, first + " of 1000 rank first");
      assertTrue(largest >= 950, largest + " of 1000 contribute most");
      assertTrue(high >= 990, high + " of 1000 are high");
    }
  }

  private static double[] meansPlusTenDeviations(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .mapToObj(f -> Arrays.stream(rows).mapToDouble(row -> row[f]).toArray())
        .mapToDouble(ExplanationTest::meanPlusTenDeviations)
        .toArray();
  }

  private static double meanPlusTenDeviations(double[] column) {
    double mean = Arrays.stream(column).average().getAsDouble();
    double variance =
        Arrays.stream(column).map(v -> (v - mean) * (v - mean)).average().getAsDouble();
    return mean + 10 * Math.sqrt(variance);
  }
}
