package io.logsentinel.core.alert;

/**
 * What somebody else thinks of a window.
 *
 * @param score a number, lower is more anomalous; of an isolation forest its decision function
 * @param anomalous the decision on it
 */
public record Opinion(double score, boolean anomalous) {

  public Opinion {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("the score must be a number but is NaN");
    }
  }
}
