package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ranking of addresses and ports by the strength of the evidence that speaks of them. */
final class SuspectRanking {
  private final Map<String, Double> sources = new HashMap<>();
  private final Map<String, Double> destinations = new HashMap<>();
  private final Map<String, Double> ports = new HashMap<>();
  private final Hosts hosts;
  private Suspects suspects = new Suspects("", "", "");

  private SuspectRanking(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * Who did what to whom, as far as it is known: what is named together has flows together.
   *
   * @param source the attacker, empty for none
   * @param destination the victim, empty for none
   * @param port destination port, empty for none
   */
  private record Suspects(String source, String destination, String port) {

    // written out: what the compiler would make of records is slow until the JVM is warm

    @Override
    public boolean equals(Object other) {
      return other instanceof Suspects it
          && source.equals(it.source)
          && destination.equals(it.destination)
          && port.equals(it.port);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * source.hashCode() + destination.hashCode()) + port.hashCode();
    }
  }

  /** Ranks those that evidence speaks of, and those behind evidence that speaks of a port alone. */
  static SuspectRanking of(Profile profile, Finding finding) {
    SuspectRanking suspects = new SuspectRanking(new Hosts(profile));
    for (Evidence evidence : finding.evidence()) {
      if (evidence.entity().isPresent() && suspects.isOfHosts(evidence.entity().get())) {
        suspects.add(evidence.entity().get(), evidence.strength() * evidence.strength());
      }
    }
    if (suspects.destinations.isEmpty()) {
      suspects.addServers(profile);
    }
    suspects.suspects = suspects.together(profile);
    return suspects;
  }

  /** Announcements to a group, and what a host says to itself, make nobody suspicious. */
  private boolean isOfHosts(Entity entity) {
    return (entity.source().isEmpty() || hosts.isHost(entity.source()))
        && (entity.destination().isEmpty() || hosts.isHost(entity.destination()))
        && (entity.source().isEmpty() || !entity.source().equals(entity.destination()));
  }

  private void add(Entity entity, double weight) {
    add(sources, entity.source(), weight);
    add(destinations, entity.destination(), weight);
    add(ports, entity.port(), weight);
  }

  private static void add(Map<String, Double> weights, String name, double weight) {
    if (!name.isEmpty()) {
      weights.merge(name, weight, Double::sum);
    }
  }

  /** Flow shapes have no address: whoever serves their port most is meant. */
  private void addServers(Profile profile) {
    String port = first(ports);
    for (EntityStats count : profile.entities(EntityKind.SERVICE)) {
      if (count.entity().port().equals(port) && isOfHosts(count.entity())) {
        add(destinations, count.entity().destination(), 1);
        return;
      }
    }
  }

  /**
   * Of all that have flows together, those of whom evidence speaks most: a conversation, else a
   * pair, a service or a client, else whom it speaks of most each by itself.
   */
  private Suspects together(Profile profile) {
    Suspects apart = new Suspects(first(sources), first(destinations), first(ports));
    List<Suspects> candidates = new ArrayList<>();
    for (Conversation it : profile.conversations()) {
      candidates.add(new Suspects(it.source(), it.destination(), it.port()));
    }
    if (candidates.contains(apart)) {
      return apart;
    }
    for (EntityKind kind : List.of(EntityKind.PAIR, EntityKind.SERVICE, EntityKind.CLIENT)) {
      for (EntityStats count : profile.entities(kind)) {
        Entity entity = count.entity();
        candidates.add(new Suspects(entity.source(), entity.destination(), entity.port()));
      }
    }
    Suspects best = apart;
    double most = 0;
    for (Suspects candidate : candidates) {
      double weight = weight(candidate);
      if (weight > most) {
        best = candidate;
        most = weight;
      }
    }
    return known(best);
  }

  private double weight(Suspects of) {
    return sources.getOrDefault(of.source, 0.0)
        + destinations.getOrDefault(of.destination, 0.0)
        + ports.getOrDefault(of.port, 0.0);
  }

  /** Without those of whom no evidence speaks. */
  private Suspects known(Suspects of) {
    return new Suspects(
        sources.containsKey(of.source) ? of.source : "",
        destinations.containsKey(of.destination) ? of.destination : "",
        ports.containsKey(of.port) ? of.port : "");
  }

  /** {@return the attacker; empty where evidence speaks of none} */
  String source() {
    return suspects.source;
  }

  /** {@return the victim; empty where evidence speaks of none} */
  String destination() {
    return suspects.destination;
  }

  /** {@return the port; empty where evidence speaks of none} */
  String port() {
    return suspects.port;
  }

  private static String first(Map<String, Double> weights) {
    List<String> sorted = sorted(weights);
    return sorted.isEmpty() ? "" : sorted.get(0);
  }

  private static List<String> sorted(Map<String, Double> weights) {
    return weights.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<String, Double> it) -> -it.getValue())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** {@return all addresses, the most suspicious first, each once} */
  List<String> addresses() {
    Map<String, Double> all = new HashMap<>(sources);
    destinations.forEach((address, weight) -> all.merge(address, weight, Math::max));
    return sorted(all);
  }
}
