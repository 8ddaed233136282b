package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.window.Entity;
import java.util.Optional;

/**
 * Reading of a channel in a window.
 *
 * @param channel its number in {@link Channels}
 * @param value how surprising, from 0
 * @param entity whose measure it is, the most surprising one; empty where the window itself is
 * @param observed the measure
 * @param expected its mean over the baseline's other windows
 * @param scale what makes a value of a measure: the dispersion of a count, the spread of a metric,
 *     1 of novelty
 * @param seen share of the baseline's windows that list the entity; 1 of the window itself
 */
record ChannelReading(
    int channel,
    double value,
    Optional<Entity> entity,
    double observed,
    double expected,
    double scale,
    double seen) {

  /** Only a tie between entities needs an order: any that does not depend on their places. */
  boolean isNamedBefore(ChannelReading other) {
    return entity.isPresent()
        && other.entity.isPresent()
        && entity.get().toString().compareTo(other.entity.get().toString()) < 0;
  }

  /** {@return the values of the measure that read at most {@code threshold}} */
  TypicalRange typical(double threshold, boolean novelty) {
    if (novelty) {
      return new TypicalRange(0, threshold);
    }
    if (entity.isEmpty()) {
      return new TypicalRange(expected - threshold * scale, expected + threshold * scale);
    }
    return new TypicalRange(0, countOf(threshold * scale));
  }

  /** {@return the count above the mean with a deviance, by Newton's method: it is convex} */
  private double countOf(double deviance) {
    if (deviance <= 0) {
      return expected;
    }
    double count = expected + deviance + Math.sqrt(2 * expected * deviance);
    for (int step = 0; step < 60; step++) {
      double slope = StrictMath.log(count / expected);
      double next = count - (count * slope - (count - expected) - deviance) / slope;
      if (!(next < count)) {
        break;
      }
      count = next;
    }
    return count;
  }
}
