package io.logsentinel.core.incident;

import io.logsentinel.core.detect.naming.AttackPattern;

/** P-values of several windows, taken together. */
final class CombinedPValues {
  /** From this p-value on windows hardly alarm: such ones come by chance. */
  private static final double HARDLY = 1e-3;

  /** The same of what looks like no attack: of a hundred incidents at most one was one. */
  private static final double HARDLY_OF_NONE = 1e-5;

  private CombinedPValues() {}

  /** {@return the p-value below which benign windows would hardly ever alarm so} */
  static double leastTold(AttackPattern pattern) {
    return pattern.isAttack() ? HARDLY : HARDLY_OF_NONE;
  }

  /**
   * {@return whether benign windows would hardly ever alarm so} By one that does so by itself, or
   * by some together: Fisher's probability of the product of their p-values, times the number of
   * ways to choose that many windows from those they span, the first one given (a union bound).
   *
   * @param windows that alarm, from 1
   * @param span windows from the first to the last of them
   * @param logPValues sum of the logarithms of their p-values
   * @param leastTold the probability from which on it is not unlikely
   * @see "R. A. Fisher, Statistical Methods for Research Workers, 4th ed., 1932, section 21.1"
   */
  static boolean isUnlikely(int windows, long span, double logPValues, double leastTold) {
    double term = 0; // logarithms: products of many windows leave the range of doubles
    double tail = 0;
    double ways = 0;
    for (int i = 1; i < windows; i++) {
      term += Math.log(-logPValues) - Math.log(i);
      tail = Math.max(tail, term) + Math.log1p(Math.exp(-Math.abs(tail - term)));
      ways += Math.log(span - i) - Math.log(i);
    }
    return logPValues + tail + ways < Math.log(leastTold);
  }
}
