package io.logsentinel.ml;

/** Rows of doubles. */
final class DoubleRows extends Table {
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
}
