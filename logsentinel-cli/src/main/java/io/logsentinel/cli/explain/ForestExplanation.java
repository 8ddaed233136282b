package io.logsentinel.cli.explain;

import io.logsentinel.ml.Explanation;
import java.util.List;

/**
 * The reasons why a forest finds a window unusual.
 *
 * @param score below 0 for an anomaly
 * @param metrics names of the metrics, in order
 * @param explanation by metric, how much it shortened the path
 */
public record ForestExplanation(double score, List<String> metrics, Explanation explanation) {

  /** {@return whether the forest finds the window anomalous} */
  public boolean isAnomaly() {
    return score < 0;
  }
}
