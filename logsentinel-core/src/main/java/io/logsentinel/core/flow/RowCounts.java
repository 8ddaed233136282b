package io.logsentinel.core.flow;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Account of a file's rows: read = kept + partial + rejected by reason.
 *
 * <p>A row is every record after the header, empty lines included; the line end that closes the
 * file opens none.
 *
 * @param kept rows that became whole flows
 * @param partial rows that became partial flows, which lack what no entity needs
 * @param rejected rows that became none, by reason, in the order of {@link Rejection}; only reasons
 *     that occurred
 * @param first the first row of each reason, where it is known
 * @param odd kept rows that are odd, by what is odd; a row may count more than once
 */
public record RowCounts(
    long kept,
    long partial,
    Map<Rejection, Long> rejected,
    Map<Rejection, RejectedRow> first,
    Map<RowWarning, Long> odd) {

  /** No row at all. */
  public static final RowCounts NONE = new RowCounts(0, Map.of(), Map.of());

  public RowCounts {
    rejected = inOrder(Rejection.class, rejected);
    first = inOrder(Rejection.class, first);
    odd = inOrder(RowWarning.class, odd);
  }

  /**
   * Rows of which none is partial, and none is known by its line.
   *
   * @param kept rows that became flows
   * @param rejected rows that did not, by reason
   * @param odd kept rows that are odd, by what is odd
   */
  public RowCounts(long kept, Map<Rejection, Long> rejected, Map<RowWarning, Long> odd) {
    this(kept, 0, rejected, Map.of(), odd);
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
   * {@return the rows of two files, or of two parts of one, together; the first rows are those of
   * this one where it has any}
   *
   * @param other the other account
   */
  public RowCounts plus(RowCounts other) {
    Map<Rejection, RejectedRow> firsts = new HashMap<>(other.first);
    firsts.putAll(first);
    return new RowCounts(
        kept + other.kept,
        partial + other.partial,
        sum(rejected, other.rejected),
        firsts,
        sum(odd, other.odd));
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
}
