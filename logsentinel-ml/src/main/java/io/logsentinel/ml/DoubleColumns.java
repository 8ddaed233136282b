package io.logsentinel.ml;

/** A table of columns of doubles, one for each feature. */
final class DoubleColumns extends FeatureTable {
  private final double[][] columns;

  DoubleColumns(double[][] columns) {
    super(columns.length == 0 || columns[0] == null ? 0 : columns[0].length, columns.length);
    for (int c = 0; c < columns.length; c++) {
      checkColumn(c, columns[c], columns[c] == null ? 0 : columns[c].length);
    }
    this.columns = columns;
  }

  @Override
  void copy(int from, int to, float[] block, int at) {
    int features = features();
    for (int f = 0; f < features; f++) {
      double[] column = columns[f];
      for (int r = from, next = at + f; r < to; r++, next += features) {
        block[next] = cast(column[r], r, f);
      }
    }
  }

  @Override
  void gather(int[] sample, float[] gathered) {
    int next = 0;
    for (double[] column : columns) {
      for (int row : sample) {
        gathered[next++] = (float) column[row];
      }
    }
  }

  @Override
  float zeros(int from, int to) {
    float sum = 0;
    for (double[] column : columns) {
      for (int r = from; r < to; r++) {
        sum += (float) column[r] * 0f;
      }
    }
    return sum;
  }
}
