package io.logsentinel.ml;

import java.util.Arrays;

/** The quantile of numpy's {@code percentile} with linear interpolation, to the last bit. */
final class Quantile {
  private Quantile() {}

  /** The value below which the fraction {@code q} of the values lies; sorts its argument. */
  static double linear(double[] values, double q) {
    Arrays.sort(values);
    double position = (values.length - 1) * q;
    int below = (int) position;
    int above = Math.min(below + 1, values.length - 1);
    double step = values[above] - values[below];
    double part = position - below;
    // interpolates from the nearer end, as numpy does
    return part < 0.5 ? values[below] + step * part : values[above] - step * (1 - part);
  }
}
