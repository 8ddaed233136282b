package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;

/**
 * The top talkers (top-k) of a window: numbers for addresses and ports as they come, conversations
 * (source, destination, port), and the talkers' totals, which follow from the conversations. More
 * conversations than a table holds are folded into the talkers on the way.
 *
 * <p>Numbers are of spellings, which the sums count; talkers are of addresses, in their one form.
 */
final class TopTalkers {
  /** Beyond, new addresses count as one; bounds each table of them to some 12 MB. */
  private static final int MAX_ADDRESSES = 1 << 18;

  /** A key of a table is made of the numbers of addresses and ports. */
  private static final int NUMBER_BITS = 20;

  private static final long NUMBER = (1L << NUMBER_BITS) - 1;

  /** The most flows, or conversations, that are looked up at a time. */
  private static final int CHUNK = 512;

  private final AddressDictionary names = new AddressDictionary();
  private final EntityCounters conversations = EntityCounters.ofTalkers();
  private final EntityCounters sources = EntityCounters.ofNumbers(MAX_ADDRESSES);
  private final EntityCounters destinations = EntityCounters.ofNumbers(MAX_ADDRESSES);
  private final EntityCounters ports = EntityCounters.ofNumbers(EntityCounters.MAX_ENTRIES);
  private final EntityCounters pairs = EntityCounters.ofTalkers();
  private final EntityCounters clients = EntityCounters.ofTalkers();
  private final EntityCounters services = EntityCounters.ofTalkers();
  private final Map<EntityKind, EntityCounters> tables = new EnumMap<>(EntityKind.class);

  // what found no number is still told apart, for the counts of distinct addresses and ports

  private final OverflowKeys moreSources = new OverflowKeys();
  private final OverflowKeys moreDestinations = new OverflowKeys();
  private final OverflowKeys morePorts = new OverflowKeys();

  private final Spellings sourceSpellings = new Spellings();
  private final Spellings destinationSpellings = new Spellings();

  private final Map<Integer, String> sourceTexts = new HashMap<>();
  private final Map<Integer, String> destinationTexts = new HashMap<>();
  private final Map<Integer, String> portTexts = new HashMap<>();

  private final long[] keys = new long[CHUNK];
  private final int[] entries = new int[CHUNK];
  private final int[] clientEntries = new int[CHUNK];
  private final int[] serviceEntries = new int[CHUNK];
  private final int[] foldSources = new int[CHUNK];
  private final int[] foldDestinations = new int[CHUNK];
  private final int[] foldPorts = new int[CHUNK];
  private final long[] flowsAndDurations = new long[CHUNK];
  private final double[] packets = new double[CHUNK];
  private final double[] bytes = new double[CHUNK];

  TopTalkers() {
    tables.put(EntityKind.SOURCE, sources);
    tables.put(EntityKind.DESTINATION, destinations);
    tables.put(EntityKind.PAIR, pairs);
    tables.put(EntityKind.PORT, ports);
    tables.put(EntityKind.CLIENT, clients);
    tables.put(EntityKind.SERVICE, services);
  }

  void sources(FlowBatch batch, int from, int to, int[] into) {
    for (int row = from; row < to; row++) {
      keys[row - from] = key(batch, batch.sourceKey(row));
    }
    sources.entries(keys, to - from, into);
    for (int row = from; row < to; row++) {
      if (into[row - from] == 0) {
        moreSources.add(batch.address(batch.sourceKey(row)));
      }
    }
  }

  void destinations(FlowBatch batch, int from, int to, int[] into) {
    for (int row = from; row < to; row++) {
      keys[row - from] = key(batch, batch.destinationKey(row));
    }
    destinations.entries(keys, to - from, into);
    for (int row = from; row < to; row++) {
      if (into[row - from] == 0) {
        moreDestinations.add(batch.address(batch.destinationKey(row)));
      }
    }
  }

  private long key(FlowBatch batch, long key) {
    return key >= 0 ? key : names.key(batch.address(key));
  }

  void ports(double[] values, int count, int[] into) {
    for (int i = 0; i < count; i++) {
      keys[i] = bits(values[i]);
    }
    ports.entries(keys, count, into);
    for (int i = 0; i < count; i++) {
      if (into[i] == 0) {
        morePorts.add(keys[i]);
      }
    }
  }

  /** A number as it is compared: infinite as 0, and 0 with one sign. */
  static long bits(double value) {
    return Double.doubleToRawLongBits((Double.isInfinite(value) ? 0 : value) + 0.0);
  }

  void add(
      int[] ofSources,
      int[] ofDestinations,
      int[] ofPorts,
      int count,
      long[] ofFlowsAndDurations,
      double[] ofPackets,
      double[] ofBytes) {
    if (!conversations.hasRoomFor(count)) {
      fold();
    }
    for (int i = 0; i < count; i++) {
      keys[i] = pack(pack(ofSources[i], ofDestinations[i]), ofPorts[i]);
    }
    conversations.entries(keys, count, entries);
    conversations.add(entries, count, ofFlowsAndDurations, ofPackets, ofBytes);
  }

  private static long pack(long high, long low) {
    return high << NUMBER_BITS | low;
  }

  /** Adds the conversations to the talkers, and forgets them. */
  void fold() {
    EntityCounters byAddress = conversationsByAddress();
    for (int from = 0; from < byAddress.size(); from += CHUNK) {
      fold(byAddress, from, Math.min(CHUNK, byAddress.size() - from));
    }
    conversations.clear();
  }

  /** {@return the conversations with the most flows that are not folded, falling} */
  List<Conversation> conversations(int most) {
    EntityCounters byAddress = conversationsByAddress();
    List<Conversation> listed = new ArrayList<>();
    byAddress.top(
        most,
        i -> {
          long key = byAddress.key(i);
          listed.add(
              new Conversation(
                  sourceText((int) (key >>> 2 * NUMBER_BITS)),
                  destinationText((int) (key >>> NUMBER_BITS & NUMBER)),
                  portText((int) (key & NUMBER)),
                  byAddress.flows(i)));
        });
    return listed;
  }

  /** The conversations, those together that are of the same addresses in whatever spelling. */
  private EntityCounters conversationsByAddress() {
    sourceSpellings.update(sources, names);
    destinationSpellings.update(destinations, names);
    if (!sourceSpellings.isAny() && !destinationSpellings.isAny()) {
      return conversations;
    }
    EntityCounters byAddress = EntityCounters.ofTalkers();
    for (int i = 0; i < conversations.size(); i++) {
      long key = conversations.key(i);
      long source = sourceSpellings.first((int) (key >>> 2 * NUMBER_BITS));
      long destination = destinationSpellings.first((int) (key >>> NUMBER_BITS & NUMBER));
      long ofFirst = pack(pack(source, destination), key & NUMBER);
      byAddress.add(byAddress.entry(ofFirst), conversations, i);
    }
    return byAddress;
  }

  /** Table by table, as {@link #add} does. */
  private void fold(EntityCounters byAddress, int from, int count) {
    byAddress.copy(from, count, keys, flowsAndDurations, packets, bytes);
    for (int i = 0; i < count; i++) {
      long conversation = keys[i];
      foldSources[i] = (int) (conversation >>> 2 * NUMBER_BITS);
      foldDestinations[i] = (int) (conversation >>> NUMBER_BITS & NUMBER);
      foldPorts[i] = (int) (conversation & NUMBER);
      keys[i] = conversation >>> NUMBER_BITS;
    }
    pairs.entries(keys, count, entries);
    for (int i = 0; i < count; i++) {
      keys[i] = pack(foldPorts[i], foldSources[i]);
    }
    clients.entries(keys, count, clientEntries);
    for (int i = 0; i < count; i++) {
      keys[i] = pack(foldPorts[i], foldDestinations[i]);
    }
    services.entries(keys, count, serviceEntries);
    countEnds(count);
    add(sources, foldSources, count);
    add(destinations, foldDestinations, count);
    add(ports, foldPorts, count);
    add(pairs, entries, count);
    add(clients, clientEntries, count);
    add(services, serviceEntries, count);
  }

  private void add(EntityCounters table, int[] to, int count) {
    table.add(to, count, flowsAndDurations, packets, bytes);
  }

  /** Counts peers and ports; an entry that has none yet is new. */
  private void countEnds(int count) {
    for (int i = 0; i < count; i++) {
      if (pairs.isNew(entries[i])) {
        sources.addPeers(foldSources[i], 1);
        destinations.addPeers(foldDestinations[i], 1);
      }
      if (clients.isNew(clientEntries[i])) {
        sources.addPorts(foldSources[i], 1);
        ports.addPeers(foldPorts[i], 1);
      }
      if (services.isNew(serviceEntries[i])) {
        destinations.addPorts(foldDestinations[i], 1);
      }
      pairs.addPorts(entries[i], 1);
      clients.addPeers(clientEntries[i], 1);
      services.addPeers(serviceEntries[i], 1);
    }
  }

  /**
   * {@return by number of a port there, its number here} Adds the flows of others. Where either has
   * more addresses or ports than numbers, distinct ones may be counted twice.
   */
  int[] merge(TopTalkers other) {
    int[] sourceNumbers = addresses(sources, other.sources, other.names, moreSources);
    int[] destinationNumbers =
        addresses(destinations, other.destinations, other.names, moreDestinations);
    int[] portNumbers = ports(other);
    addMore(other);
    EntityCounters theirs = other.conversations;
    for (int i = 0; i < theirs.size(); i++) {
      if (!conversations.hasRoomFor(1)) {
        fold();
      }
      long key = theirs.key(i);
      long s = sourceNumbers[(int) (key >>> 2 * NUMBER_BITS)];
      long d = destinationNumbers[(int) (key >>> NUMBER_BITS & NUMBER)];
      long p = portNumbers[(int) (key & NUMBER)];
      conversations.add(conversations.entry(pack(pack(s, d), p)), theirs, i);
    }
    // what was folded there already, by the first spelling there, is by the first one here now
    sourceSpellings.update(sources, names);
    destinationSpellings.update(destinations, names);
    Arrays.setAll(sourceNumbers, i -> sourceSpellings.first(sourceNumbers[i]));
    Arrays.setAll(destinationNumbers, i -> destinationSpellings.first(destinationNumbers[i]));
    addNumbered(sources, other.sources, sourceNumbers);
    addNumbered(destinations, other.destinations, destinationNumbers);
    addNumbered(ports, other.ports, portNumbers);
    addKeyed(pairs, other.pairs, sourceNumbers, destinationNumbers);
    addKeyed(clients, other.clients, portNumbers, sourceNumbers);
    addKeyed(services, other.services, portNumbers, destinationNumbers);
    return portNumbers;
  }

  /** Numbers the addresses and ports of others, whose flows are not added. */
  void mergeEnds(TopTalkers other) {
    addresses(sources, other.sources, other.names, moreSources);
    addresses(destinations, other.destinations, other.names, moreDestinations);
    ports(other);
    addMore(other);
  }

  private int[] ports(TopTalkers other) {
    int[] portNumbers = new int[other.ports.size()];
    for (int i = 1; i < portNumbers.length; i++) {
      portNumbers[i] = ports.entry(other.ports.key(i));
      if (portNumbers[i] == 0) {
        morePorts.add(other.ports.key(i));
      }
    }
    return portNumbers;
  }

  private void addMore(TopTalkers other) {
    moreSources.addAll(other.moreSources);
    moreDestinations.addAll(other.moreDestinations);
    morePorts.addAll(other.morePorts);
  }

  /** The numbers here of addresses that have numbers there, in the order they came there. */
  private int[] addresses(
      EntityCounters ours, EntityCounters theirs, AddressDictionary texts, OverflowKeys more) {
    int[] numbers = new int[theirs.size()];
    for (int i = 1; i < numbers.length; i++) { // 0 stands for what found no number
      long key = theirs.key(i);
      numbers[i] = ours.entry(key >= 0 ? key : names.key(texts.text(key)));
      if (numbers[i] == 0) {
        more.add(texts.text(key));
      }
    }
    return numbers;
  }

  private static void addNumbered(EntityCounters ours, EntityCounters theirs, int[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      addFolded(ours, numbers[i], theirs, i);
    }
  }

  private static void addKeyed(
      EntityCounters ours, EntityCounters theirs, int[] highNumbers, int[] lowNumbers) {
    for (int i = 0; i < theirs.size(); i++) {
      int high = highNumbers[(int) (theirs.key(i) >>> NUMBER_BITS)];
      int low = lowNumbers[(int) (theirs.key(i) & NUMBER)];
      addFolded(ours, ours.entry(pack(high, low)), theirs, i);
    }
  }

  private static void addFolded(EntityCounters ours, int entry, EntityCounters theirs, int other) {
    ours.add(entry, theirs, other);
    ours.addPeers(entry, theirs.peers(other));
    ours.addPorts(entry, theirs.ports(other));
  }

  /** Distinct sources as they are spelled. */
  int distinctSources() {
    return sources.size() - 1 + moreSources.size();
  }

  int distinctDestinations() {
    return destinations.size() - 1 + moreDestinations.size();
  }

  /** Spellings of sources that are not the first of their address; complete once folded. */
  int respelledSources() {
    return sourceSpellings.others();
  }

  int respelledDestinations() {
    return destinationSpellings.others();
  }

  int distinctPorts() {
    return ports.size() - 1 + morePorts.size();
  }

  /** By kind; complete once they are folded. */
  Map<EntityKind, EntityCounters> tables() {
    return tables;
  }

  /** The same of one kind. */
  EntityCounters table(EntityKind kind) {
    return Objects.requireNonNull(tables.get(kind), "a flow shape is no talker");
  }

  Entity entity(EntityKind kind, int entry) {
    long key = table(kind).key(entry);
    int high = (int) (key >>> NUMBER_BITS & NUMBER);
    int low = (int) (key & NUMBER);
    return switch (kind) {
      case SOURCE -> new Entity(kind, sourceText(entry), "");
      case DESTINATION -> new Entity(kind, destinationText(entry), "");
      case PORT -> new Entity(kind, portText(entry), "");
      case PAIR -> new Entity(kind, sourceText(high), destinationText(low));
      case CLIENT -> new Entity(kind, portText(high), sourceText(low));
      case SERVICE -> new Entity(kind, portText(high), destinationText(low));
      case SHAPE -> throw new IllegalArgumentException("a flow shape is no talker");
    };
  }

  private String sourceText(int number) {
    return text(sourceTexts, sources, number, this::addressText);
  }

  private String destinationText(int number) {
    return text(destinationTexts, destinations, number, this::addressText);
  }

  private String addressText(long key) {
    return names.text(names.form(key));
  }

  String portText(int number) {
    return text(portTexts, ports, number, TopTalkers::portText);
  }

  private static String portText(long bits) {
    return bits == EntityCounters.OTHERS
        ? AddressDictionary.OTHERS
        : NumberText.write(Double.longBitsToDouble(bits));
  }

  /** An address that is listed is listed often: its text is made once. */
  private static String text(
      Map<Integer, String> known, EntityCounters numbers, int number, LongFunction<String> maker) {
    return known.computeIfAbsent(number, n -> maker.apply(numbers.key(n)));
  }

  void clear() {
    names.clear();
    conversations.clear();
    tables.values().forEach(EntityCounters::clear);
    moreSources.clear();
    moreDestinations.clear();
    morePorts.clear();
    sourceSpellings.clear();
    destinationSpellings.clear();
    sourceTexts.clear();
    destinationTexts.clear();
    portTexts.clear();
  }
}
