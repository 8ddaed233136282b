package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.naming.CountedFlows.Count;
import io.logsentinel.core.detect.naming.CountedFlows.Deed;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.util.List;
import java.util.stream.Stream;

/** Counts that bear a pattern out: of each pattern the flows of those whom it names. */
final class DeedCounts {
  /** A source with this share of a service's flows, beyond the usual ones, made them. */
  private static final double ALONE = 0.7;

  /** Sources with this share of the suspect's flows do as he does. */
  private static final double ALIKE = 0.2;

  /** He has this share of all flows at least, or is one of very many. */
  private static final double PART = 0.3;

  /** Who tries fewer ports, or addresses, scans nothing. */
  private static final int SPREAD = 3;

  private static final Count ONE = new Count(1, true);

  private final CountedFlows counted;
  private final String source;
  private final String destination;
  private final String port;

  DeedCounts(CountedFlows counted, String source, String destination, String port) {
    this.counted = counted;
    this.source = source;
    this.destination = destination;
    this.port = port;
  }

  /** {@return the deed, of {@link AttackPattern#UNKNOWN} where the counts do not bear it out} */
  Deed deed(AttackPattern pattern) {
    Deed deed =
        switch (pattern) {
          case HORIZONTAL_SCAN -> horizontal(pattern);
          case VERTICAL_SCAN -> pair(pattern, counted.ports(Entity.pair(source, destination)), 0);
          case EXFILTRATION ->
              pair(pattern, Count.NONE, counted.bytes(Entity.pair(source, destination)));
          case UNKNOWN -> unknown();
          default -> service(pattern);
        };
    boolean isScan = pattern.family() == AttackPattern.Family.SCAN;
    boolean isBorneOut = deed.flows().value() > 0 && (!isScan || deed.spread().value() >= SPREAD);
    return isBorneOut ? deed : unknown();
  }

  private Deed unknown() {
    return new Deed(
        AttackPattern.UNKNOWN, "", List.of(), "", "", Count.NONE, Count.NONE, Count.NONE, 0);
  }

  private Deed pair(AttackPattern pattern, Count ports, double bytes) {
    Count flows = counted.flows(Entity.pair(source, destination));
    return new Deed(pattern, source, List.of(), destination, "", flows, ONE, ports, bytes);
  }

  /** Of the source's flows to one port, where it has them; else of all its flows. */
  private Deed horizontal(AttackPattern pattern) {
    Entity client = new Entity(EntityKind.CLIENT, port, source);
    Entity all = Entity.source(source);
    boolean isOfPort = !port.isEmpty() && 2 * addresses(client).value() >= addresses(all).value();
    Entity of = isOfPort ? client : all;
    return new Deed(
        pattern,
        source,
        List.of(),
        "",
        isOfPort ? port : "",
        counted.flows(of),
        ONE,
        addresses(of),
        0);
  }

  private Count addresses(Entity of) {
    return counted.peers(of).atLeast(counted.destinationsOf(of.source(), of.port()).size());
  }

  /**
   * One source alone where its flows are what the service has beyond the usual. Else several: all
   * of them, or those with flows like the suspect's, where others have few.
   */
  private Deed service(AttackPattern pattern) {
    Entity service = Entity.service(destination, port);
    List<String> all = counted.sourcesOf(destination, port);
    String first = flows(source).value() > 0 || all.isEmpty() ? source : all.get(0);
    Count own = flows(first);
    if (own.value() > 0 && isAlone(own.value(), all.stream().filter(it -> !it.equals(first)))) {
      return new Deed(pattern, first, List.of(), destination, port, own, ONE, Count.NONE, 0);
    }
    List<String> doers =
        all.stream().filter(it -> flows(it).value() >= ALIKE * own.value()).toList();
    boolean isAll = doers.size() == all.size();
    Count flows = counted.flows(service);
    Count sources = counted.peers(service).atLeast(doers.size());
    if (!isAll) {
      flows = doers.stream().map(this::flows).reduce(Count.NONE, Count::plus);
      sources = new Count(doers.size(), counted.listsAll());
    }
    AttackPattern named =
        pattern == AttackPattern.FLOOD && sources.value() > 1
            ? AttackPattern.DISTRIBUTED_FLOOD // its windows may each show too few of its sources
            : pattern;
    String known = own.value() > 0 ? first : "";
    List<String> others = doers.stream().filter(it -> !it.equals(known)).toList();
    return new Deed(named, known, others, destination, port, flows, sources, Count.NONE, 0);
  }

  /** Where nothing is known of the usual, the next one shows it. */
  private boolean isAlone(long own, Stream<String> others) {
    Entity service = Entity.service(destination, port);
    if (counted.excess(service) > 0) {
      return own >= ALONE * counted.excess(service);
    }
    long total = counted.flows(service).value();
    long next = others.mapToLong(it -> flows(it).value()).max().orElse(0);
    return own >= ALONE * total || (own * ALIKE >= next && own >= PART * total);
  }

  private Count flows(String by) {
    return counted.flows(by, destination, port);
  }
}
