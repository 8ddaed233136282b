package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ForestEdgeCaseTest {
  private static final ForestOptions OPTIONS = ForestOptions.ofSeed(7);
  private static final ForestOptions ONE_TREE = OPTIONS.withTrees(1).withThreads(1);

  @Test
  void oneRow() {
    double[][] rows = {{3, 4}};
    IsolationForest forest = IsolationForest.fit(rows, OPTIONS);
    assertEquals(1, forest.sampleSize());
    assertEquals(-0.5, forest.scoreSample(rows[0]));
    assertEquals(-0.5, forest.offset());
    assertEquals(1, forest.predict(rows[0]));
    assertEquals(-0.5, forest.scoreSample(new double[] {1e30, -1e30}));
  }

  /** As in scikit-learn, but for its last digits: -0.5 exactly, at any number of trees. */
  @Test
  void equalRowsAreAllUsual() {
    double[][] rows = new double[777][];
    Arrays.fill(rows, new double[] {1, 2, 3});
    for (int trees : new int[] {1, 3, 77, 100}) {
      for (int level = 0; level < 3; level++) {
        ForestOptions options = OPTIONS.withTrees(trees).withExtensionLevel(level);
        IsolationForest forest = IsolationForest.fit(rows, options);
        IsolationForest quantile = IsolationForest.fit(rows, options.withContamination(0.05));
        assertEquals(1, forest.tree(0).nodes());
        assertFalse(forest.hasSplits());
        assertEquals(-0.5, quantile.offset());
        for (double[] row : new double[][] {rows[0], {9, 9, 9}}) {
          assertEquals(-0.5, forest.scoreSample(row));
          assertEquals(1, forest.predict(row));
          assertEquals(0, quantile.decisionFunction(row));
          assertEquals(1, quantile.predict(row));
        }
      }
    }
  }

  @Test
  void oneFeature() {
    double[][] rows = {{1}, {1}, {2}, {2}, {3}, {100}};
    IsolationForest forest = IsolationForest.fit(rows, OPTIONS);
    assertTrue(forest.hasSplits());
    double[] scores = forest.scoreSamples(rows);
    assertEquals(scores[0], scores[1]);
    assertTrue(scores[5] < scores[0], Arrays.toString(scores));
    assertEquals(1, forest.featureCount());
  }

  @Test
  void sampleOfOneRow() {
    double[][] rows = TestData.rows(50, 2, 1);
    IsolationForest forest = IsolationForest.fit(rows, OPTIONS.withSampleSize(1));
    assertEquals(-0.5, forest.scoreSample(rows[3]));
  }

  @Test
  void sampleIsAtMostTheData() {
    double[][] rows = TestData.rows(50, 2, 1);
    assertEquals(50, IsolationForest.fit(rows, OPTIONS).sampleSize());
    assertEquals(50, IsolationForest.fit(rows, OPTIONS.withSampleSize(51)).sampleSize());
    assertEquals(256, IsolationForest.fit(TestData.rows(300, 2, 1), OPTIONS).sampleSize());
  }

  @Test
  void differencesBelowTheThresholdAreNone() {
    assertTrue(VaryingFeatures.constant(0f, 1e-7f));
    assertTrue(!VaryingFeatures.constant(0f, Math.nextUp(1e-7f)));
    assertTrue(!VaryingFeatures.constant(1e9f, Math.nextUp(1e9f)));
    assertEquals(1, IsolationForest.fit(new double[][] {{0}, {1e-7}}, OPTIONS).tree(0).nodes());
    assertEquals(3, IsolationForest.fit(new double[][] {{0}, {2e-7}}, OPTIONS).tree(0).nodes());
  }

  @Test
  void extremeValuesAreTaken() {
    double max = Float.MAX_VALUE;
    double[][] rows = {{-max, max}, {max, -max}, {0, -0.0}, {Float.MIN_VALUE, max}};
    for (int level = 0; level < 2; level++) {
      IsolationForest forest = IsolationForest.fit(rows, OPTIONS.withExtensionLevel(level));
      for (double score : forest.scoreSamples(rows)) {
        assertTrue(score >= -1 && score < 0, () -> "score " + score);
      }
    }
  }

  @Test
  void contaminationFlagsThatShare() {
    double[][] rows = TestData.rows(1000, 5, 3);
    IsolationForest forest = IsolationForest.fit(rows, OPTIONS.withContamination(0.05));
    long flagged = Arrays.stream(forest.predict(rows)).filter(v -> v == -1).count();
    assertEquals(50, flagged);
    assertArrayEquals(
        forest.scoreSamples(rows), IsolationForest.fit(rows, OPTIONS).scoreSamples(rows), 0);
  }

  @Test
  void everySeedIsItsOwn() {
    double[][] rows = TestData.rows(100, 3, 3);
    long[] seeds = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE};
    double[] scores =
        Arrays.stream(seeds)
            .mapToDouble(
                s -> IsolationForest.fit(rows, ForestOptions.ofSeed(s)).scoreSample(rows[0]))
            .toArray();
    for (int i = 1; i < scores.length; i++) {
      assertNotEquals(scores[i - 1], scores[i]);
    }
    assertEquals(scores.length, Arrays.stream(scores).distinct().count());
  }

  @Test
  void noRowsGiveNoScores() {
    IsolationForest forest = IsolationForest.fit(new double[][] {{1}, {2}}, OPTIONS);
    assertEquals(0, forest.scoreSamples(new double[0][]).length);
    assertEquals(0, forest.predict(new double[0][]).length);
  }

  @Test
  void emptyDataIsRefused() {
    refused(
        "training data must have at least 1 row, but had 0",
        () -> IsolationForest.fit(new double[0][], OPTIONS));
    refused(
        "training data must have 1..65536 features, but had 0",
        () -> IsolationForest.fit(new double[3][0], OPTIONS));
  }

  @Test
  void raggedDataIsRefused() {
    refused(
        "row 2 (zero-based) must have 2 values, one for each feature, but had 3",
        () -> IsolationForest.fit(new double[][] {{1, 2}, {3, 4}, {5, 6, 7}}, OPTIONS));
    refused(
        "row 1 (zero-based) must have 2 values, one for each feature, but had 1",
        () -> IsolationForest.fit(new double[][] {{1, 2}, {3}}, OPTIONS));
    refused(
        "row 0 (zero-based) must not be null",
        () -> IsolationForest.fit(new double[][] {null, {1}}, OPTIONS));
  }

  @Test
  void scoredDataMustFitTheForest() {
    IsolationForest forest = IsolationForest.fit(new double[][] {{1, 2}, {3, 4}}, OPTIONS);
    refused(
        "row 0 (zero-based) must have 2 values, one for each feature, but had 1",
        () -> forest.scoreSample(new double[] {1}));
    refused(
        "row 0, column 1 (both zero-based) must be finite and within float32's +-3.4028235E38,"
            + " but was NaN",
        () -> forest.explain(new double[] {0, Double.NaN}));
  }

  @Test
  void valuesThatFloat32CannotHoldAreNamed() {
    double[] odd = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e39, -1e39};
    for (double value : odd) {
      double[][] rows = TestData.rows(5000, 3, 1);
      rows[4321][2] = value;
      rows[4999][0] = value;
      String message =
          "row 4321, column 2 (both zero-based) must be finite and within float32's"
              + " +-3.4028235E38, but was "
              + value;
      for (int threads = 1; threads <= 3; threads++) {
        ForestOptions options = OPTIONS.withThreads(threads);
        refused(message, () -> IsolationForest.fit(rows, options));
        IsolationForest forest = IsolationForest.fit(TestData.rows(10, 3, 1), options);
        refused(message, () -> forest.scoreSamples(rows));
      }
    }
  }

  /** Beyond the first block of rows, where all features are known to vary. */
  @Test
  void everyValueIsLookedAt() {
    double[][] rows = TestData.rows(2060, 3, 1);
    for (int r = 2040; r < rows.length; r++) {
      for (int f = 0; f < 3; f++) {
        String message =
            "row %d, column %d (both zero-based) must be finite and within float32's"
                    .formatted(r, f)
                + " +-3.4028235E38, but was NaN";
        double kept = rows[r][f];
        rows[r][f] = Double.NaN;
        refused(message, () -> IsolationForest.fit(rows, ONE_TREE));
        rows[r][f] = kept;
      }
    }
  }

  @Test
  void everyRowIsMeasured() {
    double[][] rows = TestData.rows(2060, 3, 1);
    rows[2050] = new double[4];
    String message = "row 2050 (zero-based) must have 3 values, one for each feature, but had 4";
    refused(message, () -> IsolationForest.fit(rows, ONE_TREE));
    rows[2049][0] = Double.NaN;
    refused(
        "row 2049, column 0 (both zero-based) must be finite and within float32's"
            + " +-3.4028235E38, but was NaN",
        () -> IsolationForest.fit(rows, ONE_TREE));
    double[][] lacking = TestData.rows(2060, 3, 1);
    lacking[2050] = null;
    refused("row 2050 (zero-based) must not be null", () -> IsolationForest.fit(lacking, ONE_TREE));
  }

  /** Halfway from the largest float to 2^128, which rounds up, and the double before it. */
  @Test
  void whatRoundsToAFloatIsTaken() {
    double[][] rows = TestData.rows(2060, 3, 1);
    rows[2059][2] = -Math.nextDown(0x1.ffffffp127);
    IsolationForest.fit(rows, ONE_TREE);
    rows[2059][2] = -0x1.ffffffp127;
    refused(
        "row 2059, column 2 (both zero-based) must be finite and within float32's"
            + " +-3.4028235E38, but was -3.4028235677973366E38",
        () -> IsolationForest.fit(rows, ONE_TREE));
  }

  @Test
  void extensionLevelMustBeBelowTheFeatures() {
    refused(
        "extensionLevel must be in 0..1 for 2 features, but was 2",
        () -> IsolationForest.fit(new double[][] {{1, 2}}, OPTIONS.withExtensionLevel(2)));
  }

  @Test
  void sampleMustFitAnArray() {
    double[][] rows = new double[20_000][];
    Arrays.fill(rows, new double[65_536]);
    refused(
        "sampleSize times features must be at most 1073741824, but was 20000 * 65536 = 1310720000",
        () -> IsolationForest.fit(rows, OPTIONS.withSampleSize(20_000)));
  }

  @Test
  void optionsAreChecked() {
    refused("trees must be in 1..10000, but was 0", () -> OPTIONS.withTrees(0));
    refused(
        "sampleSize must be in 1..16777216, but was 16777217",
        () -> OPTIONS.withSampleSize(16_777_217));
    refused("threads must be in 1..1024, but was 0", () -> OPTIONS.withThreads(0));
    refused("extensionLevel must be in 0..65535, but was -1", () -> OPTIONS.withExtensionLevel(-1));
    for (double share : new double[] {0, -0.0, -0.1, Math.nextUp(0.5), Double.NaN}) {
      refused(
          "contamination must be above 0 and at most 0.5, but was " + share,
          () -> OPTIONS.withContamination(share));
    }
    assertEquals(0.5, OPTIONS.withContamination(0.5).contamination().getAsDouble());
  }

  private static void refused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
