package io.logsentinel.core.evaluate;

import java.util.Arrays;

/** Metrics of a score over all of its thresholds: AUC (ROC) and average precision. */
final class RankingMetrics {
  private RankingMetrics() {}

  /**
   * The area under the ROC curve: the chance that an attacked window scores higher than a benign
   * one, ties counting half (Mann-Whitney). Both ascending, with at least one score.
   */
  static double roc(double[] attacked, double[] benign) {
    long twiceWon = 0;
    int below = 0;
    int upTo = 0;
    for (double score : attacked) {
      while (below < benign.length && benign[below] < score) {
        below++;
      }
      while (upTo < benign.length && benign[upTo] <= score) {
        upTo++;
      }
      twiceWon += below + upTo;
    }
    return twiceWon / (2.0 * attacked.length * benign.length);
  }

  /**
   * The area under the precision-recall curve as average precision: the sum over all thresholds of
   * the recall gained times the precision there; equal scores are one threshold. Both ascending,
   * with at least one attacked score.
   */
  static double averagePrecision(double[] attacked, double[] benign) {
    double area = 0;
    int a = attacked.length;
    int b = benign.length;
    while (a > 0) {
      double threshold = b > 0 ? Math.max(attacked[a - 1], benign[b - 1]) : attacked[a - 1];
      int before = a;
      while (a > 0 && attacked[a - 1] >= threshold) {
        a--;
      }
      while (b > 0 && benign[b - 1] >= threshold) {
        b--;
      }
      double found = attacked.length - a;
      area += (before - a) * (found / (found + benign.length - b));
    }
    return area / attacked.length;
  }

  static double[] ascending(double[] scores, int count) {
    double[] sorted = Arrays.copyOf(scores, count);
    Arrays.sort(sorted);
    return sorted;
  }
}
