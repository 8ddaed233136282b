package io.logsentinel.core.detect;

/**
 * Verdict of an outlier model on a window.
 *
 * @param score a number, lower is more anomalous; of an isolation forest its decision function
 * @param anomalous the decision on it
 * @param tells whether the model tells windows apart at all: where not, that a window is not
 *     anomalous says nothing
 */
public record OutlierVerdict(double score, boolean anomalous, boolean tells) {

  public OutlierVerdict {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score must be a number but is NaN");
    }
    if (anomalous && !tells) {
      throw new IllegalArgumentException("a model that tells nothing apart found an anomaly");
    }
  }

  /**
   * A verdict of a model that tells windows apart.
   *
   * @param score a number, lower is more anomalous
   * @param anomalous the decision on it
   */
  public OutlierVerdict(double score, boolean anomalous) {
    this(score, anomalous, true);
  }

  /** {@return {@code anomaly}, {@code normal} or {@code cannot tell}} */
  public String words() {
    return anomalous ? "anomaly" : tells ? "normal" : "cannot tell";
  }
}
