package io.logsentinel.core.detect;

/** Severity of a window, by its anomaly index. */
public enum Severity {
  /** Below 3; an alert's index is at least 5, so none shows it. */
  LOW(3),
  /** From 3 to below 6. */
  MEDIUM(6),
  /** From 6 to below 10. */
  HIGH(10),
  /** From 10. */
  CRITICAL(Double.POSITIVE_INFINITY);

  private final double end;

  Severity(double end) {
    this.end = end;
  }

  /**
   * {@return the first level that ends above an anomaly index}
   *
   * @param anomalyIndex sum of all |z|, from 0
   */
  public static Severity of(double anomalyIndex) {
    for (Severity severity : values()) {
      if (anomalyIndex < severity.end) {
        return severity;
      }
    }
    return CRITICAL; // an infinite index
  }
}
