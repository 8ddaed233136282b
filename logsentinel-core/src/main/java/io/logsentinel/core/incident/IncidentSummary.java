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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Summary of an open incident that is over: its pattern, who has which part, one sentence. */
final class IncidentSummary {
  private static final int MOST = 10;
  private static final int MOST_METRICS = 5;
  private static final int ID_DIGITS = 12;

  /** An address with less than this share of the weight of its side's first has no part. */
  private static final double PART = 0.05;

  private static final int DATE = "2017-07-07T".length();

  private final OpenIncident open;

  /** Whether the zone of the times is known. */
  private final boolean zoned;

  private final String source;
  private final String destination;
  private final String port;

  /** Flows that make the incident; null where they are not listed. */
  private final EntityTotals deed;

  private final AttackPattern pattern;

  private IncidentSummary(OpenIncident open, boolean zoned) {
    this.open = open;
    this.zoned = zoned;
    this.source = open.sources.first();
    this.destination = open.destinations.first();
    this.port = open.ports.first();
    this.deed = deed(open.pattern());
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
        deed == null ? 0 : deed.flows(),
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

  /** Flows of the attacker alone, or of all who did it. */
  private EntityTotals deed(AttackPattern named) {
    EntityTotals pair = open.talker(Entity.pair(source, destination));
    EntityTotals service = open.talker(Entity.service(destination, port));
    return switch (named) {
      case HORIZONTAL_SCAN -> open.talker(Entity.source(source));
      case VERTICAL_SCAN, EXFILTRATION -> pair;
      case BOT, DISTRIBUTED_FLOOD -> service == null ? pair : service;
      default ->
          pair == null || (service != null && service.flows() > 2 * pair.flows()) ? service : pair;
    };
  }

  /** Single windows of a flood may show too few of its sources to say that they are many. */
  private AttackPattern pattern(AttackPattern named) {
    return named == AttackPattern.FLOOD && isOfMany() ? AttackPattern.DISTRIBUTED_FLOOD : named;
  }

  private boolean isOfMany() {
    return deed != null && deed.peers() > 1;
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
      case VERTICAL_SCAN -> attacker() + " tried " + ports() + " of " + victim() + with();
      case HORIZONTAL_SCAN -> attacker() + " tried " + addresses() + with();
      case FLOOD, DISTRIBUTED_FLOOD -> doers() + " flooded " + service() + with();
      case FAST_EXHAUSTION -> doers() + " pressed " + service() + with();
      case SLOW_EXHAUSTION -> doers() + " held" + connections("slow ") + " to " + service();
      case BRUTE_FORCE -> doers() + " tried to log in to " + service() + with();
      case BOT -> doers() + " called " + service() + " outside" + with();
      case WEB_ATTACK -> doers() + " talked at length to " + service() + with();
      case EXFILTRATION -> attacker() + " and " + victim() + " moved " + bytes() + with();
      case UNKNOWN -> "Unusual traffic" + between() + strongest();
    };
  }

  private String ports() {
    return atLeast(deed == null ? 0 : deed.ports(), "port", "ports");
  }

  private String addresses() {
    return atLeast(deed == null ? 0 : deed.peers(), "address", "addresses");
  }

  private String attacker() {
    return source.isEmpty() ? "Somebody" : source;
  }

  private String victim() {
    return destination.isEmpty() ? "an unknown host" : destination;
  }

  private String service() {
    return victim() + (port.isEmpty() ? "" : " port " + port);
  }

  /** The attacker where the deed is his alone, else how many there are. */
  private String doers() {
    return isOfMany() ? "At least " + HumanNumber.grouped(deed.peers()) + " sources" : attacker();
  }

  /** Distinct ones do not add up over windows; those of one window are a lower bound. */
  private static String atLeast(long count, String one, String many) {
    return count == 0
        ? "many " + many
        : "at least " + HumanNumber.grouped(count) + " " + (count == 1 ? one : many);
  }

  private String with() {
    return deed == null ? "" : " with" + connections("");
  }

  private String connections(String kind) {
    String count = deed == null ? " " : " " + HumanNumber.grouped(deed.flows()) + " ";
    return count + kind + (deed != null && deed.flows() == 1 ? "connection" : "connections");
  }

  private String bytes() {
    return deed == null
        ? "more bytes than usual"
        : HumanNumber.grouped(Math.rint(deed.bytes())) + " bytes";
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
