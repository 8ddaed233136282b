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
 * @param replacement who took whose place, where the window alarms and somebody did
 * @param block the windows that are judged as one, of which the evidence is; empty where it is of
 *     the window
 */
public record Finding(
    double score,
    double pValue,
    long windows,
    boolean extrapolated,
    List<Evidence> evidence,
    Optional<Replacement> replacement,
    Optional<Profile> block) {

  /**
   * A finding of which the evidence is of one window.
   *
   * @param score as of the other
   * @param pValue as of the other
   * @param windows as of the other
   * @param extrapolated as of the other
   * @param evidence as of the other
   * @param replacement as of the other
   */
  public Finding(
      double score,
      double pValue,
      long windows,
      boolean extrapolated,
      List<Evidence> evidence,
      Optional<Replacement> replacement) {
    this(score, pValue, windows, extrapolated, evidence, replacement, Optional.empty());
  }

  /**
   * Replacement of what is usual by a newcomer: a source that hardly a window of the baseline is
   * without has no, or hardly any, flows, and new ones have most; or a service, or a port, and a
   * new service has about as many.
   *
   * @param usual a source, a destination with its port, or a port
   * @param expected its flows in a window of the baseline, their mean, above 0
   * @param most the flows that it has at most, as far as the window's profile lists them, from 0
   * @param newcomer the source, or the service, that no window of the baseline lists; of several
   *     sources the one with the most flows
   * @param flows of the new service, or of all new sources, above 0
   */
  public record Replacement(
      Entity usual, double expected, long most, Entity newcomer, long flows) {}

  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** The same, as the last window of a streak. */
  Finding together(Streak streak) {
    return new Finding(
        score, streak.pValue(), streak.windows(), extrapolated, evidence, replacement, block);
  }

  /** The same with who took whose place. */
  Finding replacing(Optional<Replacement> found) {
    return new Finding(score, pValue, windows, extrapolated, evidence, found, block);
  }

  /** The same of a block, in which nobody took another's place: that is known window by window. */
  Finding together(Profile all) {
    return new Finding(
        score, pValue, all.windows(), extrapolated, evidence, Optional.empty(), Optional.of(all));
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
