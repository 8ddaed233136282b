package io.logsentinel.core.incident;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Channel;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.AttackPattern.Family;
import io.logsentinel.core.detect.naming.CountedFlows;
import io.logsentinel.core.detect.naming.Deed;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident.EntityTotals;
import io.logsentinel.core.incident.Incident.Named;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Conversation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Incident under way: detections of one story added up. It keeps sums and the strongest, never a
 * detection: these hold whole profiles.
 */
final class OpenIncident {
  /** Beyond, the talkers with the fewest flows are forgotten. */
  private static final int MOST_TALKERS = 256;

  /** So few windows with a name do not speak for the others. */
  private static final double SPOKEN_FOR = 0.2;

  /** Those with less weight are not those of whom its windows speak. */
  private static final int MOST_TRIED = 32;

  private static final Comparator<EntityTotals> BY_FLOWS =
      Comparator.comparingLong((EntityTotals talker) -> -talker.flows())
          .thenComparing(talker -> talker.entity().toString());

  final String file;

  /** The numbers of its windows, rising. */
  final List<Long> windows = new ArrayList<>();

  /** Attackers of its windows by score, and likewise their victims and ports. */
  final WeightedNames sources;

  final WeightedNames destinations;
  final WeightedNames ports;

  /** All addresses that stood out, whatever their side. */
  final WeightedNames addresses;

  private final Map<AttackPattern, Double> weights = new EnumMap<>(AttackPattern.class);
  private final Map<AttackPattern, Integer> counts = new EnumMap<>(AttackPattern.class);
  private final Map<Channel, Evidence> evidence = new HashMap<>();
  private final Map<Entity, EntityTotals> talkers = new HashMap<>();

  /** All flows of its windows, by who had them with whom. */
  private final CountedFlows counted;

  /** The earliest time of its first window, which stays that whatever joins. */
  private final long beginning;

  private long firstTime = FlowBatch.NO_TIME;
  private long lastTime = FlowBatch.NO_TIME;
  private long windowFlows;
  private double pValue = 1;

  /** Sum of the logarithms of its windows' p-values; NaN where it is not known of all of them. */
  private double logPValues;

  private double score;

  /** Whether it is more than what comes by chance: once it is, it stays so. */
  private boolean isTold;

  private int agreed;

  /** Windows that each of its detections is of. */
  private final int pace;

  OpenIncident(Detection first) {
    file = first.file();
    sources = new WeightedNames();
    destinations = new WeightedNames();
    ports = new WeightedNames();
    addresses = new WeightedNames();
    counted = new CountedFlows();
    pace = first.profile().windows();
    beginning = first.profile().firstTime();
    add(first);
  }

  /** An incident of a file that was written by {@link #write}. */
  OpenIncident(String file, JsonReader json) throws IOException {
    this.file = file;
    json.beginObject();
    windows.addAll(StrictJson.list(json, "windows", StrictJson::whole));
    require(json, !windows.isEmpty(), "must have a window");
    StrictJson.name(json, "sources");
    sources = WeightedNames.read(json);
    StrictJson.name(json, "destinations");
    destinations = WeightedNames.read(json);
    StrictJson.name(json, "ports");
    ports = WeightedNames.read(json);
    StrictJson.name(json, "addresses");
    addresses = WeightedNames.read(json);
    StrictJson.list(json, "patterns", this::readPattern);
    require(json, !weights.isEmpty(), "must have a pattern");
    for (Evidence each : StrictJson.list(json, "evidence", Evidence::read)) {
      evidence.put(each.channel(), each);
    }
    for (EntityTotals each : StrictJson.list(json, "talkers", EntityTotals::read)) {
      talkers.put(each.entity(), each);
    }
    StrictJson.name(json, "counted");
    counted = CountedFlows.read(json);
    StrictJson.name(json, "times");
    json.beginArray();
    firstTime = StrictJson.signed(json);
    lastTime = StrictJson.signed(json);
    // written only where it is another
    beginning = json.hasNext() ? StrictJson.signed(json) : firstTime;
    json.endArray();
    StrictJson.name(json, "window_flows");
    windowFlows = StrictJson.whole(json);
    pValue = StrictJson.number(json, "p_value");
    score = StrictJson.number(json, "score");
    agreed = StrictJson.count(json, "agreed");
    // earlier versions did not write what follows: there an incident of two windows was one
    logPValues = Double.NaN;
    if (json.hasNext()) {
      logPValues = StrictJson.number(json, "log_p_values");
      StrictJson.name(json, "told");
      isTold = json.nextBoolean();
    }
    pace = json.hasNext() ? StrictJson.count(json, "pace") : 1;
    require(json, pace > 0, "must take whole windows");
    updateTold();
    json.endObject();
  }

  private static void require(JsonReader json, boolean condition, String what)
      throws ArtifactException {
    if (!condition) {
      throw new ArtifactException("at " + json.getPath() + ": an incident " + what);
    }
  }

  private AttackPattern readPattern(JsonReader json) throws IOException {
    json.beginArray();
    AttackPattern pattern = StrictJson.constant(json, AttackPattern.class);
    weights.put(pattern, StrictJson.number(json));
    counts.put(pattern, StrictJson.count(json));
    json.endArray();
    return pattern;
  }

  /** Writes an object of all sums. */
  void write(JsonWriter json) {
    json.beginObject();
    json.name("windows").array(windows, json::value);
    json.name("sources");
    sources.write(json);
    json.name("destinations");
    destinations.write(json);
    json.name("ports");
    ports.write(json);
    json.name("addresses");
    addresses.write(json);
    json.name("patterns");
    json.array(
        weights.entrySet(),
        it ->
            json.beginArray()
                .value(it.getKey().name())
                .value(it.getValue())
                .value(counts.getOrDefault(it.getKey(), 0))
                .endArray());
    json.name("evidence").array(evidence(), it -> it.write(json));
    json.name("talkers").array(talkers(), it -> it.write(json));
    json.name("counted");
    counted.write(json);
    json.name("times").beginArray().value(firstTime).value(lastTime);
    if (beginning != firstTime) {
      json.value(beginning);
    }
    json.endArray();
    json.name("window_flows").value(windowFlows);
    json.name("p_value").value(pValue);
    json.name("score").value(score);
    json.name("agreed").value(agreed);
    if (!Double.isNaN(logPValues)) {
      json.name("log_p_values").value(logPValues);
      json.name("told").value(isTold);
    }
    if (pace > 1) {
      json.name("pace").value(pace);
    }
    json.endObject();
  }

  void add(Detection detection) {
    Profile profile = detection.profile();
    double weight = detection.finding().score();
    windows.add(profile.windowId());
    weights.merge(detection.pattern(), weight, Double::sum);
    counts.merge(detection.pattern(), 1, Integer::sum);
    sources.add(detection.attacker(), weight);
    destinations.add(detection.victim(), weight);
    ports.add(detection.port(), weight);
    detection.entities().forEach(address -> addresses.add(address, weight));
    detection.finding().evidence().forEach(this::keep);
    for (Entity entity : spokenOf(detection)) {
      EntityStats count = profile.count(entity);
      if (count != null) {
        keep(EntityTotals.of(count));
      }
    }
    counted.add(profile, detection.finding().evidence());
    time(profile.firstTime(), profile.lastTime());
    windowFlows += profile.flows();
    logPValues += Math.log(Math.max(Double.MIN_VALUE, detection.finding().pValue()));
    peak(detection.finding().pValue(), weight);
    isTold |= detection.finding().pValue() < CombinedPValues.leastTold(detection.pattern());
    agreed += detection.opinion().isPresent() && detection.opinion().get().anomalous() ? 1 : 0;
  }

  private static List<Entity> spokenOf(Detection detection) {
    String attacker = detection.attacker();
    String victim = detection.victim();
    return List.of(
        Entity.source(attacker),
        Entity.destination(victim),
        Entity.pair(attacker, victim),
        Entity.service(victim, detection.port()));
  }

  void add(OpenIncident other) {
    windows.addAll(other.windows);
    windows.sort(null);
    other.weights.forEach((pattern, weight) -> weights.merge(pattern, weight, Double::sum));
    other.counts.forEach((pattern, count) -> counts.merge(pattern, count, Integer::sum));
    sources.add(other.sources);
    destinations.add(other.destinations);
    ports.add(other.ports);
    addresses.add(other.addresses);
    other.evidence.values().forEach(this::keep);
    other.talkers.values().stream().sorted(BY_FLOWS).forEach(this::keep);
    counted.add(other.counted);
    time(other.firstTime, other.lastTime);
    windowFlows += other.windowFlows;
    logPValues += other.logPValues;
    isTold |= other.isTold;
    peak(other.pValue, other.score);
    agreed += other.agreed;
  }

  private void keep(Evidence other) {
    evidence.merge(other.channel(), other, (a, b) -> b.strength() > a.strength() ? b : a);
  }

  private void keep(EntityTotals other) {
    talkers.merge(other.entity(), other, EntityTotals::plus);
    if (talkers.size() > MOST_TALKERS) {
      talkers().stream().skip(MOST_TALKERS / 2).forEach(talker -> talkers.remove(talker.entity()));
    }
  }

  /** {@return windows that each of its detections is of: 1, or more that are judged as one} */
  int pace() {
    return pace;
  }

  /** {@return all flows of its windows} */
  CountedFlows counted() {
    return counted;
  }

  /**
   * {@return what was counted of the story: of all that have flows together those with the most
   * weight of whom its pattern can be said; of {@link AttackPattern#UNKNOWN} where there are none}
   */
  Deed deed() {
    Conversation apart = new Conversation(sources.first(), destinations.first(), ports.first(), 1);
    Deed deed = deed(apart);
    boolean isCounted = counted.has(apart.source(), apart.destination(), apart.port());
    if (isCounted && deed.pattern() != AttackPattern.UNKNOWN) {
      return deed;
    }
    List<Conversation> candidates = new ArrayList<>(counted.together());
    candidates.removeIf(it -> weight(it) == 0);
    candidates.sort(
        Comparator.comparingDouble((Conversation it) -> -weight(it))
            .thenComparing(Conversation::source)
            .thenComparing(Conversation::destination)
            .thenComparing(Conversation::port));
    for (Conversation it : candidates.subList(0, Math.min(MOST_TRIED, candidates.size()))) {
      Deed other =
          deed(
              new Conversation(
                  // whoever is not in it, or stands out nowhere, is who does by itself
                  sources.contains(it.source()) ? it.source() : apart.source(),
                  it.destination().isEmpty() ? apart.destination() : it.destination(),
                  it.port().isEmpty() ? apart.port() : it.port(),
                  1));
      if (other.pattern() != AttackPattern.UNKNOWN) {
        return other;
      }
    }
    return deed;
  }

  private Deed deed(Conversation of) {
    return Deed.of(counted, pattern(), of.source(), of.destination(), of.port());
  }

  private double weight(Conversation of) {
    return sources.weight(of.source())
        + destinations.weight(of.destination())
        + ports.weight(of.port());
  }

  private void time(long first, long last) {
    if (first != FlowBatch.NO_TIME) {
      firstTime = firstTime == FlowBatch.NO_TIME ? first : Math.min(firstTime, first);
      lastTime = lastTime == FlowBatch.NO_TIME ? last : Math.max(lastTime, last);
    }
  }

  private void peak(double otherPValue, double otherScore) {
    pValue = Math.min(pValue, otherPValue);
    score = Math.max(score, otherScore);
    updateTold();
  }

  /** What was told once stays told, whatever is added to it. */
  private void updateTold() {
    double least = CombinedPValues.leastTold(pattern());
    isTold |=
        Double.isNaN(logPValues)
            ? windows.size() > 1 || pValue < least
            : CombinedPValues.isUnlikely(windows.size(), span(), logPValues, least);
  }

  /** Detections that could be of it, from the first to the last. */
  private long span() {
    return (last() - first()) / pace + 1;
  }

  /** {@return whether it is an incident at all, and not what comes by chance} */
  boolean isTold() {
    return isTold;
  }

  long first() {
    return windows.get(0);
  }

  long last() {
    return windows.get(windows.size() - 1);
  }

  /** {@return the earliest time of its first window, {@link FlowBatch#NO_TIME} if unknown} */
  long beginning() {
    return beginning;
  }

  /** {@return the earliest time, {@link FlowBatch#NO_TIME} where none is known} */
  long firstTime() {
    return firstTime;
  }

  long lastTime() {
    return lastTime;
  }

  /** {@return flows of its windows, benign ones included} */
  long windowFlows() {
    return windowFlows;
  }

  /** {@return the smallest of its windows} */
  double pValue() {
    return pValue;
  }

  double score() {
    return score;
  }

  /** {@return in how many windows a forest agrees} */
  int agreed() {
    return agreed;
  }

  /**
   * {@return the family with the most weight; unknown only where hardly a window has a name, and
   * those that have none weigh more}
   */
  Family family() {
    return pattern().family();
  }

  /** {@return of the family with the most weight the pattern with the most} */
  AttackPattern pattern() {
    Map<Family, Double> families = new EnumMap<>(Family.class);
    weights.forEach((pattern, weight) -> families.merge(pattern.family(), weight, Double::sum));
    if (families.size() > 1 && SPOKEN_FOR * windows.size() <= namedWindows()) {
      families.remove(Family.UNKNOWN);
    }
    Family family = heaviest(families);
    Map<AttackPattern, Double> patterns = new EnumMap<>(weights);
    patterns.keySet().removeIf(pattern -> pattern.family() != family);
    return heaviest(patterns);
  }

  private int namedWindows() {
    return windows.size() - counts.getOrDefault(AttackPattern.UNKNOWN, 0);
  }

  private static <K> K heaviest(Map<K, Double> weights) {
    return weights.entrySet().stream()
        .reduce((heaviest, other) -> other.getValue() > heaviest.getValue() ? other : heaviest)
        .orElseThrow()
        .getKey();
  }

  /**
   * {@return the patterns that windows of a family were given, with how many of each, most first}
   */
  List<Named> named(Family of) {
    List<Named> named = new ArrayList<>();
    counts.forEach(
        (given, times) -> {
          if (given.family() == of) {
            named.add(new Named(given, times));
          }
        });
    named.sort(Comparator.comparingInt((Named it) -> -it.windows()).thenComparing(Named::pattern));
    return named;
  }

  /** {@return what attackers, victims and services add up to, the most flows first} */
  List<EntityTotals> talkers() {
    List<EntityTotals> sorted = new ArrayList<>(talkers.values());
    sorted.sort(BY_FLOWS);
    return sorted;
  }

  /** {@return the strongest evidence of every channel, the strongest first} */
  List<Evidence> evidence() {
    List<Evidence> sorted = new ArrayList<>(evidence.values());
    sorted.sort(
        Comparator.comparingDouble((Evidence e) -> -e.strength())
            .thenComparing(e -> e.channel().label()));
    return sorted;
  }
}
