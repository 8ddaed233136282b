package io.logsentinel.core.profile;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.NumberText;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the flows of a window by entities, in the order in which they come.
 *
 * <p>Addresses and ports are numbered as they come. A flow is then counted in two tables only: its
 * conversation (source, destination, port) and its shape. What talkers add up to follows from the
 * conversations at the end, so the cost of a flow does not depend on the number of kinds. More
 * conversations than a table holds are folded into the talkers on the way.
 *
 * <p>Accumulators merge: after {@code a.merge(b)}, a holds what adding all flows of a, then all of
 * b, would have given: counts exactly, sums up to rounding, as long as no table overflowed. Not
 * thread-safe: a window has one owner.
 */
public final class ProfileAccumulator {
  private static final double TCP = 6;
  private static final double SMALL_PACKETS = 3;
  private static final int CHUNK = 1024;

  /** Beyond, new addresses count as one. */
  private static final int MAX_ADDRESSES = 1 << 20;

  // a key of a table is made of the numbers of addresses and ports, or of a port's number of 17
  // bits and what is below

  private static final int NUMBER_BITS = 20;
  private static final long NUMBER = (1L << NUMBER_BITS) - 1;
  private static final int SHAPE_BITS = 45;
  private static final int PROTOCOL_BITS = 8;
  private static final int SIZE_BITS = SHAPE_BITS - PROTOCOL_BITS;

  /** A protocol that is none. */
  private static final long ODD_PROTOCOL = (1L << PROTOCOL_BITS) - 1;

  /** Added to the hash of a size that is no whole number of bytes below 64 GiB. */
  private static final long ODD_SIZE = 1L << SIZE_BITS - 1;

  private final Names names = new Names();
  private final EntityTable conversations = EntityTable.ofTalkers();
  private final Map<EntityKind, EntityTable> tables = new EnumMap<>(EntityKind.class);
  private final EntityTable shapes = EntityTable.ofFlows();
  private final EntityTable sources = EntityTable.ofNumbers(MAX_ADDRESSES);
  private final EntityTable destinations = EntityTable.ofNumbers(MAX_ADDRESSES);
  private final EntityTable pairs = EntityTable.ofTalkers();
  private final EntityTable ports = EntityTable.ofNumbers(EntityTable.MAX_ENTRIES);
  private final EntityTable clients = EntityTable.ofTalkers();
  private final EntityTable services = EntityTable.ofTalkers();

  private final int[] sourceNumbers = new int[CHUNK];
  private final int[] destinationNumbers = new int[CHUNK];
  private final int[] portNumbers = new int[CHUNK];

  // what found no number is still told apart, for the counts of distinct addresses and ports

  private final AddressSet moreSources = new AddressSet();
  private final AddressSet moreDestinations = new AddressSet();
  private final Set<Long> morePorts = new HashSet<>();

  private long flows;
  private long unanswered;
  private long small;
  private long tcp;
  private long halfLogBytes;
  private long halfLogDuration;
  private long firstTime;
  private long lastTime;

  /** An accumulator that holds no flow. */
  public ProfileAccumulator() {
    tables.put(EntityKind.SOURCE, sources);
    tables.put(EntityKind.DESTINATION, destinations);
    tables.put(EntityKind.PAIR, pairs);
    tables.put(EntityKind.PORT, ports);
    tables.put(EntityKind.CLIENT, clients);
    tables.put(EntityKind.SERVICE, services);
    tables.put(EntityKind.SHAPE, shapes);
    clear();
  }

  /**
   * Adds a flow.
   *
   * @param flow any flow
   * @param time when it was, in milliseconds from 1970 UTC, or {@link Profile#NO_TIME}
   */
  public void add(FlowRecord flow, long time) {
    int port = portNumber(flow.destinationPort());
    addConversation(
        number(sources, flow.sourceIp(), moreSources),
        number(destinations, flow.destinationIp(), moreDestinations),
        port,
        flow.flowDuration(),
        flow.forwardPackets(),
        flow.backwardPackets(),
        flow.forwardBytes(),
        flow.backwardBytes());
    addShape(port, flow.protocol(), flow.backwardBytes());
    addTime(time);
  }

  /**
   * Adds flows of a batch.
   *
   * @param batch any batch
   * @param from the first row, from 0
   * @param to the row after the last, at most the batch's size
   * @param times of the batch's flows, in milliseconds from 1970 UTC or {@link Profile#NO_TIME};
   *     null where there are none
   */
  public void add(FlowBatch batch, int from, int to, long[] times) {
    for (int start = from; start < to; start += CHUNK) {
      addChunk(batch, start, Math.min(to, start + CHUNK));
    }
    for (int row = from; times != null && row < to; row++) {
      addTime(times[row]);
    }
  }

  /** Table by table, not flow by flow: each has the processor's cache for itself. */
  private void addChunk(FlowBatch batch, int from, int to) {
    for (int row = from; row < to; row++) {
      long source = batch.sourceKey(row);
      sourceNumbers[row - from] =
          source >= 0
              ? number(sources, source, moreSources)
              : number(sources, batch.address(source), moreSources);
    }
    for (int row = from; row < to; row++) {
      long destination = batch.destinationKey(row);
      destinationNumbers[row - from] =
          destination >= 0
              ? number(destinations, destination, moreDestinations)
              : number(destinations, batch.address(destination), moreDestinations);
    }
    for (int row = from; row < to; row++) {
      portNumbers[row - from] = portNumber(batch.number(FlowField.DESTINATION_PORT, row));
    }
    for (int row = from; row < to; row++) {
      addConversation(
          sourceNumbers[row - from],
          destinationNumbers[row - from],
          portNumbers[row - from],
          batch.number(FlowField.FLOW_DURATION, row),
          batch.number(FlowField.FORWARD_PACKETS, row),
          batch.number(FlowField.BACKWARD_PACKETS, row),
          batch.number(FlowField.FORWARD_BYTES, row),
          batch.number(FlowField.BACKWARD_BYTES, row));
    }
    for (int row = from; row < to; row++) {
      addShape(
          portNumbers[row - from],
          batch.number(FlowField.PROTOCOL, row),
          batch.number(FlowField.BACKWARD_BYTES, row));
    }
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

  private int portNumber(double port) {
    long bits = bits(port);
    int number = ports.entry(bits);
    if (number == 0) {
      morePorts.add(bits);
    }
    return number;
  }

  private void addTime(long time) {
    if (time != Profile.NO_TIME) {
      firstTime = Math.min(firstTime, time);
      lastTime = Math.max(lastTime, time);
    }
  }

  private void addConversation(
      long source,
      long destination,
      long port,
      double duration,
      double forwardPackets,
      double backwardPackets,
      double forwardBytes,
      double backwardBytes) {
    double packets = finite(forwardPackets) + finite(backwardPackets);
    double bytes = finite(forwardBytes) + finite(backwardBytes);
    long halfLog = halfLog(duration);
    if (conversations.isFull()) {
      fold();
    }
    int conversation =
        conversations.entry((source << NUMBER_BITS | destination) << NUMBER_BITS | port);
    conversations.add(conversation, halfLog, packets, bytes);
    flows++;
    unanswered += finite(backwardPackets) == 0 ? 1 : 0;
    small += packets <= SMALL_PACKETS ? 1 : 0;
    halfLogBytes += halfLog(bytes);
    halfLogDuration += halfLog;
  }

  private void addShape(long port, double protocol, double backwardBytes) {
    shapes.count(
        (port << PROTOCOL_BITS | protocolKey(protocol)) << SIZE_BITS | sizeKey(backwardBytes));
    tcp += protocol == TCP ? 1 : 0;
  }

  /** A number as it is compared: infinite as 0, and 0 with one sign. */
  private static long bits(double value) {
    return Double.doubleToRawLongBits(finite(value) + 0.0);
  }

  private static double finite(double value) {
    return Double.isInfinite(value) ? 0 : value;
  }

  /** Twice log2(1 + value), two steps an octave, without a logarithm: from the number's bits. */
  static long halfLog(double value) {
    double shifted = 1 + value;
    return shifted >= 1 && shifted <= Double.MAX_VALUE
        ? (Double.doubleToRawLongBits(shifted) >>> 51) - (1023L << 1)
        : 0;
  }

  private static long protocolKey(double protocol) {
    return protocol >= 0 && protocol < ODD_PROTOCOL && protocol == (long) protocol
        ? (long) protocol
        : ODD_PROTOCOL;
  }

  private static long sizeKey(double bytes) {
    long whole = (long) bytes;
    return whole == bytes && whole >= 0 && whole < ODD_SIZE
        ? whole
        : ODD_SIZE | bits(bytes) * 0x9E3779B97F4A7C15L >>> 64 - (SIZE_BITS - 1);
  }

  /** Adds the conversations to the talkers, and forgets them. */
  private void fold() {
    for (int i = 0; i < conversations.size(); i++) {
      long key = conversations.key(i);
      long p = key & NUMBER;
      long d = key >>> NUMBER_BITS & NUMBER;
      long s = key >>> 2 * NUMBER_BITS;
      int pair = pairs.entry(s << NUMBER_BITS | d);
      int client = clients.entry(p << NUMBER_BITS | s);
      int service = services.entry(p << NUMBER_BITS | d);
      if (pairs.flows(pair) == 0) {
        sources.addPeers((int) s, 1);
        destinations.addPeers((int) d, 1);
      }
      if (clients.flows(client) == 0) {
        sources.addPorts((int) s, 1);
        ports.addPeers((int) p, 1);
      }
      if (services.flows(service) == 0) {
        destinations.addPorts((int) d, 1);
      }
      pairs.addPorts(pair, 1);
      clients.addPeers(client, 1);
      services.addPeers(service, 1);
      sources.add((int) s, conversations, i);
      destinations.add((int) d, conversations, i);
      ports.add((int) p, conversations, i);
      pairs.add(pair, conversations, i);
      clients.add(client, conversations, i);
      services.add(service, conversations, i);
    }
    conversations.clear();
  }

  /**
   * Adds all flows of another accumulator, which stays as it is.
   *
   * @param other what was accumulated elsewhere
   */
  public void merge(ProfileAccumulator other) {
    Translation theirs = new Translation(other);
    moreSources.addAll(other.moreSources);
    moreDestinations.addAll(other.moreDestinations);
    morePorts.addAll(other.morePorts);
    EntityTable talks = other.conversations;
    for (int i = 0; i < talks.size(); i++) {
      if (conversations.isFull()) {
        fold();
      }
      long key = talks.key(i);
      long s = theirs.sources[(int) (key >>> 2 * NUMBER_BITS)];
      long d = theirs.destinations[(int) (key >>> NUMBER_BITS & NUMBER)];
      long p = theirs.ports[(int) (key & NUMBER)];
      conversations.add(conversations.entry((s << NUMBER_BITS | d) << NUMBER_BITS | p), talks, i);
    }
    tables.forEach((kind, table) -> mergeFolded(kind, table, other.tables.get(kind), theirs));
    flows += other.flows;
    unanswered += other.unanswered;
    small += other.small;
    tcp += other.tcp;
    halfLogBytes += other.halfLogBytes;
    halfLogDuration += other.halfLogDuration;
    firstTime = Math.min(firstTime, other.firstTime);
    lastTime = Math.max(lastTime, other.lastTime);
  }

  /**
   * The numbers of another accumulator's addresses and ports here, in the order they came there.
   */
  private final class Translation {
    final int[] sources;
    final int[] destinations;
    final int[] ports;

    Translation(ProfileAccumulator other) {
      sources = numbers(ProfileAccumulator.this.sources, other.sources, other.names);
      destinations = numbers(ProfileAccumulator.this.destinations, other.destinations, other.names);
      ports = numbers(ProfileAccumulator.this.ports, other.ports, null);
    }

    private int[] numbers(EntityTable ours, EntityTable theirs, Names texts) {
      int[] numbers = new int[theirs.size()];
      for (int i = 0; i < numbers.length; i++) {
        long key = theirs.key(i);
        boolean isText = texts != null && key < 0 && key != EntityTable.OTHERS;
        numbers[i] = ours.entry(isText ? names.textKey(texts.text(key)) : key);
      }
      return numbers;
    }
  }

  /** What was folded there already, and flow shapes. */
  private static void mergeFolded(
      EntityKind kind, EntityTable ours, EntityTable theirs, Translation numbers) {
    for (int i = 0; i < theirs.size(); i++) {
      long key = theirs.key(i);
      int high = (int) (key >>> NUMBER_BITS & NUMBER);
      int low = (int) (key & NUMBER);
      int entry =
          switch (kind) {
            case SOURCE -> numbers.sources[i];
            case DESTINATION -> numbers.destinations[i];
            case PORT -> numbers.ports[i];
            case PAIR -> ours.entry(pack(numbers.sources[high], numbers.destinations[low]));
            case CLIENT -> ours.entry(pack(numbers.ports[high], numbers.sources[low]));
            case SERVICE -> ours.entry(pack(numbers.ports[high], numbers.destinations[low]));
            case SHAPE -> {
              long port = numbers.ports[(int) (key >>> SHAPE_BITS)];
              yield ours.entry(port << SHAPE_BITS | key & (1L << SHAPE_BITS) - 1);
            }
          };
      ours.add(entry, theirs, i);
      if (kind.isTalker()) {
        ours.addPeers(entry, theirs.peers(i));
        ours.addPorts(entry, theirs.ports(i));
      }
    }
  }

  private static long pack(long high, long low) {
    return high << NUMBER_BITS | low;
  }

  /**
   * Flows so far.
   *
   * @return from 0
   */
  public long flows() {
    return flows;
  }

  /**
   * Distinct source addresses so far, compared as text.
   *
   * @return from 0
   */
  public int distinctSources() {
    return sources.size() - 1 + moreSources.size();
  }

  /**
   * Distinct destination addresses so far, compared as text.
   *
   * @return from 0
   */
  public int distinctDestinations() {
    return destinations.size() - 1 + moreDestinations.size();
  }

  /**
   * Distinct destination ports so far, compared as numbers; an infinite one is port 0.
   *
   * @return from 0
   */
  public int distinctPorts() {
    return ports.size() - 1 + morePorts.size();
  }

  /**
   * The profile of all flows so far. It ends the window: what comes before {@link #clear} counts
   * peers and ports again.
   *
   * @param windowId the window's number within its file, from 0
   * @return the profile
   * @throws IllegalStateException if there is no flow
   */
  public Profile profile(long windowId) {
    if (flows == 0) {
      throw new IllegalStateException("a profile of no flows");
    }
    fold();
    Map<EntityKind, List<EntityCount>> listed = new EnumMap<>(EntityKind.class);
    tables.forEach((kind, table) -> listed.put(kind, listed(kind, table)));
    return new Profile(
        windowId,
        flows,
        firstTime <= lastTime ? firstTime : Profile.NO_TIME,
        firstTime <= lastTime ? lastTime : Profile.NO_TIME,
        metrics(),
        listed);
  }

  private List<EntityCount> listed(EntityKind kind, EntityTable table) {
    List<EntityCount> counts = new ArrayList<>(Math.min(table.size(), Profile.MAX_LISTED));
    table.top(Profile.mostListed(flows), i -> counts.add(count(kind, table, i)));
    return counts;
  }

  private EntityCount count(EntityKind kind, EntityTable table, int i) {
    Entity entity = entity(kind, table.key(i), i);
    return kind.isTalker()
        ? new EntityCount(
            entity,
            table.flows(i),
            limited(table.packets(i)),
            limited(table.bytes(i)),
            table.peers(i),
            table.ports(i),
            steps(table.durations(i), table.flows(i)))
        : new EntityCount(entity, table.flows(i), 0, 0, 0, 0, 0);
  }

  private Entity entity(EntityKind kind, long key, int i) {
    long high = key >>> NUMBER_BITS & NUMBER;
    long low = key & NUMBER;
    return switch (kind) {
      case SOURCE, DESTINATION -> new Entity(kind, names.text(key), "");
      case PORT -> new Entity(kind, port(i), "");
      case PAIR -> new Entity(kind, source(high), destination(low));
      case CLIENT -> new Entity(kind, port(high), source(low));
      case SERVICE -> new Entity(kind, port(high), destination(low));
      case SHAPE -> new Entity(kind, port(key >>> SHAPE_BITS), protocol(key) + "/" + size(key));
    };
  }

  private String source(long number) {
    return names.text(sources.key((int) number));
  }

  private String destination(long number) {
    return names.text(destinations.key((int) number));
  }

  private String port(long number) {
    long bits = ports.key((int) number);
    return bits == EntityTable.OTHERS
        ? Names.OTHERS
        : NumberText.write(Double.longBitsToDouble(bits));
  }

  private static String protocol(long key) {
    long protocol = key >>> SIZE_BITS & ODD_PROTOCOL;
    return protocol == ODD_PROTOCOL ? "odd" : Long.toString(protocol);
  }

  private static String size(long key) {
    long size = key & (1L << SIZE_BITS) - 1;
    return (size & ODD_SIZE) == 0 ? Long.toString(size) : "odd" + (size ^ ODD_SIZE);
  }

  /** A mean of half steps, rounded to an eighth of a step, so that its text is short. */
  private static double steps(long halfLogs, long flows) {
    return (8 * halfLogs + flows / 2) / flows / 16.0;
  }

  /** Sums of odd numbers may overflow; what is beyond all doubles is as large as can be. */
  private static double limited(double sum) {
    return Double.isNaN(sum) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
  }

  private List<Double> metrics() {
    double[] values = new double[ProfileMetric.values().length];
    set(values, ProfileMetric.LOG_BYTES, halfLogBytes / 2.0 / flows);
    set(values, ProfileMetric.LOG_DURATION, halfLogDuration / 2.0 / flows);
    double most = 0;
    for (int i = 0; i < pairs.size(); i++) {
      most = Math.max(most, limited(pairs.bytes(i)));
    }
    set(values, ProfileMetric.TOP_PAIR_LOG_BYTES, halfLog(most) / 2.0);
    set(values, ProfileMetric.UNANSWERED_SHARE, share(unanswered));
    set(values, ProfileMetric.SMALL_SHARE, share(small));
    set(values, ProfileMetric.TCP_SHARE, share(tcp));
    set(values, ProfileMetric.SHAPES, shapes.distinct());
    set(values, ProfileMetric.SOURCES, distinctSources());
    set(values, ProfileMetric.DESTINATIONS, distinctDestinations());
    set(values, ProfileMetric.PORTS, distinctPorts());
    set(values, ProfileMetric.PAIRS, pairs.distinct());
    set(values, ProfileMetric.SERVICES, services.distinct());
    set(values, ProfileMetric.TOP_SOURCE_SHARE, share(sources.mostFlows()));
    set(values, ProfileMetric.TOP_DESTINATION_SHARE, share(destinations.mostFlows()));
    set(values, ProfileMetric.TOP_SERVICE_SHARE, share(services.mostFlows()));
    List<Double> metrics = new ArrayList<>(values.length);
    for (double value : values) {
      metrics.add(value);
    }
    return metrics;
  }

  private static void set(double[] values, ProfileMetric metric, double value) {
    values[metric.ordinal()] = value;
  }

  private double share(long some) {
    return (double) some / flows;
  }

  /** Forgets all flows; the tables are kept for the next window. */
  public void clear() {
    names.clear();
    conversations.clear();
    tables.values().forEach(EntityTable::clear);
    moreSources.clear();
    moreDestinations.clear();
    morePorts.clear();
    flows = 0;
    unanswered = 0;
    small = 0;
    tcp = 0;
    halfLogBytes = 0;
    halfLogDuration = 0;
    firstTime = Long.MAX_VALUE;
    lastTime = Long.MIN_VALUE;
  }
}
