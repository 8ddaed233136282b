package io.logsentinel.core.flow;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Account of a file's rows: read = kept + rejected by reason.
 *
 * <p>A row is every record after the header, empty lines included; the line end that closes the
 * file opens none.
 *
 * @param kept rows that became flows
 * @param rejected rows that did not, by reason, in the order of {@link Rejection}; only reasons
 *     that occurred
 * @param odd kept rows that are odd, by what is odd; a row may count more than once
 * @param times what the times of the kept rows were like
 */
public record RowCounts(
    long kept, Map<Rejection, Long> rejected, Map<RowWarning, Long> odd, TimeCounts times) {

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
    this(kept, rejected, odd, TimeCounts.NONE);
  }

  public RowCounts {
    rejected = inOrder(Rejection.class, rejected);
    odd = inOrder(RowWarning.class, odd);
  }

  /** {@return all rows of the file, kept and rejected} */
  public long read() {
    return kept + rejectedInAll();
  }

  /** {@return the number of rejected rows, whatever the reason} */
  public long rejectedInAll() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * {@return the rows of two files together}
   *
   * @param other the other file's account
   */
  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        kept + other.kept,
        sum(rejected, other.rejected),
        sum(odd, other.odd),
        times.plus(other.times));
  }

  /**
   * {@return the same account with that of the rows' times}
   *
   * @param counted what the times of the kept rows were like
   */
  public RowCounts withTimes(TimeCounts counted) {
    return new RowCounts(kept, rejected, odd, counted);
  }

  /**
   * {@return the same rows, all rejected: what a failed file leaves}
   *
   * @param reason why the file failed
   */
  public RowCounts allRejected(Rejection reason) {
    return read() == 0 ? NONE : new RowCounts(0, Map.of(reason, read()), Map.of());
  }

  private static <K extends Enum<K>> Map<K, Long> inOrder(Class<K> keys, Map<K, Long> counts) {
    Map<K, Long> copy = new EnumMap<>(keys);
    copy.putAll(counts);
    return Collections.unmodifiableMap(copy);
  }

  private static <K> Map<K, Long> sum(Map<K, Long> a, Map<K, Long> b) {
    Map<K, Long> sum = new HashMap<>(a);
    b.forEach((key, rows) -> sum.merge(key, rows, Long::sum));
    return sum;
  }
}
