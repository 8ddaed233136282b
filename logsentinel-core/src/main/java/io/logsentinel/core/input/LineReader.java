package io.logsentinel.core.input;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** Reader of a text line by line; the last line may lack its line feed. */
final class LineReader implements Closeable {
  /** The longest line that is taken, as with records of delimited text. */
  static final int MAX_BYTES = CsvTokenizer.MAX_RECORD_BYTES;

  private final DecodedInput text;
  private byte[] chunk = {};
  private int at;
  private int limit;
  private byte[] bytes = new byte[1 << 12];
  private int size;
  private boolean tooLong;
  private long line;

  /** Begins with a line of a given number. */
  LineReader(DecodedInput text, long firstLine) {
    this.text = text;
    this.line = firstLine - 1;
  }

  /** Reads the next line; false at the end of the text. */
  boolean next() throws IOException {
    size = 0;
    tooLong = false;
    boolean begun = false;
    while (at < limit || fill()) {
      line += begun ? 0 : 1;
      begun = true;
      int from = at;
      while (at < limit && chunk[at] != '\n') {
        at++;
      }
      append(from, at);
      if (at < limit) {
        at++;
        return true;
      }
    }
    return begun;
  }

  private boolean fill() throws IOException {
    boolean more = text.fill();
    chunk = text.chunk();
    at = 0;
    limit = text.length();
    return more;
  }

  private void append(int from, int to) {
    int length = size + to - from;
    if (length > MAX_BYTES) {
      tooLong = true;
      return;
    }
    if (length > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    System.arraycopy(chunk, from, bytes, size, to - from);
    size = length;
  }

  /** The line, without its line feed. */
  String text() {
    return text.encoding().decode(bytes, 0, size);
  }

  /** Longer than is taken: the text is not all of it. */
  boolean isTooLong() {
    return tooLong;
  }

  /** The number of the line, the first being 1. */
  long line() {
    return Math.max(1, line);
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
