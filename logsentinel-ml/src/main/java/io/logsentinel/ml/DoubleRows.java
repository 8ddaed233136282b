package io.logsentinel.ml;

/** A table of rows of doubles. */
final class DoubleRows extends FeatureTable {
  private final double[][] rows;

  DoubleRows(double[][] rows, int features) {
    super(rows.length, features);
    this.rows = rows;
  }

  @Override
  void copy(int from, int to, float[] block, int at) {
    int features = features();
    int next = at;
    for (int r = from; r < to; r++) {
      double[] row = rows[r];
      checkRow(r, row, row == null ? 0 : row.length);
      for (int f = 0; f < features; f++) {
        block[next++] = cast(row[f], r, f);
      }
    }
  }

  @Override
  void gather(int[] sample, float[] columns) {
    double[][] sampled = new double[sample.length][];
    for (int i = 0; i < sample.length; i++) {
      sampled[i] = rows[sample[i]];
    }
    // loops so short that the processor waits for many rows at once, which lie anywhere in memory
    for (int f = 0, next = 0; f < features(); f++) {
      for (double[] row : sampled) {
        columns[next++] = (float) row[f];
      }
    }
  }

  @Override
  float zeros(int from, int to) {
    for (int r = from; r < to; r++) {
      if (rows[r] == null || rows[r].length != features()) {
        return Float.NaN;
      }
    }
    float sum = 0;
    for (int f = 0; f < features(); f++) {
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
}
