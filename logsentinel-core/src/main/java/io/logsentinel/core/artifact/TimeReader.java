package io.logsentinel.core.artifact;

import io.logsentinel.core.input.TimestampParser;
import io.logsentinel.core.text.ArtifactException;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/** Reads what {@link TimeWriter} wrote, one line per flow. */
public final class TimeReader implements Closeable {
  private final BufferedReader lines;
  private long read;
  private String lastLine = "";
  private long lastTime = TimestampParser.NONE;

  /**
   * A reader of a file of times.
   *
   * @param in the bytes; closed with the reader
   */
  public TimeReader(InputStream in) {
    lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
  }

  /**
   * Reads the times of the next flows.
   *
   * @param count how many flows
   * @return milliseconds from 1970 UTC, {@link Long#MIN_VALUE} where a flow has none
   * @throws ArtifactException if there are fewer lines, or one is no time; the message says which
   * @throws IOException if the bytes cannot be read
   */
  public long[] next(int count) throws IOException {
    long[] times = new long[count];
    for (int i = 0; i < count; i++) {
      String line = lines.readLine();
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
        lastTime = line.isEmpty() ? TimestampParser.NONE : Instant.parse(line).toEpochMilli();
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
   * @throws IOException if the bytes cannot be read
   */
  public void requireEnd() throws IOException {
    if (lines.readLine() != null) {
      throw new ArtifactException("has more times than the " + read + " flows");
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
