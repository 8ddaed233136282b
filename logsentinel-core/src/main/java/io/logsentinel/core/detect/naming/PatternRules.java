package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Channels;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.text.Ipv4;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Names a finding by rules on its evidence; the first that holds counts. The attacker is the
 * source, the victim the destination that evidence speaks of most; their flows are those of the
 * pair, or, where no pair is listed, of the service.
 */
final class PatternRules {
  /** Evidence of this share of the strongest is as good as it. */
  private static final double STRONG = 0.4;

  private static final double FEWEST_PORTS = 3;

  /** A scan touches a port, or an address, this often at most. */
  private static final double MOST_FLOWS_PER_TRY = 3;

  static final double MANY_SOURCES = 5;

  /** log2 of 8 seconds in microseconds. */
  static final double LONG = 23;

  /** More packets a flow than a page takes, and no flood of them: a dialogue. */
  private static final double DIALOGUE_PACKETS = 40;

  private static final double FLOOD_PACKETS = 5000;

  private static final double SLOW_BYTES = 3000;

  /** A service that a tenth of the windows has is known. */
  private static final double KNOWN = 0.1;

  private final Profile profile;
  private final List<Evidence> evidence;
  private final SuspectRanking suspects;
  private final double strongest;

  PatternRules(Profile profile, Finding finding, SuspectRanking suspects) {
    this.profile = profile;
    this.evidence = finding.evidence();
    this.suspects = suspects;
    this.strongest = evidence.stream().mapToDouble(Evidence::strength).max().orElse(0);
  }

  /** A pattern, the sentence that says who did what, and who: empty where nobody is known. */
  record Name(AttackPattern pattern, String sentence, String attacker, String victim) {}

  Name name() {
    Optional<Evidence> vertical = strong(this::isVertical);
    Optional<Evidence> horizontal = strongHorizontal();
    if (horizontal.isPresent()
        && (vertical.isEmpty() || horizontal.get().observed() > 2 * vertical.get().observed())) {
      return scanned(AttackPattern.HORIZONTAL_SCAN, horizontal.get(), " addresses");
    }
    if (vertical.isPresent()) {
      return scanned(AttackPattern.VERTICAL_SCAN, vertical.get(), " ports");
    }
    EntityStats flows = flows();
    if (isVolumeAlone()) {
      return moved();
    }
    return flows == null ? unknown() : ofService(flows);
  }

  SuspectRanking suspects() {
    return suspects;
  }

  Optional<Evidence> strongHorizontal() {
    return strong(this::isHorizontal);
  }

  /** More bytes between two addresses, and nothing of who or where that is half as unusual. */
  private boolean isVolumeAlone() {
    double volume = 0;
    double others = 0;
    for (Evidence e : evidence) {
      if (e.channel().name().equals(ProfileMetric.TOP_PAIR_LOG_BYTES.label())) {
        volume = e.observed() > e.expected() ? e.strength() : 0;
      } else if (!e.channel().group().equals(Channels.WINDOW)) {
        others = Math.max(others, e.strength());
      }
    }
    return volume > 2 * others;
  }

  private Name ofService(EntityStats flows) {
    String port = suspects.port();
    String server = suspects.destination();
    String login = PortServices.login(port);
    if (login != null) {
      return said(AttackPattern.BRUTE_FORCE, flows, " to log in to " + login + " of " + server);
    }
    if (isNewOutside(server, port)) {
      return isBrowsed()
          ? unknown()
          : said(AttackPattern.BOT, flows, " to " + server + " outside, port " + port);
    }
    String target = " to " + server + (port.isEmpty() ? "" : " port " + port);
    boolean isWeb = PortServices.isWeb(port);
    double packets = flows.packets() / flows.flows();
    double bytes = flows.bytes() / flows.flows();
    if (isWeb && flows.meanLogDuration() >= LONG && bytes < SLOW_BYTES) {
      return said(AttackPattern.SLOW_EXHAUSTION, flows, target);
    }
    if (isWeb && packets >= DIALOGUE_PACKETS && packets < FLOOD_PACKETS) {
      return said(AttackPattern.WEB_ATTACK, flows, target);
    }
    EntityStats service = profile.count(new Entity(EntityKind.SERVICE, port, server));
    boolean many =
        service != null
            && service.peers() >= MANY_SOURCES
            && strong(e -> isOf(e, EntityKind.SERVICE, "peers")).isPresent();
    if (many) {
      return said(AttackPattern.DISTRIBUTED_FLOOD, service, target);
    }
    if (isWeb) {
      return said(AttackPattern.FAST_EXHAUSTION, flows, target);
    }
    return port.isEmpty() ? unknown() : said(AttackPattern.FLOOD, flows, target);
  }

  private Optional<Evidence> strong(Predicate<Evidence> kind) {
    return evidence.stream()
        .filter(kind)
        .filter(e -> e.strength() >= STRONG * strongest)
        .max(java.util.Comparator.comparingDouble(Evidence::observed));
  }

  private static boolean isOf(Evidence e, EntityKind kind, String measure) {
    return e.entity().isPresent()
        && e.entity().get().kind() == kind
        && e.channel().name().startsWith(kind.label() + " " + measure);
  }

  private boolean isVertical(Evidence e) {
    boolean ofPorts =
        isOf(e, EntityKind.PAIR, "ports")
            || isOf(e, EntityKind.SOURCE, "ports")
            || isOf(e, EntityKind.SOURCE, "new ports")
            || isOf(e, EntityKind.DESTINATION, "ports")
            || isOf(e, EntityKind.DESTINATION, "new ports");
    return ofPorts
        && e.observed() >= FEWEST_PORTS
        && triesFew(e, 2 * e.observed() >= portsOf(e.entity().get()));
  }

  private boolean isHorizontal(Evidence e) {
    boolean ofPeers = isOf(e, EntityKind.SOURCE, "peers") || isOf(e, EntityKind.CLIENT, "peers");
    return ofPeers && e.observed() >= FEWEST_PORTS && triesFew(e, true);
  }

  private long portsOf(Entity entity) {
    EntityStats count = profile.count(entity);
    return count == null ? 0 : count.ports();
  }

  /** A busy host has flows of its own beside the scan: they do not count against it. */
  private boolean triesFew(Evidence e, boolean mostly) {
    EntityStats count = profile.count(e.entity().get());
    boolean seldom = e.expected() < 1;
    return count == null
        || !seldom
        || (mostly && count.flows() <= MOST_FLOWS_PER_TRY * Math.max(1, e.observed()));
  }

  /** What the attacker did to the victim, else what came to the victim's service. */
  EntityStats flows() {
    String source = suspects.source();
    String destination = suspects.destination();
    EntityStats pair = profile.count(new Entity(EntityKind.PAIR, source, destination));
    EntityStats service =
        profile.count(new Entity(EntityKind.SERVICE, suspects.port(), destination));
    if (pair != null && (service == null || 2 * pair.flows() >= service.flows())) {
      return pair;
    }
    if (service != null) {
      return service;
    }
    return profile.count(new Entity(EntityKind.DESTINATION, destination, ""));
  }

  /** Whether somebody calls a new service outside at a common port, alone: so people browse. */
  boolean isBrowsed() {
    String server = suspects.destination();
    String port = suspects.port();
    return isNewOutside(server, port) && isCommon(port) && sourcesOf(server, port) < 2;
  }

  private boolean isNewOutside(String server, String port) {
    return isOutside(server) && !isKnown(server, port);
  }

  /** Whether the baseline's windows have the service, or find nothing in it to speak of. */
  private boolean isKnown(String server, String port) {
    return evidence.stream()
        .filter(e -> e.entity().isPresent() && e.entity().get().kind() == EntityKind.SERVICE)
        .filter(e -> e.entity().get().destination().equals(server))
        .filter(e -> e.entity().get().port().equals(port))
        .allMatch(e -> e.seen() >= KNOWN);
  }

  private boolean isCommon(String port) {
    return evidence.stream().anyMatch(e -> e.channel().group().equals(port));
  }

  /** 0 where the service is not listed. */
  long sourcesOf(String server, String port) {
    EntityStats service = profile.count(new Entity(EntityKind.SERVICE, port, server));
    return service == null ? 0 : service.peers();
  }

  /** A public IPv4 address, or an IPv6 address that is neither local nor private. */
  static boolean isOutside(String address) {
    long ipv4 = Ipv4.parse(address);
    if (ipv4 == Ipv4.NONE) {
      String lower = address.toLowerCase(java.util.Locale.ROOT);
      return lower.indexOf(':') >= 0
          && !lower.startsWith("fc")
          && !lower.startsWith("fd")
          && !lower.startsWith("fe80")
          && !lower.equals("::1");
    }
    long first = ipv4 >>> 24;
    long second = ipv4 >>> 16 & 0xFF;
    boolean isPrivate =
        first == 10
            || first == 127
            || first >= 224
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168)
            || (first == 169 && second == 254);
    return !isPrivate;
  }

  private Name scanned(AttackPattern pattern, Evidence e, String what) {
    String source = suspects.source().isEmpty() ? "Somebody" : suspects.source();
    String of =
        pattern == AttackPattern.VERTICAL_SCAN && !suspects.destination().isEmpty()
            ? " of " + suspects.destination()
            : "";
    return name(
        pattern,
        source
            + " tried "
            + Phrases.count(e.observed())
            + what
            + of
            + ", where "
            + Phrases.number(e.expected())
            + " are usual.");
  }

  private Name said(AttackPattern pattern, EntityStats flows, String what) {
    String source =
        flows.entity().kind() == EntityKind.PAIR
            ? flows.entity().source()
            : flows.peers() == 1 ? onlySourceOf(flows) : flows.peers() + " sources";
    return name(
        pattern,
        source
            + " made "
            + flows.flows()
            + (flows.flows() == 1 ? " connection" : " connections")
            + what
            + ", with "
            + Phrases.number(flows.packets() / flows.flows())
            + " packets each on average.");
  }

  private String onlySourceOf(EntityStats flows) {
    return profile.entities().get(EntityKind.PAIR).stream()
        .map(EntityStats::entity)
        .filter(pair -> pair.destination().equals(flows.entity().destination()))
        .map(Entity::source)
        .findFirst()
        .orElse("1 source");
  }

  private Name moved() {
    EntityStats most = null;
    for (EntityStats pair : profile.entities().get(EntityKind.PAIR)) {
      most = most == null || pair.bytes() > most.bytes() ? pair : most;
    }
    if (most == null) {
      return name(AttackPattern.EXFILTRATION, "A pair of addresses moved more bytes than usual.");
    }
    String source = most.entity().source();
    String destination = most.entity().destination();
    return new Name(
        AttackPattern.EXFILTRATION,
        source + " and " + destination + " moved " + Phrases.count(most.bytes()) + " bytes.",
        source,
        destination);
  }

  private Name unknown() {
    return name(
        AttackPattern.UNKNOWN,
        evidence.isEmpty() ? "Nothing stands out." : Phrases.sentence(evidence.get(0)));
  }

  private Name name(AttackPattern pattern, String sentence) {
    return new Name(pattern, sentence, suspects.source(), suspects.destination());
  }
}
