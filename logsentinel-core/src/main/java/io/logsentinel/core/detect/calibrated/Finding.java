package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Finding of the calibrated detector: a score, its p-value and the evidence behind it.
 *
 * @param score how unusual the window is, from 0
 * @param pValue the chance that a benign window has at least this score, 1e-12 (or less) to 1;
 *     where it alarms only together with those before it, the share of benign windows that do so at
 *     most
 * @param windows that the p-value is of: 1 where the window is judged by itself, else those that
 *     are unusual together, or are judged as one, of which it is the last
 * @param extrapolated whether the p-value is smaller than the baseline's windows can show by
 *     counting, and follows from the model of their tail
 * @param evidence the channels that find it unusual, the largest contribution first; those of the
 *     most unusual group add up to the score, those of other groups contribute 0
 * @param missing services that usually have flows and have none, the one with the most first; none
 *     where the window does not alarm by itself
 * @param block the windows that are judged as one, of which the evidence is; empty where it is of
 *     the window
 */
public record Finding(
    double score,
    double pValue,
    long windows,
    boolean extrapolated,
    List<Evidence> evidence,
    List<Missing> missing,
    Optional<Profile> block) {

  /**
   * A finding of which the evidence is of one window.
   *
   * @param score as of the other
   * @param pValue as of the other
   * @param windows as of the other
   * @param extrapolated as of the other
   * @param evidence as of the other
   * @param missing as of the other
   */
  public Finding(
      double score,
      double pValue,
      long windows,
      boolean extrapolated,
      List<Evidence> evidence,
      List<Missing> missing) {
    this(score, pValue, windows, extrapolated, evidence, missing, Optional.empty());
  }

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
    return new Finding(
        score, streak.pValue(), streak.windows(), extrapolated, evidence, missing, block);
  }

  /** The same with what is missing. */
  Finding without(List<Missing> others) {
    return new Finding(score, pValue, windows, extrapolated, evidence, others, block);
  }

  /** The same of a block, and without what is missing there: that is known window by window. */
  Finding of(Profile all) {
    return new Finding(
        score, pValue, all.windows(), extrapolated, evidence, List.of(), Optional.of(all));
  }

  /**
   * {@return the profile that the evidence is of: that of the windows judged as one, or the
   * window's}
   *
   * @param window the profile of the window
   */
  public Profile evident(Profile window) {
    return block.orElse(window);
  }
}
