package io.logsentinel.core.evaluate;

import java.util.Optional;

/**
 * A figure, or why there is none.
 *
 * @param value the figure; empty where the labels or verdicts cannot support it
 * @param interval where it has one
 * @param reason why there is none; empty where there is
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

  /** So many of so many. */
  static Estimate share(long count, long of, String reasonOfNone) {
    return of == 0
        ? none(reasonOfNone)
        : of((double) count / of, ConfidenceInterval.wilson(count, of));
  }
}
