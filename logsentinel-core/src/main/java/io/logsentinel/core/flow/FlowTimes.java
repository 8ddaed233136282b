package io.logsentinel.core.flow;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Conversion of flow times from the clock of the exporter to UTC. */
public final class FlowTimes {
  private FlowTimes() {}

  /**
   * {@return the time of each flow, in milliseconds from 1970 UTC, {@link FlowBatch#NO_TIME} where
   * it has none}
   *
   * @param batch any batch
   * @param zone where the clock stood that the flows' times were read from, unless they name theirs
   */
  public static long[] toUtc(FlowBatch batch, ZoneId zone) {
    long[] times = new long[batch.size()];
    long lastLocal = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;
    for (int row = 0; row < times.length; row++) {
      long local = batch.localTime(row);
      if (local != lastLocal) { // in files of flows, the same minute comes again and again
        lastLocal = local;
        last = local == FlowBatch.NO_TIME ? FlowBatch.NO_TIME : toUtc(local, zone);
      }
      times[row] = batch.isInstant(row) ? local : last;
    }
    return times;
  }

  private static long toUtc(long local, ZoneId zone) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC)
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }
}
