package io.logsentinel.ml;

/** Rows of floats. */
final class FloatRows extends Table {
  private final float[][] rows;

  FloatRows(float[][] rows, int features) {
    super(rows.length, features);
    this.rows = rows;
  }

  @Override
  void copy(int from, int to, float[] block, int at) {
    int features = features();
    int next = at;
    for (int r = from; r < to; r++) {
      float[] row = rows[r];
      checkRow(r, row, row == null ? 0 : row.length);
      for (int f = 0; f < features; f++) {
        block[next++] = cast(row[f], r, f);
      }
    }
  }
}
