package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
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

  /** Ranks those that evidence speaks of, and those behind evidence that speaks of a port alone. */
  static SuspectRanking of(Profile profile, Finding finding) {
    SuspectRanking suspects = new SuspectRanking();
    for (Evidence evidence : finding.evidence()) {
      if (evidence.entity().isPresent() && isOfHosts(evidence.entity().get())) {
        suspects.add(evidence.entity().get(), evidence.strength() * evidence.strength());
      }
    }
    if (suspects.destinations.isEmpty()) {
      suspects.addServers(profile);
    }
    return suspects;
  }

  /** Announcements to a group, and what a host says to itself, make nobody suspicious. */
  private static boolean isOfHosts(Entity entity) {
    return (entity.source().isEmpty() || AddressScope.isHost(entity.source()))
        && (entity.destination().isEmpty() || AddressScope.isHost(entity.destination()))
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
    String port = port();
    for (EntityStats count : profile.entities().get(EntityKind.SERVICE)) {
      if (count.entity().port().equals(port) && isOfHosts(count.entity())) {
        add(destinations, count.entity().destination(), 1);
        return;
      }
    }
  }

  /** {@return the attacker; empty where evidence speaks of none} */
  String source() {
    return first(sources);
  }

  /** {@return the victim; empty where evidence speaks of none} */
  String destination() {
    return first(destinations);
  }

  /** {@return the port; empty where evidence speaks of none} */
  String port() {
    return first(ports);
  }

  private static String first(Map<String, Double> weights) {
    List<String> sorted = sorted(weights);
    return sorted.isEmpty() ? "" : sorted.get(0);
  }

  private static List<String> sorted(Map<String, Double> weights) {
    List<String> names = new ArrayList<>(weights.keySet());
    names.sort(
        Comparator.comparingDouble((String name) -> -weights.get(name)).thenComparing(n -> n));
    return names;
  }

  /** {@return all addresses, the most suspicious first, each once} */
  List<String> addresses() {
    Map<String, Double> all = new HashMap<>(sources);
    destinations.forEach((address, weight) -> all.merge(address, weight, Math::max));
    return sorted(all);
  }
}
