package io.logsentinel.core.detect.calibrated;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.ProfileMetric;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One of the ways in which a window can be unusual: a measure whose readings are held against those
 * of the baseline's windows.
 */
public sealed interface Channel {
  /** Group of the behavioural metrics, which are of the window itself. */
  String WINDOW = "window";

  /** Group of addresses and pairs of them, whatever the port. */
  String HOSTS = "hosts";

  /** Group of what goes to groups of hosts, or comes from or goes to a link's own addresses. */
  String CHATTER = "chatter";

  /** Group of all ports that the baseline's windows do not commonly have. */
  String RARE = "rare";

  /**
   * {@return what the channel's evidence is added up with: a port that the baseline's windows
   * commonly have ({@code 80}), {@value #RARE} for all other ports, {@value #HOSTS} for addresses
   * whatever the port, {@value #CHATTER} for multicast, broadcast and link-local addresses, {@value
   * #WINDOW} for behavioural metrics}
   */
  String group();

  /**
   * {@return what is measured, as {@code service flows, seldom}: {@code seldom} and {@code busy}
   * say whether the entity has less than one a window in the baseline}
   */
  String name();

  /**
   * {@return what {@link #write} wrote}
   *
   * @param json stands before it
   * @throws IOException if something else stands there; the message says where
   */
  static Channel read(JsonReader json) throws IOException {
    json.beginArray();
    String group = StrictJson.string(json);
    Channel channel;
    if (group.equals(WINDOW)) {
      channel = new OfMetric(StrictJson.constant(json, ProfileMetric.class));
    } else {
      EntityKind kind = StrictJson.constant(json, EntityKind.class);
      EntityMeasure measure = StrictJson.constant(json, EntityMeasure.class);
      channel = new OfEntities(kind, measure, group, json.nextBoolean());
    }
    json.endArray();
    return channel;
  }

  /**
   * Writes an array of what tells the channel from all others.
   *
   * @param json takes it as its next value
   */
  void write(JsonWriter json);

  /** {@return group and name in one text, by which evidence of equal strength is ordered} */
  default String label() {
    return group() + " " + name();
  }

  /** {@return whether the channel is a behavioural metric of the window, not of any entity} */
  default boolean isOfWindow() {
    return this instanceof OfMetric;
  }

  /**
   * {@return whether the channel measures a behavioural metric}
   *
   * @param metric any metric
   */
  default boolean measures(ProfileMetric metric) {
    return this instanceof OfMetric window && window.metric == metric;
  }

  /**
   * {@return whether it measures that of entities of a kind: of any group, seldom or busy}
   *
   * @param kind any kind
   * @param measure any measure
   */
  default boolean measures(EntityKind kind, EntityMeasure measure) {
    return this instanceof OfEntities entities
        && entities.kind == kind
        && entities.measure == measure;
  }

  /** {@return whether it counts what the baseline never saw} */
  default boolean isNovelty() {
    return this instanceof OfEntities entities && entities.measure.isNovelty();
  }

  /**
   * Channel of a behavioural metric: its distance from the mean.
   *
   * @param metric which one
   */
  record OfMetric(ProfileMetric metric) implements Channel {
    @Override
    public String group() {
      return WINDOW;
    }

    @Override
    public String name() {
      return metric.label();
    }

    @Override
    public void write(JsonWriter json) {
      json.beginArray().value(WINDOW).value(metric.name()).endArray();
    }

    // as below

    @Override
    public boolean equals(Object other) {
      return other instanceof OfMetric window && metric == window.metric;
    }

    @Override
    public int hashCode() {
      return metric.ordinal();
    }
  }

  /**
   * Channel of a measure of entities: the most surprising entity of a group.
   *
   * @param kind of the entities
   * @param measure of each of them, or how many of them are new
   * @param group a port, {@value #RARE}, {@value #HOSTS} or {@value #CHATTER}
   * @param busy whether the entities have at least one a window in the baseline; false of measures
   *     of novelty
   */
  record OfEntities(EntityKind kind, EntityMeasure measure, String group, boolean busy)
      implements Channel {

    @Override
    public String name() {
      String name = kind.label() + " " + measure.label();
      return measure.isNovelty() ? name : name + (busy ? ", busy" : ", seldom");
    }

    @Override
    public void write(JsonWriter json) {
      json.beginArray().value(group).value(kind.name()).value(measure.name()).value(busy);
      json.endArray();
    }

    // written out: what the compiler would make of records is slow until the JVM is warm

    @Override
    public boolean equals(Object other) {
      return other instanceof OfEntities entities
          && kind == entities.kind
          && measure == entities.measure
          && busy == entities.busy
          && group.equals(entities.group);
    }

    @Override
    public int hashCode() {
      return 31 * group.hashCode() + 2 * (8 * kind.ordinal() + measure.ordinal()) + (busy ? 1 : 0);
    }
  }

  /** Measures of the entities of a kind. */
  public enum EntityMeasure {
    /** Flows of an entity. */
    FLOWS(EnumSet.allOf(EntityKind.class)),
    /** Distinct addresses at an entity's other end. */
    PEERS(
        EnumSet.of(
            EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.CLIENT, EntityKind.SERVICE)),
    /** Distinct destination ports of an entity. */
    PORTS(EnumSet.of(EntityKind.SOURCE, EntityKind.DESTINATION, EntityKind.PAIR)),
    /** Entities of the kind that the baseline never saw: how many there are in the window. */
    NEW(EnumSet.allOf(EntityKind.class)),
    /** Ports never seen in use: of a source as a client, of a destination as a service. */
    NEW_PORTS(EnumSet.of(EntityKind.SOURCE, EntityKind.DESTINATION));

    /** Those that an entity's own count gives. */
    static final List<EntityMeasure> COUNTED = List.of(FLOWS, PEERS, PORTS);

    private final Set<EntityKind> kinds;

    EntityMeasure(Set<EntityKind> kinds) {
      this.kinds = kinds;
    }

    /** {@return the measure's name in artifacts, as {@code new ports}} */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean applies(EntityKind kind) {
      return kinds.contains(kind);
    }

    /**
     * {@return whether the profile of several windows counts it, rather than has that of the window
     * with the most}
     */
    boolean isCountedTogether(EntityKind kind) {
      return this == FLOWS
          || kind == EntityKind.SOURCE
          || kind == EntityKind.DESTINATION
          || kind == EntityKind.PORT;
    }

    /** {@return the measure of an entity; only of those that are {@link #COUNTED}} */
    double of(EntityStats count) {
      return switch (this) {
        case FLOWS -> count.flows();
        case PEERS -> count.peers();
        case PORTS -> count.ports();
        default -> throw new IllegalArgumentException(this + " is not of one entity");
      };
    }

    /** {@return whether it counts what the baseline never saw, not how often something was seen} */
    boolean isNovelty() {
      return this == NEW || this == NEW_PORTS;
    }
  }
}
