package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.ProfileMetric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** The range of what is typical ends where a channel's reading begins to be evidence. */
class TypicalRangeTest {
  private static final Channels CHANNELS = new Channels(List.of("80"));
  private static final Entity SERVICE = new Entity(EntityKind.SERVICE, "80", "10.0.0.5");
  private static final int OF_COUNTS =
      CHANNELS.channel(EntityKind.SERVICE, EntityMeasure.FLOWS, CHANNELS.group(SERVICE), true);
  private static final int OF_NEW =
      CHANNELS.channel(EntityKind.SERVICE, EntityMeasure.NEW, CHANNELS.group(SERVICE), false);
  private static final int OF_METRIC = CHANNELS.channel(ProfileMetric.LOG_BYTES);

  /** A mean and a scale. */
  record Usual(double mean, double scale) {
    /** The documented reading of a count, in another form: with the relative excess. */
    ChannelReading count(double count) {
      double excess = (count - mean) / mean;
      double deviance = mean * ((1 + excess) * Math.log1p(excess) - excess);
      return new ChannelReading(
          OF_COUNTS, deviance / scale, Optional.of(SERVICE), count, mean, scale, 0.5);
    }

    ChannelReading metric(double value) {
      return new ChannelReading(
          OF_METRIC, Math.abs(value - mean) / scale, Optional.empty(), value, mean, scale, 1);
    }
  }

  /** As the detector has them: no mean is known better than to a fifth of it. */
  @Provide
  static Arbitrary<Usual> counts() {
    return Combinators.combine(
            Arbitraries.doubles().between(-6, 13.8), Arbitraries.doubles().between(0.5, 50))
        .as((log, least) -> new Usual(Math.exp(log), least + 0.04 * Math.exp(log)));
  }

  /** As the detector has them: the spread is at least a fiftieth of the mean. */
  @Provide
  static Arbitrary<Usual> metrics() {
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1e5), Arbitraries.doubles().between(0, 100))
        .as((mean, deviation) -> new Usual(mean, deviation + 0.02 * (1 + mean)));
  }

  private static ChannelTails tails(int channel, double[] values) {
    double[][] byChannel = new double[CHANNELS.count()][];
    byChannel[channel] = values;
    return new ChannelTails(CHANNELS, byChannel, values.length, RecentTraffic.NOTHING);
  }

  /** The largest value that three in ten exceed or equal. */
  private static double threshold(double[] values) {
    double[] ascending = values.clone();
    Arrays.sort(ascending);
    return ascending[values.length - 1 - (int) Math.rint(0.3 * values.length)];
  }

  @Property(tries = 500)
  void theHighestTypicalCount_readsTheThreshold(
      @ForAll("counts") Usual usual,
      @ForAll @Size(20) List<@DoubleRange(min = 0.01, max = 900) Double> read) {
    double[] values = read.stream().mapToDouble(value -> value).toArray();
    ChannelTails tails = tails(OF_COUNTS, values);
    TypicalRange typical = tails.typical(usual.count(3 * usual.mean()));
    assertEquals(0, typical.low());
    assertTrue(typical.high() > usual.mean());
    double threshold = threshold(values);
    assertEquals(threshold, usual.count(typical.high()).value(), 1e-9 * threshold);
    assertTrue(tails.strength(usual.count(typical.high() * (1 + 1e-6))) > 0);
    assertEquals(0, tails.strength(usual.count(typical.high() * (1 - 1e-6))));
  }

  @Property(tries = 500)
  void theEndsOfAMetricsRange_readTheThreshold(
      @ForAll("metrics") Usual usual,
      @ForAll @Size(20) List<@DoubleRange(min = 0.01, max = 900) Double> read) {
    double[] values = read.stream().mapToDouble(value -> value).toArray();
    ChannelTails tails = tails(OF_METRIC, values);
    TypicalRange typical = tails.typical(usual.metric(usual.mean() / 3));
    double threshold = threshold(values);
    double reach = 1e-6 * usual.scale() * threshold;
    for (double end : new double[] {typical.low(), typical.high()}) {
      assertEquals(threshold, usual.metric(end).value(), 1e-9 * threshold);
      double outwards = Math.copySign(reach, end - usual.mean());
      assertTrue(tails.strength(usual.metric(end + outwards)) > 0);
      assertEquals(0, tails.strength(usual.metric(end - outwards)));
    }
    assertEquals(usual.mean(), (typical.low() + typical.high()) / 2, 1e-9 * typical.high());
  }

  @Property(tries = 200)
  void whatWasNeverRead_isTypicalUpToItsMean(@ForAll("counts") Usual usual) {
    ChannelTails tails =
        new ChannelTails(CHANNELS, new double[CHANNELS.count()][], 20, RecentTraffic.NOTHING);
    assertEquals(new TypicalRange(0, usual.mean()), tails.typical(usual.count(2 * usual.mean())));
    assertTrue(tails.strength(usual.count(1.01 * usual.mean())) > 0);
  }

  @Property(tries = 200)
  void newcomers_areTypicalUpToTheThreshold(
      @ForAll @Size(20) List<@DoubleRange(min = 0, max = 40) Double> read) {
    double[] values = read.stream().mapToDouble(Math::rint).toArray();
    ChannelTails tails = tails(OF_NEW, values);
    double threshold = threshold(values);
    for (double count = 0; count < 50; count++) {
      ChannelReading reading = new ChannelReading(OF_NEW, count, Optional.empty(), count, 0, 1, 1);
      assertEquals(new TypicalRange(0, threshold), tails.typical(reading));
      assertEquals(count > threshold, tails.strength(reading) > 0);
    }
  }
}
