package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence.TypicalRange;

/** Tails of what the baseline's windows read, one a channel; none where none of them reads it. */
final class ChannelTails {
  /**
   * The least scale of a tail of deviances: those of Poisson counts have about 1, and no channel is
   * trusted to know its tail much better.
   */
  private static final double LEAST_SCALE = 0.8;

  /** The same for counts of what was never seen. */
  private static final double LEAST_NOVELTY_SCALE = 0.35;

  private final Channels channels;
  private final int windows;
  private final ExceedanceTail[] tails;

  /** What the last windows of the baseline had, beyond its means. */
  private final RecentTraffic lately;

  /** Tails of readings by channel and window; null for channels that no window reads. */
  ChannelTails(Channels channels, double[][] values, int windows, RecentTraffic lately) {
    this.lately = lately;
    this.channels = channels;
    this.windows = windows;
    this.tails = new ExceedanceTail[values.length];
    for (int c = 0; c < values.length; c++) {
      tails[c] = values[c] == null ? null : new ExceedanceTail(values[c], leastScale(c));
    }
  }

  /** {@return by how much readings are further apart for each scale of the channel's tail} */
  double scale(int channel) {
    return tails[channel] == null ? leastScale(channel) : tails[channel].scale();
  }

  private double leastScale(int channel) {
    return channels.get(channel).isNovelty() ? LEAST_NOVELTY_SCALE : LEAST_SCALE;
  }

  /** {@return by how many scales of its channel's tail a reading lies beyond the threshold} */
  double strength(ChannelReading reading) {
    ExceedanceTail tail = tails[reading.channel()];
    return tail == null
        ? reading.value() / leastScale(reading.channel())
        : tail.evidence(reading.value());
  }

  /** {@return the same of one of the windows that the tails are of, held against the others} */
  double strengthOfOwn(ChannelReading reading) {
    return tails[reading.channel()].evidenceOfOwn(reading.value());
  }

  /** {@return the chance that a benign window reads as much, 1e-12 to 1} */
  double chance(ChannelReading reading) {
    ExceedanceTail tail = tails[reading.channel()];
    double chance =
        tail == null
            ? ExceedanceTail.chance(windows, strength(reading))
            : tail.chance(reading.value());
    return Math.max(chance, ExceedanceTail.LEAST_CHANCE);
  }

  /**
   * {@return the values of a reading's measure that would not lie beyond the threshold, and those
   * that the baseline had lately, unless that would make evidence typical}
   */
  TypicalRange typical(ChannelReading reading) {
    ExceedanceTail tail = tails[reading.channel()];
    double threshold = tail == null ? 0 : tail.threshold();
    Channel channel = channels.get(reading.channel());
    if (channel.isNovelty()) {
      return reading.typicalOfNew(threshold);
    }
    TypicalRange wide =
        reading.typical(threshold, off(channel, reading, false), off(channel, reading, true));
    boolean isWithin = wide.low() <= reading.observed() && reading.observed() <= wide.high();
    return isWithin && strength(reading) > 0 ? reading.typical(threshold, 0, 0) : wide;
  }

  /** How far above or below its mean the measure lay lately, from 0. */
  private double off(Channel channel, ChannelReading reading, boolean above) {
    if (channel instanceof Channel.OfMetric window) {
      return lately.peak(window.metric(), above);
    }
    int measure = EntityMeasure.COUNTED.indexOf(((Channel.OfEntities) channel).measure());
    return above
        ? Math.max(
            0,
            lately.of(reading.entity().orElseThrow()).peak(measure, lately.window())
                - reading.expected())
        : 0;
  }

  /** {@return a reading as evidence of a strength, with its part of the window's score} */
  Evidence evidence(ChannelReading reading, double strength, double contribution) {
    return new Evidence(
        channels.get(reading.channel()),
        reading.entity(),
        reading.observed(),
        reading.expected(),
        typical(reading),
        reading.seen(),
        strength,
        Math.max(ExceedanceTail.chance(windows, strength), ExceedanceTail.LEAST_CHANCE),
        contribution);
  }
}
