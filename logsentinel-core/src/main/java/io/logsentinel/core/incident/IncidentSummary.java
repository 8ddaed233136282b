package io.logsentinel.core.incident;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Participant;
import io.logsentinel.core.incident.Incident.Role;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.HumanTime;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.Profile.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Summary of an open incident that is over: its pattern, who has which part, one sentence. */
final class IncidentSummary {
  private static final int MOST = 10;
  private static final int MOST_METRICS = 5;
  private static final int ID_DIGITS = 12;

  /** An address with less than this share of the weight of its side's first has no part. */
  private static final double PART = 0.05;

  /** A source with this share of the flows to a service made them, but for some of others. */
  private static final double ALONE = 0.9;

  private static final int DATE = "2017-07-07T".length();

  private final OpenIncident open;

  /** Whether the zone of the times is known. */
  private final boolean zoned;

  private final String source;
  private final String destination;
  private final String port;

  /** The one source that made nearly all flows to the service; empty where there is none such. */
  private final String doer;

  /** Flows of the pair, of the service or of the source, as the pattern is told of. */
  private final EntityTotals totals;

  private final AttackPattern pattern;

  private IncidentSummary(OpenIncident open, boolean zoned) {
    this.open = open;
    this.zoned = zoned;
    Conversation most = open.most();
    this.source = most.source();
    this.destination = most.destination();
    this.port = most.port();
    this.totals = totals(open.pattern());
    this.doer = doer(open.pattern());
    this.pattern = pattern(open.pattern());
  }

  static Incident of(OpenIncident open, boolean zoned) {
    return new IncidentSummary(open, zoned).incident();
  }

  private Incident incident() {
    List<Evidence> all = open.evidence();
    return new Incident(
        id(),
        open.file,
        pattern,
        open.severity(),
        confidence(),
        2 * open.agreed() >= open.windows.size() ? Decision.CONFIRMED_ANOMALY : Decision.SUSPICIOUS,
        open.windows,
        open.firstTime(),
        open.lastTime(),
        open.windowFlows(),
        flows(),
        open.pValue(),
        open.score(),
        participants(),
        pattern == AttackPattern.VERTICAL_SCAN ? List.of() : open.ports.names(MOST),
        all.stream().filter(e -> !e.channel().isOfWindow()).limit(MOST).toList(),
        all.stream().filter(e -> e.channel().isOfWindow()).limit(MOST_METRICS).toList(),
        open.talkers().stream().limit(MOST).toList(),
        what() + when() + ".");
  }

  /** File and first window say all: a window is of one incident, and a file only grows. */
  private String id() {
    String place = open.file + "\n" + open.first();
    return Digests.sha256Hex(place.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /**
   * What is stated of one window; its error falls with the square root of how many windows agree,
   * not faster, as these are alike; times the share of the weight that agrees.
   */
  private double confidence() {
    Family family = open.family();
    double stated = open.pattern().confidence();
    if (family == Family.UNKNOWN) {
      return stated;
    }
    double error = (1 - stated) / Math.sqrt(open.windows(family));
    return Math.rint((1 - error) * open.share(family) * 1000) / 1000;
  }

  private EntityTotals totals(AttackPattern named) {
    return switch (named) {
      case HORIZONTAL_SCAN -> open.talker(Entity.source(source));
      case VERTICAL_SCAN, EXFILTRATION -> open.talker(Entity.pair(source, destination));
      case UNKNOWN -> null;
      default -> open.talker(Entity.service(destination, port));
    };
  }

  private String doer(AttackPattern named) {
    return switch (named) {
      case HORIZONTAL_SCAN, VERTICAL_SCAN, EXFILTRATION -> ""; // of many services, or of none
      default ->
          Stream.concat(Stream.of(source), open.sourcesOf(destination, port).stream())
              .filter(this::madeNearlyAll)
              .findFirst()
              .orElse("");
    };
  }

  /** Flows that make the incident: of the source alone, or of all who did it; 0 if not counted. */
  private long flows() {
    boolean isOfService = totals == null || totals.entity().kind() == EntityKind.SERVICE;
    if (isOfService && !doer.isEmpty()) {
      return open.flows(doer, destination, port);
    }
    return totals == null ? 0 : totals.flows();
  }

  /**
   * Single windows of a flood may show too few of its sources to say that they are many. A name
   * needs flows that were counted of those who are named.
   */
  private AttackPattern pattern(AttackPattern named) {
    if (totals == null && doer.isEmpty()) {
      return AttackPattern.UNKNOWN;
    }
    return named == AttackPattern.FLOOD && isOfMany() ? AttackPattern.DISTRIBUTED_FLOOD : named;
  }

  /** Whether nearly all flows to the service are those of a source: they were counted together. */
  private boolean madeNearlyAll(String by) {
    long own = open.flows(by, destination, port);
    return own > 0 && (totals == null || own >= ALONE * totals.flows());
  }

  /** More sources than one made the flows to the service. */
  private boolean isOfMany() {
    return doer.isEmpty() && totals != null && sources() > 1;
  }

  /** Distinct ones do not add up over windows: those of one are a lower bound. */
  private long sources() {
    return Math.max(totals.peers(), open.sourcesOf(destination, port).size());
  }

  private List<Participant> participants() {
    WeightedNames sources = open.sources;
    WeightedNames destinations = open.destinations;
    Set<String> names = new TreeSet<>(sources.names(MOST));
    names.addAll(destinations.names(MOST));
    names.addAll(open.addresses.names(MOST));
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(
        Comparator.comparingDouble(
                (String name) -> -Math.max(sources.weight(name), destinations.weight(name)))
            .thenComparing(name -> -sources.weight(name))
            .thenComparing(name -> -open.addresses.windows(name))
            .thenComparing(name -> name));
    List<Participant> participants = new ArrayList<>();
    for (String name : sorted.subList(0, Math.min(MOST, sorted.size()))) {
      int windows =
          Math.max(
              open.addresses.windows(name),
              Math.max(sources.windows(name), destinations.windows(name)));
      participants.add(new Participant(name, role(name), windows));
    }
    return participants;
  }

  private Role role(String name) {
    double asSource = open.sources.weight(name);
    double asDestination = open.destinations.weight(name);
    boolean isSource = asSource >= asDestination;
    double weight = Math.max(asSource, asDestination);
    double most = isSource ? open.sources.weight(source) : open.destinations.weight(destination);
    if (weight < PART * most || weight == 0) {
      return Role.INVOLVED;
    }
    return switch (pattern) {
      case UNKNOWN, EXFILTRATION -> Role.INVOLVED;
      case BOT -> isSource ? Role.VICTIM : Role.ATTACKER; // the outside address steers them
      default -> isSource ? Role.ATTACKER : Role.VICTIM;
    };
  }

  private String what() {
    return switch (pattern) {
      case VERTICAL_SCAN ->
          totals == null
              ? told()
              : source
                  + " tried "
                  + atLeast(totals.ports(), "port")
                  + " of "
                  + destination
                  + with();
      case HORIZONTAL_SCAN ->
          totals == null
              ? told()
              : source + " tried " + atLeast(totals.peers(), "address") + with();
      case FLOOD, DISTRIBUTED_FLOOD -> made("flooded " + service() + with());
      case FAST_EXHAUSTION -> made("pressed " + service() + with());
      case SLOW_EXHAUSTION -> made("held" + connections("slow ") + " to " + service());
      case BRUTE_FORCE -> made("tried to log in to " + service() + with());
      case BOT -> made("called " + service() + " outside" + with());
      case WEB_ATTACK -> made("talked at length to " + service() + with());
      case EXFILTRATION ->
          totals == null
              ? told()
              : source + " and " + destination + " moved " + bytes(totals.bytes()) + with();
      case UNKNOWN -> told();
    };
  }

  /** What is told where nothing was counted that a name could be put to. */
  private String told() {
    return "Unusual traffic" + between() + strongest();
  }

  private String service() {
    return destination + " port " + port;
  }

  /** Who did it to the service: one source where the flows are its own, else how many there are. */
  private String made(String what) {
    if (!doer.isEmpty()) {
      return doer + " " + what;
    }
    if (totals == null) {
      return told();
    }
    long sources = sources();
    boolean isKnown = open.flows(source, destination, port) > 0;
    return "At least "
        + HumanNumber.grouped(sources)
        + (sources == 1 ? " source" : " sources")
        + (isKnown ? ", among them " + source + ", " : " ")
        + what;
  }

  /** Distinct ones do not add up over windows; those of one window are a lower bound. */
  private static String atLeast(long count, String one) {
    String many = one.equals("address") ? "addresses" : one + "s";
    return "at least " + HumanNumber.grouped(count) + " " + (count == 1 ? one : many);
  }

  private String with() {
    return " with" + connections("");
  }

  private String connections(String kind) {
    long flows = flows();
    return " "
        + HumanNumber.grouped(flows)
        + " "
        + kind
        + (flows == 1 ? "connection" : "connections");
  }

  private static String bytes(double count) {
    return HumanNumber.grouped(Math.rint(count)) + " bytes";
  }

  private String between() {
    return (source.isEmpty() ? "" : " from " + source)
        + (destination.isEmpty() ? "" : " to " + destination);
  }

  private String strongest() {
    return open.evidence().stream().findFirst().map(IncidentSummary::strongest).orElse("");
  }

  private static String strongest(Evidence evidence) {
    String what = evidence.channel().name() + evidence.entity().map(of -> " of " + of).orElse("");
    String observed = HumanNumber.significant(evidence.observed(), 3);
    String usual = HumanNumber.significant(evidence.expected(), 3);
    return ": " + what + " was " + observed + ", where " + usual + " is usual,";
  }

  private String when() {
    int windows = open.windows.size();
    String in = windows == 1 ? " in 1 window" : " in " + HumanNumber.grouped(windows) + " windows";
    if (open.firstTime() == FlowBatch.NO_TIME) {
      return in;
    }
    String first = HumanTime.text(open.firstTime(), zoned);
    String last = HumanTime.text(open.lastTime(), zoned);
    if (first.equals(last)) {
      return in + ", at " + first;
    }
    boolean sameDay = first.regionMatches(0, last, 0, DATE);
    return in + ", from " + first + " to " + (sameDay ? last.substring(DATE) : last);
  }
}
