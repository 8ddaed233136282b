package io.logsentinel.ml;

/**
 * A table of the caller's numbers, seen as rows of float32.
 *
 * <p>scikit-learn casts every feature to float32 before it compares; so does {@link #copy}, the
 * only way to a value. It reads blocks, so that no second copy of the whole data is ever needed.
 */
abstract class FeatureTable {
  /** Upper limit of {@link #features()}: 2^16. */
  static final int MAX_FEATURES = 1 << 16;

  /** Values a block holds: with the forest's nodes they stay in the cache of one core. */
  private static final int BLOCK_VALUES = 1 << 13;

  private static final int MIN_BLOCK_ROWS = 16;
  private static final int MAX_BLOCK_ROWS = 1024;

  private final int rows;
  private final int features;

  FeatureTable(int rows, int features) {
    this.rows = rows;
    this.features = features;
  }

  final int rows() {
    return rows;
  }

  final int features() {
    return features;
  }

  final int blockRows() {
    int fitting = BLOCK_VALUES / Math.max(features, 1);
    return Math.max(MIN_BLOCK_ROWS, Math.min(MAX_BLOCK_ROWS, fitting));
  }

  final int blocks() {
    return (int) (((long) rows + blockRows() - 1) / blockRows());
  }

  /**
   * Writes the rows from..to-1, one after the other, to {@code block} from {@code at} on.
   *
   * @throws IllegalArgumentException naming row and column of a value that float32 cannot hold, or
   *     the row that has another number of values
   */
  abstract void copy(int from, int to, float[] block, int at);

  /**
   * Writes rows that {@link #copy} takes to {@code columns}, feature after feature: the i-th of
   * {@code sample} to i, then to {@code sample.length + i}, and so on.
   */
  abstract void gather(int[] sample, float[] columns);

  /**
   * Refuses what {@link #copy} refuses, at a fraction of its cost.
   *
   * @throws IllegalArgumentException as {@link #copy}
   */
  final void check(int from, int to) {
    if (zeros(from, to) != 0) {
      copy(from, to, new float[(to - from) * features], 0);
    }
  }

  /**
   * The sum of the rows' values cast to float32, each times 0: NaN if one of them is NaN, infinite
   * or beyond float32, or a row has another number of values, and 0 otherwise.
   */
  abstract float zeros(int from, int to);

  /** Refuses a row that is missing or has another length. */
  final void checkRow(int row, Object values, int length) {
    if (values == null || length != features) {
      throw misfit("row " + row, values, features + " values, one for each feature", length);
    }
  }

  /** Refuses a column that is missing or has another length than the first. */
  final void checkColumn(int column, Object values, int length) {
    if (values == null || length != rows) {
      throw misfit("column " + column, values, rows + " values, as column 0 has", length);
    }
  }

  private static IllegalArgumentException misfit(
      String which, Object values, String expected, int length) {
    return new IllegalArgumentException(
        which
            + " (zero-based) must "
            + (values == null ? "not be null" : "have " + expected + ", but had " + length));
  }

  /** Casts to float32, refusing NaN, infinity and what is too large. */
  static float cast(double value, long row, int column) {
    float cast = (float) value;
    if (!(Math.abs(cast) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "row "
              + row
              + ", column "
              + column
              + " (both zero-based) must be finite and within float32's +-3.4028235E38, but was "
              + value);
    }
    return cast;
  }
}
