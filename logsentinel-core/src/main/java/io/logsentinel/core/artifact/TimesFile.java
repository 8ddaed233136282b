package io.logsentinel.core.artifact;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.ArtifactException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * File of the times of flows, one line per flow: in UTC, as {@code 2017-07-03T08:55:58Z}; an empty
 * line where a flow has none.
 */
public final class TimesFile {
  /** More than an instant has. */
  private static final int LONGEST_LINE = 100;

  private TimesFile() {}

  /**
   * {@return the lines of some times, in order}
   *
   * @param times in milliseconds from 1970 UTC, {@link FlowBatch#NO_TIME} for none
   */
  public static byte[] lines(long[] times) {
    StringBuilder lines = new StringBuilder();
    long last = FlowBatch.NO_TIME;
    String line = "\n";
    for (long time : times) {
      if (time != last) { // in files of flows, the same minute comes again and again
        last = time;
        line = time == FlowBatch.NO_TIME ? "\n" : Instant.ofEpochMilli(time) + "\n";
      }
      lines.append(line);
    }
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Reader of a file of times. */
  public static final class Reader implements Closeable {
    private final ArtifactLines lines;
    private long read;
    private String lastLine = "";
    private long lastTime = FlowBatch.NO_TIME;

    /**
     * A reader of a file of times.
     *
     * @param in the bytes; closed with the reader
     */
    public Reader(InputStream in) {
      lines = new ArtifactLines(in, LONGEST_LINE);
    }

    /**
     * {@return the times of the next flows, in milliseconds from 1970 UTC, {@link
     * FlowBatch#NO_TIME} where a flow has none}
     *
     * @param count how many flows
     * @throws ArtifactException if there are fewer lines, or one is no time; the message says which
     */
    public long[] next(int count) throws IOException {
      long[] times = new long[count];
      for (int i = 0; i < count; i++) {
        String line = lines.next();
        if (line == null) {
          throw new ArtifactException("has " + read + " times, and there are more flows");
        }
        read++;
        times[i] = time(line);
      }
      return times;
    }

    private long time(String line) throws ArtifactException {
      if (!line.equals(lastLine)) {
        try {
          lastTime = line.isEmpty() ? FlowBatch.NO_TIME : Instant.parse(line).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
          throw new ArtifactException("line " + read + ": `" + line + "` is no time", e);
        }
        lastLine = line;
      }
      return lastTime;
    }

    /**
     * Makes sure that no time is left over.
     *
     * @throws ArtifactException if there are more lines than flows
     */
    public void requireEnd() throws IOException {
      if (lines.next() != null) {
        throw new ArtifactException("has more times than the " + read + " flows");
      }
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
