package io.logsentinel.core.incident;

import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.CountedFlows;
import io.logsentinel.core.detect.naming.Deed;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.window.Entity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Participants of an incident: who did it and to whom it was done, by the flows that were counted,
 * and nobody else. Of those whose part is not known the ones that stood out most.
 */
final class Participants {
  private static final int MOST = 10;

  /** Who stood out, where nobody's part is known. */
  private static final int MOST_INVOLVED = 3;

  /** With less than this share of the first one's flows, or weight, an address has no part. */
  private static final double PART = 0.05;

  private static final int SCANNED_PORTS = 3;

  private final OpenIncident open;
  private final CountedFlows counted;
  private final Deed deed;

  /** In the order in which they are told. */
  private final Map<String, Role> roles = new LinkedHashMap<>();

  private final long more;

  Participants(OpenIncident open, Deed deed) {
    this.open = open;
    this.counted = open.counted();
    this.deed = deed;
    this.more =
        switch (deed.pattern()) {
          case UNKNOWN -> involved(open.addresses.names(MOST_INVOLVED));
          case DISCOVERY -> involved(List.of(deed.source()));
          case CHANGED_NETWORK -> involved(open.sources.names(MOST));
          case EXFILTRATION, REPLACED_SERVER ->
              involved(List.of(deed.source(), deed.destination()));
          case VERTICAL_SCAN -> scanned();
          case HORIZONTAL_SCAN -> swept();
          default -> ofService();
        };
  }

  private long involved(List<String> addresses) {
    addresses.forEach(address -> add(address, Role.INVOLVED));
    return 0;
  }

  private void add(String address, Role role) {
    if (!address.isEmpty()) {
      roles.putIfAbsent(address, role);
    }
  }

  private long scanned() {
    add(deed.source(), Role.ATTACKER);
    add(deed.destination(), Role.VICTIM);
    List<String> sources = weighty(open.sources, it -> isScan(Entity.pair(it, deed.destination())));
    sources.forEach(it -> add(it, Role.ATTACKER));
    List<String> destinations =
        weighty(open.destinations, it -> isScan(Entity.pair(deed.source(), it)));
    destinations.forEach(it -> add(it, Role.VICTIM));
    return 0;
  }

  private List<String> weighty(WeightedNames names, Predicate<String> hasPart) {
    double least = PART * names.weight(names.first());
    return names.names(MOST).stream()
        .filter(it -> names.weight(it) >= least && hasPart.test(it))
        .toList();
  }

  private boolean isScan(Entity pair) {
    return counted.ports(pair).value() >= SCANNED_PORTS;
  }

  private long swept() {
    add(deed.source(), Role.ATTACKER);
    List<String> destinations = counted.destinationsOf(deed.source(), deed.port());
    destinations.stream().limit(MOST - 1).forEach(it -> add(it, Role.VICTIM));
    return deed.spread().value() - (roles.size() - 1);
  }

  /** The outside address steers a bot: those who call it are its victims. */
  private long ofService() {
    boolean isSteered = deed.pattern() == AttackPattern.BOT;
    Role ofSources = isSteered ? Role.VICTIM : Role.ATTACKER;
    Role ofService = isSteered ? Role.ATTACKER : Role.VICTIM;
    if (deed.isAlone()) {
      add(deed.source(), ofSources);
      add(deed.destination(), ofService);
      return 0;
    }
    add(deed.destination(), ofService);
    add(deed.source(), ofSources);
    deed.others().stream().limit(MOST - roles.size()).forEach(it -> add(it, ofSources));
    return deed.sources().value() - (roles.size() - 1);
  }

  /** {@return those that are told, at most ten} */
  List<Participant> told() {
    List<Participant> told = new ArrayList<>();
    roles.forEach((address, role) -> told.add(new Participant(address, role, windows(address))));
    return told.subList(0, Math.min(MOST, told.size()));
  }

  /** It may have flows without ever standing out. */
  private int windows(String address) {
    int asOneOfThem = Math.max(open.sources.windows(address), open.destinations.windows(address));
    return Math.max(1, Math.max(open.addresses.windows(address), asOneOfThem));
  }

  /** {@return how many more there are with the part of those who are told, at least} */
  long more() {
    return Math.max(0, more);
  }
}
