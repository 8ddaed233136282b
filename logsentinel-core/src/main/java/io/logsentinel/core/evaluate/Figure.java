package io.logsentinel.core.evaluate;

import java.util.Optional;

/**
 * A figure, or why there is none.
 *
 * @param value the figure; empty where the labels or verdicts cannot support it
 * @param interval where it has one
 * @param reason why there is none; empty where there is
 */
public record Figure(Optional<Double> value, Optional<Interval> interval, String reason) {

  static Figure of(double value, Interval interval) {
    return new Figure(Optional.of(value), Optional.of(interval), "");
  }

  static Figure of(double value) {
    return new Figure(Optional.of(value), Optional.empty(), "");
  }

  static Figure none(String reason) {
    return new Figure(Optional.empty(), Optional.empty(), reason);
  }

  /** So many of so many. */
  static Figure share(long count, long of, String reasonOfNone) {
    return of == 0 ? none(reasonOfNone) : of((double) count / of, Interval.wilson(count, of));
  }
}
