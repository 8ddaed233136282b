package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.ml.Splits.AxisSplits;
import org.junit.jupiter.api.Test;

/** Values are compared as float32, thresholds as doubles. */
class Float32Test {
  /** 16777217 = 2^24 + 1 is the first integer that float32 cannot hold; it becomes 2^24. */
  private static final double VALUE = 16_777_217;

  private static final double THRESHOLD = 16_777_216.5;

  @Test
  void valueGoesLeftAsFloat32AndRightAsDouble() {
    assertTrue(VALUE > THRESHOLD);
    assertTrue((float) VALUE <= THRESHOLD);
    Tree tree = stump(THRESHOLD);
    assertEquals(1, tree.leaf(new float[] {(float) VALUE}, 0));
    assertEquals(scoreOf(tree, 0), scoreOf(tree, VALUE));
  }

  /** Rounding the threshold to the nearest float32 would send 0.1f left. */
  @Test
  void thresholdKeepsItsDigits() {
    double threshold = Math.nextDown((double) 0.1f);
    assertEquals(0.1f, (float) threshold);
    Tree tree = stump(threshold);
    assertEquals(2, tree.leaf(new float[] {0.1f}, 0));
    assertFalse(scoreOf(tree, 0.1f) == scoreOf(tree, 0));
  }

  @Test
  void zerosAreEqual() {
    assertEquals(scoreOf(stump(-0.0), -0.0), scoreOf(stump(-0.0), 0.0));
    assertEquals(scoreOf(stump(0.0), 0.0), scoreOf(stump(0.0), -0.0));
  }

  @Test
  void thresholdsBeyondFloat32PartNothing() {
    for (double value : new double[] {-Float.MAX_VALUE, -1, 0, 1, Float.MAX_VALUE}) {
      assertEquals(scoreOf(stump(0), -1), scoreOf(stump(1e300), value));
      assertEquals(scoreOf(stump(0), 1), scoreOf(stump(-1e300), value));
    }
  }

  /** Two of three training rows left, one right, so that the sides score differently. */
  private static Tree stump(double threshold) {
    int leaf = Tree.LEAF;
    return new Tree(
        new int[] {1, leaf, leaf},
        new int[] {3, 2, 1},
        new AxisSplits(new int[] {0, leaf, leaf}, new double[] {threshold, 0, 0}),
        null);
  }

  private static double scoreOf(Tree tree, double value) {
    ForestOptions options = ForestOptions.ofSeed(0).withTrees(1);
    return new IsolationForest(options, 1, 3, -0.5, new Tree[] {tree})
        .scoreSample(new double[] {value});
  }
}
