package io.logsentinel.core.detect.calibrated;

import java.util.List;

/**
 * Finding of the calibrated detector: a score, its p-value and the evidence behind it.
 *
 * @param score how unusual the window is, from 0
 * @param pValue the chance that a benign window has at least this score, 1e-12 (or less) to 1
 * @param extrapolated whether the p-value is smaller than the baseline's windows can show by
 *     counting, and follows from the model of their tail
 * @param evidence the channels that find it unusual, the largest contribution first; those of the
 *     most unusual group add up to the score, those of other groups contribute 0
 */
public record Finding(double score, double pValue, boolean extrapolated, List<Evidence> evidence) {

  public Finding {
    evidence = List.copyOf(evidence);
  }
}
