package io.logsentinel.cli.explain;

import io.logsentinel.ml.Explanation;
import io.logsentinel.ml.ForestModel;
import java.util.List;

/**
 * The reasons why a forest finds a window unusual.
 *
 * @param score below 0 for an anomaly
 * @param tells whether the forest has splits, and tells windows apart
 * @param metrics names of the metrics, in order
 * @param explanation by metric, how much it shortened the path
 */
public record ForestExplanation(
    double score, boolean tells, List<String> metrics, Explanation explanation) {

  /**
   * {@return what a forest says of a window}
   *
   * @param model of the forest
   * @param metrics of the window, as many as the forest was trained on
   */
  public static ForestExplanation of(ForestModel model, double[] metrics) {
    return new ForestExplanation(
        model.forest().decisionFunction(metrics),
        model.forest().hasSplits(),
        model.featureNames(),
        model.forest().explain(metrics));
  }

  /** {@return {@code anomaly}, {@code normal} or {@code cannot tell}} */
  public String verdict() {
    return isAnomaly() ? "anomaly" : tells ? "normal" : "cannot tell";
  }

  /** {@return whether the forest finds the window anomalous} */
  public boolean isAnomaly() {
    return score < 0;
  }
}
