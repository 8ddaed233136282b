package io.logsentinel.core.detect.naming;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.detect.calibrated.Channel.EntityMeasure;
import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.EntityKind;
import io.logsentinel.core.window.EntityStats;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Conversation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flows of one window, or of some windows of one story, counted by who had them with whom. What a
 * sentence says was counted here, and each count knows whether it is the whole one: profiles list
 * the entities with the most flows, so one that a full list lacks may have some nevertheless.
 *
 * <p>Bounded: of the conversations, and of the entities of each kind, {@value #MOST} are kept,
 * those with the most flows. Not safe for use by several threads.
 */
public final class CountedFlows {
  /** Beyond, the half with the fewest flows is forgotten. */
  static final int MOST = 512;

  private final Table<Conversation> conversations = new Table<>(CountedFlows::text);
  private final Map<EntityKind, Table<Entity>> entities = new HashMap<>();

  /** Of services that stood out by their flows in some window: the usual number a window. */
  private final Map<Entity, Double> usual = new HashMap<>();

  private long windows;

  /** No flows yet. */
  public CountedFlows() {
    for (EntityKind kind : EntityKind.values()) {
      if (kind.isTalker()) {
        entities.put(kind, new Table<>(Entity::toString));
      }
    }
  }

  /**
   * Number of things counted.
   *
   * @param value how many were counted, from 0
   * @param isExact whether there are no more of them
   */
  public record Count(long value, boolean isExact) {
    static final Count NONE = new Count(0, true);

    Count plus(Count other) {
      return new Count(value + other.value, isExact && other.isExact);
    }

    /** {@return the count, with a lower bound's reservation if it is one} */
    Count atLeast(long other) {
      return other > value ? new Count(other, false) : this;
    }
  }

  /** {@return the flows of a window} */
  static CountedFlows of(Profile profile, List<Evidence> evidence) {
    CountedFlows flows = new CountedFlows();
    flows.add(profile, evidence);
    return flows;
  }

  /**
   * Counts a window's flows.
   *
   * @param profile of the window
   * @param evidence that it is unusual: what is usual of a service is known from it
   */
  public void add(Profile profile, List<Evidence> evidence) {
    windows++;
    for (Evidence e : evidence) {
      if (e.channel().measures(EntityKind.SERVICE, EntityMeasure.FLOWS)) {
        usual.put(e.entity().get(), e.expected());
      }
    }
    boolean isBlock = profile.windows() > 1;
    int most = Profile.mostListed(profile.flows());
    long flows = 0;
    List<Sums<Conversation>> talking = new ArrayList<>();
    for (Conversation it : profile.conversations()) {
      talking.add(new Sums<>(key(it.source(), it.destination(), it.port()), it.flows()));
      flows += it.flows();
    }
    if (isBlock) {
      conversations.addTogether(talking, flows == profile.flows());
    } else {
      conversations.add(talking, most);
    }
    entities.forEach(
        (kind, table) -> {
          List<Sums<Entity>> listed = new ArrayList<>();
          for (EntityStats stats : profile.entities(kind)) {
            listed.add(new Sums<>(stats));
          }
          if (isBlock) {
            table.addTogether(listed, profile.floor(kind) == 0);
          } else {
            table.add(listed, most);
          }
        });
    forgetUnlisted();
  }

  /** Of a service that is not listed no excess is asked for. */
  private void forgetUnlisted() {
    usual.keySet().retainAll(table(EntityKind.SERVICE).sums.keySet());
  }

  private Table<Entity> table(EntityKind kind) {
    return Objects.requireNonNull(entities.get(kind), "a flow shape is not counted by");
  }

  /**
   * Counts what others counted of other windows.
   *
   * @param other not changed
   */
  public void add(CountedFlows other) {
    windows += other.windows;
    usual.putAll(other.usual);
    conversations.add(other.conversations);
    entities.forEach((kind, table) -> table.add(other.table(kind)));
    forgetUnlisted();
  }

  /**
   * {@return what {@link #write} wrote}
   *
   * @param json stands before it
   * @throws IOException if something else stands there; the message says where
   */
  public static CountedFlows read(JsonReader json) throws IOException {
    CountedFlows flows = new CountedFlows();
    json.beginObject();
    StrictJson.name(json, "windows");
    flows.windows = StrictJson.whole(json);
    StrictJson.name(json, "conversations");
    flows.conversations.read(json, CountedFlows::readConversation);
    for (EntityKind kind : EntityKind.values()) {
      if (kind.isTalker()) {
        StrictJson.name(json, kind.label());
        flows.table(kind).read(json, Entity::read);
      }
    }
    StrictJson.list(
        json,
        "usual",
        each -> {
          each.beginArray();
          flows.usual.put(Entity.read(each), StrictJson.number(each));
          each.endArray();
          return flows;
        });
    json.endObject();
    return flows;
  }

  private static Conversation readConversation(JsonReader json) throws IOException {
    json.beginArray();
    Conversation key =
        key(StrictJson.string(json), StrictJson.string(json), StrictJson.string(json));
    json.endArray();
    return key;
  }

  /**
   * Writes an object of all that was counted, to be {@linkplain #read read} again.
   *
   * @param json takes it as its next value
   */
  public void write(JsonWriter json) {
    json.beginObject();
    json.name("windows").value(windows);
    json.name("conversations");
    conversations.write(
        json,
        it ->
            json.beginArray()
                .value(it.source())
                .value(it.destination())
                .value(it.port())
                .endArray());
    for (EntityKind kind : EntityKind.values()) {
      if (kind.isTalker()) {
        json.name(kind.label());
        table(kind).write(json, it -> it.write(json));
      }
    }
    List<Map.Entry<Entity, Double>> services = new ArrayList<>(usual.entrySet());
    services.sort(Comparator.comparing(it -> it.getKey().toString()));
    json.name("usual");
    json.array(
        services,
        it -> {
          json.beginArray();
          it.getKey().write(json);
          json.value(it.getValue()).endArray();
        });
    json.endObject();
  }

  private static Conversation key(String source, String destination, String port) {
    return new Conversation(source, destination, port, 1);
  }

  private static String text(Conversation of) {
    return of.source() + " " + of.destination() + " " + of.port();
  }

  /**
   * {@return the flows of a source to a port of a destination}
   *
   * @param source its address
   * @param destination its address
   * @param port of the destination
   */
  public Count flows(String source, String destination, String port) {
    return conversations.flows(key(source, destination, port));
  }

  /**
   * {@return the flows of an entity}
   *
   * @param entity of any kind but flow shapes
   */
  public Count flows(Entity entity) {
    return table(entity.kind()).flows(entity);
  }

  /** {@return in how many of the windows a source has flows to a port of a destination} */
  Count windows(String source, String destination, String port) {
    return conversations.windows(key(source, destination, port));
  }

  /** {@return in how many of the windows an entity has flows} */
  Count windows(Entity entity) {
    return table(entity.kind()).windows(entity);
  }

  /** {@return distinct peers of an entity: those of several windows do not add up} */
  Count peers(Entity entity) {
    Table<Entity> table = table(entity.kind());
    Sums<Entity> sums = table.sums.get(entity);
    return sums == null
        ? table.flows(entity)
        : new Count(sums.peers, sums.windows == 1 && !sums.isTogether && table.isExact(sums));
  }

  /**
   * {@return distinct destination ports of an entity, at least those of the window with the most}
   *
   * @param entity of any kind but flow shapes
   */
  public Count ports(Entity entity) {
    Table<Entity> table = table(entity.kind());
    Sums<Entity> sums = table.sums.get(entity);
    return sums == null
        ? table.flows(entity)
        : new Count(sums.ports, sums.windows == 1 && !sums.isTogether && table.isExact(sums));
  }

  /** {@return flows that a service has beyond the usual, where it stood out by them; else 0} */
  double excess(Entity service) {
    return usual.containsKey(service)
        ? Math.max(0, flows(service).value() - usual.get(service) * windows)
        : 0;
  }

  /** {@return whether no conversation can have been passed over} */
  boolean listsAll() {
    return conversations.gaps == 0;
  }

  /** {@return payload bytes of an entity, of both directions, as far as it was listed} */
  double bytes(Entity entity) {
    Sums<Entity> sums = table(entity.kind()).sums.get(entity);
    return sums == null ? 0 : sums.bytes;
  }

  /**
   * {@return the sources of a service, those with the most flows first, as far as listed}
   *
   * @param destination who serves
   * @param port of the service
   */
  public List<String> sourcesOf(String destination, String port) {
    return conversations
        .keysByFlows()
        .filter(it -> it.destination().equals(destination) && it.port().equals(port))
        .map(Conversation::source)
        .toList();
  }

  /**
   * {@return the destinations that a source has flows to, those of the most first, as far as
   * listed}
   *
   * @param source its address
   * @param port their port; any where it is empty
   */
  public List<String> destinationsOf(String source, String port) {
    return conversations
        .keysByFlows()
        .filter(it -> it.source().equals(source) && (port.isEmpty() || it.port().equals(port)))
        .map(Conversation::destination)
        .distinct()
        .toList();
  }

  /**
   * {@return the ports between two ends, either of which may be empty for any, as far as listed}
   */
  Set<String> portsBetween(String source, String destination) {
    Set<String> ports = new TreeSet<>();
    for (Conversation it : conversations.sums.keySet()) {
      if ((source.isEmpty() || it.source().equals(source))
          && (destination.isEmpty() || it.destination().equals(destination))) {
        ports.add(it.port());
      }
    }
    return ports;
  }

  /**
   * {@return those that have flows together, as source, destination and port: conversations, then
   * pairs, services and clients, which lack one of the three}
   */
  public List<Conversation> together() {
    List<Conversation> all = new ArrayList<>(conversations.keysByFlows().toList());
    for (EntityKind kind : List.of(EntityKind.PAIR, EntityKind.SERVICE, EntityKind.CLIENT)) {
      table(kind)
          .keysByFlows()
          .forEach(it -> all.add(key(it.source(), it.destination(), it.port())));
    }
    return all;
  }

  /**
   * {@return whether flows of a source to a port of a destination were counted}
   *
   * @param source its address
   * @param destination its address
   * @param port of the destination
   */
  public boolean has(String source, String destination, String port) {
    return conversations.sums.containsKey(key(source, destination, port));
  }

  /** Sums of a key over the windows that list it. */
  private static final class Sums<K> {
    final K key;
    long flows;
    double bytes;
    long peers;
    long ports;
    int windows = 1;

    /** Whether it is of windows together, and may be in more of them than one. */
    boolean isTogether;

    /** How many of the times at which it could be missing unseen it was there. */
    int present;

    Sums(K key, long flows) {
      this.key = key;
      this.flows = flows;
    }

    @SuppressWarnings("unchecked") // K is Entity
    Sums(EntityStats stats) {
      this((K) stats.entity(), stats.flows());
      bytes = stats.bytes();
      peers = stats.peers();
      ports = stats.ports();
    }

    /** {@return the same sums, which change without these} */
    Sums<K> copy() {
      Sums<K> copy = new Sums<>(key, flows);
      copy.bytes = bytes;
      copy.peers = peers;
      copy.ports = ports;
      copy.windows = windows;
      copy.present = present;
      copy.isTogether = isTogether;
      return copy;
    }

    Sums<K> plus(Sums<K> other) {
      Sums<K> sum = new Sums<>(key, flows + other.flows);
      // as in profiles: what is beyond all doubles is as large as can be
      sum.bytes = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, bytes + other.bytes));
      sum.peers = Math.max(peers, other.peers);
      sum.ports = Math.max(ports, other.ports);
      sum.windows = windows + other.windows;
      sum.present = present + other.present;
      sum.isTogether = isTogether || other.isTogether;
      return sum;
    }
  }

  /** Sums by key: of the keys with the most flows. */
  private static final class Table<K> {
    private final Function<K, String> name;
    private final Map<K, Sums<K>> sums = new HashMap<>();

    /** How often a key that is not here may have had flows: full lists, and keys forgotten. */
    private int gaps;

    /** The sums, those with the most flows first; null until it is asked for. */
    private @Nullable List<Sums<K>> byFlows;

    Table(Function<K, String> name) {
      this.name = name;
    }

    void add(List<Sums<K>> listed, int most) {
      boolean isFull = listed.size() >= most || listed.isEmpty(); // empty: not kept
      for (Sums<K> of : listed) {
        of.present = isFull ? 1 : 0;
        sums.merge(of.key, of, Sums::plus);
      }
      gaps += isFull ? 1 : 0;
      forget();
    }

    /** Adds those of windows together: where not all are listed, each may have more flows. */
    void addTogether(List<Sums<K>> listed, boolean isAll) {
      for (Sums<K> of : listed) {
        of.isTogether = true;
        sums.merge(of.key, of, Sums::plus);
      }
      gaps += isAll ? 0 : 1;
      forget();
    }

    void add(Table<K> other) {
      other.sums.forEach((key, of) -> sums.merge(key, of.copy(), Sums::plus));
      gaps += other.gaps;
      forget();
    }

    void write(JsonWriter json, Consumer<K> key) {
      json.beginObject().name("gaps").value(gaps);
      json.name("sums");
      json.array(
          byFlows(),
          of -> {
            json.beginArray();
            key.accept(of.key);
            json.value(of.flows).value(of.bytes).value(of.peers).value(of.ports);
            json.value(of.windows).value(of.present);
            if (of.isTogether) {
              json.value(true);
            }
            json.endArray();
          });
      json.endObject();
    }

    void read(JsonReader json, StrictJson.Body<K> key) throws IOException {
      json.beginObject();
      StrictJson.name(json, "gaps");
      gaps = StrictJson.count(json);
      StrictJson.list(
          json,
          "sums",
          each -> {
            each.beginArray();
            K its = key.read(each);
            Sums<K> of = new Sums<>(its, StrictJson.whole(each));
            of.bytes = StrictJson.number(each);
            of.peers = StrictJson.whole(each);
            of.ports = StrictJson.whole(each);
            of.windows = StrictJson.count(each);
            of.present = StrictJson.count(each);
            of.isTogether = each.hasNext() && each.nextBoolean();
            each.endArray();
            return sums.put(its, of);
          });
      json.endObject();
    }

    private void forget() {
      byFlows = null;
      if (sums.size() > MOST) {
        byFlows().subList(MOST / 2, sums.size()).forEach(least -> sums.remove(least.key));
        sums.values().forEach(left -> left.present++);
        gaps++;
        byFlows = null;
      }
    }

    Count flows(K key) {
      Sums<K> of = sums.get(key);
      return of == null ? new Count(0, gaps == 0) : new Count(of.flows, isExact(of));
    }

    Count windows(K key) {
      Sums<K> of = sums.get(key);
      return of == null
          ? new Count(0, gaps == 0)
          : new Count(of.windows, isExact(of) && !of.isTogether);
    }

    boolean isExact(Sums<K> of) {
      return of.present == gaps;
    }

    private List<Sums<K>> byFlows() {
      if (byFlows == null) {
        byFlows = new ArrayList<>(sums.values());
        byFlows.sort(
            Comparator.comparingLong((Sums<K> of) -> -of.flows)
                .thenComparing(of -> name.apply(of.key)));
      }
      return byFlows;
    }

    Stream<K> keysByFlows() {
      return byFlows().stream().map(of -> of.key);
    }
  }
}
