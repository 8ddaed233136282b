package io.logsentinel.core.profile;

import io.logsentinel.core.flow.NumberText;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Who talks to whom in a window: numbers for addresses and ports as they come, conversations
 * (source, destination, port), and what talkers add up to, which follows from the conversations.
 * More conversations than a table holds are folded into the talkers on the way.
 */
final class Talkers {
  /** Beyond, new addresses count as one. */
  private static final int MAX_ADDRESSES = 1 << 20;

  /** A key of a table is made of the numbers of addresses and ports. */
  private static final int NUMBER_BITS = 20;

  private static final long NUMBER = (1L << NUMBER_BITS) - 1;

  private final Names names = new Names();
  private final EntityTable conversations = EntityTable.ofTalkers();
  private final EntityTable sources = EntityTable.ofNumbers(MAX_ADDRESSES);
  private final EntityTable destinations = EntityTable.ofNumbers(MAX_ADDRESSES);
  private final EntityTable ports = EntityTable.ofNumbers(EntityTable.MAX_ENTRIES);
  private final EntityTable pairs = EntityTable.ofTalkers();
  private final EntityTable clients = EntityTable.ofTalkers();
  private final EntityTable services = EntityTable.ofTalkers();
  private final Map<EntityKind, EntityTable> tables = new EnumMap<>(EntityKind.class);

  // what found no number is still told apart, for the counts of distinct addresses and ports

  private final AddressSet moreSources = new AddressSet();
  private final AddressSet moreDestinations = new AddressSet();
  private final Set<Long> morePorts = new HashSet<>();

  Talkers() {
    tables.put(EntityKind.SOURCE, sources);
    tables.put(EntityKind.DESTINATION, destinations);
    tables.put(EntityKind.PAIR, pairs);
    tables.put(EntityKind.PORT, ports);
    tables.put(EntityKind.CLIENT, clients);
    tables.put(EntityKind.SERVICE, services);
  }

  int source(long ipv4) {
    return number(sources, ipv4, moreSources);
  }

  int source(String address) {
    return number(sources, address, moreSources);
  }

  int destination(long ipv4) {
    return number(destinations, ipv4, moreDestinations);
  }

  int destination(String address) {
    return number(destinations, address, moreDestinations);
  }

  private static int number(EntityTable numbers, long ipv4, AddressSet more) {
    int number = numbers.entry(ipv4);
    if (number == 0) {
      more.add(ipv4);
    }
    return number;
  }

  private int number(EntityTable numbers, String address, AddressSet more) {
    int number = numbers.entry(names.key(address));
    if (number == 0) {
      more.add(address);
    }
    return number;
  }

  int port(double port) {
    long bits = bits(port);
    int number = ports.entry(bits);
    if (number == 0) {
      morePorts.add(bits);
    }
    return number;
  }

  /** A number as it is compared: infinite as 0, and 0 with one sign. */
  static long bits(double value) {
    return Double.doubleToRawLongBits((Double.isInfinite(value) ? 0 : value) + 0.0);
  }

  /** Adds a flow of numbered addresses and port; its duration as twice the log2. */
  void add(long source, long destination, long port, long duration, double packets, double bytes) {
    if (conversations.isFull()) {
      fold();
    }
    int conversation = conversations.entry(pack(pack(source, destination), port));
    conversations.add(conversation, duration, packets, bytes);
  }

  private static long pack(long high, long low) {
    return high << NUMBER_BITS | low;
  }

  private static int source(EntityTable conversations, int entry) {
    return (int) (conversations.key(entry) >>> 2 * NUMBER_BITS);
  }

  private static int destination(EntityTable conversations, int entry) {
    return (int) (conversations.key(entry) >>> NUMBER_BITS & NUMBER);
  }

  private static int port(EntityTable conversations, int entry) {
    return (int) (conversations.key(entry) & NUMBER);
  }

  /** Adds the conversations to the talkers, and forgets them. */
  void fold() {
    for (int i = 0; i < conversations.size(); i++) {
      int s = source(conversations, i);
      int d = destination(conversations, i);
      int p = port(conversations, i);
      int pair = pairs.entry(pack(s, d));
      int client = clients.entry(pack(p, s));
      int service = services.entry(pack(p, d));
      if (pairs.flows(pair) == 0) {
        sources.addPeers(s, 1);
        destinations.addPeers(d, 1);
      }
      if (clients.flows(client) == 0) {
        sources.addPorts(s, 1);
        ports.addPeers(p, 1);
      }
      if (services.flows(service) == 0) {
        destinations.addPorts(d, 1);
      }
      pairs.addPorts(pair, 1);
      clients.addPeers(client, 1);
      services.addPeers(service, 1);
      sources.add(s, conversations, i);
      destinations.add(d, conversations, i);
      ports.add(p, conversations, i);
      pairs.add(pair, conversations, i);
      clients.add(client, conversations, i);
      services.add(service, conversations, i);
    }
    conversations.clear();
  }

  /**
   * Adds the flows of others. Where either has more addresses or ports than numbers, what is
   * distinct may be counted twice.
   *
   * @return by number of a port there, its number here
   */
  int[] merge(Talkers other) {
    int[] sourceNumbers = addresses(sources, other.sources, other.names, moreSources);
    int[] destinationNumbers =
        addresses(destinations, other.destinations, other.names, moreDestinations);
    int[] portNumbers = new int[other.ports.size()];
    for (int i = 1; i < portNumbers.length; i++) {
      portNumbers[i] = port(Double.longBitsToDouble(other.ports.key(i)));
    }
    moreSources.addAll(other.moreSources);
    moreDestinations.addAll(other.moreDestinations);
    morePorts.addAll(other.morePorts);
    EntityTable theirs = other.conversations;
    for (int i = 0; i < theirs.size(); i++) {
      if (conversations.isFull()) {
        fold();
      }
      long s = sourceNumbers[source(theirs, i)];
      long d = destinationNumbers[destination(theirs, i)];
      long p = portNumbers[port(theirs, i)];
      conversations.add(conversations.entry(pack(pack(s, d), p)), theirs, i);
    }
    // what was folded there already
    addNumbered(sources, other.sources, sourceNumbers);
    addNumbered(destinations, other.destinations, destinationNumbers);
    addNumbered(ports, other.ports, portNumbers);
    addKeyed(pairs, other.pairs, sourceNumbers, destinationNumbers);
    addKeyed(clients, other.clients, portNumbers, sourceNumbers);
    addKeyed(services, other.services, portNumbers, destinationNumbers);
    return portNumbers;
  }

  /** The numbers here of addresses that have numbers there, in the order they came there. */
  private int[] addresses(EntityTable ours, EntityTable theirs, Names texts, AddressSet more) {
    int[] numbers = new int[theirs.size()];
    for (int i = 1; i < numbers.length; i++) { // 0 stands for what found no number
      long key = theirs.key(i);
      numbers[i] = key >= 0 ? number(ours, key, more) : number(ours, texts.text(key), more);
    }
    return numbers;
  }

  private static void addNumbered(EntityTable ours, EntityTable theirs, int[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      addFolded(ours, numbers[i], theirs, i);
    }
  }

  private static void addKeyed(
      EntityTable ours, EntityTable theirs, int[] highNumbers, int[] lowNumbers) {
    for (int i = 0; i < theirs.size(); i++) {
      int high = highNumbers[(int) (theirs.key(i) >>> NUMBER_BITS)];
      int low = lowNumbers[(int) (theirs.key(i) & NUMBER)];
      addFolded(ours, ours.entry(pack(high, low)), theirs, i);
    }
  }

  private static void addFolded(EntityTable ours, int entry, EntityTable theirs, int other) {
    ours.add(entry, theirs, other);
    ours.addPeers(entry, theirs.peers(other));
    ours.addPorts(entry, theirs.ports(other));
  }

  int distinctSources() {
    return sources.size() - 1 + moreSources.size();
  }

  int distinctDestinations() {
    return destinations.size() - 1 + moreDestinations.size();
  }

  int distinctPorts() {
    return ports.size() - 1 + morePorts.size();
  }

  /** By kind; complete once they are folded. */
  Map<EntityKind, EntityTable> tables() {
    return tables;
  }

  Entity entity(EntityKind kind, int entry) {
    long key = tables.get(kind).key(entry);
    int high = (int) (key >>> NUMBER_BITS & NUMBER);
    int low = (int) (key & NUMBER);
    return switch (kind) {
      case SOURCE, DESTINATION -> new Entity(kind, names.text(key), "");
      case PORT -> new Entity(kind, portText(entry), "");
      case PAIR -> new Entity(kind, sourceText(high), destinationText(low));
      case CLIENT -> new Entity(kind, portText(high), sourceText(low));
      case SERVICE -> new Entity(kind, portText(high), destinationText(low));
      case SHAPE -> throw new IllegalArgumentException("a flow shape is no talker");
    };
  }

  private String sourceText(int number) {
    return names.text(sources.key(number));
  }

  private String destinationText(int number) {
    return names.text(destinations.key(number));
  }

  String portText(int number) {
    long bits = ports.key(number);
    return bits == EntityTable.OTHERS
        ? Names.OTHERS
        : NumberText.write(Double.longBitsToDouble(bits));
  }

  void clear() {
    names.clear();
    conversations.clear();
    tables.values().forEach(EntityTable::clear);
    moreSources.clear();
    moreDestinations.clear();
    morePorts.clear();
  }
}
