package io.logsentinel.ml;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ReservoirTest {
  private static final ForestOptions OPTIONS =
      ForestOptions.ofSeed(11).withTrees(20).withSampleSize(64).withContamination(0.1);

  private static Reservoir filled(double[][] rows, int capacity) {
    Reservoir reservoir = new Reservoir(OPTIONS, capacity);
    for (double[] row : rows) {
      reservoir.add(row);
    }
    return reservoir;
  }

  @Property(tries = 50)
  void whatFitsGivesTheForestOfAllRows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 500) int count) {
    double[][] rows = TestData.rows(count, 3, seed);
    IsolationForest streamed = filled(rows, 500).fit();
    assertArrayEquals(TestData.bytes(IsolationForest.fit(rows, OPTIONS)), TestData.bytes(streamed));
  }

  @Test
  void sameStreamGivesTheSameForest() {
    double[][] rows = TestData.rows(5000, 3, 1);
    Reservoir reservoir = filled(rows, 1000);
    assertEquals(5000, reservoir.rowsSeen());
    assertEquals(1000, reservoir.capacity());
    byte[] bytes = TestData.bytes(reservoir.fit());
    assertArrayEquals(bytes, TestData.bytes(reservoir.fit()));
    assertArrayEquals(bytes, TestData.bytes(filled(rows, 1000).fit()));
    Reservoir ofFloats = new Reservoir(OPTIONS, 1000);
    for (double[] row : TestData.asFloats(rows)) {
      ofFloats.add(row);
      Arrays.fill(row, 0);
    }
    assertArrayEquals(bytes, TestData.bytes(ofFloats.fit()));
  }

  @Test
  void offsetIsThatOfTheWholeStream() {
    double[][] rows = TestData.rows(50_000, 3, 1);
    IsolationForest forest = filled(rows, 10_000).fit();
    long flagged = Arrays.stream(forest.predict(rows)).filter(v -> v == -1).count();
    // 5000 expected; the quantile of 10,000 scores has a standard deviation of 0.003 * 50,000
    assertEquals(5000, flagged, 600);
  }

  /** Every row is kept as often: the mean row number of what is kept is that of the stream. */
  @Test
  void earlyAndLateRowsAreKeptAlike() {
    int late = 0;
    for (int seed = 0; seed < 200; seed++) {
      ForestOptions options = ForestOptions.ofSeed(seed).withTrees(1).withSampleSize(100);
      Reservoir reservoir = new Reservoir(options, 100);
      for (int r = 0; r < 1000; r++) {
        reservoir.add(new double[] {r < 500 ? 0 : 1});
      }
      Tree tree = reservoir.fit().tree(0);
      late += tree.samples(tree.left(0) + 1);
    }
    // 10,000 of 20,000 expected with a standard deviation of 67
    assertEquals(10_000, late, 335);
  }

  @Test
  void refusedRowsLeaveItAsItIs() {
    Reservoir reservoir = filled(TestData.rows(10, 2, 1), 64);
    byte[] before = TestData.bytes(reservoir.fit());
    String ragged =
        assertThrows(IllegalArgumentException.class, () -> reservoir.add(new double[3]))
            .getMessage();
    assertEquals("row 10 (zero-based) must have 2 values, as row 0 had, but had 3", ragged);
    String odd =
        assertThrows(
                IllegalArgumentException.class, () -> reservoir.add(new double[] {1, Double.NaN}))
            .getMessage();
    assertEquals(
        "row 10, column 1 (both zero-based) must be finite and within float32's +-3.4028235E38,"
            + " but was NaN",
        odd);
    assertEquals(10, reservoir.rowsSeen());
    assertArrayEquals(before, TestData.bytes(reservoir.fit()));
  }

  @Test
  void limits() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Reservoir(OPTIONS, 63)).getMessage();
    assertEquals("capacity must be at least the sample size of 64 rows, but was 63", message);
    assertEquals(65_536, new Reservoir(OPTIONS).capacity());
    assertEquals(100_000, new Reservoir(OPTIONS.withSampleSize(100_000)).capacity());
    assertThrows(IllegalArgumentException.class, () -> new Reservoir(OPTIONS).fit());
    assertFalse(new Reservoir(OPTIONS).rowsSeen() > 0);
  }
}
