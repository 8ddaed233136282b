package io.logsentinel.cli.output;

import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Source and destination of an event, in the direction of its flows: the first of either side.
 *
 * @param source address, any text; empty where nobody is known to be it
 * @param destination likewise
 * @param port the destination's, where the flows to it were counted together
 */
record Endpoints(String source, String destination, OptionalInt port) {
  static final Endpoints NONE = new Endpoints("", "", OptionalInt.empty());

  private static final int MOST_PORTS = 0xFFFF;

  static Endpoints of(Incident incident) {
    String attacker = first(incident, Role.ATTACKER);
    String victim = first(incident, Role.VICTIM);
    if (attacker.isEmpty() && victim.isEmpty()) {
      return ofInvolved(incident);
    }
    // an infected host calls the one that steers it
    boolean isCalled = incident.pattern().family() == Family.BOT;
    String destination = isCalled ? attacker : victim;
    return new Endpoints(isCalled ? victim : attacker, destination, port(incident, destination));
  }

  private static String first(Incident incident, Role role) {
    return incident.entities().stream()
        .filter(participant -> participant.role() == role)
        .findFirst()
        .map(Participant::address)
        .orElse("");
  }

  /** Who did what is not known, but whose flows were counted together is. */
  private static Endpoints ofInvolved(Incident incident) {
    List<String> involved = incident.entities().stream().map(Participant::address).toList();
    return Stream.concat(
            incident.evidence().stream().flatMap(evidence -> evidence.entity().stream()),
            incident.talkers().stream().map(EntityTotals::entity))
        .filter(entity -> entity.kind() == EntityKind.PAIR)
        .filter(pair -> involved.contains(pair.source()) && involved.contains(pair.destination()))
        .findFirst()
        .map(
            pair ->
                new Endpoints(
                    pair.source(), pair.destination(), port(incident, pair.destination())))
        .orElse(NONE);
  }

  /** An address has many ports: only one that alone was counted with it is stated. */
  private static OptionalInt port(Incident incident, String address) {
    List<String> ports =
        incident.ports().stream()
            .filter(
                port ->
                    incident.talkers().stream()
                        .anyMatch(it -> it.entity().equals(Entity.service(address, port))))
            .toList();
    boolean isNumber = ports.size() == 1 && ports.get(0).matches("[0-9]{1,5}");
    int port = isNumber ? Integer.parseInt(ports.get(0)) : -1;
    return port >= 0 && port <= MOST_PORTS ? OptionalInt.of(port) : OptionalInt.empty();
  }
}
