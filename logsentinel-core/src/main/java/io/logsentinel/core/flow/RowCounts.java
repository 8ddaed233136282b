package io.logsentinel.core.flow;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * The account of a file's rows: read = kept + rejected by reason.
 *
 * <p>A row is every record after the header, empty lines included; the line end that closes the
 * file opens none.
 *
 * @param kept rows that became flows
 * @param rejected rows that did not, by reason, in the order of {@link Rejection}; only reasons
 *     that occurred
 */
public record RowCounts(long kept, Map<Rejection, Long> rejected) {

  /** No row at all. */
  public static final RowCounts NONE = new RowCounts(0, Map.of());

  public RowCounts {
    Map<Rejection, Long> copy = new EnumMap<>(Rejection.class);
    copy.putAll(rejected);
    rejected = Collections.unmodifiableMap(copy);
  }

  /**
   * All rows of the file.
   *
   * @return kept and rejected rows together
   */
  public long read() {
    return kept + rejectedInAll();
  }

  /**
   * Rejected rows of every reason.
   *
   * @return their number
   */
  public long rejectedInAll() {
    return rejected.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The rows of two files together.
   *
   * @param other the other file's account
   * @return the sums
   */
  public RowCounts plus(RowCounts other) {
    Map<Rejection, Long> sum = new EnumMap<>(Rejection.class);
    sum.putAll(rejected);
    other.rejected.forEach((reason, rows) -> sum.merge(reason, rows, Long::sum));
    return new RowCounts(kept + other.kept, sum);
  }

  /**
   * The same rows, all rejected: what a failed file leaves.
   *
   * @param reason why the file failed
   * @return no row kept, every row read rejected for that reason
   */
  public RowCounts allRejected(Rejection reason) {
    return read() == 0 ? NONE : new RowCounts(0, Map.of(reason, read()));
  }
}
