package io.logsentinel.core.detect.calibrated;

/**
 * Streak of windows that are unusual together, though none of them alarms by itself.
 *
 * <p>Bets are laid on windows being unusual: one of p-value p multiplies the stake by 0.5 /
 * sqrt(p), in the mean by at most 1 while windows are benign, and what falls below 1 begins anew at
 * 1. So benign windows come to a stake of 1 / a once in 1 / a windows or more, in the mean, if only
 * each p-value is right given those before it.
 *
 * <p>Immutable.
 *
 * @param logStake natural logarithm of the stake, from 0
 * @param windows that it was won with; 0 where none was
 * @see "V. Vovk, R. Wang, E-values: Calibration, combination and applications, Annals of Statistics
 *     49, 2021"
 * @see "J. Shin, A. Ramdas, A. Rinaldo, E-detectors, New England Journal of Statistics in Data
 *     Science 2, 2024"
 */
record Streak(double logStake, long windows) {
  /** None, as after an alarm. */
  static final Streak NONE = new Streak(0, 0);

  /** The exponent that calibrates: between bets on a few small p-values and on many larger ones. */
  private static final double CALIBRATION = 0.5;

  /**
   * {@return the streak with one more window}
   *
   * @param pValue of the window by itself, above 0 and at most 1
   */
  Streak after(double pValue) {
    double bet = StrictMath.log(CALIBRATION) + (CALIBRATION - 1) * StrictMath.log(pValue);
    double grown = logStake + bet;
    return grown <= 0 ? NONE : new Streak(grown, windows + 1);
  }

  /**
   * {@return one by the stake: of benign windows, at most such a share comes to a stake like it}
   */
  double pValue() {
    return StrictMath.exp(-logStake);
  }
}
