package io.logsentinel.core.detect.calibrated;

import java.util.Arrays;

/** Drift check of one file, of the p-values of its windows as they come. */
public final class DriftCheck {
  private final double rate;
  private final double baselineWindows;
  private double[] pValues = new double[64];
  private int windows;

  /**
   * Begins a file.
   *
   * @param rate the asked false alarm rate, above 0 and below 1
   * @param baselineWindows independent windows of the baseline: {@link
   *     Detector#independentWindows()}
   */
  public DriftCheck(double rate, double baselineWindows) {
    this.rate = rate;
    this.baselineWindows = baselineWindows;
  }

  /**
   * Takes the next window, in the order of the file.
   *
   * @param pValue of the window, above 0 and at most 1
   */
  public void add(double pValue) {
    if (windows == pValues.length) {
      pValues = Arrays.copyOf(pValues, 2 * windows);
    }
    pValues[windows++] = pValue;
  }

  /** {@return what can be said of the file, with all windows added so far} */
  public Drift drift() {
    return Drift.of(Arrays.copyOf(pValues, windows), rate, baselineWindows);
  }
}
