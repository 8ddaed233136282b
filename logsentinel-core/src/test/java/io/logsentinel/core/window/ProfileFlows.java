package io.logsentinel.core.window;

import io.logsentinel.core.flow.Batches;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Flows made up for tests of profiles, and what the obvious way makes of them. */
public final class ProfileFlows {
  private ProfileFlows() {}

  static FlowRecord flow(String source, String destination, double port) {
    return new FlowRecord(source, destination, 1, port, 6, 1000, 2, 3, 40, 50, 6, 7, "BENIGN");
  }

  static void add(ProfileAccumulator to, FlowRecord flow, long time) {
    to.add(Batches.of(flow), 0, 1, new long[] {time});
  }

  /** Few addresses and ports, so that they repeat; numbers whose sums are exact in any order. */
  static Arbitrary<FlowRecord> any() {
    Arbitrary<String> address =
        Arbitraries.of(
            "10.0.0.1",
            "10.0.0.2",
            "010.0.0.1",
            " 10.0.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "256.0.0.1",
            "fe80::1",
            "FE80::1",
            "fe80:0::1%1",
            "::FFFF:10.0.0.1",
            "0:0:0:0:0:ffff:a00:2",
            "host",
            "\u00a0host",
            "hôst\n",
            "",
            "a \"quoted\", one");
    Arbitrary<Double> port =
        Arbitraries.of(
            80.0, 443.0, 80.5, 0.0, -0.0, -5.0, 65535.0, 70000.5, 1e300, 1.0 / 0, -1.0 / 0);
    Arbitrary<Double> protocol =
        Arbitraries.of(6.0, 17.0, 0.0, -0.0, 254.0, 255.0, 256.0, -1.0, 6.5, 1e300, 1.0 / 0);
    Arbitrary<Double> number =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 5000).map(Integer::doubleValue)),
            Tuple.of(2, Arbitraries.integers().between(-99, 1 << 30).map(n -> n / 8.0)),
            Tuple.of(
                2,
                Arbitraries.of(
                    0.0, -0.0, 1.0, 3.0, 0.5, -4.0, 1.0 / 0, -1.0 / 0, 0x1p36, 0x1p36 - 1)));
    return Combinators.combine(address, address, port, protocol, number.list().ofSize(5))
        .as(
            (from, to, p, type, n) ->
                new FlowRecord(
                    from, to, 1, p, type, n.get(0), n.get(1), n.get(2), n.get(3), n.get(4), 1, 1,
                    "BENIGN"));
  }

  public static Arbitrary<Long> anyTime() {
    return Arbitraries.of(FlowBatch.NO_TIME, 0L, -5L, 1_499_072_158_000L, 1_499_072_158_001L);
  }

  /** Flows with their times. */
  record Timed(FlowRecord flow, long time) {}

  static Arbitrary<List<Timed>> anyTimed(int least) {
    return Combinators.combine(any(), anyTime())
        .as(Timed::new)
        .list()
        .ofMinSize(least)
        .ofMaxSize(60);
  }

  private static double finite(double value) {
    return Double.isInfinite(value) ? 0 : value;
  }

  private static String source(FlowRecord flow) {
    return IpAddress.canonical(flow.sourceIp());
  }

  private static String destination(FlowRecord flow) {
    return IpAddress.canonical(flow.destinationIp());
  }

  static double port(FlowRecord flow) {
    return finite(flow.destinationPort()) + 0.0;
  }

  static double packets(FlowRecord flow) {
    return finite(flow.forwardPackets()) + finite(flow.backwardPackets());
  }

  static double bytes(FlowRecord flow) {
    return finite(flow.forwardBytes()) + finite(flow.backwardBytes());
  }

  /** Twice log2(1 + value) in whole steps: at a power of two, and at one and a half of it. */
  static long halfLog(double value) {
    double shifted = 1 + value;
    long steps = 0;
    if (Double.isInfinite(value) || shifted < 1) {
      return steps;
    }
    double power = 1;
    while (2 * power <= shifted) {
      power *= 2;
      steps += 2;
    }
    return shifted >= 1.5 * power ? steps + 1 : steps;
  }

  private static String protocol(double protocol) {
    return protocol >= 0 && protocol < 255 && protocol == Math.rint(protocol)
        ? NumberText.write(protocol + 0.0)
        : "odd";
  }

  private static String size(double bytes) {
    return bytes >= 0 && bytes < 0x1p36 && bytes == Math.rint(bytes)
        ? Long.toString((long) bytes)
        : "odd" + (finite(bytes) + 0.0);
  }

  private static Entity entity(EntityKind kind, FlowRecord flow) {
    String port = NumberText.write(port(flow));
    return switch (kind) {
      case SOURCE -> new Entity(kind, source(flow), "");
      case DESTINATION -> new Entity(kind, destination(flow), "");
      case PAIR -> new Entity(kind, source(flow), destination(flow));
      case PORT -> new Entity(kind, port, "");
      case CLIENT -> new Entity(kind, port, source(flow));
      case SERVICE -> new Entity(kind, port, destination(flow));
      case SHAPE ->
          new Entity(kind, port, protocol(flow.protocol()) + "/" + size(flow.backwardBytes()));
    };
  }

  private static EntityStats count(Entity entity, List<FlowRecord> flows) {
    EntityKind kind = entity.kind();
    if (kind == EntityKind.SHAPE) {
      return new EntityStats(entity, flows.size(), 0, 0, 0, 0, 0);
    }
    Set<String> sources = new HashSet<>();
    Set<String> destinations = new HashSet<>();
    Set<Double> ports = new HashSet<>();
    double packets = 0;
    double bytes = 0;
    long duration = 0;
    for (FlowRecord flow : flows) {
      sources.add(source(flow));
      destinations.add(destination(flow));
      ports.add(port(flow));
      packets += packets(flow);
      bytes += bytes(flow);
      duration += halfLog(flow.flowDuration());
    }
    long peers =
        switch (kind) {
          case SOURCE, CLIENT -> destinations.size();
          case DESTINATION, SERVICE, PORT -> sources.size();
          default -> 0;
        };
    long distinctPorts = kind.hasPort() ? 0 : ports.size();
    // to an eighth of a half step, halves up
    double mean = Math.floor((8.0 * duration + flows.size() / 2) / flows.size()) / 16;
    return new EntityStats(entity, flows.size(), packets, bytes, peers, distinctPorts, mean);
  }

  /** The profile of some flows, at most as many as all entities of are listed, the obvious way. */
  static Profile profile(long id, List<Timed> timed) {
    List<FlowRecord> flows = timed.stream().map(Timed::flow).toList();
    Map<EntityKind, List<EntityStats>> listed = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      Map<Entity, List<FlowRecord>> byEntity = new LinkedHashMap<>();
      for (FlowRecord flow : flows) {
        byEntity.computeIfAbsent(entity(kind, flow), e -> new ArrayList<>()).add(flow);
      }
      List<EntityStats> counts = new ArrayList<>();
      byEntity.forEach((entity, its) -> counts.add(count(entity, its)));
      counts.sort(Comparator.comparingLong(c -> -c.flows())); // stable: first come, first listed
      listed.put(kind, counts);
    }
    List<Long> times = timed.stream().map(Timed::time).filter(t -> t != FlowBatch.NO_TIME).toList();
    return new Profile(
        id,
        flows.size(),
        0,
        Measure.PAYLOAD,
        times.stream().min(Comparator.naturalOrder()).orElse(FlowBatch.NO_TIME),
        times.stream().max(Comparator.naturalOrder()).orElse(FlowBatch.NO_TIME),
        metrics(flows, listed),
        listed,
        conversations(flows));
  }

  private static List<Conversation> conversations(List<FlowRecord> flows) {
    Map<Conversation, Long> counted = new LinkedHashMap<>();
    for (FlowRecord flow : flows) {
      String port = NumberText.write(port(flow));
      Conversation of = new Conversation(source(flow), destination(flow), port, 1);
      counted.merge(of, 1L, Long::sum);
    }
    List<Conversation> listed = new ArrayList<>();
    counted.forEach(
        (of, count) ->
            listed.add(new Conversation(of.source(), of.destination(), of.port(), count)));
    listed.sort(Comparator.comparingLong(of -> -of.flows())); // stable: first come, first listed
    return listed;
  }

  private static List<Double> metrics(
      List<FlowRecord> flows, Map<EntityKind, List<EntityStats>> listed) {
    double n = flows.size();
    double mostBytes =
        listed.get(EntityKind.PAIR).stream().mapToDouble(EntityStats::bytes).max().orElseThrow();
    return List.of(
        flows.stream().mapToLong(f -> halfLog(bytes(f))).sum() / 2.0 / n,
        flows.stream().mapToLong(f -> halfLog(f.flowDuration())).sum() / 2.0 / n,
        halfLog(Math.max(0, mostBytes)) / 2.0,
        flows.stream().filter(f -> finite(f.backwardPackets()) == 0).count() / n,
        flows.stream().filter(f -> packets(f) <= 3).count() / n,
        flows.stream().filter(f -> f.protocol() == 6).count() / n,
        (double) listed.get(EntityKind.SHAPE).size(),
        (double) listed.get(EntityKind.SOURCE).size(),
        (double) listed.get(EntityKind.DESTINATION).size(),
        (double) listed.get(EntityKind.PORT).size(),
        (double) listed.get(EntityKind.PAIR).size(),
        (double) listed.get(EntityKind.SERVICE).size(),
        listed.get(EntityKind.SOURCE).get(0).flows() / n,
        listed.get(EntityKind.DESTINATION).get(0).flows() / n,
        listed.get(EntityKind.SERVICE).get(0).flows() / n);
  }

  /** A profile with odd sizes named by the order in which they are listed, not by their hash. */
  static Profile plain(Profile profile) {
    Map<String, String> names = new HashMap<>();
    Map<EntityKind, List<EntityStats>> listed = new EnumMap<>(profile.entities());
    listed.put(
        EntityKind.SHAPE,
        profile.entities().get(EntityKind.SHAPE).stream()
            .map(
                count -> {
                  String second = count.entity().second();
                  int at = second.lastIndexOf("/odd");
                  String plain =
                      at < 0
                          ? second
                          : second.substring(0, at)
                              + names.computeIfAbsent(
                                  second.substring(at), odd -> "/odd #" + names.size());
                  return new EntityStats(
                      new Entity(EntityKind.SHAPE, count.entity().first(), plain),
                      count.flows(),
                      0,
                      0,
                      0,
                      0,
                      0);
                })
            .toList());
    return new Profile(
        profile.windowId(),
        profile.flows(),
        0,
        profile.measure(),
        profile.firstTime(),
        profile.lastTime(),
        profile.metrics(),
        listed,
        profile.conversations());
  }
}
