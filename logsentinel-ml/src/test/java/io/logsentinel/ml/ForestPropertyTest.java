package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every forest, axis-parallel or extended. */
class ForestPropertyTest {
  private static IsolationForest fit(double[][] rows, long seed, int extensionLevel) {
    int level = Math.min(extensionLevel, rows[0].length - 1);
    return IsolationForest.fit(rows, options(seed).withExtensionLevel(level));
  }

  private static ForestOptions options(long seed) {
    return ForestOptions.ofSeed(seed).withTrees(20).withSampleSize(64).withThreads(1);
  }

  @Property(tries = 100)
  void permutingRowsPermutesScores(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(max = 2) int level) {
    double[][] rows = TestData.rows(count, features, seed);
    IsolationForest forest = fit(rows, seed, level);
    double[] scores = forest.scoreSamples(rows);
    List<Integer> order = Arrays.asList(new Integer[count]);
    for (int i = 0; i < count; i++) {
      order.set(i, i);
    }
    Collections.shuffle(order, new Random(seed));
    double[] permuted =
        forest.scoreSamples(order.stream().map(i -> rows[i]).toArray(double[][]::new));
    for (int i = 0; i < count; i++) {
      assertEquals(scores[order.get(i)], permuted[i]);
    }
  }

  @Property(tries = 100)
  void constantColumnChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(max = 5) int place,
      @ForAll @IntRange(max = 2) int level,
      @ForAll float constant) {
    int at = Math.min(place, features);
    double[][] rows = TestData.rows(count, features, seed);
    double[][] wider =
        Arrays.stream(rows).map(row -> inserted(row, at, constant)).toArray(double[][]::new);
    int usedLevel = Math.min(level, features - 1);
    IsolationForest forest = fit(rows, seed, usedLevel);
    IsolationForest widerForest = fit(wider, seed, usedLevel);
    assertArrayEquals(forest.scoreSamples(rows), widerForest.scoreSamples(wider), 0);
    double[] expected = inserted(forest.explain(rows[0]).contributions(), at, 0);
    assertArrayEquals(expected, widerForest.explain(wider[0]).contributions(), 0);
    assertEquals(Explanation.Direction.NONE, widerForest.explain(wider[0]).direction(at));
    double[] far = Arrays.stream(rows[0]).map(v -> 1000 - v).toArray();
    double[] farther = inserted(far, at, constant == 7 ? 8 : 7);
    double[] cut = inserted(forest.explain(far).contributions(), at, 0);
    assertArrayEquals(cut, widerForest.explain(farther).contributions(), 0);
  }

  private static double[] inserted(double[] row, int at, double value) {
    double[] wider = new double[row.length + 1];
    System.arraycopy(row, 0, wider, 0, at);
    wider[at] = value;
    System.arraycopy(row, at, wider, at + 1, row.length - at);
    return wider;
  }

  @Property(tries = 100)
  void scoreIsWithinItsRange(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 4) int features,
      @ForAll @IntRange(max = 2) int level,
      @ForAll float far) {
    double[][] rows = TestData.rows(count, features, seed);
    IsolationForest forest = fit(rows, seed, level);
    double[] farRow = new double[features];
    Arrays.fill(farRow, far);
    for (double score : forest.scoreSamples(new double[][] {rows[0], farRow})) {
      assertTrue(-score > 0 && -score <= 1, () -> "score " + score);
    }
  }

  @Property(tries = 30)
  void threadsChangeNoBit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5000) int count,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(max = 2) int level) {
    double[][] rows = TestData.rows(count, features, seed);
    ForestOptions options =
        options(seed).withContamination(0.1).withExtensionLevel(Math.min(level, features - 1));
    IsolationForest one = IsolationForest.fit(rows, options);
    for (int threads = 2; threads <= 3; threads++) {
      IsolationForest more = IsolationForest.fit(rows, options.withThreads(threads));
      assertArrayEquals(TestData.bytes(one), TestData.bytes(more));
      assertArrayEquals(one.scoreSamples(rows), more.scoreSamples(rows), 0);
    }
  }

  @Property(tries = 50)
  void formsOfTheSameDataGiveTheSame(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1500) int count,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(max = 2) int level) {
    double[][] rows = TestData.rows(count, features, seed);
    double[][] floats = TestData.asFloats(rows);
    ForestOptions options = options(seed).withExtensionLevel(Math.min(level, features - 1));
    IsolationForest forest = IsolationForest.fit(rows, options);
    byte[] bytes = TestData.bytes(forest);
    assertArrayEquals(bytes, TestData.bytes(IsolationForest.fit(floats, options)));
    double[] scores = forest.scoreSamples(rows);
    assertArrayEquals(scores, forest.scoreSamples(floats), 0);
    assertEquals(scores[count - 1], forest.scoreSample(rows[count - 1]));
  }

  @Property(tries = 50)
  void fasterWalkFindsTheSameLeaves(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 5) int features) {
    double[][] rows = TestData.rows(count, features, seed);
    IsolationForest forest = fit(rows, seed, 0);
    for (double[] row : rows) {
      double path = forest.explain(row).pathLength();
      double score = -Math.pow(2, -path / PathLength.average(forest.sampleSize()));
      assertEquals(score, forest.scoreSample(row), 1e-12);
    }
  }

  @Property(tries = 100)
  void contributionsAddUp(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int count,
      @ForAll @IntRange(min = 1, max = 6) int features,
      @ForAll @IntRange(max = 5) int level) {
    double[][] rows = TestData.rows(count, features, seed);
    IsolationForest forest = fit(rows, seed, level);
    for (int r = 0; r < count; r += 7) {
      Explanation explanation = forest.explain(rows[r]);
      double sum = Arrays.stream(explanation.contributions()).sum();
      assertEquals(explanation.excess(), sum, 1e-9);
      assertEquals(
          explanation.expectedPathLength() - explanation.pathLength(), explanation.excess());
      double[] far = Arrays.stream(rows[r]).map(v -> 50 - 2 * v).toArray();
      explanation = forest.explain(far);
      sum = Arrays.stream(explanation.contributions()).sum();
      assertEquals(explanation.excess(), sum, 1e-9);
    }
  }

  @Property(tries = 50)
  void savedForestIsTheSame(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 400) int count,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(max = 4) int level)
      throws Exception {
    double[][] rows = TestData.rows(count, features, seed);
    ForestOptions options =
        options(seed).withContamination(0.03).withExtensionLevel(Math.min(level, features - 1));
    IsolationForest forest = IsolationForest.fit(rows, options);
    byte[] bytes = TestData.bytes(forest);
    IsolationForest read = TestData.read(bytes).forest();
    assertArrayEquals(bytes, TestData.bytes(read));
    assertArrayEquals(forest.decisionFunction(rows), read.decisionFunction(rows), 0);
    assertArrayEquals(
        forest.explain(rows[0]).contributions(), read.explain(rows[0]).contributions(), 0);
    double[] far = Arrays.stream(rows[0]).map(v -> 50 - 2 * v).toArray();
    assertArrayEquals(forest.explain(far).contributions(), read.explain(far).contributions(), 0);
  }

  @Property(tries = 50)
  void unitsOfAFeatureDoNotMatter(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int level,
      @ForAll @IntRange(max = 2) int which) {
    double[][] rows = TestData.rows(200, 3, seed);
    double[][] scaled = Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
    for (double[] row : scaled) {
      row[which] *= 1024;
    }
    assertArrayEquals(
        fit(rows, seed, level).scoreSamples(rows),
        fit(scaled, seed, level).scoreSamples(scaled),
        0);
  }

  @Property(tries = 50)
  void moreTreesContinueFewer(@ForAll long seed) {
    double[][] rows = TestData.rows(100, 3, seed);
    IsolationForest few = IsolationForest.fit(rows, options(seed));
    IsolationForest more = IsolationForest.fit(rows, options(seed).withTrees(40));
    float[] row = {(float) rows[0][0], (float) rows[0][1], (float) rows[0][2]};
    for (int t = 0; t < 20; t++) {
      assertEquals(few.tree(t).leaf(row, 0), more.tree(t).leaf(row, 0));
      assertEquals(few.tree(t).nodes(), more.tree(t).nodes());
    }
  }
}
