package io.logsentinel.core.window;

import io.logsentinel.core.allow.Allowlist.Story;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.text.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A window's behaviour beyond its sums: behavioural metrics and top talkers.
 *
 * @param windowId the window's number within its file, from 0
 * @param flows flows of the window, whole and partial, without those that are allowed: from 1, and
 *     0 where all are
 * @param partialFlows partial ones among them, which are in none of the window's sums
 * @param measure what bytes and packets count
 * @param firstTime the earliest time of its flows, in milliseconds from 1970 UTC; {@link
 *     FlowBatch#NO_TIME} where the input has none
 * @param lastTime the latest, likewise
 * @param metrics one value per {@link ProfileMetric}, in order, finite
 * @param entities by kind the entities with the most flows, falling, at most {@link #mostListed} of
 *     each kind. In a window of up to 131,072 different conversations (source, destination, port)
 *     counts are exact; beyond, distinct peers and ports are upper bounds, and an entity that came
 *     late may lack flows, at most as many as the least listed one has
 * @param conversations those with the most flows, falling, at most {@link #mostListed}: what is
 *     said of who did what to whom was counted there. Those of a baseline are not kept
 * @param allowed what an allowlist says of the window's flows
 * @param windows how many it is of: one unless it was made by {@code WindowAccumulator.together}
 * @param floors where there are several, by kind: the flows that an entity has at most which is not
 *     listed, from 0; of one window its lists say so
 */
public record Profile(
    long windowId,
    long flows,
    long partialFlows,
    Measure measure,
    long firstTime,
    long lastTime,
    List<Double> metrics,
    Map<EntityKind, List<EntityStats>> entities,
    List<Conversation> conversations,
    Allowed allowed,
    int windows,
    Map<EntityKind, Long> floors) {

  /**
   * Flows that an allowlist speaks of.
   *
   * @param flows whole flows that are allowed, and left out of all else, from 0
   * @param partialFlows partial ones, likewise
   * @param rules those that hold for a flow of the window, in the order of their lines
   * @param stories that rules allow, with flows in the window
   * @param quieter the window without the flows of some of the stories; none twice
   */
  public record Allowed(
      long flows,
      long partialFlows,
      List<AllowedBy> rules,
      List<Story> stories,
      List<Quieter> quieter) {
    /** No flow, and no rule. */
    public static final Allowed NONE = new Allowed(0, 0, List.of(), List.of(), List.of());

    public Allowed {
      rules = List.copyOf(rules);
      stories = List.copyOf(stories);
      quieter = List.copyOf(quieter);
      if (flows < 0 || partialFlows < 0) {
        throw new IllegalArgumentException(
            "allowed flows must be from 0 but are " + flows + " and " + partialFlows);
      }
      for (Quieter other : quieter) {
        if (!stories.containsAll(other.without())) {
          throw new IllegalArgumentException("a story that is left out is not of the window");
        }
      }
    }

    /** {@return true where it equals {@link #NONE}} */
    public boolean isNone() {
      boolean isEmpty = rules.isEmpty() && stories.isEmpty() && quieter.isEmpty();
      return isEmpty && flows == 0 && partialFlows == 0;
    }

    /**
     * {@return the rules of some stories, with their flows}
     *
     * @param some of the stories
     */
    public List<AllowedBy> of(List<Story> some) {
      return rules.stream()
          .filter(by -> some.stream().anyMatch(story -> story.line() == by.line()))
          .toList();
    }
  }

  /**
   * Flows of a window, whole and partial ones, that a rule speaks of.
   *
   * @param line of the rule, from 1
   * @param conditions of the rule in words
   * @param flows for which it holds, from 0
   * @param ended for which it would hold but for its last day, from 0
   * @param undated those among {@code flows} that have no time, so that a last day could not end it
   */
  public record AllowedBy(int line, String conditions, long flows, long ended, long undated) {}

  /**
   * A window without the flows of some stories.
   *
   * @param without the stories, at least one
   * @param profile of the other flows
   */
  public record Quieter(List<Story> without, Profile profile) {
    public Quieter {
      without = List.copyOf(without);
    }
  }

  /**
   * A profile of a window in which no flow is allowed.
   *
   * @param windowId as of the other
   * @param flows from 1
   * @param partialFlows as of the other
   * @param measure as of the other
   * @param firstTime as of the other
   * @param lastTime as of the other
   * @param metrics as of the other
   * @param entities as of the other
   * @param conversations as of the other
   */
  public Profile(
      long windowId,
      long flows,
      long partialFlows,
      Measure measure,
      long firstTime,
      long lastTime,
      List<Double> metrics,
      Map<EntityKind, List<EntityStats>> entities,
      List<Conversation> conversations) {
    this(
        windowId,
        flows,
        partialFlows,
        measure,
        firstTime,
        lastTime,
        metrics,
        entities,
        conversations,
        Allowed.NONE);
  }

  /**
   * A profile of one window.
   *
   * @param windowId as of the other
   * @param flows as of the other
   * @param partialFlows as of the other
   * @param measure as of the other
   * @param firstTime as of the other
   * @param lastTime as of the other
   * @param metrics as of the other
   * @param entities as of the other
   * @param conversations as of the other
   * @param allowed as of the other
   */
  public Profile(
      long windowId,
      long flows,
      long partialFlows,
      Measure measure,
      long firstTime,
      long lastTime,
      List<Double> metrics,
      Map<EntityKind, List<EntityStats>> entities,
      List<Conversation> conversations,
      Allowed allowed) {
    this(
        windowId,
        flows,
        partialFlows,
        measure,
        firstTime,
        lastTime,
        metrics,
        entities,
        conversations,
        allowed,
        1,
        Map.of());
  }

  /**
   * Flows of one source to one port of one destination, counted together.
   *
   * @param source its address
   * @param destination its address
   * @param port destination port
   * @param flows number of flows, from 1
   */
  public record Conversation(String source, String destination, String port, long flows) {

    // written out: what the compiler would make of records is slow until the JVM is warm

    @Override
    public boolean equals(Object other) {
      return other instanceof Conversation it
          && flows == it.flows
          && source.equals(it.source)
          && destination.equals(it.destination)
          && port.equals(it.port);
    }

    @Override
    public int hashCode() {
      int addresses = 31 * source.hashCode() + destination.hashCode();
      return 31 * (31 * addresses + port.hashCode()) + Long.hashCode(flows);
    }

    @Override
    public String toString() {
      return "Conversation[source="
          + source
          + ", destination="
          + destination
          + ", port="
          + port
          + ", flows="
          + flows
          + "]";
    }
  }

  /** The most entities of a kind that a profile lists: all of a small window. */
  public static final int MAX_LISTED = 128;

  /** The most entities of a kind, and conversations, that one of several windows lists. */
  public static final int MAX_TOGETHER = 1024;

  private static final int SMALL_WINDOW = 1000;

  /**
   * {@return the most entities of a kind that a profile lists: {@value #MAX_LISTED} up to 1,000
   * flows, half of it beyond}
   *
   * @param flows flows of the window
   */
  public static int mostListed(long flows) {
    return flows <= SMALL_WINDOW ? MAX_LISTED : MAX_LISTED / 2;
  }

  public Profile {
    if (windowId < 0 || flows < 0 || flows + allowed.flows() < 1) {
      throw new IllegalArgumentException(
          "window and flows must be from 0 and from 1 but are " + windowId + " and " + flows);
    }
    if (partialFlows < 0 || partialFlows > flows) {
      throw new IllegalArgumentException(
          "partial flows must be from 0 to " + flows + " but are " + partialFlows);
    }
    floors = Map.copyOf(floors);
    if (windows < 1 || (windows == 1 && !floors.isEmpty())) {
      throw new IllegalArgumentException(
          "one window has no floors of its own, but " + windows + " have " + floors);
    }
    Objects.requireNonNull(measure, "measure");
    metrics = List.copyOf(metrics);
    int all = ProfileMetric.values().length;
    if (metrics.size() != all) {
      throw new IllegalArgumentException(
          "a profile has " + all + " metrics but was given " + metrics.size());
    }
    for (double metric : metrics) {
      if (!Double.isFinite(metric)) {
        throw new IllegalArgumentException("a metric must be finite but is " + metric);
      }
    }
    Map<EntityKind, List<EntityStats>> copy = new EnumMap<>(EntityKind.class);
    for (EntityKind kind : EntityKind.values()) {
      List<EntityStats> listed = entities.getOrDefault(kind, List.of());
      int most = windows > 1 ? MAX_TOGETHER : mostListed(flows);
      if (listed.size() > most) {
        String limit = "a profile lists at most " + most + " entities of a kind";
        throw new IllegalArgumentException(limit + " but was given " + listed.size());
      }
      copy.put(kind, List.copyOf(listed));
    }
    entities = Collections.unmodifiableMap(copy);
    conversations = List.copyOf(conversations);
  }

  /**
   * {@return the same profile of flows that count something else}
   *
   * @param other what their bytes and packets count
   */
  public Profile withMeasure(Measure other) {
    List<Quieter> quieter =
        allowed.quieter().stream()
            .map(it -> new Quieter(it.without(), it.profile().withMeasure(other)))
            .toList();
    Allowed same =
        new Allowed(
            allowed.flows(), allowed.partialFlows(), allowed.rules(), allowed.stories(), quieter);
    return with(partialFlows, other, conversations, same);
  }

  /**
   * {@return the same profile, of a window that was to be larger: the flows that did not come count
   * as not judged, like allowed ones}
   *
   * @param size flows of whole windows, at least {@link #wholeFlows}
   */
  public Profile asPartOf(long size) {
    long missing = size - wholeFlows();
    List<Quieter> quieter =
        allowed.quieter().stream()
            .map(it -> new Quieter(it.without(), it.profile().asPartOf(size)))
            .toList();
    Allowed more =
        new Allowed(
            allowed.flows() + missing,
            allowed.partialFlows(),
            allowed.rules(),
            allowed.stories(),
            quieter);
    return with(partialFlows, measure, conversations, more);
  }

  /**
   * {@return the same profile without what nothing learns from: its conversations, and all of the
   * allowed flows but how many they are}
   */
  public Profile toLearnFrom() {
    Allowed counts =
        new Allowed(allowed.flows(), allowed.partialFlows(), List.of(), List.of(), List.of());
    return with(partialFlows, measure, List.of(), counts);
  }

  private Profile with(
      long partialFlows, Measure measure, List<Conversation> conversations, Allowed allowed) {
    return new Profile(
        windowId,
        flows,
        partialFlows,
        measure,
        firstTime,
        lastTime,
        metrics,
        entities,
        conversations,
        allowed,
        windows,
        floors);
  }

  /** {@return the number of whole flows, allowed ones too: the size of the window} */
  public long wholeFlows() {
    return flows - partialFlows + allowed.flows();
  }

  /** {@return the share of the window's whole flows that are not allowed, 0 to 1} */
  public double judgedShare() {
    return (double) (flows - partialFlows) / wholeFlows();
  }

  /**
   * {@return the value of a metric, finite}
   *
   * @param metric any metric
   */
  public double metric(ProfileMetric metric) {
    return metrics.get(metric.ordinal());
  }

  /** {@return all metrics, as a forest takes them: one finite number each, in order} */
  public double[] vector() {
    return metrics.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * {@return the entities of a kind with the most flows, falling; none where none is listed}
   *
   * @param kind any kind
   */
  public List<EntityStats> entities(EntityKind kind) {
    return Objects.requireNonNull(entities.get(kind), "a profile has a list of every kind");
  }

  /**
   * {@return the totals of an entity, null where it is not listed}
   *
   * @param entity any entity
   */
  public @Nullable EntityStats count(Entity entity) {
    for (EntityStats count : entities(entity.kind())) {
      if (count.entity().equals(entity)) {
        return count;
      }
    }
    return null;
  }

  /**
   * {@return the flows that an entity has at most which is not listed: none where the list is not
   * full, else as many as the last one on it}
   *
   * @param kind any kind
   */
  public long floor(EntityKind kind) {
    if (windows > 1) {
      return floors.getOrDefault(kind, 0L);
    }
    List<EntityStats> listed = entities(kind);
    return listed.size() < mostListed(flows) ? 0 : listed.get(listed.size() - 1).flows();
  }

  /**
   * {@return a hash of its values, evenly spread, the same in every version and on every machine:
   * what a sample of profiles is drawn by} It is {@link String#hashCode} of a canonical text, which
   * is frozen, as stored baselines were sampled by its hash and go on growing; the file of profiles
   * looks alike today, but may change.
   *
   * @param dialect name of the dialect of the flows
   */
  public int fingerprint(String dialect) {
    JsonWriter text = JsonWriter.line().beginObject();
    text.name("window_id").value(windowId).name("flows").value(flows);
    if (partialFlows > 0) {
      text.name("partial_flows").value(partialFlows);
    }
    text.name("dialect").value(dialect);
    if (measure != Measure.PAYLOAD) {
      text.name("measure").value(measure.label());
    }
    if (firstTime != FlowBatch.NO_TIME) {
      text.name("first_time").value(Instant.ofEpochMilli(firstTime).toString());
      text.name("last_time").value(Instant.ofEpochMilli(lastTime).toString());
    }
    text.name("metrics").beginObject();
    for (ProfileMetric metric : ProfileMetric.values()) {
      text.name(metric.label()).value(metric(metric));
    }
    text.endObject();
    entities.forEach(
        (kind, listed) -> {
          text.name(kind.label()).beginArray();
          listed.forEach(entity -> add(text, entity));
          text.endArray();
        });
    return new String(text.endObject().toBytes(), StandardCharsets.US_ASCII).hashCode();
  }

  private static void add(JsonWriter text, EntityStats stats) {
    Entity entity = stats.entity();
    text.beginArray().value(entity.first()).value(entity.second()).value(stats.flows());
    if (entity.kind().isTalker()) {
      text.value(stats.packets()).value(stats.bytes());
      text.value(stats.peers()).value(stats.ports()).value(stats.meanLogDuration());
    }
    text.endArray();
  }
}
