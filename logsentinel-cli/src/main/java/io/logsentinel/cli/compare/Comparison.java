package io.logsentinel.cli.compare;

import io.logsentinel.core.artifact.IncidentsJson.Entry;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Comparison of the incidents of two runs. Each incident is in exactly one of its lists: of the
 * later run as new or as ongoing, of the earlier run as gone or as what an ongoing one continues.
 *
 * @param fresh incidents of the later run that continue none of the earlier
 * @param ongoing incidents of the later run that do
 * @param gone incidents of the earlier run that none continues
 * @param known by the id of a new incident, what its attackers did in the earlier run under other
 *     names; none where they did nothing
 */
public record Comparison(
    List<Entry> fresh, List<Ongoing> ongoing, List<Entry> gone, Map<String, List<Entry>> known) {
  /** From so many attackers on, they are a crowd that changes from day to day. */
  private static final int CROWD = 4;

  public Comparison {
    fresh = List.copyOf(fresh);
    ongoing = List.copyOf(ongoing);
    gone = List.copyOf(gone);
    known = Map.copyOf(known);
  }

  /**
   * Incident that was there before.
   *
   * @param now as the later run has it
   * @param before what it continues, at least one
   */
  public record Ongoing(Entry now, List<Entry> before) {
    public Ongoing {
      before = List.copyOf(before);
    }
  }

  /**
   * {@return what became of incidents} An incident continues those that were called the same and
   * have the same addresses in the same part; of several, those with the same victims.
   *
   * @param earlier of one run
   * @param later of another
   */
  public static Comparison of(List<Entry> earlier, List<Entry> later) {
    List<Entry> fresh = new ArrayList<>();
    List<Ongoing> ongoing = new ArrayList<>();
    Set<Entry> continued = new HashSet<>();
    Map<String, List<Entry>> known = new HashMap<>();
    Map<String, List<Entry>> byAddress = byAddress(earlier);
    for (Entry now : later) {
      List<Entry> met = meeting(now, byAddress);
      List<Entry> before = continuedBy(now, met);
      continued.addAll(before);
      if (before.isEmpty()) {
        fresh.add(now);
        known.put(now.id(), met.stream().filter(it -> share(it, now, Role.ATTACKER)).toList());
      } else {
        ongoing.add(new Ongoing(now, before));
      }
    }
    return new Comparison(
        fresh, ongoing, earlier.stream().filter(it -> !continued.contains(it)).toList(), known);
  }

  private static Map<String, List<Entry>> byAddress(List<Entry> incidents) {
    Map<String, List<Entry>> byAddress = new HashMap<>();
    for (Entry incident : incidents) {
      incident.entities().stream()
          .map(Participant::address)
          .distinct()
          .forEach(it -> byAddress.computeIfAbsent(it, key -> new ArrayList<>()).add(incident));
    }
    return byAddress;
  }

  /** Those that have an address in common with an incident; no other can be of its story. */
  private static List<Entry> meeting(Entry now, Map<String, List<Entry>> byAddress) {
    return now.entities().stream()
        .flatMap(it -> byAddress.getOrDefault(it.address(), List.of()).stream())
        .distinct()
        .toList();
  }

  private static List<Entry> continuedBy(Entry now, List<Entry> earlier) {
    List<Entry> same =
        earlier.stream()
            .filter(it -> it.pattern().equals(now.pattern()) && isSameParty(it, now))
            .toList();
    List<Entry> ofSameVictims = same.stream().filter(it -> share(it, now, Role.VICTIM)).toList();
    return ofSameVictims.isEmpty() ? same : ofSameVictims;
  }

  /** By the attackers, who are few; else by their victims, else by whoever stood out. */
  private static boolean isSameParty(Entry one, Entry other) {
    for (Role role : List.of(Role.ATTACKER, Role.VICTIM, Role.INVOLVED)) {
      if (share(one, other, role)) {
        return true;
      }
      boolean areKnown = has(one, role) && has(other, role);
      if (areKnown && !(role == Role.ATTACKER && isCrowd(one) && isCrowd(other))) {
        return false;
      }
    }
    return false;
  }

  private static boolean isCrowd(Entry incident) {
    return addresses(incident, Role.ATTACKER).size() >= CROWD;
  }

  private static boolean has(Entry incident, Role role) {
    return !addresses(incident, role).isEmpty();
  }

  private static boolean share(Entry one, Entry other, Role role) {
    return addresses(one, role).stream().anyMatch(addresses(other, role)::contains);
  }

  private static Set<String> addresses(Entry incident, Role role) {
    return incident.entities().stream()
        .filter(entity -> entity.role() == role)
        .map(Participant::address)
        .collect(Collectors.toSet());
  }
}
