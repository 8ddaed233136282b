package io.logsentinel.core.flow;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Account of a file's rows: read = kept + partial + rejected by reason.
 *
 * <p>A row is every record after the header, empty lines included; the line end that closes the
 * file opens none.
 *
 * @param kept rows that became whole flows
 * @param partial rows that became partial flows, which lack what no entity needs
 * @param lacking how many of the partial flows lack a field; one may lack several
 * @param rejected rows that became none, by reason, in the order of {@link Rejection}; only reasons
 *     that occurred
 * @param first the first row of each reason, where it is known
 * @param odd kept rows that are odd, by what is odd; a row may count more than once
 * @param firstOdd the first of them, of oddities that are only understood when seen: of addresses
 * @param times what the times of the kept rows were like
 */
public record RowCounts(
    long kept,
    long partial,
    Map<FlowField, Long> lacking,
    Map<Rejection, Long> rejected,
    Map<Rejection, FirstRow> first,
    Map<RowWarning, Long> odd,
    Map<RowWarning, FirstRow> firstOdd,
    TimeCounts times) {

  /** No row at all. */
  public static final RowCounts NONE = new RowCounts(0, Map.of(), Map.of());

  /**
   * An account of rows without times.
   *
   * @param kept rows that became flows
   * @param rejected rows that did not, by reason
   * @param odd kept rows that are odd, by what is odd
   */
  public RowCounts(long kept, Map<Rejection, Long> rejected, Map<RowWarning, Long> odd) {
    this(kept, 0, Map.of(), rejected, Map.of(), odd, Map.of(), TimeCounts.NONE);
  }

  public RowCounts {
    lacking = inOrder(FlowField.class, lacking);
    rejected = inOrder(Rejection.class, rejected);
    first = inOrder(Rejection.class, first);
    odd = inOrder(RowWarning.class, odd);
    firstOdd = inOrder(RowWarning.class, firstOdd);
  }

  /** {@return all rows of the file: kept, partial and rejected} */
  public long read() {
    return kept + partial + rejectedInAll();
  }

  /** {@return the number of rejected rows, whatever the reason} */
  public long rejectedInAll() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * {@return the rows of two files together; the first ones of each reason, which lines of a file
   * tell, are left out}
   *
   * @param other the other account
   */
  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        kept + other.kept,
        partial + other.partial,
        sum(lacking, other.lacking),
        sum(rejected, other.rejected),
        Map.of(),
        sum(odd, other.odd),
        Map.of(),
        times.plus(other.times));
  }

  /**
   * {@return the same account with that of the rows' times}
   *
   * @param counted what the times of the kept rows were like
   */
  public RowCounts withTimes(TimeCounts counted) {
    return new RowCounts(kept, partial, lacking, rejected, first, odd, firstOdd, counted);
  }

  /**
   * {@return the same account where some rows were taken into others as their other halves}
   *
   * @param rows number of kept rows that are no flows of their own, from 0
   */
  public RowCounts withPaired(long rows) {
    Map<Rejection, Long> reasons = new HashMap<>(rejected);
    reasons.merge(Rejection.OTHER_HALF, rows, Long::sum);
    return rows == 0
        ? this
        : new RowCounts(kept - rows, partial, lacking, reasons, first, odd, firstOdd, times);
  }

  /**
   * {@return the same rows, all rejected: what a failed file leaves}
   *
   * @param reason why the file failed
   */
  public RowCounts allRejected(Rejection reason) {
    return read() == 0 ? NONE : new RowCounts(0, Map.of(reason, read()), Map.of());
  }

  private static <K extends Enum<K>, V> Map<K, V> inOrder(Class<K> keys, Map<K, V> values) {
    Map<K, V> copy = new EnumMap<>(keys);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }

  private static <K> Map<K, Long> sum(Map<K, Long> a, Map<K, Long> b) {
    Map<K, Long> sum = new HashMap<>(a);
    b.forEach((key, rows) -> sum.merge(key, rows, Long::sum));
    return sum;
  }

  /**
   * Account of the times of a file's kept rows. Rows whose time is empty count nowhere.
   *
   * @param read rows whose time could be read, used or not
   * @param local those of them whose time names no zone
   * @param unread rows whose time cannot be read
   * @param firstUnread the first of them
   * @param unordered rows whose time would have a month above 12. From one on, the order of day and
   *     month is not known, and no time of the file is used
   * @param firstUnordered the first of them
   * @param back rows whose time lies more than {@link #LONGEST_LIFE} before the latest of those
   *     above it, down from the last such row
   * @param firstBack the first of them
   * @param twelveHours whether the times were taken for those of a clock of 12 hours
   * @param dayAssumed whether the day was taken before the month while no date shows it, as one
   *     whose day is above 12 does
   * @param monthAssumed whether the month was taken before the day, as with the day first a date
   *     with AM or PM would have a month above 12
   */
  public record TimeCounts(
      long read,
      long local,
      long unread,
      Optional<Example> firstUnread,
      long unordered,
      Optional<Example> firstUnordered,
      long back,
      Optional<Step> firstBack,
      boolean twelveHours,
      boolean dayAssumed,
      boolean monthAssumed) {

    /** No time at all. */
    public static final TimeCounts NONE =
        new TimeCounts(
            0,
            0,
            0,
            Optional.empty(),
            0,
            Optional.empty(),
            0,
            Optional.empty(),
            false,
            false,
            false);

    /**
     * Milliseconds by which flows may lie back in an orderly file: they are written when they end,
     * in the order of their ends, and no exporter lets one live longer than this.
     */
    public static final long LONGEST_LIFE = 120_000;

    private static final long FEW_STEPS = 3;
    private static final double FEW_STEPS_OF_ALL = 0.001;

    /**
     * A text in a file.
     *
     * @param line on which its row begins, the first being 1
     * @param text what stands there
     */
    public record Example(long line, String text) {}

    /**
     * A step back in time.
     *
     * @param line on which the later row begins, the first being 1
     * @param millis by how much, above 0
     */
    public record Step(long line, long millis) {}

    /**
     * {@return true where windows mean little, as times go back in more than a few rows: more than
     * three, and more than one in a thousand of those with a time}
     */
    public boolean isOutOfOrder() {
      return back > FEW_STEPS && back > FEW_STEPS_OF_ALL * read;
    }

    /** {@return the rows whose time was seen, read or not} */
    public long rows() {
      return read + unread + unordered;
    }

    /**
     * {@return the times of two files together; the examples are those of the first that has one}
     *
     * @param other the other file's account
     */
    public TimeCounts plus(TimeCounts other) {
      return new TimeCounts(
          read + other.read,
          local + other.local,
          unread + other.unread,
          firstUnread.or(other::firstUnread),
          unordered + other.unordered,
          firstUnordered.or(other::firstUnordered),
          back + other.back,
          firstBack.or(other::firstBack),
          twelveHours || other.twelveHours,
          dayAssumed || other.dayAssumed,
          monthAssumed || other.monthAssumed);
    }
  }

  /**
   * The first row that was rejected for a reason, or that was kept and is odd in a way: where it
   * stands, and what of it was so.
   *
   * @param line on which the row begins, the first of the file being 1
   * @param what the offending column and value in words, such as {@code Flow Duration is `1,000`};
   *     long values are cut
   */
  public record FirstRow(long line, String what) {
    public FirstRow {
      Objects.requireNonNull(what, "what");
    }
  }
}
