package io.logsentinel.core.detect.naming;

import static io.logsentinel.core.detect.calibrated.Channel.EntityMeasure.NEW_PORTS;
import static io.logsentinel.core.detect.calibrated.Channel.EntityMeasure.PEERS;
import static io.logsentinel.core.detect.calibrated.Channel.EntityMeasure.PORTS;
import static io.logsentinel.core.window.EntityKind.CLIENT;
import static io.logsentinel.core.window.EntityKind.DESTINATION;
import static io.logsentinel.core.window.EntityKind.PAIR;
import static io.logsentinel.core.window.EntityKind.SERVICE;
import static io.logsentinel.core.window.EntityKind.SOURCE;

import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.ProfileMetric;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rules by which a finding gets its name: conditions, and beside each why it does not hold. */
final class PatternRules {
  private static final double FEWEST_PORTS = 3;

  /** A scan touches a port, or an address, this often at most. */
  private static final double MOST_FLOWS_PER_TRY = 3;

  /** Evidence this many times as strong, or large, as other evidence outweighs it. */
  private static final double OUTWEIGHS = 2;

  private static final int MANY_SOURCES = 5;

  /** So many are many, whether the service is known for few, or all of the network is. */
  private static final int CROWD = 10;

  /** log2 of 8 seconds in microseconds. */
  private static final double LONG = 23;

  /** More packets a flow than a page takes, and no flood of them: a dialogue. */
  private static final int DIALOGUE_PACKETS = 40;

  private static final int FLOOD_PACKETS = 5000;

  private static final int SLOW_BYTES = 3000;

  static final String NO_FLOWS = "no flows of who stands out are listed";
  private static final String NO_PORT = "no port stands out";

  /** Reason of a rule that holds wherever its precondition does: nobody reads it. */
  private static final String NONE = "";

  private static final int NEIGHBOURS = 20;

  /** Fewer flows are neither a flood, nor guessed passwords, nor a bot that calls again. */
  private static final int OFTEN = 5;

  /** Of several sources each has so many, or they only came by. */
  private static final int OFTEN_EACH = 4;

  private static final int CALLS = 3;

  private static final String BROWSED = "one source alone, at a common port: somebody browses";

  /**
   * Rule of a pattern.
   *
   * @param holds the condition, where no earlier rule holds
   * @param whyNot half a sentence, where it does not hold
   */
  record Rule(
      AttackPattern pattern,
      Predicate<FindingFacts> holds,
      Function<FindingFacts, String> whyNot) {}

  /** In the order in which they are asked; the first that holds counts, and the last one does. */
  static final List<Rule> ALL =
      List.of(
          new Rule(
              AttackPattern.CHANGED_NETWORK,
              f -> isReplaced(f, SOURCE),
              f -> "no usual source is missing while new ones do what is usually done"),
          new Rule(
              AttackPattern.DISCOVERY,
              f -> f.announcement().isPresent() || isNameChatter(f),
              f -> "less than half of the evidence is of flows to groups of hosts"),
          new Rule(
              AttackPattern.HORIZONTAL_SCAN,
              PatternRules::isHorizontalScan,
              f ->
                  horizontal(f).isPresent()
                      ? "half as many ports stand out as addresses, or more"
                      : "no source stands out by how many addresses it tries, a few flows each"),
          new Rule(
              AttackPattern.VERTICAL_SCAN,
              f -> vertical(f).isPresent(),
              f -> "no host stands out by how many ports are tried, a few flows each"),
          new Rule(
              AttackPattern.EXFILTRATION,
              PatternRules::isVolumeAlone,
              f -> "no pair moves unusually many bytes with little else that stands out"),
          new Rule(
              AttackPattern.REPLACED_SERVER,
              f -> isReplaced(f, SERVICE),
              f ->
                  "no new service has about the flows of a usual one, or usual ports, that have none"),
          new Rule(
              AttackPattern.BRUTE_FORCE,
              f -> isOften(f) && PortServices.login(f.port()) != null,
              f ->
                  f.flows() == null
                      ? NO_FLOWS
                      : orNoPort(
                          f,
                          PortServices.login(f.port()) == null
                              ? "port " + f.port() + " is of no service with a login"
                              : seldom(f))),
          new Rule(
              AttackPattern.BOT,
              f -> f.connections() >= CALLS && f.isNewOutside() && !f.isBrowsed(),
              f -> f.flows() == null ? NO_FLOWS : whyNoBot(f)),
          new Rule(
              AttackPattern.SLOW_EXHAUSTION,
              f -> isOfWeb(f) && isOften(f) && isSlow(f.flows()),
              f -> whyNotOfWeb(f, it -> isOften(f) ? whyNotSlow(it) : seldom(f))),
          new Rule(
              AttackPattern.WEB_ATTACK,
              f -> isOfWeb(f) && isOften(f) && isDialogue(f.flows()),
              f -> whyNotOfWeb(f, it -> isOften(f) ? whyNoDialogue(it) : seldom(f))),
          new Rule(
              AttackPattern.DISTRIBUTED_FLOOD,
              f -> isVolume(f) && isOfMany(f),
              f -> whyNotOfService(f, PatternRules::whyNotOfMany)),
          new Rule(
              AttackPattern.FAST_EXHAUSTION,
              f -> isOfWeb(f) && isFlood(f),
              f -> whyNotOfWeb(f, any -> whyNoVolume(f))),
          new Rule(
              AttackPattern.FLOOD,
              f -> isFlood(f) && !f.port().isEmpty(),
              f -> whyNotOfService(f, PatternRules::whyNoVolume)),
          new Rule(AttackPattern.UNKNOWN, f -> true, any -> NONE));

  private PatternRules() {}

  private static boolean isReplaced(FindingFacts facts, EntityKind by) {
    return facts
        .replacement()
        .filter(it -> it.newcomer().kind() == by)
        .filter(it -> by == SOURCE || it.newcomer().port().equals(facts.port()))
        .isPresent();
  }

  /** Hosts ask a few neighbours for names, each by itself; who asks very many is a scanner. */
  private static boolean isNameChatter(FindingFacts facts) {
    return isHorizontalScan(facts)
        && Hosts.isOfDiscovery(facts.port())
        && horizontal(facts).get().observed() < NEIGHBOURS;
  }

  private static boolean isHorizontalScan(FindingFacts facts) {
    Optional<Evidence> addresses = horizontal(facts);
    Optional<Evidence> ports = vertical(facts);
    return addresses.isPresent()
        && (ports.isEmpty() || addresses.get().observed() > OUTWEIGHS * ports.get().observed());
  }

  private static Optional<Evidence> horizontal(FindingFacts facts) {
    Predicate<Evidence> isOfTries =
        e ->
            (isOf(e, SOURCE, PEERS) || isOf(e, CLIENT, PEERS))
                && e.observed() >= FEWEST_PORTS
                && triesFew(facts, e, true)
                && !facts.isOfPages(e);
    return facts.strong(isOfTries).or(() -> ofNewcomers(facts, isOfTries));
  }

  /** Where new addresses stand out most, of who has most of them at one port: a few pings, say. */
  private static Optional<Evidence> ofNewcomers(FindingFacts facts, Predicate<Evidence> isOfTries) {
    Optional<Evidence> newcomers = facts.strong(PatternRules::isOfNewServers);
    return newcomers.flatMap(
        all ->
            facts.evidence().stream()
                .filter(e -> isOf(e, CLIENT, PEERS) && isOfTries.test(e))
                .filter(e -> 2 * e.observed() >= all.observed())
                .findFirst());
  }

  private static boolean isOfNewServers(Evidence e) {
    return e.channel().measures(SERVICE, EntityMeasure.NEW)
        || e.channel().measures(DESTINATION, EntityMeasure.NEW)
        || e.channel().measures(PAIR, EntityMeasure.NEW);
  }

  private static Optional<Evidence> vertical(FindingFacts facts) {
    return facts.strong(
        e ->
            isOfPorts(e)
                && e.observed() >= FEWEST_PORTS
                && triesFew(facts, e, 2 * e.observed() >= ports(facts.count(e)))
                && !facts.isOfAnswers(e));
  }

  private static boolean isOfPorts(Evidence e) {
    return isOf(e, PAIR, PORTS)
        || isOf(e, SOURCE, PORTS)
        || isOf(e, SOURCE, NEW_PORTS)
        || isOf(e, DESTINATION, PORTS)
        || isOf(e, DESTINATION, NEW_PORTS);
  }

  private static boolean isOf(Evidence e, EntityKind kind, EntityMeasure measure) {
    return e.entity().isPresent() && e.channel().measures(kind, measure);
  }

  private static long ports(@Nullable EntityStats flows) {
    return flows == null ? 0 : flows.ports();
  }

  /** A busy host has flows of its own beside the scan: they do not count against it. */
  private static boolean triesFew(FindingFacts facts, Evidence e, boolean mostly) {
    EntityStats flows = facts.count(e);
    boolean seldom = e.expected() < 1;
    return flows == null
        || !seldom
        || (mostly && flows.flows() <= MOST_FLOWS_PER_TRY * Math.max(1, e.observed()));
  }

  /** More bytes between two addresses, and nothing of who or where that is half as unusual. */
  private static boolean isVolumeAlone(FindingFacts facts) {
    double volume = 0;
    double others = 0;
    for (Evidence e : facts.evidence()) {
      if (e.channel().measures(ProfileMetric.TOP_PAIR_LOG_BYTES)) {
        volume = e.observed() > e.expected() ? e.strength() : 0;
      } else if (!e.channel().isOfWindow()) {
        others = Math.max(others, e.strength());
      }
    }
    return volume > OUTWEIGHS * others;
  }

  private static String whyNoBot(FindingFacts facts) {
    if (!facts.isOutside(facts.server())) {
      return facts.server() + " is inside";
    }
    String known = "port " + facts.port() + " of " + facts.server() + " does not stand out as new";
    return orNoPort(facts, facts.isBrowsed() ? BROWSED : known);
  }

  private static String orNoPort(FindingFacts facts, String why) {
    return facts.port().isEmpty() ? NO_PORT : why;
  }

  private static boolean isOfService(FindingFacts facts) {
    return facts.flows() != null && (!facts.isBrowsed() || facts.isBarrage());
  }

  private static String whyNotOfService(
      FindingFacts facts, Function<FindingFacts, String> otherwise) {
    if (facts.flows() == null) {
      return NO_FLOWS;
    }
    boolean isBrowsed = facts.isBrowsed() && !facts.isBarrage();
    return orNoPort(facts, isBrowsed ? BROWSED : otherwise.apply(facts));
  }

  private static boolean isOften(FindingFacts facts) {
    return facts.connections() >= Math.max(OFTEN, OFTEN_EACH * facts.doers());
  }

  private static String seldom(FindingFacts facts) {
    String by =
        facts.doers() == 1 ? " connections" : " connections of " + facts.doers() + " sources";
    return facts.connections()
        + by
        + " are few: often is "
        + OFTEN
        + " or more, and "
        + OFTEN_EACH
        + " each";
  }

  private static boolean isVolume(FindingFacts facts) {
    return isOfService(facts)
        && facts.connections() >= OFTEN
        && facts.isFast()
        && facts.isOfOnePort();
  }

  private static boolean isFlood(FindingFacts facts) {
    return isVolume(facts) && isOften(facts);
  }

  private static String whyNoVolume(FindingFacts facts) {
    if (!isOften(facts)) {
      return seldom(facts);
    }
    if (facts.isFast()) {
      return "too many flows of the source to the host are to other ports";
    }
    return facts.isEmpty()
        ? "flows without payload flood at two a second or more"
        : "a flow in two minutes or less is no flood";
  }

  private static boolean isOfWeb(FindingFacts facts) {
    return isOfService(facts) && PortServices.isWeb(facts.port());
  }

  private static String whyNotOfWeb(FindingFacts facts, Function<EntityStats, String> otherwise) {
    return whyNotOfService(
        facts,
        f ->
            PortServices.isWeb(f.port())
                ? otherwise.apply(f.flows())
                : "port " + f.port() + " is no web port");
  }

  private static boolean isSlow(@Nullable EntityStats flows) {
    return flows != null && flows.meanLogDuration() >= LONG && bytes(flows) < SLOW_BYTES;
  }

  private static String whyNotSlow(EntityStats flows) {
    double mean = flows.meanLogDuration();
    return mean < LONG
        ? "the flows last "
            + seconds(mean)
            + " s on average, slow ones "
            + seconds(LONG)
            + " or more"
        : number(bytes(flows)) + " bytes a flow, slow ones have below " + SLOW_BYTES;
  }

  private static String number(double value) {
    return HumanNumber.significant(value, 3);
  }

  private static String seconds(double logMicroseconds) {
    return number(StrictMath.pow(2, logMicroseconds) / 1e6);
  }

  private static boolean isDialogue(@Nullable EntityStats flows) {
    return flows != null && packets(flows) >= DIALOGUE_PACKETS && packets(flows) < FLOOD_PACKETS;
  }

  private static String whyNoDialogue(EntityStats flows) {
    String limits = DIALOGUE_PACKETS + " or more and below " + FLOOD_PACKETS;
    return number(packets(flows)) + " packets a flow, a dialogue has " + limits;
  }

  private static double packets(EntityStats flows) {
    return flows.packets() / flows.flows();
  }

  private static double bytes(EntityStats flows) {
    return flows.bytes() / flows.flows();
  }

  private static boolean isOfMany(FindingFacts facts) {
    return facts.sources() >= MANY_SOURCES
        && (facts.strong(e -> isOf(e, SERVICE, PEERS)).isPresent()
            || (facts.sources() >= CROWD
                && facts.strong(PatternRules::isOfNewSources).isPresent()));
  }

  private static boolean isOfNewSources(Evidence e) {
    return isOf(e, DESTINATION, PEERS)
        || e.channel().measures(CLIENT, EntityMeasure.NEW)
        || e.channel().measures(SOURCE, EntityMeasure.NEW)
        || (e.channel().measures(ProfileMetric.SOURCES) && e.observed() > e.expected());
  }

  private static String whyNotOfMany(FindingFacts facts) {
    long sources = facts.sources();
    if (sources == 0) {
      return "the service is not listed";
    }
    String found = sources + (sources == 1 ? " source" : " sources");
    return sources >= MANY_SOURCES
        ? "the number of sources does not stand out"
        : found + ", many are " + MANY_SOURCES + " or more";
  }
}
