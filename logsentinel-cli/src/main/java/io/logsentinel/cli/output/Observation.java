package io.logsentinel.cli.output;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.detect.zscore.ZScoreAssessment.Indicator;
import io.logsentinel.core.text.HumanNumber;
import java.util.Locale;

/**
 * Measure that was observed, against what is usual.
 *
 * @param measure what was measured
 * @param kind of thing it was measured of, as {@code service}; {@code window} of the window itself
 * @param target which thing; empty of the window itself
 * @param observed its value
 * @param expected its mean over the baseline
 * @param low the lowest usual value
 * @param high the highest
 * @param words all of it for people, half a sentence
 */
record Observation(
    String measure,
    String kind,
    String target,
    double observed,
    double expected,
    double low,
    double high,
    String words) {
  /** Standard deviations beyond which the original's rule takes a metric for unusual. */
  private static final double USUAL_DEVIATIONS = 3;

  Observation {
    observed = limited(observed);
    expected = limited(expected);
    low = limited(low);
    high = limited(high);
  }

  static Observation of(Evidence evidence) {
    Channel channel = evidence.channel();
    return new Observation(
        channel.label(),
        evidence.entity().map(entity -> entity.kind().label()).orElse(Channel.WINDOW),
        evidence.entity().map(Object::toString).orElse(""),
        evidence.observed(),
        evidence.expected(),
        evidence.typical().low(),
        evidence.typical().high(),
        evidence.words());
  }

  static Observation of(Indicator indicator, Spread usual) {
    return new Observation(
        indicator.metric().column(),
        Channel.WINDOW,
        "",
        indicator.value(),
        usual.mean(),
        usual.mean() - USUAL_DEVIATIONS * usual.std(),
        usual.mean() + USUAL_DEVIATIONS * usual.std(),
        String.format(
            Locale.ROOT,
            "%s %s (usual: mean %s, z-score %s)",
            indicator.metric().column(),
            HumanNumber.significant(indicator.value(), 3),
            HumanNumber.significant(usual.mean(), 3),
            HumanNumber.fixed(indicator.zScore(), 2)));
  }

  /** {@return whether more was observed than is usual, else less} */
  boolean isHigh() {
    return observed > high;
  }

  /** JSON has no infinity: what is beyond all doubles is as large as can be. */
  static double limited(double value) {
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
