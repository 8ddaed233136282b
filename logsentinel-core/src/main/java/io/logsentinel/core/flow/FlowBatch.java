package io.logsentinel.core.flow;

import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import io.logsentinel.core.text.Ipv4;
import io.logsentinel.core.text.NumberText;
import io.logsentinel.core.text.TextEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columnar batch of some thousand flows: what the stages work on, so that no object is made per
 * flow. Rows get in through its {@link Appender}.
 *
 * <p>An address is held as a key: an IPv4 address in its one canonical text as its unsigned 32-bit
 * number, any other text as a negative key into the batch's own table of texts. Two addresses of
 * one batch are equal exactly when their keys are; across batches, negative keys are compared by
 * their text. Not thread-safe.
 */
public final class FlowBatch {
  /** The time of a flow that has none, on any clock. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private static final int FIELDS = FlowField.values().length;

  // numbers stand side by side

  private static final int FIRST_NUMBER = FlowField.SOURCE_PORT.ordinal();
  private static final int LAST_NUMBER = FlowField.PACKETS_PER_SECOND.ordinal();

  private static final int FIRST_CAPACITY = 1024;

  /** The place of a number that stands nowhere in the bytes. */
  private static final long NO_PLACE = 0;

  private final double[][] numbers = new double[FIELDS][];

  /** Where numbers stand in {@link #raw}, flow by flow: from in the upper half, to in the lower. */
  private long[] places = new long[FIELDS * FIRST_CAPACITY];

  private long[] sources = new long[FIRST_CAPACITY];
  private long[] destinations = new long[FIRST_CAPACITY];
  private int[] labels = new int[FIRST_CAPACITY];
  private long[] localTimes = new long[FIRST_CAPACITY];

  /** Flows whose time is one in UTC, whatever the clock of whoever saw them. */
  private final BitSet instants = new BitSet();

  /** Flows whose duration is 0 as it is not known. */
  private final BitSet unknownDurations = new BitSet();

  private final FlowTexts texts;

  private final List<PartialFlow> partials = new ArrayList<>();

  /** Their labels, as they came. */
  private final List<String> partialLabels = new ArrayList<>();

  /** The bytes that the flows were read from; null where they were not read from bytes. */
  private byte @Nullable [] raw;

  private Measure measure = Measure.PAYLOAD;

  private int size;

  private FlowBatch(LabelRules labelRules) {
    this.texts = new FlowTexts(labelRules);
    for (FlowField field : FlowField.values()) {
      if (!field.isText()) {
        numbers[field.ordinal()] = new double[FIRST_CAPACITY];
      }
    }
  }

  /** {@return the number of whole flows, from 0} */
  public int size() {
    return size;
  }

  /** {@return what the flows' bytes and packets count} */
  public Measure measure() {
    return measure;
  }

  /**
   * {@return the partial flows among them, in order; each is valid beyond the batch, and says how
   * many of the batch's whole flows stand before it}
   */
  public List<PartialFlow> partials() {
    return Collections.unmodifiableList(partials);
  }

  /**
   * {@return a number of a flow, never NaN}
   *
   * @param field a numeric field
   * @param row 0 to size - 1
   */
  public double number(FlowField field, int row) {
    return numbers[field.ordinal()][row];
  }

  /**
   * Copies numbers of some flows.
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
   * {@return the source address as a key: an unsigned 32-bit number, or a negative one}
   *
   * @param row 0 to size - 1
   */
  public long sourceKey(int row) {
    return sources[row];
  }

  /**
   * {@return the destination address as a key, likewise}
   *
   * @param row 0 to size - 1
   */
  public long destinationKey(int row) {
    return destinations[row];
  }

  /**
   * {@return the text of an address, as it came}
   *
   * @param key what {@link #sourceKey} or {@link #destinationKey} of this batch gave
   */
  public String address(long key) {
    return key >= 0 ? Ipv4.text(key) : texts.text((int) ~key);
  }

  /**
   * {@return true where the source or the destination of a flow can be neither an address nor a
   * name, as {@link RowWarning#ADDRESS} counts it}
   *
   * @param row 0 to size - 1
   */
  public boolean hasOddAddress(int row) {
    return hasOddAddress() && (isOddAddress(sources[row]) || isOddAddress(destinations[row]));
  }

  /** {@return true where an address of the batch is odd; most have none} */
  boolean hasOddAddress() {
    return texts.hasOddAddress();
  }

  private boolean isOddAddress(long key) {
    return key < 0 && texts.isOddAddress((int) ~key);
  }

  /**
   * {@return the field of the first odd address of a flow}
   *
   * @param row 0 to size - 1, of one that has one
   */
  public FlowField oddAddress(int row) {
    return isOddAddress(sources[row]) ? FlowField.SOURCE_IP : FlowField.DESTINATION_IP;
  }

  /**
   * {@return the label of a flow, as it came; equal labels of a batch are one object}
   *
   * @param row 0 to size - 1
   */
  public String label(int row) {
    return texts.text(labels[row]);
  }

  /**
   * {@return the label of a flow as the {@link LabelRules#USUAL} rules understand it: mostly as it
   * came; equal labels of a batch are one object}
   *
   * @param row 0 to size - 1
   */
  public String usualLabel(int row) {
    return texts.usualLabel(labels[row]);
  }

  /**
   * {@return what the label of a flow means, by the batch's {@linkplain #labelRules rules}}
   *
   * @param row 0 to size - 1
   */
  public LabelKind labelKind(int row) {
    return texts.labelKind(labels[row]);
  }

  /**
   * {@return the label of a partial flow, as it came, while {@link PartialFlow#flow} has the usual
   * one; empty where it has none}
   *
   * @param i its place among the {@link #partials}, from 0
   */
  public String partialLabel(int i) {
    return partialLabels.get(i);
  }

  /** {@return the rules by which labels are taken: those of whoever wrote them} */
  public LabelRules labelRules() {
    return texts.labelRules();
  }

  /** {@return the labels of all flows, partial ones included} */
  public LabelCounts labelCounts() {
    LabelCounts counts = new LabelCounts();
    int[] flows = new int[texts.size()];
    for (int row = 0; row < size; row++) {
      flows[labels[row]]++;
    }
    for (int text = 0; text < flows.length; text++) {
      if (flows[text] > 0) {
        counts.add(texts.text(text), texts.labelKind(text), flows[text]);
      }
    }
    int from = 0;
    for (int i = 1; i <= partialLabels.size(); i++) {
      String label = partialLabels.get(from);
      if (i == partialLabels.size() || !label.equals(partialLabels.get(i))) {
        counts.add(label, labelRules().kind(label), i - from);
        from = i;
      }
    }
    return counts;
  }

  /**
   * {@return the time of a flow in milliseconds from 1970-01-01 0:00 on the clock of whoever saw
   * it, which is UTC's where the time {@linkplain #isInstant names its zone}; {@link #NO_TIME}
   * where there is none}
   *
   * @param row 0 to size - 1
   */
  public long localTime(int row) {
    return localTimes[row];
  }

  /**
   * {@return true where the time of a flow is one in UTC; false where it is one on a clock of
   * unknown zone, or there is none}
   *
   * @param row 0 to size - 1
   */
  public boolean isInstant(int row) {
    return instants.get(row);
  }

  /**
   * {@return a record of one flow, with its usual label; valid beyond the batch}
   *
   * @param row 0 to size - 1
   */
  public FlowRecord record(int row) {
    double[] values = new double[FIELDS];
    for (FlowField field : FlowField.values()) {
      values[field.ordinal()] = field.isText() ? 0 : number(field, row);
    }
    return FlowRecord.of(
        address(sources[row]), address(destinations[row]), values, usualLabel(row));
  }

  /**
   * Writes a number as its shortest text: a copy of what was read where that is it already, which
   * saves the formatting.
   *
   * @param field a numeric field
   * @param row 0 to size - 1
   * @param out takes the text; has room for {@link NumberText#LONGEST} bytes
   * @param at where the text begins
   * @return where it ends
   */
  public int writeNumber(FlowField field, int row, byte[] out, int at) {
    long place = raw == null ? NO_PLACE : places[FIELDS * row + field.ordinal()];
    if (raw != null && place != NO_PLACE) {
      int from = (int) (place >>> 32);
      int to = (int) place;
      if (NumberText.copyDigits(raw, from, to, out, at)) {
        return at + to - from;
      }
      if (NumberText.isShortest(raw, from, to)) {
        System.arraycopy(raw, from, out, at, to - from);
        return at + to - from;
      }
    }
    return NumberText.write(number(field, row), out, at);
  }

  /** The numbers of all flows, and room for more: to be read by those who count rows fast. */
  double[] column(FlowField field) {
    return numbers[field.ordinal()];
  }

  /** How many flows of some rows have a duration that is not known. */
  long unknownDurations(int from, int to) {
    long unknown = 0;
    int row = unknownDurations.nextSetBit(from);
    while (row >= 0 && row < to) {
      unknown++;
      row = unknownDurations.nextSetBit(row + 1);
    }
    return unknown;
  }

  private void grow() {
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

  /**
   * Writer of a batch, row by row: the one way in, for every format and for flows that come from no
   * file.
   *
   * <pre>{@code
   * FlowBatch.Appender rows = new FlowBatch.Appender();
   * rows.source("10.0.0.1").destination("10.0.0.2").number(FlowField.PROTOCOL, 6) // and so on
   *     .label("BENIGN").localTime(millis).add();
   * }</pre>
   *
   * <p>The fields of a row are set in any order, then the row is {@link #add added}. Every field
   * must be set, the time may be. Whoever is given a batch reads it before the next {@link #clear}.
   */
  public static final class Appender {
    /** A batch of so many flows is full. */
    private static final int FULL = 4096;

    /** A batch whose texts are longer than this together is full, too. */
    private static final int MAX_TEXT_CHARS = 1 << 20;

    private static final int ALL_FIELDS = (1 << FIELDS) - 1;
    private static final int TIME = 1 << FIELDS;

    private final FlowBatch batch;

    /** A bit for each field of the row at hand that is set, by its ordinal. */
    private int set;

    private final RecentAddresses recentAddresses = new RecentAddresses();

    /** An appender to an empty batch of its own, whose labels are the usual ones. */
    public Appender() {
      this(LabelRules.USUAL);
    }

    /**
     * An appender to an empty batch of its own.
     *
     * @param labelRules what labels mean
     */
    public Appender(LabelRules labelRules) {
      batch = new FlowBatch(labelRules);
    }

    /**
     * Sets what bytes and packets count, of this batch and those after it.
     *
     * @param measure of the flows; {@link Measure#PAYLOAD} where none is set
     */
    public void measure(Measure measure) {
      batch.measure = measure;
    }

    /** {@return the batch with the rows that were added; the same object every time} */
    public FlowBatch batch() {
      return batch;
    }

    /** {@return true where the batch should be handed on; it takes more rows all the same} */
    public boolean isFull() {
      return batch.size + batch.partials.size() >= FULL || batch.texts.chars() > MAX_TEXT_CHARS;
    }

    /** Begins again with an empty batch. */
    public void clear() {
      clear(null);
    }

    /**
     * Begins again with an empty batch, of flows that are read from text.
     *
     * @param raw the text, unchanged as long as the batch is read: {@link #number(FlowField,
     *     double, int, int)} says where in it a number stands; null where there is none
     */
    public void clear(byte @Nullable [] raw) {
      batch.raw = raw;
      batch.size = 0;
      batch.texts.clear();
      batch.partials.clear();
      batch.partialLabels.clear();
      batch.instants.clear();
      batch.unknownDurations.clear();
      set = 0;
    }

    /** {@return this, with nothing set of a row that was begun and not added} */
    public Appender newRow() {
      set = 0;
      batch.unknownDurations.clear(batch.size);
      return this;
    }

    /**
     * {@return this, with the source's address set}
     *
     * @param address IPv4, IPv6 or a name
     */
    public Appender source(String address) {
      batch.sources[batch.size] = key(address);
      return markSet(FlowField.SOURCE_IP);
    }

    /**
     * {@return this, with the destination's address set}
     *
     * @param address IPv4, IPv6 or a name
     */
    public Appender destination(String address) {
      batch.destinations[batch.size] = key(address);
      return markSet(FlowField.DESTINATION_IP);
    }

    /**
     * {@return this, with a number set}
     *
     * @param field a numeric field
     * @param value in the field's unit, not NaN
     * @throws IllegalArgumentException for NaN, and for a field that is text
     */
    public Appender number(FlowField field, double value) {
      if (field.isText()) {
        throw new IllegalArgumentException(field.column() + " is text, not a number");
      }
      FlowRecord.requireNumber(field, value);
      batch.numbers[field.ordinal()][batch.size] = value;
      place(field, 0, 0); // of no text
      return markSet(field);
    }

    /** {@return this, with a duration of 0 set, counted as one that is not known} */
    public Appender unknownDuration() {
      batch.unknownDurations.set(batch.size);
      return number(FlowField.FLOW_DURATION, 0);
    }

    /**
     * {@return a number that was set of the row at hand}
     *
     * @param field a numeric field
     */
    public double number(FlowField field) {
      return batch.number(field, batch.size);
    }

    /**
     * {@return this, with the label set}
     *
     * @param label {@code BENIGN}, the name of an attack, or empty where nobody labelled it
     */
    public Appender label(String label) {
      batch.labels[batch.size] =
          batch.texts.labelKey(Objects.requireNonNull(label, FlowField.LABEL.column()));
      return markSet(FlowField.LABEL);
    }

    /**
     * {@return this, with the time set, which a row may lack}
     *
     * @param millis from 1970-01-01 0:00 on the clock of whoever saw the flow, {@link
     *     FlowBatch#NO_TIME} for none
     */
    public Appender localTime(long millis) {
      batch.localTimes[batch.size] = millis;
      batch.instants.clear(batch.size);
      set |= TIME;
      return this;
    }

    /**
     * {@return this, with the time set where it names its zone}
     *
     * @param millis from 1970-01-01 0:00 UTC
     */
    public Appender instant(long millis) {
      localTime(millis);
      batch.instants.set(batch.size);
      return this;
    }

    /**
     * Moves the times of rows that were added: what their clock showed is known only from rows
     * after them.
     *
     * @param from the first row, from 0
     * @param to the row after the last
     * @param millis what is added to each time
     */
    public void moveTimes(int from, int to, long millis) {
      for (int row = from; row < to; row++) {
        batch.localTimes[row] += millis;
      }
    }

    /** Forgets the times of all rows that were added. */
    public void forgetTimes() {
      Arrays.fill(batch.localTimes, 0, batch.size, NO_TIME);
      batch.instants.clear();
      batch.partials.replaceAll(flow -> flow.withLocalTime(NO_TIME));
    }

    /**
     * Moves the time of a partial flow that was added.
     *
     * @param i its place among the partial flows, from 0
     * @param millis what is added to its time
     */
    public void movePartial(int i, long millis) {
      PartialFlow flow = batch.partials.get(i);
      batch.partials.set(i, flow.withLocalTime(flow.localTime() + millis));
    }

    /**
     * {@return this, with all fields of a flow set}
     *
     * @param flow any flow
     */
    public Appender flow(FlowRecord flow) {
      for (FlowField field : FlowField.values()) {
        if (!field.isText()) {
          number(field, flow.number(field));
        }
      }
      return source(flow.sourceIp()).destination(flow.destinationIp()).label(flow.label());
    }

    /**
     * Adds the row that was set.
     *
     * @throws IllegalStateException if a field of it was not set
     */
    public void add() {
      if ((set & ALL_FIELDS) != ALL_FIELDS) {
        throw new IllegalStateException("a flow lacks " + String.join(", ", lacking()));
      }
      addWhole();
    }

    /**
     * Adds a row of which the caller knows that every field is set, as a decoder of text does: what
     * is set from text is not checked again.
     */
    public void addWhole() {
      if ((set & TIME) == 0) {
        localTime(NO_TIME);
      }
      set = 0;
      if (++batch.size == batch.labels.length) {
        batch.grow();
      }
    }

    /**
     * Adds the row that was set as a partial flow.
     *
     * @param lacking what it lacks, at least one field; what was set of these is not looked at
     * @throws IllegalArgumentException if it lacks an address, or nothing
     */
    public void addPartial(Set<FlowField> lacking) {
      for (FlowField field : lacking) {
        if (field == FlowField.LABEL) {
          batch.labels[batch.size] = batch.texts.labelKey("");
        } else if (!field.isText()) {
          batch.numbers[field.ordinal()][batch.size] = 0;
        }
      }
      batch.unknownDurations.clear(batch.size);
      batch.partialLabels.add(batch.label(batch.size));
      long time = (set & TIME) == 0 ? NO_TIME : batch.localTimes[batch.size];
      batch.partials.add(
          new PartialFlow(
              batch.record(batch.size), lacking, time, batch.instants.get(batch.size), batch.size));
      set = 0;
    }

    private List<String> lacking() {
      return Arrays.stream(FlowField.values())
          .filter(field -> (set >> field.ordinal() & 1) == 0)
          .map(FlowField::column)
          .toList();
    }

    // fields of text, for the decoders of text

    /**
     * Sets an address or the label from text.
     *
     * @param field a field that is text
     * @param bytes hold the text
     * @param from where it begins
     * @param to where it ends
     * @param encoding of the text
     * @throws IllegalArgumentException for a field that is a number
     */
    public void text(FlowField field, byte[] bytes, int from, int to, TextEncoding encoding) {
      if (field == FlowField.SOURCE_IP) {
        batch.sources[batch.size] = key(bytes, from, to, encoding);
      } else if (field == FlowField.DESTINATION_IP) {
        batch.destinations[batch.size] = key(bytes, from, to, encoding);
      } else if (field == FlowField.LABEL) {
        batch.labels[batch.size] = batch.texts.labelKey(bytes, from, to, encoding);
      } else {
        throw new IllegalArgumentException(field.column() + " is a number, not text");
      }
    }

    /**
     * Sets a number that was read from text.
     *
     * @param field a numeric field
     * @param value of the text, not NaN
     * @param from where the text begins in the bytes of the batch
     * @param to where it ends
     */
    public void number(FlowField field, double value, int from, int to) {
      batch.numbers[field.ordinal()][batch.size] = value;
      place(field, from, to);
    }

    /**
     * Sets all numbers, which were read from text.
     *
     * @param values by ordinal of the field, not NaN
     * @param places of the texts in the bytes of the batch, likewise: where each begins in the
     *     upper half, where it ends in the lower
     */
    public void numbers(double[] values, long[] places) {
      int row = batch.size;
      double[][] numbers = batch.numbers;
      for (int i = FIRST_NUMBER; i <= LAST_NUMBER; i++) {
        numbers[i][row] = values[i];
      }
      int first = FIELDS * row + FIRST_NUMBER;
      System.arraycopy(places, FIRST_NUMBER, batch.places, first, LAST_NUMBER - FIRST_NUMBER + 1);
    }

    /** Short, as its caller is: only that is compiled into the loop over a row's fields. */
    private void place(FlowField field, int from, int to) {
      batch.places[FIELDS * batch.size + field.ordinal()] = (long) from << 32 | to;
    }

    private Appender markSet(FlowField field) {
      set |= 1 << field.ordinal();
      return this;
    }

    private long key(String address) {
      long ipv4 = Ipv4.parse(address);
      return ipv4 == Ipv4.NONE ? ~(long) batch.texts.addressKey(address) : ipv4;
    }

    private long key(byte[] bytes, int from, int to, TextEncoding encoding) {
      long ipv4 = recentAddresses.parse(bytes, from, to);
      return ipv4 == Ipv4.NONE
          ? ~(long) batch.texts.addressKey(encoding.decode(bytes, from, to))
          : ipv4;
    }
  }

  /**
   * A flow that lacks only what no entity is counted by: a rate that is no number, an empty port of
   * a protocol without ports, a label. The original drops it, so it is in no cleaned file and in
   * none of the nine sums; the profile of the window in which it stands counts it, as probes that
   * nobody answers look like that.
   *
   * @param flow the flow, with 0 or an empty label for what it lacks
   * @param lacking what it lacks, at least one field, and no address; an {@link
   *     IllegalArgumentException} otherwise
   * @param localTime when it was, as {@link FlowBatch#localTime} has it
   * @param isInstant whether that time names its zone, so that it is UTC's
   * @param wholeBefore number of whole flows before it: in its batch, or in its file
   */
  public record PartialFlow(
      FlowRecord flow,
      Set<FlowField> lacking,
      long localTime,
      boolean isInstant,
      long wholeBefore) {
    public PartialFlow {
      Objects.requireNonNull(flow, "flow");
      if (lacking.isEmpty()) {
        throw new IllegalArgumentException("a partial flow lacks at least 1 field but lacks 0");
      }
      if (lacking.contains(FlowField.SOURCE_IP) || lacking.contains(FlowField.DESTINATION_IP)) {
        throw new IllegalArgumentException("a flow without both addresses is none: " + lacking);
      }
      lacking = Collections.unmodifiableSet(EnumSet.copyOf(lacking));
    }

    /**
     * {@return the same flow, with so many more whole ones before it}
     *
     * @param flows from 0
     */
    public PartialFlow after(long flows) {
      return new PartialFlow(flow, lacking, localTime, isInstant, flows + wholeBefore);
    }

    PartialFlow withLocalTime(long time) {
      return new PartialFlow(flow, lacking, time, isInstant, wholeBefore);
    }

    /**
     * {@return true for an IANA protocol number whose ports are ports: TCP, UDP, DCCP, SCTP,
     * UDP-Lite}
     *
     * @param protocol any number
     */
    public static boolean hasPorts(double protocol) {
      return protocol == 6
          || protocol == 17
          || protocol == 33
          || protocol == 132
          || protocol == 136;
    }
  }
}
