package io.logsentinel.core.detect.calibrated;

import java.util.Arrays;

/** Effective sample size of values in a row, where neighbours are alike and say less than many. */
final class EffectiveSampleSize {
  private EffectiveSampleSize() {}

  /** {@return n (1 - r) / (1 + r), r the correlation of neighbours, at least 0} */
  static double independent(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double together = 0;
    double variance = 0;
    for (int i = 0; i < values.length; i++) {
      double deviation = values[i] - mean;
      variance += deviation * deviation;
      together += i == 0 ? 0 : deviation * (values[i - 1] - mean);
    }
    double correlation = variance == 0 ? 0 : Math.max(0, together / variance);
    return values.length * (1 - correlation) / (1 + correlation);
  }
}
