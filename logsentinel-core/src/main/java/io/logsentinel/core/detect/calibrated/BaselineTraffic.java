package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Finding.Replacement;
import io.logsentinel.core.detect.calibrated.TrafficSums.Seen;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Traffic of a baseline's windows, by entity and behavioural metric, and how surprising a window is
 * to them. Some of the windows can be left out, to see another as if they had never been.
 *
 * <p>Counts are read as deviances of a quasi-Poisson model: variance proportional to the mean.
 */
final class BaselineTraffic {
  /** A port has a group of its own where this share of the windows has it. */
  private static final double COMMON = 0.3;

  private static final int MAX_COMMON_PORTS = 24;

  /** Means of at least this are held apart from smaller ones. */
  private static final double BUSY = 1;

  /** Usual variance, 1.5 times the mean, and its weight beside what the windows say. */
  private static final double USUAL_DISPERSION = 1.5;

  private static final double SELDOM_WEIGHT = 4;
  private static final double BUSY_WEIGHT = 20;
  private static final double OWN_WEIGHT = 5;

  /** Traffic drifts from day to day: no mean is known better than by this share of it. */
  private static final double DRIFT = 0.2;

  /** The same for metrics, beside their standard deviation; a constant one has none. */
  private static final double METRIC_DRIFT = 0.02;

  private static final TrafficSums NOTHING = new TrafficSums(List.of());

  private final TrafficSums all;
  private final Channels channels;
  private final double[] seldomDispersion;
  private final double[] busyDispersion;
  private final Substitutes substitutes;

  BaselineTraffic(List<Profile> profiles) {
    all = new TrafficSums(profiles);
    channels = new Channels(commonPorts());
    seldomDispersion = new double[channels.count()];
    busyDispersion = new double[channels.count()];
    measureDispersion();
    substitutes = new Substitutes(all);
  }

  private List<String> commonPorts() {
    Comparator<Map.Entry<Entity, Seen>> byFlows =
        Comparator.comparingDouble(port -> -all.sum(EntityKind.PORT, port.getValue(), 0));
    return all.entities().entrySet().stream()
        .filter(entry -> entry.getKey().kind() == EntityKind.PORT)
        .filter(entry -> entry.getValue().windows() >= COMMON * all.windows())
        .sorted(byFlows.thenComparing(entry -> entry.getKey().first()))
        .limit(MAX_COMMON_PORTS)
        .map(entry -> entry.getKey().first())
        .toList();
  }

  /**
   * Variance by mean, pooled over the entities of a channel; of those seen seldom, where a mean
   * says little, the mean square by the mean: the size of a burst.
   */
  private void measureDispersion() {
    double[] seldomWeights = new double[channels.count()];
    double[] busyWeights = new double[channels.count()];
    // sums of fractions depend on their order, and that of a hash table is nobody's
    List<Map.Entry<Entity, Seen>> sorted = new ArrayList<>(all.entities().entrySet());
    sorted.sort((a, b) -> byEnds(a.getKey(), b.getKey()));
    for (Map.Entry<Entity, Seen> entry : sorted) {
      EntityKind kind = entry.getKey().kind();
      int group = channels.group(entry.getKey());
      for (int m = 0; m < EntityMeasure.COUNTED.size(); m++) {
        int channel = channels.channel(kind, EntityMeasure.COUNTED.get(m), group, false);
        double sum = all.sum(kind, entry.getValue(), m);
        double squares = all.squares(kind, entry.getValue(), m);
        double mean = sum / all.windows();
        if (mean < BUSY) {
          seldomDispersion[channel] += squares;
          seldomWeights[channel] += sum;
        } else {
          busyDispersion[channel] += squares / mean - sum;
          busyWeights[channel] += all.windows();
        }
      }
    }
    for (int c = 0; c < channels.count(); c++) {
      seldomDispersion[c] =
          (seldomDispersion[c] + SELDOM_WEIGHT * USUAL_DISPERSION)
              / (seldomWeights[c] + SELDOM_WEIGHT);
      busyDispersion[c] =
          Math.max(
              1,
              (busyDispersion[c] + BUSY_WEIGHT * USUAL_DISPERSION)
                  / (busyWeights[c] + BUSY_WEIGHT));
    }
  }

  private static int byEnds(Entity a, Entity b) {
    int byFirst = a.first().compareTo(b.first());
    return byFirst == 0 ? a.second().compareTo(b.second()) : byFirst;
  }

  Channels channels() {
    return channels;
  }

  int windows() {
    return all.windows();
  }

  /** {@return how many of the windows list an entity} */
  int windows(Entity entity) {
    return all.windows(entity);
  }

  /**
   * {@return by channel, in order, the reading of the most surprising entity; {@code without} are
   * left out of the baseline, among them the profile's own where it is one of the baseline's}
   */
  List<ChannelReading> read(Profile profile, List<Profile> without) {
    TrafficSums left = new TrafficSums(without);
    return new Reader(profile, all, left, Expectation.ofBaseline(channels), reading -> {}).read();
  }

  /** {@return the same by what was known before a window of the baseline, and seen lately} */
  List<ChannelReading> readAfter(Profile profile, TrafficSums before, RecentTraffic recent) {
    Expectation expectation = Expectation.ofRecent(channels, recent);
    return new Reader(profile, before, NOTHING, expectation, reading -> {}).read();
  }

  /** {@return the same by the whole baseline, and what was seen lately} */
  List<ChannelReading> read(Profile profile, Expectation expectation) {
    return new Reader(profile, all, NOTHING, expectation, reading -> {}).read();
  }

  /** {@return the readings of all entities of a window, the most surprising of a channel or not} */
  List<ChannelReading> readAll(Profile profile, Expectation expectation) {
    List<ChannelReading> readings = new ArrayList<>();
    new Reader(profile, all, NOTHING, expectation, readings::add).read();
    return readings;
  }

  /** {@return what is remembered after a window} */
  RecentTraffic next(RecentTraffic recent, Profile profile, RecentTraffic.Told told) {
    return recent.next(profile, told, all);
  }

  /**
   * {@return what is remembered of blocks of so many windows after one that is in none: it alarmed}
   */
  RecentTraffic heard(
      RecentTraffic ofBlocks, Profile profile, RecentTraffic.Told told, int windows) {
    return ofBlocks.heard(profile, told, all, windows);
  }

  /**
   * {@return who took whose place in a window, if it was so}
   *
   * @param unusual channels by which the baseline alone finds the window unusual
   */
  Optional<Replacement> replacement(Profile profile, List<Channel> unusual) {
    return substitutes.in(profile, unusual);
  }

  /** Pass over the entities and metrics of one window. */
  private final class Reader {
    private final Profile profile;
    private final TrafficSums known;
    private final TrafficSums without;
    private final Expectation expectation;
    private final int windows;

    /** Flows that are judged, by those that are in a window of the baseline. */
    private final Exposure exposure;

    private final ChannelReading[] best = new ChannelReading[channels.count()];

    /** Is told of every entity's reading, the best or not. */
    private final Consumer<ChannelReading> listener;

    Reader(
        Profile profile,
        TrafficSums known,
        TrafficSums without,
        Expectation expectation,
        Consumer<ChannelReading> listener) {
      this.profile = profile;
      this.known = known;
      this.without = without;
      this.expectation = expectation;
      this.listener = listener;
      this.windows = known.windows() - without.windows();
      this.exposure = new Exposure(profile, (known.exposure() - without.exposure()) / windows);
    }

    List<ChannelReading> read() {
      for (ProfileMetric metric : ProfileMetric.values()) {
        readMetric(metric, profile.metric(metric));
      }
      for (EntityKind kind : EntityKind.values()) {
        readKind(kind, profile.entities(kind));
      }
      List<ChannelReading> readings = new ArrayList<>();
      for (ChannelReading reading : best) {
        if (reading != null) {
          readings.add(reading);
        }
      }
      return readings;
    }

    /** The distance from the mean in standard deviations, drift allowed for. */
    private void readMetric(ProfileMetric metric, double value) {
      double mean = (known.sum(metric) - without.sum(metric)) / windows;
      double variance = (known.squares(metric) - without.squares(metric)) / windows - mean * mean;
      double spread =
          exposure.spread(Math.sqrt(Math.max(variance, 0)) + METRIC_DRIFT * (1 + Math.abs(mean)));
      double expected = exposure.expected(metric, value, mean);
      int channel = channels.channel(metric);
      double reading = expectation.read(channel, metric, value - expected, spread);
      best[channel] =
          new ChannelReading(channel, reading, Optional.empty(), value, expected, spread, 1);
    }

    private void readKind(EntityKind kind, List<EntityStats> counts) {
      double[] newcomers = new double[channels.groups()];
      Map<Entity, double[]> newPorts = new HashMap<>();
      for (EntityStats count : counts) {
        Entity entity = count.entity();
        Seen seen = known.entities().get(entity);
        int group = channels.group(entity);
        Peaks lately = expectation.recent().of(entity);
        int windowsWithIt = seen == null ? 0 : seen.windows() - without.windows(entity);
        // with as many flows, it would have been listed
        if (windowsWithIt == 0
            && count.flows() > known.highestFloor(kind)
            && lately == Peaks.NONE) {
          newcomers[group]++;
          countNewPort(entity, group, newPorts);
        }
        for (int m = 0; m < EntityMeasure.COUNTED.size(); m++) {
          EntityMeasure measure = EntityMeasure.COUNTED.get(m);
          if (measure.applies(kind)
              && (profile.windows() == 1 || measure.isCountedTogether(kind))) {
            readCount(count, m, group, seen, lately);
          }
        }
      }
      for (int group = 0; group < newcomers.length; group++) {
        int channel = channels.channel(kind, EntityMeasure.NEW, group, false);
        keep(
            new ChannelReading(
                channel, newcomers[group], Optional.empty(), newcomers[group], 0, 1, 1));
      }
      newPorts.forEach(this::readNewPorts);
    }

    private double seen(Entity entity) {
      return (double) (known.windows(entity) - without.windows(entity)) / windows;
    }

    private void countNewPort(Entity entity, int group, Map<Entity, double[]> newPorts) {
      Entity host =
          switch (entity.kind()) {
            case CLIENT -> Entity.source(entity.source());
            case SERVICE -> Entity.destination(entity.destination());
            default -> null;
          };
      if (host != null) {
        newPorts.computeIfAbsent(host, any -> new double[channels.groups()])[group]++;
      }
    }

    private void readNewPorts(Entity host, double[] byGroup) {
      for (int group = 0; group < byGroup.length; group++) {
        int channel = channels.channel(host.kind(), EntityMeasure.NEW_PORTS, group, false);
        keep(
            new ChannelReading(
                channel, byGroup[group], Optional.of(host), byGroup[group], 0, 1, seen(host)));
      }
    }

    /** How far a count lies above what is expected of it. */
    private void readCount(EntityStats count, int m, int group, @Nullable Seen seen, Peaks lately) {
      Entity entity = count.entity();
      EntityKind kind = entity.kind();
      Seen left = without.entities().get(entity);
      double observed = EntityMeasure.COUNTED.get(m).of(count);
      double sum = known.sum(kind, seen, m) - without.sum(kind, left, m);
      double usual = (sum + 0.5) / (windows + 0.5);
      double mean = exposure.expected(usual);
      if (observed <= mean) {
        return;
      }
      int pooled = channels.channel(kind, EntityMeasure.COUNTED.get(m), group, false);
      double dispersion = seldomDispersion[pooled];
      if (usual >= BUSY) {
        double squares = known.squares(kind, seen, m) - without.squares(kind, left, m);
        double variances = (squares - 2 * usual * sum) / usual + windows * usual;
        dispersion =
            Math.max(1, (variances + OWN_WEIGHT * busyDispersion[pooled]) / (windows + OWN_WEIGHT))
                + DRIFT * DRIFT * mean;
      }
      int channel = channels.channel(kind, EntityMeasure.COUNTED.get(m), group, usual >= BUSY);
      double reading = expectation.read(channel, lately, m, observed, mean, dispersion);
      if (reading > 0) {
        keep(
            new ChannelReading(
                channel, reading, Optional.of(entity), observed, mean, dispersion, seen(entity)));
      }
    }

    /** Of equal readings the first in the order of their entities' names. */
    private void keep(ChannelReading reading) {
      listener.accept(reading);
      ChannelReading kept = best[reading.channel()];
      if (reading.value() > 0
          && (kept == null
              || reading.value() > kept.value()
              || (reading.value() == kept.value() && reading.isNamedBefore(kept)))) {
        best[reading.channel()] = reading;
      }
    }
  }
}
