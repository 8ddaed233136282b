package io.logsentinel.core.incident;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes an incident of a story: who has which part, how sure it is. */
final class IncidentSummary {
  private static final int MOST = 10;
  private static final int MOST_METRICS = 5;
  private static final int ID_DIGITS = 12;

  /** The group of the window's own metrics. */
  private static final String WINDOW = "window";

  /** Who has less than this share of the weight of the first on a side has no part. */
  private static final double PART = 0.05;

  private IncidentSummary() {}

  static Incident incident(OpenIncident story) {
    EntityTotals deed = deed(story, story.pattern());
    AttackPattern pattern = pattern(story, deed);
    List<Evidence> all = story.evidence();
    return new Incident(
        id(story),
        story.file(),
        pattern,
        story.severity(),
        confidence(story),
        2 * story.agreed() >= story.windows().size()
            ? Decision.CONFIRMED_ANOMALY
            : Decision.SUSPICIOUS,
        story.windows(),
        story.firstTime(),
        story.lastTime(),
        story.windowFlows(),
        deed == null ? 0 : deed.flows(),
        story.pValue(),
        story.score(),
        entities(story, pattern),
        pattern == AttackPattern.VERTICAL_SCAN ? List.of() : story.ports().names(MOST),
        all.stream().filter(e -> !isMetric(e)).limit(MOST).toList(),
        all.stream().filter(IncidentSummary::isMetric).limit(MOST_METRICS).toList(),
        story.talkers().stream().limit(MOST).toList(),
        Sentence.of(story, pattern, deed));
  }

  private static boolean isMetric(Evidence evidence) {
    return evidence.channel().group().equals(WINDOW);
  }

  /** File and first window say all: a window is of one incident, and a file only grows. */
  private static String id(OpenIncident story) {
    String place = story.file() + "\n" + story.first();
    return Digests.sha256Hex(place.getBytes(StandardCharsets.UTF_8)).substring(0, ID_DIGITS);
  }

  /**
   * What is stated of one window; its error falls with the square root of how many windows agree,
   * not faster, as these are alike; times the share of the weight that agrees.
   */
  private static double confidence(OpenIncident story) {
    Family family = story.family();
    double stated = story.pattern().confidence();
    if (family == Family.UNKNOWN) {
      return stated;
    }
    double error = (1 - stated) / Math.sqrt(story.windows(family));
    return Math.rint((1 - error) * story.share(family) * 1000) / 1000;
  }

  /** Single windows of a flood may show too few of its sources to say that they are many. */
  private static AttackPattern pattern(OpenIncident story, EntityTotals deed) {
    boolean isOfOne = deed == null || deed.peers() <= 1;
    return story.pattern() == AttackPattern.FLOOD && !isOfOne
        ? AttackPattern.DISTRIBUTED_FLOOD
        : story.pattern();
  }

  /** What was done: by the attacker alone, or by all who did it. */
  private static EntityTotals deed(OpenIncident story, AttackPattern pattern) {
    String attacker = story.sources().first();
    String victim = story.destinations().first();
    EntityTotals pair = story.talker(new Entity(EntityKind.PAIR, attacker, victim));
    EntityTotals service =
        story.talker(new Entity(EntityKind.SERVICE, story.ports().first(), victim));
    return switch (pattern) {
      case HORIZONTAL_SCAN -> story.talker(new Entity(EntityKind.SOURCE, attacker, ""));
      case VERTICAL_SCAN, EXFILTRATION -> pair;
      case BOT, DISTRIBUTED_FLOOD -> service == null ? pair : service;
      default ->
          pair == null || (service != null && service.flows() > 2 * pair.flows()) ? service : pair;
    };
  }

  private static List<IncidentEntity> entities(OpenIncident story, AttackPattern pattern) {
    WeightedNames sources = story.sources();
    WeightedNames destinations = story.destinations();
    Set<String> names = new TreeSet<>(sources.names(MOST));
    names.addAll(destinations.names(MOST));
    names.addAll(story.addresses().names(MOST));
    List<String> sorted = new ArrayList<>(names);
    sorted.sort(
        Comparator.comparingDouble(
                (String name) -> -Math.max(sources.weight(name), destinations.weight(name)))
            .thenComparing(name -> -sources.weight(name))
            .thenComparing(name -> -story.addresses().windows(name))
            .thenComparing(name -> name));
    List<IncidentEntity> entities = new ArrayList<>();
    for (String name : sorted.subList(0, Math.min(MOST, sorted.size()))) {
      int windows =
          Math.max(
              story.addresses().windows(name),
              Math.max(sources.windows(name), destinations.windows(name)));
      entities.add(new IncidentEntity(name, role(story, pattern, name), windows));
    }
    return entities;
  }

  private static Role role(OpenIncident story, AttackPattern pattern, String name) {
    double source = story.sources().weight(name);
    double destination = story.destinations().weight(name);
    boolean isSource = source >= destination;
    WeightedNames side = isSource ? story.sources() : story.destinations();
    if (Math.max(source, destination) < PART * side.weight(side.first())
        || Math.max(source, destination) == 0) {
      return Role.INVOLVED;
    }
    return switch (pattern) {
      case UNKNOWN, EXFILTRATION -> Role.INVOLVED;
      case BOT -> isSource ? Role.VICTIM : Role.ATTACKER; // the outside address steers them
      default -> isSource ? Role.ATTACKER : Role.VICTIM;
    };
  }
}
