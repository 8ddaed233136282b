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

  /** {@return the number of what is new that reads at most {@code threshold}} */
  TypicalRange typicalOfNew(double threshold) {
    return new TypicalRange(0, threshold);
  }

  /**
   * {@return the values of the measure that read at most {@code threshold}, where values so far
   * below the mean and above it are nothing}
   */
  TypicalRange typical(double threshold, double below, double above) {
    return entity.isEmpty()
        ? new TypicalRange(
            expected - below - threshold * scale, expected + above + threshold * scale)
        : new TypicalRange(0, countOf(expected + above, threshold * scale));
  }

  /** {@return the count above a mean with a deviance, by Newton's method: it is convex} */
  private static double countOf(double mean, double deviance) {
    if (deviance <= 0) {
      return mean;
    }
    double count = mean + deviance + Math.sqrt(2 * mean * deviance);
    for (int step = 0; step < 60; step++) {
      double slope = StrictMath.log(count / mean);
      double next = count - (count * slope - (count - mean) - deviance) / slope;
      if (!(next < count)) {
        break;
      }
      count = next;
    }
    return count;
  }
}
