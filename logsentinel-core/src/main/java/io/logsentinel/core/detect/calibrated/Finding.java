package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Entity;
import java.util.List;

/**
 * Finding of the calibrated detector: a score, its p-value and the evidence behind it.
 *
 * @param score how unusual the window is, from 0
 * @param pValue the chance that a benign window has at least this score, 1e-12 (or less) to 1;
 *     where it alarms only together with those before it, the share of benign windows that do so at
 *     most
 * @param windows that the p-value is of: 1 where the window is judged by itself, else those that
 *     are unusual together, of which it is the last
 * @param extrapolated whether the p-value is smaller than the baseline's windows can show by
 *     counting, and follows from the model of their tail
 * @param evidence the channels that find it unusual, the largest contribution first; those of the
 *     most unusual group add up to the score, those of other groups contribute 0
 * @param missing services that usually have flows and have none, the one with the most first; none
 *     where the window does not alarm
 */
public record Finding(
    double score,
    double pValue,
    long windows,
    boolean extrapolated,
    List<Evidence> evidence,
    List<Missing> missing) {

  /**
   * Service that hardly a window of the baseline is without, and a window has no, or hardly any,
   * flows to.
   *
   * @param service the destination and its port
   * @param expected its flows in a window of the baseline, their mean, above 0
   * @param most the flows that it has at most, as far as the window's profile lists them, from 0
   */
  public record Missing(Entity service, double expected, long most) {}

  public Finding {
    evidence = List.copyOf(evidence);
    missing = List.copyOf(missing);
  }

  /** The same, as the last window of a streak. */
  Finding of(Streak streak) {
    return new Finding(score, streak.pValue(), streak.windows(), extrapolated, evidence, missing);
  }

  /** The same with what is missing. */
  Finding without(List<Missing> others) {
    return new Finding(score, pValue, windows, extrapolated, evidence, others);
  }
}
