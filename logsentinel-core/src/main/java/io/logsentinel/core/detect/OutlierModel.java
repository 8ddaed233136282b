package io.logsentinel.core.detect;

/** Somebody to ask besides the z-scores: an isolation forest, say. */
@FunctionalInterface
public interface OutlierModel {
  /**
   * Judges a window.
   *
   * @param metrics its nine metrics, finite, as {@link io.logsentinel.core.window.Metric#vector}
   *     gives them
   * @return the opinion
   */
  OutlierVerdict judge(double[] metrics);
}
