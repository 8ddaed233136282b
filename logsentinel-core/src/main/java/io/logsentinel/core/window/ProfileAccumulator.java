package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile.Allowed;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An accumulator of a window's profile: it counts flows by entities, in the order in which they
 * come.
 *
 * <p>Addresses and ports are numbered as they come. A flow is then counted in two tables only: its
 * conversation (source, destination, port) and its shape. What talkers add up to follows from the
 * conversations at the end, so the cost of a flow does not depend on the number of kinds. More
 * conversations than a table holds are folded into the talkers on the way. Spellings of one address
 * are one entity, in its one form.
 *
 * <p>Accumulators merge: after {@code a.merge(b)}, a holds what adding all flows of a, then all of
 * b, would have given: counts exactly, sums up to rounding, as long as no table overflowed. Not
 * thread-safe: a window has one owner.
 */
final class ProfileAccumulator {
  private static final double TCP = 6;
  private static final double SMALL_PACKETS = 3;

  /** So many flows at a time that what is known of them stays in the processor's cache. */
  static final int CHUNK = 512;

  private final TopTalkers talkers = new TopTalkers();
  private final EntityCounters shapes = EntityCounters.ofFlows();

  // of the flows of a chunk, a column each

  private final int[] one = new int[1];
  private final int[] sources = new int[CHUNK];
  private final int[] destinations = new int[CHUNK];
  private final double[] portValues = new double[CHUNK];
  private final int[] ports = new int[CHUNK];
  private final double[] protocols = new double[CHUNK];
  private final double[] durations = new double[CHUNK];
  private final double[] forwardPackets = new double[CHUNK];
  private final double[] backwardPackets = new double[CHUNK];
  private final double[] forwardBytes = new double[CHUNK];
  private final double[] backwardBytes = new double[CHUNK];
  private final long[] shapeKeys = new long[CHUNK];
  private final int[] shapeEntries = new int[CHUNK];
  private final double[] packets = new double[CHUNK];
  private final double[] bytes = new double[CHUNK];
  private final long[] flowsAndDurations = new long[CHUNK];

  private long flows;
  private long unanswered;
  private long small;
  private long tcp;
  private long halfLogBytes;
  private long halfLogDuration;
  private long firstTime;
  private long lastTime;

  public ProfileAccumulator() {
    clear();
  }

  /** Adds rows from {@code from} to before {@code to}; {@code times} null for none. */
  public void add(FlowBatch batch, int from, int to, long @Nullable [] times) {
    for (int start = from; start < to; start += CHUNK) {
      int count = Math.min(to - start, CHUNK);
      talkers.sources(batch, start, start + count, sources);
      talkers.destinations(batch, start, start + count, destinations);
      read(batch, start, start + count);
      addChunk(count);
    }
    for (int row = from; times != null && row < to; row++) {
      addTime(times[row]);
    }
  }

  /** Adds some rows, rising, of those within {@link #CHUNK} rows. */
  public void add(FlowBatch batch, int[] rows, int count, long @Nullable [] times) {
    if (count == 0) {
      return;
    }
    int from = rows[0];
    for (int i = 0; i < count; i++) {
      talkers.sources(batch, rows[i], rows[i] + 1, one);
      sources[i] = one[0];
      talkers.destinations(batch, rows[i], rows[i] + 1, one);
      destinations[i] = one[0];
    }
    read(batch, from, rows[count - 1] + 1);
    for (double[] column :
        List.of(
            portValues,
            protocols,
            durations,
            forwardPackets,
            backwardPackets,
            forwardBytes,
            backwardBytes)) {
      for (int i = 0; i < count; i++) {
        column[i] = column[rows[i] - from]; // never one that was written
      }
    }
    addChunk(count);
    for (int i = 0; times != null && i < count; i++) {
      addTime(times[rows[i]]);
    }
  }

  private void read(FlowBatch batch, int from, int to) {
    batch.numbers(FlowField.DESTINATION_PORT, from, to, portValues);
    batch.numbers(FlowField.PROTOCOL, from, to, protocols);
    batch.numbers(FlowField.FLOW_DURATION, from, to, durations);
    batch.numbers(FlowField.FORWARD_PACKETS, from, to, forwardPackets);
    batch.numbers(FlowField.BACKWARD_PACKETS, from, to, backwardPackets);
    batch.numbers(FlowField.FORWARD_BYTES, from, to, forwardBytes);
    batch.numbers(FlowField.BACKWARD_BYTES, from, to, backwardBytes);
  }

  /** Table by table, not flow by flow: each has the processor's cache for itself. */
  private void addChunk(int count) {
    talkers.ports(portValues, count, ports);
    for (int i = 0; i < count; i++) {
      shapeKeys[i] = ShapeKey.of(ports[i], protocols[i], backwardBytes[i]);
      tcp += protocols[i] == TCP ? 1 : 0;
    }
    shapes.count(shapeKeys, count, shapeEntries);
    for (int i = 0; i < count; i++) {
      double answer = finite(backwardPackets[i]);
      packets[i] = finite(forwardPackets[i]) + answer;
      bytes[i] = finite(forwardBytes[i]) + finite(backwardBytes[i]);
      long halfLogOfDuration = halfLog(durations[i]);
      flowsAndDurations[i] = EntityCounters.flowAndDuration(halfLogOfDuration);
      unanswered += answer == 0 ? 1 : 0;
      small += packets[i] <= SMALL_PACKETS ? 1 : 0;
      halfLogBytes += halfLog(bytes[i]);
      halfLogDuration += halfLogOfDuration;
    }
    talkers.add(sources, destinations, ports, count, flowsAndDurations, packets, bytes);
    flows += count;
  }

  private void addTime(long time) {
    if (time != FlowBatch.NO_TIME) {
      firstTime = Math.min(firstTime, time);
      lastTime = Math.max(lastTime, time);
    }
  }

  static double finite(double value) {
    return Double.isInfinite(value) ? 0 : value;
  }

  /** Twice log2(1 + value), two steps an octave, without a logarithm: from the number's bits. */
  static long halfLog(double value) {
    double shifted = 1 + value;
    return shifted >= 1 && shifted <= Double.MAX_VALUE
        ? (Double.doubleToRawLongBits(shifted) >>> 51) - (1023L << 1)
        : 0;
  }

  /** Adds all, later, flows of another accumulator, which holds what it held. */
  public void merge(ProfileAccumulator other) {
    int[] portNumbers = talkers.merge(other.talkers);
    for (int i = 0; i < other.shapes.size(); i++) {
      long key = other.shapes.key(i);
      int shape = shapes.entry(ShapeKey.withPort(key, portNumbers[ShapeKey.port(key)]));
      shapes.add(shape, other.shapes, i);
    }
    flows += other.flows;
    unanswered += other.unanswered;
    small += other.small;
    tcp += other.tcp;
    halfLogBytes += other.halfLogBytes;
    halfLogDuration += other.halfLogDuration;
    firstTime = Math.min(firstTime, other.firstTime);
    lastTime = Math.max(lastTime, other.lastTime);
  }

  /** Adds the addresses and ports of another accumulator, to be counted as distinct ones only. */
  public void mergeEnds(ProfileAccumulator other) {
    talkers.mergeEnds(other.talkers);
  }

  public long flows() {
    return flows;
  }

  /** {@return the number of distinct source addresses so far, as they are spelled} */
  public int distinctSources() {
    return talkers.distinctSources();
  }

  /** {@return the number of distinct destination addresses so far, as they are spelled} */
  public int distinctDestinations() {
    return talkers.distinctDestinations();
  }

  /** {@return the number of distinct ports so far, compared as numbers; an infinite one is 0} */
  public int distinctPorts() {
    return talkers.distinctPorts();
  }

  /** The profile of all flows so far, at least one, where they are whole and none is allowed. */
  public Profile profile(long windowId) {
    return profile(windowId, 0, Measure.PAYLOAD, Allowed.NONE);
  }

  /**
   * The profile of all flows so far, at least one, some of the window's being allowed. It ends the
   * window: what comes before {@link #clear} counts peers and ports again.
   */
  public Profile profile(long windowId, long partialFlows, Measure measure, Allowed allowed) {
    if (flows == 0) {
      return noFlows(windowId, measure, allowed);
    }
    List<Conversation> conversations = talkers.conversations(Profile.mostListed(flows));
    talkers.fold();
    Map<EntityKind, List<EntityStats>> listed = new EnumMap<>(EntityKind.class);
    talkers.tables().forEach((kind, table) -> listed.put(kind, listed(kind, table)));
    listed.put(EntityKind.SHAPE, listedShapes());
    return new Profile(
        windowId,
        flows,
        partialFlows,
        measure,
        firstTime <= lastTime ? firstTime : FlowBatch.NO_TIME,
        firstTime <= lastTime ? lastTime : FlowBatch.NO_TIME,
        metrics(),
        listed,
        conversations,
        allowed);
  }

  /** All flows of the window are allowed. */
  private static Profile noFlows(long windowId, Measure measure, Allowed allowed) {
    if (allowed.flows() == 0) {
      throw new IllegalStateException("a profile of no flows");
    }
    return new Profile(
        windowId,
        0,
        0,
        measure,
        FlowBatch.NO_TIME,
        FlowBatch.NO_TIME,
        Collections.nCopies(ProfileMetric.values().length, 0.0),
        Map.of(),
        List.of(),
        allowed);
  }

  private List<EntityStats> listed(EntityKind kind, EntityCounters table) {
    List<EntityStats> counts = new ArrayList<>(Math.min(table.size(), Profile.MAX_LISTED));
    table.top(Profile.mostListed(flows), i -> counts.add(count(kind, table, i)));
    return counts;
  }

  private EntityStats count(EntityKind kind, EntityCounters table, int i) {
    return new EntityStats(
        talkers.entity(kind, i),
        table.flows(i),
        limited(table.packets(i)),
        limited(table.bytes(i)),
        table.peers(i),
        table.ports(i),
        steps(table.durations(i), table.flows(i)));
  }

  private List<EntityStats> listedShapes() {
    List<EntityStats> counts = new ArrayList<>();
    shapes.top(
        Profile.mostListed(flows),
        i -> {
          long key = shapes.key(i);
          String port = talkers.portText(ShapeKey.port(key));
          Entity shape = new Entity(EntityKind.SHAPE, port, ShapeKey.text(key));
          counts.add(new EntityStats(shape, shapes.flows(i), 0, 0, 0, 0, 0));
        });
    return counts;
  }

  /** A mean of half steps, rounded to an eighth of a step, so that its text is short. */
  private static double steps(long halfLogs, long flows) {
    long eighths = (8 * halfLogs + flows / 2) / flows;
    return eighths / 16.0;
  }

  /** Sums of odd numbers may overflow; what is beyond all doubles is as large as can be. */
  private static double limited(double sum) {
    return Double.isNaN(sum) ? 0 : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, sum));
  }

  private List<Double> metrics() {
    EntityCounters pairs = talkers.table(EntityKind.PAIR);
    double most = 0;
    for (int i = 0; i < pairs.size(); i++) {
      most = Math.max(most, limited(pairs.bytes(i)));
    }
    Map<ProfileMetric, Double> values = new EnumMap<>(ProfileMetric.class);
    values.put(ProfileMetric.LOG_BYTES, halfLogBytes / 2.0 / flows);
    values.put(ProfileMetric.LOG_DURATION, halfLogDuration / 2.0 / flows);
    values.put(ProfileMetric.TOP_PAIR_LOG_BYTES, halfLog(most) / 2.0);
    values.put(ProfileMetric.UNANSWERED_SHARE, share(unanswered));
    values.put(ProfileMetric.SMALL_SHARE, share(small));
    values.put(ProfileMetric.TCP_SHARE, share(tcp));
    values.put(ProfileMetric.SHAPES, (double) shapes.distinct());
    double sources = distinctSources() - (double) talkers.respelledSources();
    double destinations = distinctDestinations() - (double) talkers.respelledDestinations();
    values.put(ProfileMetric.SOURCES, sources);
    values.put(ProfileMetric.DESTINATIONS, destinations);
    values.put(ProfileMetric.PORTS, (double) distinctPorts());
    // addresses that found no number are one to the table of pairs, and each is in some pair
    double distinctPairs = Math.max(pairs.distinct(), Math.max(sources, destinations));
    values.put(ProfileMetric.PAIRS, distinctPairs);
    values.put(ProfileMetric.SERVICES, (double) talkers.table(EntityKind.SERVICE).distinct());
    values.put(ProfileMetric.TOP_SOURCE_SHARE, topShare(EntityKind.SOURCE));
    values.put(ProfileMetric.TOP_DESTINATION_SHARE, topShare(EntityKind.DESTINATION));
    values.put(ProfileMetric.TOP_SERVICE_SHARE, topShare(EntityKind.SERVICE));
    return List.copyOf(values.values());
  }

  private double topShare(EntityKind kind) {
    return share(talkers.table(kind).mostFlows());
  }

  private double share(long some) {
    return (double) some / flows;
  }

  /** Forgets all flows; the tables are kept for the next window. */
  public void clear() {
    talkers.clear();
    shapes.clear();
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
