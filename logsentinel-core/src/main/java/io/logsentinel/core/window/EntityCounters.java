package io.logsentinel.core.window;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Counters by a key in an open-addressing hash table: entries stand one after the other in the
 * order in which they came, and room is kept from window to window.
 */
final class EntityCounters {
  /** Bounds the memory of a table of talkers to some 6 MB. */
  static final int MAX_ENTRIES = 1 << 17;

  /** Key of the entry that stands for all keys that found no room. */
  static final long OTHERS = Long.MIN_VALUE;

  private static final int FIRST_CAPACITY = 1 << 8;

  // the columns of an entry stand beside each other, and are few: an entry is a line of a cache

  /** Flows in the lower half; of a talker, twice the log2 of its durations in the upper. */
  private static final int FLOWS = 1;

  private static final int PACKETS = 2;
  private static final int BYTES = 3;

  /** Peers in the lower half, ports in the upper. */
  private static final int ENDS = 4;

  private static final int TALKER_COLUMNS = 5;
  private static final int FLOW_COLUMNS = 2;
  private static final int HALF = 32;
  private static final long LOWER = (1L << HALF) - 1;

  private final boolean numbers;
  private final int maxEntries;
  private final int columns;

  /** Entry + 1, 0 for an empty place; a power of two of places, at most half of them used. */
  private int[] places = new int[2 * FIRST_CAPACITY];

  private int shift = 64 - Integer.numberOfTrailingZeros(places.length);
  private int size;
  private long forgotten;
  private long[] data;

  private EntityCounters(boolean numbers, int maxEntries, int columns) {
    this.numbers = numbers;
    this.maxEntries = maxEntries;
    this.columns = columns;
    this.data = new long[columns * FIRST_CAPACITY];
    clear();
  }

  /** A dictionary: entries are never evicted; when full, new keys map to entry 0, the others. */
  static EntityCounters ofNumbers(int maxEntries) {
    return new EntityCounters(true, maxEntries, TALKER_COLUMNS);
  }

  /** Of talkers; where there is no more room, the half with the fewest flows is forgotten. */
  static EntityCounters ofTalkers() {
    return new EntityCounters(false, MAX_ENTRIES, TALKER_COLUMNS);
  }

  /** Of flows alone; where there is no more room, the half with the fewest is forgotten. */
  static EntityCounters ofFlows() {
    return new EntityCounters(false, MAX_ENTRIES, FLOW_COLUMNS);
  }

  /** The entry of a key, made if there is none. */
  int entry(long key) {
    int mask = places.length - 1;
    int at = place(key);
    int entry = places[at] - 1;
    while (entry >= 0) {
      if (data[columns * entry] == key) {
        return entry;
      }
      at = at + 1 & mask;
      entry = places[at] - 1;
    }
    return insert(key, at);
  }

  /**
   * The entries of some keys, made where there are none. None of them moves on the way: where there
   * might be no room for all, those with the fewest flows are forgotten before.
   */
  void entries(long[] keys, int count, int[] into) {
    if (!numbers && size + count > maxEntries) {
      forgetHalf();
    }
    int[] ofPlaces = places;
    long[] ofEntries = data;
    for (int i = 0; i < count; i++) {
      long key = keys[i];
      int at = place(key);
      int entry = ofPlaces[at] - 1;
      while (entry >= 0 && ofEntries[columns * entry] != key) {
        at = at + 1 & ofPlaces.length - 1;
        entry = ofPlaces[at] - 1;
      }
      if (entry < 0) {
        entry = insert(key, at);
        ofPlaces = places;
        ofEntries = data;
      }
      into[i] = entry;
    }
  }

  /**
   * Fibonacci hashing. Keys are small numbers side by side: the upper ones are brought down first,
   * where the product's upper bits depend on them too; not by half, which a port as a double, all
   * of it in the upper half, would not survive.
   */
  private int place(long key) {
    return (int) ((key ^ key >>> 29) * 0x9E3779B97F4A7C15L >>> shift);
  }

  /** Adds a flow to the entry of each key; scratch takes the entries. */
  void count(long[] keys, int count, int[] scratch) {
    entries(keys, count, scratch);
    long[] to = data;
    for (int i = 0; i < count; i++) {
      to[columns * scratch[i] + FLOWS]++;
    }
  }

  /** The entry of a key; -1 if there is none. */
  int find(long key) {
    int at = place(key);
    while (places[at] != 0 && key(places[at] - 1) != key) {
      at = at + 1 & places.length - 1;
    }
    return places[at] - 1;
  }

  private int insert(long key, int at) {
    if (columns * size == data.length) {
      if (size == maxEntries) {
        if (numbers) {
          return 0;
        }
        forgetHalf();
      } else {
        grow();
      }
      return entry(key);
    }
    places[at] = size + 1;
    int first = columns * size;
    data[first] = key;
    for (int i = 1; i < columns; i++) { // few: faster than the library's fill
      data[first + i] = 0;
    }
    return size++;
  }

  int size() {
    return size;
  }

  boolean hasRoomFor(int more) {
    return size + more <= maxEntries;
  }

  /** Different keys that were counted; an upper bound where some were forgotten. */
  long distinct() {
    return size + forgotten;
  }

  long mostFlows() {
    long most = 0;
    for (int entry = 0; entry < size; entry++) {
      most = Math.max(most, flows(entry));
    }
    return most;
  }

  long key(int entry) {
    return data[columns * entry];
  }

  long flows(int entry) {
    return data[columns * entry + FLOWS] & LOWER;
  }

  /** Twice the sum of log2 of durations. */
  long durations(int entry) {
    return data[columns * entry + FLOWS] >>> HALF;
  }

  double packets(int entry) {
    return Double.longBitsToDouble(data[columns * entry + PACKETS]);
  }

  double bytes(int entry) {
    return Double.longBitsToDouble(data[columns * entry + BYTES]);
  }

  long peers(int entry) {
    return data[columns * entry + ENDS] & LOWER;
  }

  long ports(int entry) {
    return data[columns * entry + ENDS] >>> HALF;
  }

  void addPeers(int entry, long peers) {
    data[columns * entry + ENDS] += peers;
  }

  void addPorts(int entry, long ports) {
    data[columns * entry + ENDS] += ports << HALF;
  }

  /** One flow and its duration, as a talker's entry holds them. */
  static long flowAndDuration(long duration) {
    return duration << HALF | 1;
  }

  /** Whether an entry has neither peers nor ports yet. */
  boolean isNew(int entry) {
    return data[columns * entry + ENDS] == 0;
  }

  void copy(
      int from,
      int count,
      long[] keys,
      long[] flowsAndDurations,
      double[] packets,
      double[] bytes) {
    long[] of = data;
    for (int i = 0; i < count; i++) {
      int first = TALKER_COLUMNS * (from + i);
      keys[i] = of[first];
      flowsAndDurations[i] = of[first + FLOWS];
      packets[i] = Double.longBitsToDouble(of[first + PACKETS]);
      bytes[i] = Double.longBitsToDouble(of[first + BYTES]);
    }
  }

  void add(int[] entries, int count, long[] flowsAndDurations, double[] packets, double[] bytes) {
    long[] to = data;
    for (int i = 0; i < count; i++) {
      int first = TALKER_COLUMNS * entries[i];
      to[first + FLOWS] += flowsAndDurations[i];
      to[first + PACKETS] = plus(to[first + PACKETS], packets[i]);
      to[first + BYTES] = plus(to[first + BYTES], bytes[i]);
    }
  }

  private static long plus(long sum, double value) {
    return Double.doubleToRawLongBits(Double.longBitsToDouble(sum) + value);
  }

  /** Adds an entry of another table of the same sort, all but its peers and ports. */
  void add(int entry, EntityCounters from, int other) {
    int first = columns * entry;
    data[first + FLOWS] += from.data[columns * other + FLOWS]; // both halves add up side by side
    if (columns == TALKER_COLUMNS) {
      data[first + PACKETS] = plus(data[first + PACKETS], from.packets(other));
      data[first + BYTES] = plus(data[first + BYTES], from.bytes(other));
    }
  }

  void clear() {
    Arrays.fill(places, 0);
    size = 0;
    forgotten = 0;
    if (numbers) {
      entry(OTHERS);
    }
  }

  /** Visits the entries with the most flows, falling; of equal ones the first to come first. */
  void top(int most, IntConsumer visitor) {
    int[] best = new int[Math.min(most, size)];
    int filled = 0;
    long least = 0;
    for (int entry = 0; entry < size; entry++) {
      long count = flows(entry);
      if (count <= least) {
        continue;
      }
      int at = filled < best.length ? filled++ : filled - 1;
      while (at > 0 && count > flows(best[at - 1])) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = entry;
      least = filled == best.length ? flows(best[filled - 1]) : 0;
    }
    for (int i = 0; i < filled; i++) {
      visitor.accept(best[i]);
    }
  }

  private void grow() {
    data = Arrays.copyOf(data, 2 * data.length);
    places = new int[2 * places.length];
    shift = 64 - Integer.numberOfTrailingZeros(places.length);
    placeAll();
  }

  private void placeAll() {
    int mask = places.length - 1;
    for (int entry = 0; entry < size; entry++) {
      int at = place(key(entry));
      while (places[at] != 0) {
        at = at + 1 & mask;
      }
      places[at] = entry + 1;
    }
  }

  /** Keeps the order of those that stay. */
  private void forgetHalf() {
    long[] rising = new long[size];
    Arrays.setAll(rising, this::flows);
    Arrays.sort(rising);
    long median = rising[size / 2];
    int above = 0;
    for (int entry = 0; entry < size; entry++) {
      above += flows(entry) > median ? 1 : 0;
    }
    int room = size / 2 - above; // for those at the median
    int kept = 0;
    for (int entry = 0; entry < size; entry++) {
      if (flows(entry) > median || (flows(entry) == median && room-- > 0)) {
        System.arraycopy(data, columns * entry, data, columns * kept++, columns);
      }
    }
    forgotten += size - kept;
    size = kept;
    Arrays.fill(places, 0);
    placeAll();
  }
}
