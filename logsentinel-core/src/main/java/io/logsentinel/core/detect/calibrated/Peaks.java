package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;

/**
 * Peaks of some values in the windows gone by, as they were when the last of these windows was
 * seen: all, and apart those that an alarm told of. A peak fades by half with every so many windows
 * that have passed since.
 *
 * <p>Immutable.
 */
final class Peaks {
  /** Windows after which half of a peak is left, whether an alarm told of it or not. */
  static final double SILENT_HALF_LIFE = 50;

  /** The same for one that an alarm told of. */
  static final double TOLD_HALF_LIFE = 200;

  /** Those of an entity that was in no window: to be compared with {@code ==}. */
  static final Peaks NONE = of(EntityMeasure.COUNTED.size());

  private static final double[] SILENT_SHARES = shares(SILENT_HALF_LIFE);
  private static final double[] TOLD_SHARES = shares(TOLD_HALF_LIFE);

  private final long seen;
  private final double[] silent;
  private final double[] told;

  Peaks(long seen, double[] silent, double[] told) {
    this.seen = seen;
    this.silent = silent;
    this.told = told;
  }

  /** {@return peaks of a number of values, none of which was above 0} */
  static Peaks of(int values) {
    return new Peaks(0, new double[values], new double[values]);
  }

  private static double[] shares(double halfLife) {
    double[] shares = new double[1024];
    for (int windows = 0; windows < shares.length; windows++) {
      shares[windows] = share(windows, halfLife);
    }
    return shares;
  }

  private static double share(long windows, double halfLife) {
    return StrictMath.exp(-StrictMath.log(2) * windows / halfLife);
  }

  /** {@return the window in which they were seen last, from 1; 0 for none} */
  long seen() {
    return seen;
  }

  /** {@return those that no alarm told of, as they were then; not to be changed} */
  double[] silent() {
    return silent;
  }

  /** {@return those that an alarm told of, likewise} */
  double[] told() {
    return told;
  }

  /** {@return a peak as it is after a window, from 0} */
  double peak(int value, long window) {
    return Math.max(silent(value, window), told(value, window));
  }

  /** {@return the same of the windows in which an alarm told of it} */
  double told(int value, long window) {
    return told[value] * share(TOLD_SHARES, window - seen, TOLD_HALF_LIFE);
  }

  private double silent(int value, long window) {
    return silent[value] * share(SILENT_SHARES, window - seen, SILENT_HALF_LIFE);
  }

  private static double share(double[] shares, long windows, double halfLife) {
    return windows < shares.length ? shares[(int) windows] : share(windows, halfLife);
  }

  /**
   * {@return the peaks after a later window}
   *
   * @param now the window
   * @param values in it, as many as there are peaks
   * @param isTold by value, whether an alarm told of it
   */
  Peaks next(long now, double[] values, boolean[] isTold) {
    double[] nextSilent = new double[values.length];
    double[] nextTold = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      nextSilent[i] = Math.max(silent(i, now), values[i]);
      double before = told(i, now);
      nextTold[i] = isTold[i] ? Math.max(before, values[i]) : before;
    }
    return new Peaks(now, nextSilent, nextTold);
  }
}
