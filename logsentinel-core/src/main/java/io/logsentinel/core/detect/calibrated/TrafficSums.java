package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums and sums of squares of every entity's counts, and of the metrics, over some windows.
 *
 * <p>A full list says nothing of who is not on it but that it has no more flows than the last one
 * that is: its floor. So many are taken for granted.
 */
final class TrafficSums {
  private static final int KINDS = EntityKind.values().length;
  private static final int METRICS = ProfileMetric.values().length;

  /** Sums of one entity over the windows that list it, beyond their floors. */
  static final class Seen {
    private int windows;
    private final double[] sums = new double[EntityMeasure.COUNTED.size()];
    private final double[] squares = new double[EntityMeasure.COUNTED.size()];

    int windows() {
      return windows;
    }

    private void add(EntityStats count, double floor) {
      windows++;
      for (int m = 0; m < sums.length; m++) {
        double value = EntityMeasure.COUNTED.get(m).of(count);
        sums[m] += value - floor;
        squares[m] += value * value - floor * floor;
      }
    }
  }

  private final Map<Entity, Seen> entities = new HashMap<>();
  private final double[] floors = new double[KINDS];
  private final double[] floorSquares = new double[KINDS];
  private final double[] highestFloors = new double[KINDS];
  private final double[] metrics = new double[METRICS];
  private final double[] metricSquares = new double[METRICS];
  private int windows;

  /** Sum of the shares of flows that are not allowed: as many whole windows are known. */
  private double exposure;

  TrafficSums(List<Profile> profiles) {
    profiles.forEach(this::add);
  }

  /** Adds a window. */
  void add(Profile profile) {
    windows++;
    exposure += profile.judgedShare();
    for (EntityKind kind : EntityKind.values()) {
      int k = kind.ordinal();
      List<EntityStats> listed = profile.entities(kind);
      double floor = profile.floor(kind);
      floors[k] += floor;
      floorSquares[k] += floor * floor;
      highestFloors[k] = Math.max(highestFloors[k], floor);
      for (EntityStats count : listed) {
        entities.computeIfAbsent(count.entity(), entity -> new Seen()).add(count, floor);
      }
    }
    for (ProfileMetric metric : ProfileMetric.values()) {
      double value = profile.metric(metric);
      metrics[metric.ordinal()] += value;
      metricSquares[metric.ordinal()] += value * value;
    }
  }

  int windows() {
    return windows;
  }

  double exposure() {
    return exposure;
  }

  Map<Entity, Seen> entities() {
    return entities;
  }

  int windows(Entity entity) {
    Seen seen = entities.get(entity);
    return seen == null ? 0 : seen.windows;
  }

  /** {@return the sum of a count, by {@link EntityMeasure#COUNTED}; of null, the floors} */
  double sum(EntityKind kind, @Nullable Seen seen, int m) {
    return floors[kind.ordinal()] + (seen == null ? 0 : seen.sums[m]);
  }

  /** {@return the sum of its squares, likewise} */
  double squares(EntityKind kind, @Nullable Seen seen, int m) {
    return floorSquares[kind.ordinal()] + (seen == null ? 0 : seen.squares[m]);
  }

  /** {@return the most flows of an entity that a window may have left unlisted} */
  double highestFloor(EntityKind kind) {
    return highestFloors[kind.ordinal()];
  }

  double sum(ProfileMetric metric) {
    return metrics[metric.ordinal()];
  }

  double squares(ProfileMetric metric) {
    return metricSquares[metric.ordinal()];
  }
}
