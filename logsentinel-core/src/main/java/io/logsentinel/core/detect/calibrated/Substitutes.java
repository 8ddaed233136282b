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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Search for newcomers that have taken the place of what is usual: a network has changed then, and
 * is not attacked by that.
 */
final class Substitutes {
  /** By kind, what is usual: listed in this share of the windows at least. */
  private static final Map<EntityKind, Double> USUAL =
      Map.of(EntityKind.SOURCE, 0.98, EntityKind.SERVICE, 0.98, EntityKind.PORT, 0.9);

  /** What is missing has at most this share of its flows. */
  private static final double HARDLY_ANY = 0.25;

  /**
   * A newcomer has so many times the flows of the one whose place it took, or the other way round.
   */
  private static final double COMPARABLE = 2;

  /** Of so many flows that are expected, none is one in 150 windows (Poisson). */
  private static final double FEWEST_MISSED = 5;

  /** What makes up a network's traffic has this share of it, in a part or for the most. */
  private static final double PART = 0.2;

  private static final double MOST = 0.5;

  /** Flows of people have so many shapes each at the least. */
  private static final double VARIED = 0.25;

  /** A new port is in fewer of the windows. */
  private static final double SELDOM = 0.1;

  /** What a benign window reads more seldom is unusual. */
  private static final double UNUSUAL = 0.01;

  /** What flows are like, whoever has them. */
  private static final Set<ProfileMetric> MANNER =
      EnumSet.of(
          ProfileMetric.LOG_BYTES,
          ProfileMetric.LOG_DURATION,
          ProfileMetric.UNANSWERED_SHARE,
          ProfileMetric.SMALL_SHARE,
          ProfileMetric.TCP_SHARE);

  /** What is usual and has at most so many flows in a window, where others are expected. */
  private record Missing(Entity usual, double expected, long most) {
    Replacement by(Entity newcomer, long flows) {
      return new Replacement(usual, expected, most, newcomer, flows);
    }
  }

  private final TrafficSums all;

  /** Mean flows a window, the most first. */
  private final List<Map.Entry<Entity, Double>> usual = new ArrayList<>();

  /** The search where a baseline has these windows. */
  Substitutes(TrafficSums all) {
    this.all = all;
    for (Map.Entry<Entity, Seen> entry : all.entities().entrySet()) {
      EntityKind kind = entry.getKey().kind();
      if (entry.getValue().windows() >= USUAL.getOrDefault(kind, 2.0) * all.windows()) {
        double flows = all.sum(kind, entry.getValue(), 0) / all.windows();
        usual.add(Map.entry(entry.getKey(), flows));
      }
    }
    usual.sort(
        Comparator.comparingDouble((Map.Entry<Entity, Double> each) -> -each.getValue())
            .thenComparing(each -> each.getKey().toString()));
  }

  /**
   * {@return who took whose place in a window, if it was so}
   *
   * @param unusual channels by which the baseline alone finds the window unusual
   */
  Optional<Replacement> in(Profile profile, List<Channel> unusual) {
    boolean isAsUsual =
        unusual.stream().noneMatch(channel -> MANNER.stream().anyMatch(channel::measures));
    boolean isOfUsualPorts =
        unusual.stream()
            .noneMatch(channel -> channel.measures(EntityKind.PORT, EntityMeasure.FLOWS));
    Optional<Replacement> source = isAsUsual && isOfUsualPorts ? source(profile) : Optional.empty();
    return source.or(() -> service(profile, isAsUsual));
  }

  /** {@return whether a benign window reads as much seldom} */
  static boolean isUnusual(double chance) {
    return chance < UNUSUAL;
  }

  /**
   * New sources have most flows, and usual ones that have most, or a usual service, have none:
   * hosts have other addresses.
   */
  private Optional<Replacement> source(Profile profile) {
    List<EntityStats> newcomers = newcomers(profile, EntityKind.SOURCE);
    long flows = newcomers.stream().mapToLong(EntityStats::flows).sum();
    if (flows < MOST * profile.flows()) {
      return Optional.empty();
    }
    List<Missing> sources = missing(profile, EntityKind.SOURCE, 1);
    double ofSources = sources.stream().mapToDouble(Missing::expected).sum();
    return (ofSources >= MOST * profile.flows()
            ? sources.stream()
            : missing(profile, EntityKind.SERVICE, 1).stream()
                .filter(it -> it.expected() >= PART * profile.flows()))
        .map(it -> it.by(newcomers.get(0).entity(), flows))
        .findFirst();
  }

  /**
   * A new service that known sources call has about the flows of a usual one of its port that has
   * none, or of usual ports.
   */
  private Optional<Replacement> service(Profile profile, boolean isAsUsual) {
    for (EntityStats newcomer : newcomers(profile, EntityKind.SERVICE)) {
      if (isOfKnownSource(profile, newcomer.entity())) {
        // beside a flood there is less of all others; where flows are as ever it is no flood
        double left =
            isAsUsual ? 1 : (double) (profile.flows() - newcomer.flows()) / profile.flows();
        List<Missing> ports = missed(profile, EntityKind.PORT, left);
        double ofPorts = ports.stream().mapToDouble(Missing::expected).sum();
        Optional<Missing> found =
            missed(profile, EntityKind.SERVICE, left).stream()
                .filter(it -> it.usual().port().equals(newcomer.entity().port()))
                .filter(it -> isAlike(newcomer, it.expected()))
                .findFirst();
        if (found.isEmpty()
            && isAsUsual
            && isOfNewPort(newcomer.entity())
            && isVaried(profile, newcomer)
            && isAlike(newcomer, ofPorts)
            && ofPorts >= PART * profile.flows()) {
          found = ports.stream().findFirst();
        }
        if (found.isPresent()) {
          return found.map(it -> it.by(newcomer.entity(), newcomer.flows()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOfNewPort(Entity service) {
    Entity port = new Entity(EntityKind.PORT, service.port(), "");
    return all.windows(port) < SELDOM * all.windows();
  }

  /** What a program does again and again is alike; what people do is not. */
  private static boolean isVaried(Profile profile, EntityStats newcomer) {
    long shapes =
        profile.entities(EntityKind.SHAPE).stream()
            .filter(each -> each.entity().port().equals(newcomer.entity().port()))
            .count();
    return shapes >= VARIED * newcomer.flows();
  }

  private static boolean isAlike(EntityStats newcomer, double expected) {
    return newcomer.flows() <= COMPARABLE * expected && expected <= COMPARABLE * newcomer.flows();
  }

  /** {@return what of that would not be missing by chance} */
  private List<Missing> missed(Profile profile, EntityKind kind, double left) {
    return missing(profile, kind, left).stream()
        .filter(it -> left * it.expected() >= FEWEST_MISSED)
        .toList();
  }

  /**
   * {@return what is usual of a kind and missing in a window where a share of its flows is left}
   */
  private List<Missing> missing(Profile profile, EntityKind kind, double left) {
    List<Missing> missing = new ArrayList<>();
    for (Map.Entry<Entity, Double> each : usual) {
      if (each.getKey().kind() == kind) {
        EntityStats count = profile.count(each.getKey());
        long most = count == null ? profile.floor(kind) : count.flows();
        if (most <= HARDLY_ANY * left * each.getValue()) {
          missing.add(new Missing(each.getKey(), each.getValue(), most));
        }
      }
    }
    return missing;
  }

  /** {@return what no window of the baseline lists, that with the most flows first} */
  private List<EntityStats> newcomers(Profile profile, EntityKind kind) {
    return profile.entities(kind).stream()
        .filter(each -> all.windows(each.entity()) == 0)
        .sorted(
            Comparator.comparingLong((EntityStats each) -> -each.flows())
                .thenComparing(each -> each.entity().toString()))
        .toList();
  }

  /** The sources that the baseline has opened most of the flows to the destination. */
  private boolean isOfKnownSource(Profile profile, Entity service) {
    Map<Boolean, Long> flows = new HashMap<>();
    for (EntityStats pair : profile.entities(EntityKind.PAIR)) {
      if (pair.entity().destination().equals(service.destination())) {
        boolean isKnown = all.windows(Entity.source(pair.entity().source())) > 0;
        flows.merge(isKnown, pair.flows(), Long::sum);
      }
    }
    return flows.getOrDefault(true, 0L) > flows.getOrDefault(false, 0L);
  }
}
