package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.ml.Splits.AxisSplits;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** The numbers and draws a forest is made of. */
class PartsTest {
  /** Values of scikit-learn's _average_path_length. */
  @Test
  void averagePathLength() {
    assertEquals(0, PathLength.average(1));
    assertEquals(1, PathLength.average(2));
    assertEquals(1.207392357589623, PathLength.average(3), 1e-15);
    assertEquals(8.858430502720248, PathLength.average(128), 1e-14);
    assertEquals(10.244770920119917, PathLength.average(256), 1e-14);
  }

  @Test
  void heightLimit() {
    int[] rows = {1, 2, 3, 4, 5, 255, 256, 257, 1 << 24};
    int[] limits = Arrays.stream(rows).map(PathLength::maxDepth).toArray();
    assertArrayEquals(new int[] {1, 1, 2, 2, 3, 8, 8, 9, 24}, limits);
  }

  /** Values of numpy's percentile. */
  @Test
  void quantileInterpolates() {
    assertEquals(1.3, IsolationForest.quantile(new double[] {3, 1, 2, 4}, 0.1), 1e-15);
    assertEquals(2.5, IsolationForest.quantile(new double[] {3, 1, 2, 4}, 0.5));
    assertEquals(7, IsolationForest.quantile(new double[] {7}, 0.3));
    assertEquals(1, IsolationForest.quantile(new double[] {1, 1, 1, 5}, 0.5));
  }

  /** Published first outputs of SplitMix64 for the seed 1234567. */
  @Test
  void generatorIsSplitMix64() {
    SplitMix random = new SplitMix(1234567);
    assertEquals(6457827717110365317L, random.nextLong());
    assertEquals(3203168211198807973L, random.nextLong());
    assertEquals(Long.parseUnsignedLong("9817491932198370423"), random.nextLong());
  }

  @Test
  void normalNumbersAreNormal() {
    SplitMix random = new SplitMix(5);
    double[] values = new double[100_000];
    Arrays.setAll(values, i -> random.nextGaussian());
    assertEquals(0, Arrays.stream(values).average().getAsDouble(), 0.02);
    assertEquals(1, Arrays.stream(values).map(v -> v * v).average().getAsDouble(), 0.02);
    assertEquals(3, Arrays.stream(values).map(v -> v * v * v * v).average().getAsDouble(), 0.2);
  }

  @Test
  void samplesHoldNoRowTwiceAndEveryRowAlikeOften() {
    int[] counts = new int[10];
    SplitMix random = new SplitMix(1);
    for (int i = 0; i < 20_000; i++) {
      int[] sample = Sampler.sample(10, 3, random);
      assertEquals(3, Arrays.stream(sample).distinct().count());
      for (int row : sample) {
        counts[row]++;
      }
    }
    // 6000 expected with a standard deviation of 65
    for (int count : counts) {
      assertEquals(6000, count, 325, Arrays.toString(counts));
    }
    assertEquals(10, Arrays.stream(Sampler.sample(10, 10, random)).distinct().count());
  }

  @Test
  void everyTaskRunsOnce() {
    for (int threads : new int[] {1, 2, 3, 50}) {
      AtomicIntegerArray runs = new AtomicIntegerArray(20);
      Parallel.run(threads, 20, runs::incrementAndGet);
      for (int i = 0; i < 20; i++) {
        assertEquals(1, runs.get(i));
      }
    }
  }

  @Test
  void lowestFailureIsThrown() {
    for (int i = 0; i < 200; i++) {
      RuntimeException thrown =
          assertThrows(
              IllegalStateException.class,
              () ->
                  Parallel.run(
                      3,
                      100,
                      task -> {
                        if (task >= 5) {
                          throw new IllegalStateException("task " + task);
                        }
                      }));
      assertEquals("task 5", thrown.getMessage());
    }
    assertThrows(
        StackOverflowError.class,
        () ->
            Parallel.run(
                2,
                2,
                task -> {
                  throw new StackOverflowError();
                }));
  }

  @Test
  void interruptIsKept() {
    Thread.currentThread().interrupt();
    Parallel.run(2, 50, task -> {});
    assertTrue(Thread.interrupted());
  }

  @Test
  void featuresAreDrawnAlikeOften() {
    double[][] rows = TestData.rows(256, 4, 2);
    ForestOptions options = ForestOptions.ofSeed(1).withTrees(4000);
    IsolationForest forest = IsolationForest.fit(rows, options);
    int[] counts = new int[4];
    for (int t = 0; t < 4000; t++) {
      counts[((AxisSplits) forest.tree(t).splits()).feature()[0]]++;
    }
    // 1000 expected with a standard deviation of 27
    for (int count : counts) {
      assertEquals(1000, count, 137, Arrays.toString(counts));
    }
  }
}
