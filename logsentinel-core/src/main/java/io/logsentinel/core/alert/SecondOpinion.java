package io.logsentinel.core.alert;

/** Somebody to ask besides the z-scores: an isolation forest, say. */
@FunctionalInterface
public interface SecondOpinion {
  /**
   * Judges a window.
   *
   * @param metrics its nine metrics, finite, as {@link io.logsentinel.core.window.Metric#vector}
   *     gives them
   * @return the opinion
   */
  Opinion judge(double[] metrics);
}
