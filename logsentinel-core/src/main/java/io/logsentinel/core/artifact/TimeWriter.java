package io.logsentinel.core.artifact;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.input.TimestampParser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Writes the times of flows, one line per flow: in UTC, as {@code 2017-07-03T08:55:58Z}; an empty
 * line where a flow has none.
 */
public final class TimeWriter {
  private final ZoneId zone;

  /**
   * A writer for the times of one clock.
   *
   * @param zone where the clock stood that the flows' times were read from
   */
  public TimeWriter(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * The lines of a batch's times, in order.
   *
   * @param batch any batch
   * @return the bytes of whole lines
   */
  public byte[] lines(FlowBatch batch) {
    StringBuilder lines = new StringBuilder();
    long last = TimestampParser.NONE;
    String line = "\n";
    for (int row = 0; row < batch.size(); row++) {
      long time = batch.localTime(row);
      if (time != last) { // in files of flows, the same minute comes again and again
        last = time;
        line = text(time) + "\n";
      }
      lines.append(line);
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * The times of a batch's flows, in order.
   *
   * @param batch any batch
   * @return milliseconds from 1970 UTC, {@link Long#MIN_VALUE} where a flow has none
   */
  public long[] instants(FlowBatch batch) {
    long[] instants = new long[batch.size()];
    long last = TimestampParser.NONE;
    long instant = TimestampParser.NONE;
    for (int row = 0; row < instants.length; row++) {
      long time = batch.localTime(row);
      if (time != last) {
        last = time;
        instant =
            time == TimestampParser.NONE ? TimestampParser.NONE : instant(time).toEpochMilli();
      }
      instants[row] = instant;
    }
    return instants;
  }

  private String text(long time) {
    return time == TimestampParser.NONE ? "" : instant(time).toString();
  }

  private Instant instant(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC)
        .atZone(zone)
        .toInstant();
  }
}
