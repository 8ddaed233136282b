package io.logsentinel.core.evaluate;

import java.util.OptionalLong;

/**
 * Alarms against labels: of windows; of incidents a phase that was found is one success.
 *
 * @param found attacked windows with an alarm, from 0
 * @param missed attacked windows without one
 * @param falseAlarms alarms on benign windows
 * @param quiet benign windows without an alarm; empty for incidents, which are no windows
 */
public record ConfusionCounts(long found, long missed, long falseAlarms, OptionalLong quiet) {

  /**
   * Of all alarms, those on attacks.
   *
   * @return 0 to 1, with Wilson's interval
   */
  public Estimate precision() {
    return Estimate.share(found, found + falseAlarms, noAlarm());
  }

  /**
   * Of all attacked windows (or phases), those that were found.
   *
   * @return 0 to 1, with Wilson's interval
   */
  public Estimate recall() {
    return Estimate.share(found, found + missed, noAttack());
  }

  /**
   * The harmonic mean of both: 2 TP / (2 TP + FP + FN).
   *
   * @return 0 to 1, with the interval of {@link ConfidenceInterval#f1}
   */
  public Estimate f1() {
    long wrong = missed + falseAlarms;
    if (found + missed == 0) {
      return Estimate.none(noAttack());
    }
    return Estimate.of(2.0 * found / (2 * found + wrong), ConfidenceInterval.f1(found, wrong));
  }

  /**
   * Of all benign windows, those with an alarm.
   *
   * @return 0 to 1, with Wilson's interval
   */
  public Estimate falseAlarmRate() {
    return quiet.isEmpty()
        ? Estimate.none("an incident is no window")
        : Estimate.share(falseAlarms, falseAlarms + quiet.getAsLong(), "no window is benign");
  }

  /** There may be some on windows that are left out. */
  private String noAlarm() {
    return (quiet.isEmpty() ? "no incident" : "no alarm") + " on an attacked or benign window";
  }

  private String noAttack() {
    return quiet.isEmpty() ? "no attack phase" : "no window is attacked";
  }
}
