package io.logsentinel.core.evaluate;

import io.logsentinel.core.evaluate.Estimate.ConfidenceInterval;
import java.util.OptionalLong;

/**
 * A confusion matrix of alarms against labels, over windows; over incidents, a phase that was found
 * is one true positive.
 *
 * @param truePositives attacked windows with an alarm, from 0
 * @param falsePositives benign windows with an alarm, from 0
 * @param falseNegatives attacked windows without an alarm, from 0
 * @param trueNegatives benign windows without an alarm; empty for incidents, which are no windows
 */
public record ConfusionCounts(
    long truePositives, long falsePositives, long falseNegatives, OptionalLong trueNegatives) {

  /** {@return of all alarms, the share on attacks: 0 to 1, with Wilson's interval} */
  public Estimate precision() {
    return Estimate.share(truePositives, truePositives + falsePositives, noAlarm());
  }

  /** {@return of all attacked windows (or phases), the share found: 0 to 1, Wilson's interval} */
  public Estimate recall() {
    return Estimate.share(truePositives, truePositives + falseNegatives, noAttack());
  }

  /**
   * {@return the harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN): 0 to 1, with the
   * interval of {@link ConfidenceInterval#f1}}
   */
  public Estimate f1() {
    long wrong = falseNegatives + falsePositives;
    if (truePositives + falseNegatives == 0) {
      return Estimate.none(noAttack());
    }
    return Estimate.of(
        2.0 * truePositives / (2 * truePositives + wrong),
        ConfidenceInterval.f1(truePositives, wrong));
  }

  /** {@return of all benign windows, the share with an alarm: 0 to 1, with Wilson's interval} */
  public Estimate falseAlarmRate() {
    return trueNegatives.isEmpty()
        ? Estimate.none("an incident is no window")
        : Estimate.share(
            falsePositives, falsePositives + trueNegatives.getAsLong(), "no window is benign");
  }

  /** There may be some on windows that are left out. */
  private String noAlarm() {
    return (trueNegatives.isEmpty() ? "no incident" : "no alarm")
        + " on an attacked or benign window";
  }

  private String noAttack() {
    return trueNegatives.isEmpty() ? "no attack phase" : "no window is attacked";
  }
}
