package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.EnumSet;
import java.util.Set;

/**
 * Traffic of the last windows: the faded {@linkplain Peaks peaks} of every entity's counts, and of
 * how far the metrics lay off their means.
 *
 * <p>Immutable.
 */
final class RecentTraffic {
  /** The most entities remembered, but for those of the last window. */
  static final int MANY_ENTITIES = 4096;

  /** Of more, those that were not seen for longest are forgotten, until so many remain. */
  private static final int KEPT_ENTITIES = 3 * MANY_ENTITIES / 4;

  /** The most entities remembered: all that a window lists are. */
  static final int MAX_ENTITIES = EntityKind.values().length * Profile.MAX_TOGETHER;

  /** Metrics that add up over windows, as far as things are others. */
  private static final Set<ProfileMetric> DISTINCT =
      EnumSet.range(ProfileMetric.SHAPES, ProfileMetric.SERVICES);

  /** Nothing, before the first window. */
  static final RecentTraffic NOTHING =
      new RecentTraffic(0, new RecentEntities(), Peaks.of(2 * ProfileMetric.values().length));

  /** What an alarm tells of. */
  interface Told {
    boolean tells(Entity entity, EntityMeasure measure);

    boolean tells(ProfileMetric metric);
  }

  /** Of everything: windows without attacks, which are learned from, are known as they are. */
  static final Told EVERYTHING =
      new Told() {
        @Override
        public boolean tells(Entity entity, EntityMeasure measure) {
          return true;
        }

        @Override
        public boolean tells(ProfileMetric metric) {
          return true;
        }
      };

  private final long windows;
  private final RecentEntities entities;

  /** Deviations above the mean and below it, by metric. */
  private final Peaks metrics;

  RecentTraffic(long windows, RecentEntities entities, Peaks metrics) {
    this.windows = windows;
    this.entities = entities;
    this.metrics = metrics;
  }

  /** {@return the window after which it is as it is, from 1; 0 before the first} */
  long window() {
    return windows;
  }

  /**
   * {@return the peaks of an entity's counts, by {@link EntityMeasure#COUNTED}; {@link Peaks#NONE}
   * where it was not seen lately}
   */
  Peaks of(Entity entity) {
    return entities.get(entity);
  }

  RecentEntities entities() {
    return entities;
  }

  /** {@return the peaks of deviations above the mean and below it, by metric} */
  Peaks metrics() {
    return metrics;
  }

  /** {@return how far a metric lay off its mean lately, above it or below, from 0} */
  double peak(ProfileMetric metric, boolean above) {
    return metrics.peak(place(metric, above), windows);
  }

  /** {@return the same of the windows in which an alarm told of it} */
  double toldPeak(ProfileMetric metric, boolean above) {
    return metrics.told(place(metric, above), windows);
  }

  private static int place(ProfileMetric metric, boolean above) {
    return 2 * metric.ordinal() + (above ? 0 : 1);
  }

  /** {@return how many entities are remembered, from 0} */
  int size() {
    return entities.size();
  }

  /** {@return what is remembered after the next window; its metrics lie off those of the known} */
  RecentTraffic next(Profile profile, Told told, TrafficSums known) {
    long now = windows + 1;
    return new RecentTraffic(
        now, nextEntities(now, profile, told, 1), nextMetrics(now, profile, told, known));
  }

  /**
   * {@return the same, of blocks of windows, with what a window that is in none of them had} What
   * an alarm told of it goes on in every window of a block, as far as is known; it is not new
   * there.
   *
   * @param windows of a block
   */
  RecentTraffic heard(Profile profile, Told told, TrafficSums known, int windows) {
    return new RecentTraffic(
        this.windows,
        nextEntities(this.windows, profile, told, windows),
        heardMetrics(profile, told, known, windows));
  }

  /** Those of a window's counts, each of them so many times. */
  private RecentEntities nextEntities(long now, Profile profile, Told told, int times) {
    RecentEntities next = entities.copy();
    int measures = EntityMeasure.COUNTED.size();
    double[] counted = new double[measures];
    boolean[] isTold = new boolean[measures];
    for (EntityKind kind : EntityKind.values()) {
      for (EntityStats count : profile.entities(kind)) {
        for (int m = 0; m < measures; m++) {
          EntityMeasure measure = EntityMeasure.COUNTED.get(m);
          counted[m] = times * measure.of(count);
          isTold[m] = told.tells(count.entity(), measure);
        }
        next.put(count.entity(), entities.get(count.entity()).next(now, counted, isTold));
      }
    }
    if (next.size() > MANY_ENTITIES) {
      next.forgetTo(KEPT_ENTITIES);
    }
    return next;
  }

  private Peaks heardMetrics(Profile profile, Told told, TrafficSums known, int windows) {
    double[] off = new double[2 * ProfileMetric.values().length];
    boolean[] isTold = new boolean[off.length];
    for (ProfileMetric metric : ProfileMetric.values()) {
      if (told.tells(metric)) {
        double above = profile.metric(metric) - known.sum(metric) / known.windows();
        double times = DISTINCT.contains(metric) ? windows : 1;
        off[place(metric, true)] = times * above;
        off[place(metric, false)] = times * -above;
        isTold[place(metric, true)] = true;
        isTold[place(metric, false)] = true;
      }
    }
    return metrics.next(this.windows, off, isTold);
  }

  private Peaks nextMetrics(long now, Profile profile, Told told, TrafficSums known) {
    ProfileMetric[] all = ProfileMetric.values();
    double[] off = new double[2 * all.length];
    boolean[] isTold = new boolean[off.length];
    for (ProfileMetric metric : all) {
      double value = profile.metric(metric);
      double mean = known.windows() == 0 ? value : known.sum(metric) / known.windows();
      for (boolean above : new boolean[] {true, false}) {
        off[place(metric, above)] = above ? value - mean : mean - value;
        isTold[place(metric, above)] = told.tells(metric);
      }
    }
    return metrics.next(now, off, isTold);
  }
}
