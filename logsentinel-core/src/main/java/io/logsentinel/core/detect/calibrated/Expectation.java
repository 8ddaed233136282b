package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.ProfileMetric;
import java.util.Arrays;

/**
 * Expectation of a window's counts and metrics: what the baseline has, or more where there was more
 * lately.
 *
 * <p>What was seen lately excuses no more than a bound, or whoever grows slowly would never be told
 * of. In scales of the channel's tail: what passed in silence {@value #SILENT} times, what an alarm
 * told of {@value #TOLD} times the score that alarms.
 */
final class Expectation {
  static final double SILENT = 0.5;
  static final double TOLD = 10;

  private final RecentTraffic recent;

  /** By channel, by how much a reading exceeds what is usual when it alarms by itself. */
  private final double[] alarming;

  private Expectation(RecentTraffic recent, double[] alarming) {
    this.recent = recent;
    this.alarming = alarming;
  }

  /** {@return what the baseline alone makes expect} */
  static Expectation ofBaseline(Channels channels) {
    return ofRecent(channels, RecentTraffic.NOTHING);
  }

  /** {@return the same with the last windows, which excuse anything: they are benign} */
  static Expectation ofRecent(Channels channels, RecentTraffic recent) {
    double[] alarming = new double[channels.count()];
    Arrays.fill(alarming, Double.POSITIVE_INFINITY);
    return new Expectation(recent, alarming);
  }

  /** {@return the same with the last windows, which may hold attacks} */
  static Expectation ofMemory(
      Channels channels, RecentTraffic recent, ChannelTails tails, double alarmScore) {
    double[] alarming = new double[channels.count()];
    for (int c = 0; c < alarming.length; c++) {
      alarming[c] = alarmScore * tails.scale(c);
    }
    return new Expectation(recent, alarming);
  }

  /** {@return the same after other windows} */
  Expectation after(RecentTraffic other) {
    return new Expectation(other, alarming);
  }

  RecentTraffic recent() {
    return recent;
  }

  /** {@return how far a metric lies off its mean, in spreads, from 0} */
  double read(int channel, ProfileMetric metric, double off, double spread) {
    boolean above = off >= 0;
    double distance = Math.abs(off);
    return excused(
        channel,
        Math.max(0, distance - recent.peak(metric, above)) / spread,
        Math.max(0, distance - recent.toldPeak(metric, above)) / spread,
        distance / spread);
  }

  /**
   * {@return how far a count lies above its mean, 0 where it does not; {@code its} of its entity}
   */
  double read(int channel, Peaks its, int m, double observed, double mean, double dispersion) {
    double told = Math.max(mean, its.told(m, recent.window()));
    double lately = Math.max(mean, its.peak(m, recent.window()));
    return excused(
        channel,
        deviance(observed, lately, dispersion),
        deviance(observed, told, dispersion),
        deviance(observed, mean, dispersion));
  }

  private double excused(int channel, double beyondRecent, double beyondTold, double beyondMean) {
    double bounded =
        Math.max(beyondTold - SILENT * alarming[channel], beyondMean - TOLD * alarming[channel]);
    return Math.max(beyondRecent, bounded);
  }

  /**
   * The deviance of a count above its mean (quasi-Poisson, halved): n ln(n / mean) - (n - mean), by
   * the dispersion.
   */
  private static double deviance(double observed, double mean, double dispersion) {
    return observed <= mean
        ? 0
        : (observed * StrictMath.log(observed / mean) - (observed - mean)) / dispersion;
  }
}
