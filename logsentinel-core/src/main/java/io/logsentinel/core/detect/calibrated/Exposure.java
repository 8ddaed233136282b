package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;

/**
 * Exposure of a window: how many of its flows are judged, by how many of a window of the baseline
 * were. It is 1 where no flow is allowed, and changes nothing then.
 *
 * <p>Where fewer are judged, the rest is not expected to have less: whether the baseline's windows
 * had the allowed flows too, and the rest was as much less there, is not known. Where more are, it
 * is expected to have more by as much.
 */
final class Exposure {
  private static final double LN_2 = StrictMath.log(2);

  private final double ratio;

  /** The exposure of a window; {@code usual} is the mean share of flows judged, above 0. */
  Exposure(Profile profile, double usual) {
    // a window whose flows are all allowed is one of a single flow
    double share = Math.max(profile.judgedShare(), 1.0 / profile.wholeFlows());
    this.ratio = usual > 0 ? share / usual : 1;
  }

  /** {@return what is expected of a count that has a mean in the baseline's windows} */
  double expected(double mean) {
    return mean * Math.max(1, ratio);
  }

  /** {@return the spread of a metric: a mean of fewer flows varies more} */
  double spread(double spread) {
    return ratio < 1 ? spread / Math.sqrt(ratio) : spread;
  }

  /**
   * {@return the value of a metric that is expected, the nearest to it of those that are possible}
   * Distinct things are at most as many more as there are flows, and at least as many.
   */
  double expected(ProfileMetric metric, double value, double mean) {
    if (ratio == 1) {
      return mean;
    }
    return switch (metric) {
      case SHAPES, SOURCES, DESTINATIONS, PORTS, PAIRS, SERVICES ->
          nearest(value, mean, mean * ratio);
      case TOP_PAIR_LOG_BYTES -> nearest(value, mean, mean + StrictMath.log(ratio) / LN_2);
      default -> mean;
    };
  }

  private static double nearest(double value, double mean, double other) {
    return Math.max(Math.min(mean, other), Math.min(Math.max(mean, other), value));
  }
}
