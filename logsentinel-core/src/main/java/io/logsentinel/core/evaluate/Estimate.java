package io.logsentinel.core.evaluate;

import java.util.Optional;

/**
 * A point estimate with its confidence interval, or the reason why there is none.
 *
 * @param value the estimate; empty where the labels or verdicts cannot support one
 * @param interval of the value, where it has one
 * @param reason why there is no value; empty where there is one
 */
public record Estimate(
    Optional<Double> value, Optional<ConfidenceInterval> interval, String reason) {

  static Estimate of(double value, ConfidenceInterval interval) {
    return new Estimate(Optional.of(value), Optional.of(interval), "");
  }

  static Estimate of(double value) {
    return new Estimate(Optional.of(value), Optional.empty(), "");
  }

  static Estimate none(String reason) {
    return new Estimate(Optional.empty(), Optional.empty(), reason);
  }

  /** A proportion with Wilson's interval. */
  static Estimate share(long count, long of, String reasonOfNone) {
    return of == 0
        ? none(reasonOfNone)
        : of((double) count / of, ConfidenceInterval.wilson(count, of));
  }
}
