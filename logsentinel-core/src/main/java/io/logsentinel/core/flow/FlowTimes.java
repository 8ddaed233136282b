package io.logsentinel.core.flow;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Times of the flows of a batch, in milliseconds from 1970 UTC, {@link FlowBatch#NO_TIME} for a
 * flow that has none. The arrays are the caller's, and not copied.
 *
 * @param whole of the whole flows, row by row
 * @param partial of the partial flows, in order
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of them, thousands of times
public record FlowTimes(long[] whole, long[] partial) {

  /**
   * {@return the times of a batch's flows}
   *
   * @param batch any batch
   * @param zone where the clock stood that the flows' times were read from
   */
  public static FlowTimes toUtc(FlowBatch batch, ZoneId zone) {
    long[] whole = new long[batch.size()];
    long lastLocal = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;
    for (int row = 0; row < whole.length; row++) {
      long local = batch.localTime(row);
      if (local != lastLocal) { // in files of flows, the same minute comes again and again
        lastLocal = local;
        last = toUtc(local, zone);
      }
      whole[row] = last;
    }
    List<PartialFlow> partials = batch.partials();
    long[] partial = new long[partials.size()];
    for (int i = 0; i < partial.length; i++) {
      partial[i] = toUtc(partials.get(i).localTime(), zone);
    }
    return new FlowTimes(whole, partial);
  }

  private static long toUtc(long local, ZoneId zone) {
    return local == FlowBatch.NO_TIME
        ? FlowBatch.NO_TIME
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC)
            .atZone(zone)
            .toInstant()
            .toEpochMilli();
  }
}
