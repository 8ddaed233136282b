package io.logsentinel.core.flow;

import java.io.IOException;
import java.io.OutputStream;
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
  private final OutputStream out;
  private final ZoneId zone;
  private long last = LocalTime.NONE;
  private byte[] lastLine = {'\n'};

  /**
   * Begins a file.
   *
   * @param out where the bytes go, a line at a time; flushed and closed by the caller
   * @param zone of the clock that the flows' times were read from
   */
  public TimeWriter(OutputStream out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /**
   * Writes the times of a batch.
   *
   * @param batch any batch
   * @throws IOException if the bytes cannot be written
   */
  public void write(FlowBatch batch) throws IOException {
    for (int row = 0; row < batch.size(); row++) {
      long time = batch.localTime(row);
      if (time != last) { // in files of flows, the same minute comes again and again
        last = time;
        lastLine = (text(time) + "\n").getBytes(StandardCharsets.US_ASCII);
      }
      out.write(lastLine);
    }
  }

  private String text(long time) {
    return time == LocalTime.NONE
        ? ""
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC)
            .atZone(zone)
            .toInstant()
            .toString();
  }
}
