package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.HashMap;
import java.util.Map;

/**
 * Traffic of the last windows: the largest counts of every entity in them, and how far the metrics
 * lay off their means, each halved with every so many windows that have passed since. What alarmed
 * is remembered apart from what passed in silence.
 *
 * <p>Immutable.
 */
final class RecentTraffic {
  /** Windows after which half of a peak is left that no alarm told of. */
  static final double SILENT_HALF_LIFE = 50;

  /** The same for one that an alarm told of. */
  static final double TOLD_HALF_LIFE = 200;

  /** The most entities remembered; of more, those that were not seen for longest are forgotten. */
  static final int MAX_ENTITIES = 4096;

  /** Nothing, before the first window. */
  static final RecentTraffic NOTHING =
      new RecentTraffic(0, Map.of(), new Peaks(0, 2 * ProfileMetric.values().length));

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

  /** Peaks of some values, as they were when the last of them was seen. */
  private static final class Peaks {
    private final long at;
    private final double[] silent;
    private final double[] told;

    private Peaks(long at, int values) {
      this.at = at;
      this.silent = new double[values];
      this.told = new double[values];
    }

    private Peaks fadedTo(long window) {
      Peaks faded = new Peaks(window, silent.length);
      for (int i = 0; i < silent.length; i++) {
        faded.silent[i] = silent(i, window);
        faded.told[i] = told(i, window);
      }
      return faded;
    }

    private void add(int i, double value, boolean isTold) {
      silent[i] = Math.max(silent[i], value);
      told[i] = isTold ? Math.max(told[i], value) : told[i];
    }

    private double silent(int i, long window) {
      return faded(silent[i], window - at, SILENT_HALF_LIFE);
    }

    private double told(int i, long window) {
      return faded(told[i], window - at, TOLD_HALF_LIFE);
    }

    private static double faded(double value, long windows, double halfLife) {
      return windows == 0 || value == 0
          ? value
          : value * StrictMath.exp(-StrictMath.log(2) * windows / halfLife);
    }
  }

  private final long windows;
  private final Map<Entity, Peaks> entities;

  /** Deviations above the mean and below it, by metric. */
  private final Peaks metrics;

  private RecentTraffic(long windows, Map<Entity, Peaks> entities, Peaks metrics) {
    this.windows = windows;
    this.entities = entities;
    this.metrics = metrics;
  }

  /** {@return whether an entity was seen lately} */
  boolean knows(Entity entity) {
    return entities.containsKey(entity);
  }

  /** {@return the faded peak of an entity's count, by {@link EntityMeasure#COUNTED}, from 0} */
  double peak(Entity entity, int m) {
    Peaks peaks = entities.get(entity);
    return peaks == null ? 0 : Math.max(peaks.silent(m, windows), peaks.told(m, windows));
  }

  /** {@return the same of the windows in which an alarm told of it} */
  double toldPeak(Entity entity, int m) {
    Peaks peaks = entities.get(entity);
    return peaks == null ? 0 : peaks.told(m, windows);
  }

  /** {@return how far a metric lay off its mean lately, above it or below, from 0} */
  double peak(ProfileMetric metric, boolean above) {
    int i = place(metric, above);
    return Math.max(metrics.silent(i, windows), metrics.told(i, windows));
  }

  /** {@return the same of the windows in which an alarm told of it} */
  double toldPeak(ProfileMetric metric, boolean above) {
    return metrics.told(place(metric, above), windows);
  }

  private static int place(ProfileMetric metric, boolean above) {
    return 2 * metric.ordinal() + (above ? 0 : 1);
  }

  /** {@return how many entities are remembered, 0 to {@value #MAX_ENTITIES}} */
  int size() {
    return entities.size();
  }

  /** {@return what is remembered after the next window; its metrics lie off those of the known} */
  RecentTraffic next(Profile profile, Told told, TrafficSums known) {
    long now = windows + 1;
    Map<Entity, Peaks> next = new HashMap<>(entities);
    for (EntityKind kind : EntityKind.values()) {
      for (EntityStats count : profile.entities().get(kind)) {
        Peaks before = entities.get(count.entity());
        Peaks peaks =
            before == null ? new Peaks(now, EntityMeasure.COUNTED.size()) : before.fadedTo(now);
        for (int m = 0; m < EntityMeasure.COUNTED.size(); m++) {
          EntityMeasure measure = EntityMeasure.COUNTED.get(m);
          peaks.add(m, measure.of(count), told.tells(count.entity(), measure));
        }
        next.put(count.entity(), peaks);
      }
    }
    while (next.size() > MAX_ENTITIES) {
      long oldest = next.values().stream().mapToLong(peaks -> peaks.at).min().orElseThrow();
      next.values().removeIf(peaks -> peaks.at == oldest);
    }
    Peaks off = metrics.fadedTo(now);
    for (ProfileMetric metric : ProfileMetric.values()) {
      double value = profile.metric(metric);
      double mean = known.windows() == 0 ? value : known.sum(metric) / known.windows();
      off.add(place(metric, true), value - mean, told.tells(metric));
      off.add(place(metric, false), mean - value, told.tells(metric));
    }
    return new RecentTraffic(now, next, off);
  }
}
