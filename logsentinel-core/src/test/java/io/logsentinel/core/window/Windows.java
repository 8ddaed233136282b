package io.logsentinel.core.window;

/** Windows made up by their metrics. */
public final class Windows {
  private Windows() {}

  /** A window whose metrics are given in the order of {@link Metric}; counts as whole numbers. */
  public static Window of(long id, double attackRatio, double... metrics) {
    return new Window(
        id,
        (long) metrics[0],
        metrics[1],
        metrics[2],
        (long) metrics[3],
        (long) metrics[4],
        (long) metrics[5],
        metrics[6],
        metrics[7],
        metrics[8],
        attackRatio);
  }
}
