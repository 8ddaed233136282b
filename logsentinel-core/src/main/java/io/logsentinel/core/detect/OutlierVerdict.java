package io.logsentinel.core.detect;

/**
 * Verdict of an outlier model on a window.
 *
 * @param score a number, lower is more anomalous; of an isolation forest its decision function
 * @param anomalous the decision on it
 */
public record OutlierVerdict(double score, boolean anomalous) {

  public OutlierVerdict {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score must be a number but is NaN");
    }
  }
}
