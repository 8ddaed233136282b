package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.text.HumanNumber;

/**
 * Trend of the anomaly index since the previous window of the same file.
 *
 * @param previous the previous window's index
 * @param current this window's index
 */
public record Trend(double previous, double current) {
  /** A smaller difference is none. */
  public static final double STABLE_BELOW = 0.5;

  /** Text for a trend where there is no previous window. */
  public static final String NONE = "N/A";

  /** {@return {@code Stable}, {@code Up} or {@code Down}, compared before rounding} */
  public String word() {
    if (current == previous || Math.abs(current - previous) < STABLE_BELOW) {
      return "Stable";
    }
    return current > previous ? "Up" : "Down";
  }

  /** The direction and both indexes, as {@code Up (prev: 10.71 -> current: 15.58)}. */
  @Override
  public String toString() {
    return word()
        + " (prev: "
        + HumanNumber.fixed(previous, 2)
        + " -> current: "
        + HumanNumber.fixed(current, 2)
        + ")";
  }
}
