package io.logsentinel.core.flow;

import io.logsentinel.core.text.Ipv4;
import io.logsentinel.core.text.TextEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Some thousand flows, column by column: what the stages work on, so that no object is made per
 * flow.
 *
 * <p>An address is held as a key: an IPv4 address in its one canonical text as its unsigned 32-bit
 * number, any other text as a negative key into the batch's own table of texts. Two addresses of
 * one batch are equal exactly when their keys are; across batches, negative keys are compared by
 * their text. Not thread-safe.
 */
public final class FlowBatch {
  /** Where a reader that makes batches of its own ends one. */
  private static final int FULL = 4096;

  private static final int FIELDS = FlowField.values().length;
  private static final int FIRST_CAPACITY = 1024;
  private static final int MAX_RECENT_LABELS = 8;

  /** A batch whose texts are longer than this together takes no more flows. */
  private static final int MAX_TEXT_CHARS = 1 << 20;

  private final double[][] numbers = new double[FIELDS][];

  /** Of each flow, field by field. */
  private long[] places = new long[FIELDS * FIRST_CAPACITY];

  private long[] sources = new long[FIRST_CAPACITY];
  private long[] destinations = new long[FIRST_CAPACITY];
  private int[] labels = new int[FIRST_CAPACITY];
  private long[] localTimes = new long[FIRST_CAPACITY];
  private final List<String> texts = new ArrayList<>();
  private final Map<String, Integer> textIndex = new HashMap<>();
  private final List<Label> recentLabels = new ArrayList<>();
  private byte[] raw;
  private final BitSet attacks = new BitSet();
  private long textChars;
  private int size;

  /** A label as it stands in the bytes, and its place among the texts. */
  private record Label(byte[] bytes, int text) {}

  /** An empty batch. */
  public FlowBatch() {
    for (FlowField field : FlowField.values()) {
      if (!field.isText()) {
        numbers[field.ordinal()] = new double[FIRST_CAPACITY];
      }
    }
  }

  /**
   * The number of flows.
   *
   * @return from 0
   */
  public int size() {
    return size;
  }

  /**
   * A number of a flow.
   *
   * @param field a numeric field
   * @param row 0 to size - 1
   * @return the value, never NaN
   */
  public double number(FlowField field, int row) {
    return numbers[field.ordinal()][row];
  }

  /**
   * Numbers of some flows.
   *
   * @param field a numeric field
   * @param from the first row, from 0
   * @param to the row after the last, at most the batch's size
   * @param into where they go, from index 0
   */
  public void numbers(FlowField field, int from, int to, double[] into) {
    System.arraycopy(numbers[field.ordinal()], from, into, 0, to - from);
  }

  /**
   * The source address as a key.
   *
   * @param row 0 to size - 1
   * @return an unsigned 32-bit number, or a negative key into the texts
   */
  public long sourceKey(int row) {
    return sources[row];
  }

  /**
   * The destination address as a key.
   *
   * @param row 0 to size - 1
   * @return an unsigned 32-bit number, or a negative key into the texts
   */
  public long destinationKey(int row) {
    return destinations[row];
  }

  /**
   * The text of an address key.
   *
   * @param key what {@link #sourceKey} or {@link #destinationKey} of this batch gave
   * @return the address as it came
   */
  public String address(long key) {
    return key >= 0 ? Ipv4.text(key) : texts.get((int) ~key);
  }

  /**
   * The label of a flow.
   *
   * @param row 0 to size - 1
   * @return the label as it came
   */
  public String label(int row) {
    return texts.get(labels[row]);
  }

  /**
   * Whether a flow's label calls it an attack, as {@link FlowRecord#isAttack()} has it.
   *
   * @param row 0 to size - 1
   * @return true unless the label says benign
   */
  public boolean isAttack(int row) {
    return attacks.get(labels[row]);
  }

  /**
   * The time of a flow on the clock of who saw it; the text names no zone.
   *
   * @param row 0 to size - 1
   * @return milliseconds from 1970-01-01 0:00, {@link Long#MIN_VALUE} where there is none
   */
  public long localTime(int row) {
    return localTimes[row];
  }

  /**
   * The view of one flow.
   *
   * @param row 0 to size - 1
   * @return a record of its own, valid beyond the batch
   */
  public FlowRecord record(int row) {
    return new FlowRecord(
        address(sources[row]),
        address(destinations[row]),
        number(FlowField.SOURCE_PORT, row),
        number(FlowField.DESTINATION_PORT, row),
        number(FlowField.PROTOCOL, row),
        number(FlowField.FLOW_DURATION, row),
        number(FlowField.FORWARD_PACKETS, row),
        number(FlowField.BACKWARD_PACKETS, row),
        number(FlowField.FORWARD_BYTES, row),
        number(FlowField.BACKWARD_BYTES, row),
        number(FlowField.BYTES_PER_SECOND, row),
        number(FlowField.PACKETS_PER_SECOND, row),
        label(row));
  }

  /** The numbers of all flows, and room for more: to be read by those who count rows fast. */
  double[] column(FlowField field) {
    return numbers[field.ordinal()];
  }

  /** Takes no more flows. */
  public boolean isFull() {
    return size >= FULL || textChars > MAX_TEXT_CHARS;
  }

  public void clear() {
    clear(null);
  }

  /** Begins again, with flows whose fields stand in bytes as a cleaned file would have them. */
  public void clear(byte[] raw) {
    this.raw = raw;
    size = 0;
    texts.clear();
    attacks.clear();
    textIndex.clear();
    recentLabels.clear();
    textChars = 0;
  }

  /** The bytes that {@link #place} speaks of; null where the fields stand in none. */
  public byte[] raw() {
    return raw;
  }

  /** Where a field stands in {@link #raw}: from in the upper half, to in the lower. */
  public long place(FlowField field, int row) {
    return places[FIELDS * row + field.ordinal()];
  }

  /** Makes room for the next row. */
  public void reserve() {
    if (size < labels.length) {
      return;
    }
    int capacity = 2 * size;
    for (FlowField field : FlowField.values()) {
      int i = field.ordinal();
      numbers[i] = field.isText() ? null : Arrays.copyOf(numbers[i], capacity);
    }
    places = Arrays.copyOf(places, FIELDS * capacity);
    sources = Arrays.copyOf(sources, capacity);
    destinations = Arrays.copyOf(destinations, capacity);
    labels = Arrays.copyOf(labels, capacity);
    localTimes = Arrays.copyOf(localTimes, capacity);
  }

  // a row is set field by field, then added; what was set and not added is overwritten

  public void set(FlowField field, double value, int from, int to) {
    numbers[field.ordinal()][size] = value;
    setPlace(field, from, to);
  }

  public void setSource(long key) {
    sources[size] = key;
  }

  public void setDestination(long key) {
    destinations[size] = key;
  }

  public void setPlace(FlowField field, int from, int to) {
    places[FIELDS * size + field.ordinal()] = (long) from << 32 | to;
  }

  /** A file has few labels, and they come in runs: known bytes need no text made of them. */
  public void setLabel(byte[] bytes, int from, int to, TextEncoding encoding) {
    for (int i = recentLabels.size() - 1; i >= 0; i--) {
      Label label = recentLabels.get(i);
      if (isSame(label.bytes, bytes, from, to)) {
        labels[size] = label.text;
        return;
      }
    }
    int text = textKey(encoding.decode(bytes, from, to));
    labels[size] = text;
    if (recentLabels.size() == MAX_RECENT_LABELS) {
      recentLabels.clear();
    }
    recentLabels.add(new Label(Arrays.copyOfRange(bytes, from, to), text));
  }

  /** For some bytes faster than the library's, which is made for many. */
  public static boolean isSame(byte[] known, byte[] bytes, int from, int to) {
    if (known.length != to - from) {
      return false;
    }
    for (int i = 0; i < known.length; i++) {
      if (known[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  public void setLocalTime(long time) {
    localTimes[size] = time;
  }

  /** The key of an address that is no canonical IPv4 text. */
  public long addressKey(String address) {
    return ~(long) textKey(address);
  }

  public void add() {
    size++;
  }

  private int textKey(String text) {
    Integer known = textIndex.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    texts.add(text);
    attacks.set(texts.size() - 1, FlowRecord.isAttack(text));
    textChars += text.length();
    return texts.size() - 1;
  }
}
