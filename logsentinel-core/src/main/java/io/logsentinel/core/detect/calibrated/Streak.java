package io.logsentinel.core.detect.calibrated;

/**
 * Streak of windows that are unusual together, though none of them alarms by itself.
 *
 * <p>Bets are laid on windows being unusual: one of p-value p multiplies the stake by 0.5 /
 * sqrt(p), in the mean by at most 1 while windows are benign, and what falls below 1 begins anew at
 * 1. So benign windows come to a stake of 1 / a once in 1 / a windows or more, in the mean, if only
 * each p-value is right given those before it.
 *
 * <p>One that goes on alarms again, each time the stake is a thousand times what it was.
 *
 * <p>Immutable.
 *
 * @param logStake natural logarithm of the stake, from 0
 * @param windows that it was won with; 0 where none was
 * @param alarms of these windows together so far
 * @see "V. Vovk, R. Wang, E-values: Calibration, combination and applications, Annals of Statistics
 *     49, 2021"
 * @see "J. Shin, A. Ramdas, A. Rinaldo, E-detectors, New England Journal of Statistics in Data
 *     Science 2, 2024"
 */
record Streak(double logStake, long windows, int alarms) {
  /** None, as after a window that alarms by itself. */
  static final Streak NONE = new Streak(0, 0, 0);

  /** The exponent that calibrates: between bets on a few small p-values and on many larger ones. */
  private static final double CALIBRATION = 0.5;

  /** It alarms again at so many times the stake. */
  private static final double AGAIN = 1000;

  /**
   * {@return the streak with one more window}
   *
   * @param pValue of the window by itself, above 0 and at most 1
   */
  Streak after(double pValue) {
    double bet = StrictMath.log(CALIBRATION) + (CALIBRATION - 1) * StrictMath.log(pValue);
    double grown = logStake + bet;
    return grown <= 0 ? NONE : new Streak(grown, windows + 1, alarms);
  }

  /** {@return whether its last window alarms, as none before it did at that stake} */
  boolean isAlarm(double falseAlarmRate) {
    double stake = StrictMath.exp(logStake - alarms * StrictMath.log(AGAIN));
    return stake * falseAlarmRate > 1;
  }

  /** {@return the same after its last window alarmed} */
  Streak told() {
    return new Streak(logStake, windows, alarms + 1);
  }

  /**
   * {@return one by the stake, 1e-12 (or less) to 1: of benign windows at most such a share comes
   * to a stake like it}
   */
  double pValue() {
    return Math.max(StrictMath.exp(-logStake), ExceedanceTail.LEAST_CHANCE);
  }
}
