package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Facts of a finding that the rules of patterns ask for. The attacker is the source, the victim the
 * destination that evidence speaks of most.
 */
final class FindingFacts {
  /** Evidence of this share of the strongest is as good as it. */
  private static final double STRONG = 0.4;

  /** A service that a tenth of the windows has is known. */
  private static final double KNOWN = 0.1;

  private final Profile profile;
  private final List<Evidence> evidence;
  private final SuspectRanking suspects;
  private final double strongest;
  private final EntityStats flows;

  FindingFacts(Profile profile, Finding finding, SuspectRanking suspects) {
    this.profile = profile;
    this.evidence = finding.evidence();
    this.suspects = suspects;
    this.strongest = evidence.stream().mapToDouble(Evidence::strength).max().orElse(0);
    this.flows = flowsOfSuspects();
  }

  /** Flows of attacker and victim; of the victim's service, or the victim, where these say more. */
  private EntityStats flowsOfSuspects() {
    EntityStats pair = profile.count(Entity.pair(source(), server()));
    EntityStats service = service();
    if (pair != null && (service == null || 2 * pair.flows() >= service.flows())) {
      return pair;
    }
    return service != null ? service : profile.count(Entity.destination(server()));
  }

  /** {@return all evidence, the largest contribution first} */
  List<Evidence> evidence() {
    return evidence;
  }

  /** {@return the attacker; empty where evidence speaks of none} */
  String source() {
    return suspects.source();
  }

  /** {@return the victim; empty where evidence speaks of none} */
  String server() {
    return suspects.destination();
  }

  /** {@return the port that evidence speaks of most; empty where it speaks of none} */
  String port() {
    return suspects.port();
  }

  /** {@return the flows of the pair, or, where no pair is listed, of the service; null if none} */
  EntityStats flows() {
    return flows;
  }

  /** {@return the service of victim and port; null where it is not listed} */
  EntityStats service() {
    return profile.count(Entity.service(server(), port()));
  }

  /** {@return distinct sources of the service; 0 where it is not listed} */
  long sources() {
    EntityStats service = service();
    return service == null ? 0 : service.peers();
  }

  /** {@return the flows of the entity that evidence speaks of; null where it is not listed} */
  EntityStats count(Evidence e) {
    return profile.count(e.entity().get());
  }

  /** {@return the pair of addresses with the most bytes; null where none is listed} */
  EntityStats heaviestPair() {
    EntityStats most = null;
    for (EntityStats pair : profile.entities().get(EntityKind.PAIR)) {
      most = most == null || pair.bytes() > most.bytes() ? pair : most;
    }
    return most;
  }

  /** {@return the source of the first listed pair with a destination} */
  Optional<String> anySourceOf(String destination) {
    return profile.entities().get(EntityKind.PAIR).stream()
        .map(EntityStats::entity)
        .filter(pair -> pair.destination().equals(destination))
        .map(pair -> pair.source())
        .findFirst();
  }

  /** {@return of evidence of a kind that is as good as the strongest, that of the most} */
  Optional<Evidence> strong(Predicate<Evidence> kind) {
    return evidence.stream()
        .filter(kind)
        .filter(e -> e.strength() >= STRONG * strongest)
        .max(Comparator.comparingDouble(Evidence::observed));
  }

  /** {@return whether an outside service is called that the baseline's windows do not have} */
  boolean isNewOutside() {
    return AddressScope.isOutside(server()) && !isKnown();
  }

  /** True too where the baseline's windows find nothing in the service to speak of. */
  private boolean isKnown() {
    return evidence.stream()
        .filter(e -> e.entity().isPresent() && e.entity().get().kind() == EntityKind.SERVICE)
        .filter(e -> e.entity().get().destination().equals(server()))
        .filter(e -> e.entity().get().port().equals(port()))
        .allMatch(e -> e.seen() >= KNOWN);
  }

  /** {@return whether somebody calls a new service at a common port, alone: so people browse} */
  boolean isBrowsed() {
    return isNewOutside() && isCommonPort() && sources() < 2;
  }

  private boolean isCommonPort() {
    return evidence.stream().map(Evidence::channel).map(Channel::group).anyMatch(port()::equals);
  }
}
