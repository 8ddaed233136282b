package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.calibrated.Finding.Replacement;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Facts of a finding that the rules of patterns ask for. The attacker is the source, the victim the
 * destination that evidence speaks of most.
 */
final class FindingFacts {
  /** Evidence of this share of the strongest is as good as it. */
  private static final double STRONG = 0.4;

  /** A service that a tenth of the windows has is known. */
  private static final double KNOWN = 0.1;

  /** A flood sends more than a flow in two minutes, at the least. */
  private static final double FLOOD_SECONDS_PER_FLOW = 120;

  /** Half-open connections are forgotten after a minute: fewer fill no backlog of 128. */
  private static final double EMPTY_FLOWS_PER_SECOND = 2;

  /** Less payload a flow is none. */
  private static final double EMPTY_BYTES = 16;

  /** Headers of a packet that opens a connection, with its options. */
  private static final double OPENING_BYTES = 60;

  /** A barrage more than one in ten seconds. */
  private static final double BARRAGE_SECONDS_PER_FLOW = 10;

  private static final double MILLIS = 1000;

  /** Services of a system listen below. */
  private static final int UNPRIVILEGED = 1024;

  /** Clients take ports from here on. */
  private static final int EPHEMERAL = 32_768;

  /** More connections to one server than a page opens. */
  private static final int BARRAGE = 100;

  private static final int SEVERAL = 5;

  /** Who tries so many ports of a host may be scanning it. */
  private static final int TRIES_PORTS = 3;

  /** Who tries fewer addresses scans nothing. */
  private static final int SCANNED = 3;

  private static final double MOST = 0.5;

  private static final double NEARLY_ALL = 0.8;

  /** A request and its answer take this many packets. */
  private static final int BARE = 5;

  private final Profile profile;
  private final List<Evidence> evidence;
  private final SuspectRanking suspects;
  private final Predicate<String> own;
  private final CountedFlows counted;
  private final Optional<Conversation> announcement;
  private final double strongest;
  private final @Nullable EntityStats flows;
  private final Optional<Replacement> replacement;

  /** What the flows of the service are, whatever the pattern. */
  private final Deed ofService;

  FindingFacts(Profile profile, Finding finding, SuspectRanking suspects, Predicate<String> own) {
    this.profile = profile;
    this.evidence = finding.evidence();
    this.suspects = suspects;
    this.own = own;
    this.counted = CountedFlows.of(profile, evidence);
    this.announcement = new Hosts(profile).announcement(evidence);
    // a metric that hardly varies in the baseline is off by far more at once, and tells of nobody
    this.strongest =
        evidence.stream()
            .filter(each -> !(each.channel() instanceof Channel.OfMetric))
            .mapToDouble(Evidence::strength)
            .max()
            .orElse(0);
    this.flows = flowsOfSuspects();
    this.replacement = finding.replacement();
    this.ofService = deed(AttackPattern.FLOOD);
  }

  /** Flows of attacker and victim; of the victim's service, or the victim, where these say more. */
  private @Nullable EntityStats flowsOfSuspects() {
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
  @Nullable EntityStats flows() {
    return flows;
  }

  /** {@return the service of victim and port; null where it is not listed} */
  @Nullable EntityStats service() {
    return profile.count(Entity.service(server(), port()));
  }

  /** {@return distinct sources of the service; 0 where it is not listed} */
  long sources() {
    EntityStats service = service();
    return service == null ? 0 : service.peers();
  }

  /** {@return the flows of the entity that evidence speaks of; null where it is not listed} */
  @Nullable EntityStats count(Evidence e) {
    return profile.count(e.entity().get());
  }

  /** {@return the pair of addresses with the most bytes; null where none is listed} */
  @Nullable EntityStats heaviestPair() {
    EntityStats most = null;
    for (EntityStats pair : profile.entities(EntityKind.PAIR)) {
      most = most == null || pair.bytes() > most.bytes() ? pair : most;
    }
    return most;
  }

  /** {@return what was counted of who stands out, if the window is one of a pattern} */
  Deed deed(AttackPattern pattern) {
    return switch (pattern) {
      case DISCOVERY ->
          announcement
              .map(it -> Deed.of(counted, pattern, it.source(), it.destination(), it.port()))
              .orElseGet(() -> Deed.of(counted, pattern, source(), "", port()));
      case EXFILTRATION ->
          heaviestPair() == null
              ? Deed.of(counted, AttackPattern.UNKNOWN, "", "", "")
              : Deed.of(
                  counted,
                  pattern,
                  heaviestPair().entity().source(),
                  heaviestPair().entity().destination(),
                  "");
      case REPLACED_SERVER, CHANGED_NETWORK -> {
        Entity newcomer = replacement.orElseThrow().newcomer();
        boolean isSource = newcomer.kind() == EntityKind.SOURCE;
        yield Deed.of(
            counted,
            pattern,
            isSource ? newcomer.source() : source(),
            newcomer.destination(),
            newcomer.port());
      }
      default -> Deed.of(counted, pattern, source(), server(), port());
    };
  }

  /** {@return the conversation with a group of hosts of which most evidence speaks, if it does} */
  Optional<Conversation> announcement() {
    return announcement;
  }

  /** {@return flows to the service of who stands out, or of all its sources; 0 if not counted} */
  long connections() {
    return ofService.flows().value();
  }

  /** {@return whether flows came fast enough for a flood; without times, whether they may have} */
  boolean isFast() {
    if (isEmpty()) {
      return isTimed()
          ? connections() >= EMPTY_FLOWS_PER_SECOND * seconds()
          : connections() >= BARRAGE;
    }
    return seconds() <= FLOOD_SECONDS_PER_FLOW * connections();
  }

  /**
   * {@return whether the flows carry no payload: connections that are tried, or left half-open,
   * which hold nothing up but by their rate}
   */
  boolean isEmpty() {
    if (flows == null) {
      return false;
    }
    double headers = profile.measure().countsHeaders() ? OPENING_BYTES * flows.packets() : 0;
    return flows.bytes() - headers < EMPTY_BYTES * flows.flows();
  }

  /** {@return distinct sources of those flows, from 1} */
  long doers() {
    return Math.max(1, ofService.sources().value());
  }

  /**
   * {@return whether who stands out has most of his flows to the victim at the one port, and nearly
   * all where he tries others: a scan asks again what answered}
   */
  boolean isOfOnePort() {
    Entity pair = Entity.pair(ofService.source(), server());
    double share = counted.ports(pair).value() < TRIES_PORTS ? MOST : NEARLY_ALL;
    return !ofService.isAlone() || connections() >= share * counted.flows(pair).value();
  }

  /**
   * {@return whether evidence of ports is about a client's own ports that a server answers to: no
   * well-known one is among them, and the flows carry data, or all ports are such as clients take,
   * or the client has flows to the server}
   */
  boolean isOfAnswers(Evidence e) {
    Entity entity = e.entity().get();
    EntityStats stats = profile.count(entity);
    Set<String> ports = counted.portsBetween(entity.source(), entity.destination());
    if (stats == null
        || ports.isEmpty()
        || ports.stream().anyMatch(it -> number(it) < UNPRIVILEGED)) {
      return false;
    }
    return stats.bytes() >= stats.packets() * payloadOfAnswers()
        || ports.stream().allMatch(it -> number(it) >= EPHEMERAL)
        || 2 * counted.flows(reverse(entity)).value() >= stats.flows();
  }

  /**
   * {@return whether evidence of many addresses is about pages that a host reads: at ports that any
   * host calls, with payload, and but for one or two servers outside}
   */
  boolean isOfPages(Evidence e) {
    Entity entity = e.entity().get();
    EntityStats stats = count(e);
    String to = entity.port().isEmpty() ? port() : entity.port();
    Set<String> ports = to.isEmpty() ? counted.portsBetween(entity.source(), "") : Set.of(to);
    return stats != null
        && ports.stream().allMatch(PortServices::isEveryday)
        && stats.bytes() >= stats.packets() * payloadOfAnswers()
        && counted.destinationsOf(entity.source(), to).stream().filter(it -> !isOutside(it)).count()
            < SCANNED;
  }

  /** Bytes a packet, on average: probes carry less. */
  private double payloadOfAnswers() {
    return profile.measure().countsHeaders() ? 104 : 64;
  }

  @SuppressWarnings("ArgumentSelectionDefectChecker") // the way back is meant
  private static Entity reverse(Entity pair) {
    return Entity.pair(pair.destination(), pair.source());
  }

  /** Of a port as the flows have it: a number, if it is one. */
  private static double number(String port) {
    try {
      return Double.parseDouble(port);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * {@return of evidence of a kind that is as good as the strongest of entities, that of the most}
   */
  Optional<Evidence> strong(Predicate<Evidence> kind) {
    return evidence.stream()
        .filter(kind)
        .filter(e -> e.strength() >= STRONG * strongest)
        .max(Comparator.comparingDouble(Evidence::observed));
  }

  /** {@return whether a public address is none of one's own hosts} */
  boolean isOutside(String address) {
    return AddressScope.isOutside(address) && !own.test(address);
  }

  /** {@return whether an outside service is called that the baseline's windows do not have} */
  boolean isNewOutside() {
    return isOutside(server()) && !isOutside(source()) && !isKnown();
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
    return isOutside(server())
        && (isCommonPort() || PortServices.isEveryday(port()) || port().equals(PortServices.NONE))
        && sources() < 2;
  }

  /** {@return who took whose place, if somebody did} */
  Optional<Replacement> replacement() {
    return replacement;
  }

  /**
   * {@return whether very many flows go to one service, or several at once that carry nothing and
   * are most of the source's at that port: a browser drops the connections of all its pages at
   * once}
   */
  boolean isBarrage() {
    return connections() >= BARRAGE
        || (connections() >= SEVERAL
            && flows != null
            && isTimed()
            && flows.packets() < BARE * flows.flows()
            && connections() >= MOST * counted.flows(ofPort()).value()
            && seconds() <= BARRAGE_SECONDS_PER_FLOW * connections());
  }

  private Entity ofPort() {
    return new Entity(EntityKind.CLIENT, port(), ofService.source());
  }

  /** Without times nothing is fast. */
  private boolean isTimed() {
    return profile.firstTime() != FlowBatch.NO_TIME;
  }

  /** From the first to the last flow of the window; 0 where times are unknown. */
  private double seconds() {
    return (profile.lastTime() - profile.firstTime()) / MILLIS;
  }

  private boolean isCommonPort() {
    return evidence.stream().map(Evidence::channel).map(Channel::group).anyMatch(port()::equals);
  }
}
