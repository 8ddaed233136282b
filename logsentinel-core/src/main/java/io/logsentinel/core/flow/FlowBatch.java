package io.logsentinel.core.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Up to {@value #MAX_ROWS} flows, column by column: what the stages work on, so that no object is
 * made per flow.
 *
 * <p>An address is held as a key: an IPv4 address in its one canonical text as its unsigned 32-bit
 * number, any other text as a negative key into the batch's own table of texts. Two addresses of
 * one batch are equal exactly when their keys are; across batches, negative keys are compared by
 * their text. Not thread-safe.
 */
public final class FlowBatch {
  /** The most flows in a batch. */
  public static final int MAX_ROWS = 4096;

  /** A batch whose texts are longer than this together takes no more flows. */
  private static final int MAX_TEXT_CHARS = 1 << 20;

  private final double[][] numbers = new double[FlowField.values().length][];
  private final long[] sources = new long[MAX_ROWS];
  private final long[] destinations = new long[MAX_ROWS];
  private final int[] labels = new int[MAX_ROWS];
  private final long[] localTimes = new long[MAX_ROWS];
  private final List<String> texts = new ArrayList<>();
  private final List<Boolean> attacks = new ArrayList<>();
  private final Map<String, Integer> textIndex = new HashMap<>();
  private long textChars;
  private int size;

  /** An empty batch. */
  public FlowBatch() {
    for (FlowField field : FlowField.values()) {
      if (!field.isText()) {
        numbers[field.ordinal()] = new double[MAX_ROWS];
      }
    }
  }

  /**
   * The number of flows.
   *
   * @return 0 to {@value #MAX_ROWS}
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

  /** Takes no more flows. */
  boolean isFull() {
    return size == MAX_ROWS || textChars > MAX_TEXT_CHARS;
  }

  void clear() {
    size = 0;
    texts.clear();
    attacks.clear();
    textIndex.clear();
    textChars = 0;
  }

  // a row is set field by field, then added; what was set and not added is overwritten

  void set(FlowField field, double value) {
    numbers[field.ordinal()][size] = value;
  }

  void setSource(long key) {
    sources[size] = key;
  }

  void setDestination(long key) {
    destinations[size] = key;
  }

  void setLabel(String label) {
    labels[size] = textKey(label);
  }

  void setLocalTime(long time) {
    localTimes[size] = time;
  }

  /** The key of an address that is no canonical IPv4 text. */
  long addressKey(String address) {
    return ~(long) textKey(address);
  }

  void add() {
    size++;
  }

  private int textKey(String text) {
    Integer known = textIndex.putIfAbsent(text, texts.size());
    if (known != null) {
      return known;
    }
    texts.add(text);
    attacks.add(FlowRecord.isAttack(text));
    textChars += text.length();
    return texts.size() - 1;
  }
}
