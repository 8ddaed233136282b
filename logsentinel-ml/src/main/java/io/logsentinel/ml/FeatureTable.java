package io.logsentinel.ml;

/**
 * A table of the caller's rows of numbers, seen as float32.
 *
 * <p>scikit-learn casts every feature to float32 before it compares; so does {@link #copy}, the
 * only way to a value. It reads blocks, so that no second copy of the whole data is ever needed.
 */
final class FeatureTable {
  /** The most features: 2^16. */
  static final int MAX_FEATURES = 1 << 16;

  /** Values a block holds: with the forest's nodes they stay in the cache of one core. */
  private static final int BLOCK_VALUES = 1 << 13;

  private static final int MIN_BLOCK_ROWS = 16;
  private static final int MAX_BLOCK_ROWS = 1024;

  private final double[][] rows;
  private final int features;

  FeatureTable(double[][] rows, int features) {
    this.rows = rows;
    this.features = features;
  }

  int rows() {
    return rows.length;
  }

  int features() {
    return features;
  }

  int blockRows() {
    int fitting = BLOCK_VALUES / Math.max(features, 1);
    return Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, fitting));
  }

  int blocks() {
    return (int) (((long) rows.length + blockRows() - 1) / blockRows());
  }

  /**
   * Writes the rows from..to-1, one after the other, to {@code block} from {@code at} on.
   *
   * @throws IllegalArgumentException naming row and column of a value that float32 cannot hold, or
   *     the row that has another number of values
   */
  void copy(int from, int to, float[] block, int at) {
    int next = at;
    for (int r = from; r < to; r++) {
      double[] row = rows[r];
      if (row == null || row.length != features) {
        throw misfit(r, row);
      }
      for (int f = 0; f < features; f++) {
        block[next++] = cast(row[f], r, f);
      }
    }
  }

  /**
   * Writes rows that {@link #copy} takes to {@code columns}, feature after feature: the i-th of
   * {@code sample} to i, then to {@code sample.length + i}, and so on.
   */
  void gather(int[] sample, float[] columns) {
    double[][] sampled = new double[sample.length][];
    for (int i = 0; i < sample.length; i++) {
      sampled[i] = rows[sample[i]];
    }
    // loops so short that the processor waits for many rows at once, which lie anywhere in memory
    for (int f = 0, next = 0; f < features; f++) {
      for (double[] row : sampled) {
        columns[next++] = (float) row[f];
      }
    }
  }

  /**
   * Refuses what {@link #copy} refuses, at a fraction of its cost.
   *
   * @throws IllegalArgumentException as {@link #copy}
   */
  void check(int from, int to) {
    if (zeros(from, to) != 0) {
      copy(from, to, new float[(to - from) * features], 0);
    }
  }

  /**
   * The sum of the rows' values cast to float32, each times 0: NaN if one of them is NaN, infinite
   * or beyond float32, or a row has another number of values, and 0 otherwise.
   */
  private float zeros(int from, int to) {
    for (int r = from; r < to; r++) {
      if (rows[r] == null || rows[r].length != features) {
        return Float.NaN;
      }
    }
    float sum = 0;
    for (int f = 0; f < features; f++) {
      sum += zeros(rows, from, to, f);
    }
    return sum;
  }

  /** Of one feature, as an inner loop over a few features costs more than its work. */
  private static float zeros(double[][] rows, int from, int to, int feature) {
    // in several sums, as an addition waits for the one before
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    int r = from;
    for (; r < to - 3; r += 4) {
      sum0 += (float) rows[r][feature] * 0f;
      sum1 += (float) rows[r + 1][feature] * 0f;
      sum2 += (float) rows[r + 2][feature] * 0f;
      sum3 += (float) rows[r + 3][feature] * 0f;
    }
    for (; r < to; r++) {
      sum0 += (float) rows[r][feature] * 0f;
    }
    return sum0 + sum1 + sum2 + sum3;
  }

  private IllegalArgumentException misfit(int row, double[] values) {
    return values == null
        ? Refusal.of("row %s (zero-based) must not be null", row)
        : Refusal.of(
            "row %s (zero-based) must have %s values, one for each feature, but had %s",
            row, features, values.length);
  }

  /** Casts to float32, refusing NaN, infinity and what is too large. */
  static float cast(double value, long row, int column) {
    float cast = (float) value;
    if (!(Math.abs(cast) <= Float.MAX_VALUE)) {
      throw Refusal.of(
          "row %s, column %s (both zero-based) must be finite and within float32's"
              + " +-3.4028235E38, but was %s",
          row, column, value);
    }
    return cast;
  }
}
