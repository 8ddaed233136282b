package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;

/** Merge of the profiles of windows that follow each other. */
final class ProfileMerge {
  private static final Comparator<EntityStats> BY_FLOWS =
      Comparator.comparingLong((EntityStats it) -> -it.flows())
          .thenComparing(it -> it.entity().first())
          .thenComparing(it -> it.entity().second());

  private static final Comparator<Conversation> MOST_FLOWS =
      Comparator.comparingLong((Conversation it) -> -it.flows())
          .thenComparing(Conversation::source)
          .thenComparing(Conversation::destination)
          .thenComparing(Conversation::port);

  private final List<Profile> windows;
  private final long flows;
  private final Map<EntityKind, Map<Entity, Sums>> tables = new EnumMap<>(EntityKind.class);

  private ProfileMerge(List<Profile> windows) {
    this.windows = windows;
    this.flows = windows.stream().mapToLong(Profile::flows).sum();
    for (EntityKind kind : EntityKind.values()) {
      Map<Entity, Sums> table = new HashMap<>();
      for (Profile window : windows) {
        long floor = window.floor(kind);
        for (EntityStats stats : window.entities(kind)) {
          Sums sums = table.computeIfAbsent(stats.entity(), any -> new Sums());
          sums.add(stats);
          sums.floors += floor;
        }
      }
      tables.put(kind, table);
    }
    countEnds();
  }

  /** Totals of an entity over the windows that list it. */
  private static final class Sums {
    private long flows;
    private double packets;
    private double bytes;
    private double durations;

    /** Sum of the floors of these windows. */
    private long floors;

    /** Those of the window with the most. */
    private long peers;

    private long ports;

    /** Distinct ones among all that are listed. */
    private long listedPeers;

    private long listedPorts;

    void add(EntityStats stats) {
      flows += stats.flows();
      packets += stats.packets();
      bytes += stats.bytes();
      durations += stats.meanLogDuration() * stats.flows();
      peers = Math.max(peers, stats.peers());
      ports = Math.max(ports, stats.ports());
    }

    /** Flows that it has at most, by the sum of the floors of all windows. */
    long mostFlows(long allFloors) {
      return flows + allFloors - floors;
    }

    EntityStats of(Entity entity) {
      return new EntityStats(
          entity,
          flows,
          limited(packets),
          limited(bytes),
          Math.max(peers, listedPeers),
          Math.max(ports, listedPorts),
          Math.rint(16 * durations / flows) / 16);
    }
  }

  /** As in profiles: what is beyond all doubles is as large as can be. */
  private static double limited(double sum) {
    return Double.isNaN(sum) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
  }

  /** See {@link WindowAccumulator#together}. */
  static Profile of(List<Profile> windows) {
    return windows.size() == 1 ? windows.get(0) : new ProfileMerge(windows).merged();
  }

  /** What pairs, clients and services say of the ends of others. */
  private void countEnds() {
    for (Entity pair : table(EntityKind.PAIR).keySet()) {
      count(Entity.source(pair.first()), sums -> sums.listedPeers++);
      count(Entity.destination(pair.second()), sums -> sums.listedPeers++);
    }
    for (Entity client : table(EntityKind.CLIENT).keySet()) {
      count(Entity.source(client.second()), sums -> sums.listedPorts++);
      count(new Entity(EntityKind.PORT, client.first(), ""), sums -> sums.listedPeers++);
    }
    for (Entity service : table(EntityKind.SERVICE).keySet()) {
      count(Entity.destination(service.second()), sums -> sums.listedPorts++);
    }
  }

  private Map<Entity, Sums> table(EntityKind kind) {
    return Objects.requireNonNull(tables.get(kind), "there is a table of every kind");
  }

  private void count(Entity entity, Consumer<Sums> one) {
    Sums sums = table(entity.kind()).get(entity);
    if (sums != null) {
      one.accept(sums);
    }
  }

  private Profile merged() {
    Map<EntityKind, List<EntityStats>> listed = new EnumMap<>(EntityKind.class);
    Map<EntityKind, Long> floors = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      long floor = sum(window -> window.floor(kind));
      List<EntityStats> all = new ArrayList<>();
      table(kind).forEach((entity, sums) -> all.add(sums.of(entity)));
      all.sort(BY_FLOWS);
      int most = Math.min(all.size(), Profile.MAX_TOGETHER);
      for (EntityStats cut : all.subList(most, all.size())) {
        count(cut.entity(), sums -> floors.merge(kind, sums.mostFlows(floor), Math::max));
      }
      listed.put(kind, all.subList(0, most));
      floors.merge(kind, floor, Math::max);
    }
    Profile last = windows.get(windows.size() - 1);
    return new Profile(
        last.windowId(),
        flows,
        sum(Profile::partialFlows),
        last.measure(),
        times(Profile::firstTime).min().orElse(FlowBatch.NO_TIME),
        times(Profile::lastTime).max().orElse(FlowBatch.NO_TIME),
        metrics(),
        listed,
        conversations(),
        new Allowed(
            sum(window -> window.allowed().flows()),
            sum(window -> window.allowed().partialFlows()),
            List.of(),
            List.of(),
            List.of()),
        windows.stream().mapToInt(window -> window.windows()).sum(),
        floors);
  }

  private LongStream times(ToLongFunction<Profile> of) {
    return windows.stream().mapToLong(of).filter(time -> time != FlowBatch.NO_TIME);
  }

  private long sum(ToLongFunction<Profile> of) {
    return windows.stream().mapToLong(of).sum();
  }

  private List<Conversation> conversations() {
    Map<Conversation, Long> counts = new HashMap<>();
    for (Profile window : windows) {
      for (Conversation it : window.conversations()) {
        Conversation key = new Conversation(it.source(), it.destination(), it.port(), 0);
        counts.merge(key, it.flows(), Long::sum);
      }
    }
    List<Conversation> all = new ArrayList<>();
    counts.forEach(
        (it, count) -> all.add(new Conversation(it.source(), it.destination(), it.port(), count)));
    all.sort(MOST_FLOWS);
    return all.size() > Profile.MAX_TOGETHER ? all.subList(0, Profile.MAX_TOGETHER) : all;
  }

  private List<Double> metrics() {
    List<Double> metrics = new ArrayList<>();
    for (ProfileMetric metric : ProfileMetric.values()) {
      metrics.add(
          switch (metric) {
            case LOG_BYTES, LOG_DURATION, UNANSWERED_SHARE, SMALL_SHARE, TCP_SHARE -> mean(metric);
            case TOP_PAIR_LOG_BYTES -> topPairLogBytes();
            case SHAPES -> distinct(metric, EntityKind.SHAPE);
            case SOURCES -> distinct(metric, EntityKind.SOURCE);
            case DESTINATIONS -> distinct(metric, EntityKind.DESTINATION);
            case PORTS -> distinct(metric, EntityKind.PORT);
            case PAIRS -> distinct(metric, EntityKind.PAIR);
            case SERVICES -> distinct(metric, EntityKind.SERVICE);
            case TOP_SOURCE_SHARE -> top(EntityKind.SOURCE);
            case TOP_DESTINATION_SHARE -> top(EntityKind.DESTINATION);
            case TOP_SERVICE_SHARE -> top(EntityKind.SERVICE);
          });
    }
    return metrics;
  }

  private double mean(ProfileMetric metric) {
    double sum = 0;
    for (Profile window : windows) {
      sum += window.metric(metric) * window.flows();
    }
    return flows == 0 ? 0 : sum / flows;
  }

  /** Where a list is full, a pair that is not in it may be the top one of its window. */
  private double topPairLogBytes() {
    boolean isListed = sum(window -> window.floor(EntityKind.PAIR)) == 0;
    double most = isListed ? 0 : most(ProfileMetric.TOP_PAIR_LOG_BYTES);
    for (Sums pair : table(EntityKind.PAIR).values()) {
      most = Math.max(most, ProfileAccumulator.halfLog(limited(pair.bytes)) / 2.0);
    }
    return most;
  }

  private double most(ProfileMetric metric) {
    return windows.stream().mapToDouble(window -> window.metric(metric)).max().orElse(0);
  }

  private double distinct(ProfileMetric metric, EntityKind kind) {
    return Math.max(table(kind).size(), most(metric));
  }

  private double top(EntityKind kind) {
    long most = 0;
    for (Sums sums : table(kind).values()) {
      most = Math.max(most, sums.flows);
    }
    return flows == 0 ? 0 : (double) most / flows;
  }
}
