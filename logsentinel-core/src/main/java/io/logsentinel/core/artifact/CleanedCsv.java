package io.logsentinel.core.artifact;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.text.NumberText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes flows as a cleaned file: UTF-8 without byte order mark, LF, the thirteen columns of {@link
 * FlowField}, fields quoted only where needed. What it writes, {@link FlowReader} reads back as the
 * same flows.
 */
public final class CleanedCsv {
  private static final FlowField[] NUMBERS =
      Arrays.stream(FlowField.values()).filter(field -> !field.isText()).toArray(FlowField[]::new);
  private static final int TYPICAL_ROW = 96;

  /** A decimal of that many digits is the shortest text of its double: no two share one. */
  private static final int SAFE_DIGITS = 15;

  /** With so many zeros after the point, a number is written with an exponent. */
  private static final int MOST_ZEROS = 5;

  private byte[] buffer;
  private int size;

  private CleanedCsv(int capacity) {
    buffer = new byte[capacity];
  }

  /**
   * Writes the header.
   *
   * @param out where the bytes go
   * @throws IOException if the bytes cannot be written
   */
  public static void writeHeader(OutputStream out) throws IOException {
    CleanedCsv header = new CleanedCsv(512);
    for (FlowField field : FlowField.values()) {
      header.putText(field.column());
      header.buffer[header.size++] = (byte) (field == FlowField.LABEL ? '\n' : ',');
    }
    out.write(header.buffer, 0, header.size);
  }

  /**
   * The lines of a batch's flows, in order.
   *
   * @param batch any batch
   * @return the bytes of whole lines
   */
  public static byte[] lines(FlowBatch batch) {
    CleanedCsv lines = new CleanedCsv(TYPICAL_ROW * batch.size());
    for (int row = 0; row < batch.size(); row++) {
      lines.put(batch, row);
    }
    return Arrays.copyOf(lines.buffer, lines.size);
  }

  private void put(FlowBatch batch, int row) {
    putAddress(batch, batch.sourceKey(row), FlowField.SOURCE_IP, row);
    putAddress(batch, batch.destinationKey(row), FlowField.DESTINATION_IP, row);
    byte[] raw = batch.raw();
    makeRoom(NUMBERS.length * (NumberText.LONGEST + 1));
    for (FlowField field : NUMBERS) {
      long place = batch.place(field, row);
      int from = (int) (place >>> 32);
      int to = (int) place;
      if (raw != null && isShortest(raw, from, to)) {
        copy(raw, from, to);
      } else {
        size = NumberText.write(batch.number(field, row), buffer, size);
      }
      buffer[size++] = ',';
    }
    long label = batch.place(FlowField.LABEL, row);
    if (raw != null && isAscii(raw, (int) (label >>> 32), (int) label)) {
      makeRoom((int) label - (int) (label >>> 32));
      copy(raw, (int) (label >>> 32), (int) label);
    } else {
      putText(batch.label(row));
    }
    makeRoom(1);
    buffer[size++] = '\n';
  }

  private void putAddress(FlowBatch batch, long key, FlowField field, int row) {
    if (key >= 0 && batch.raw() != null) {
      long place = batch.place(field, row);
      makeRoom(NumberText.LONGEST);
      copy(batch.raw(), (int) (place >>> 32), (int) place);
    } else {
      putText(batch.address(key));
    }
    makeRoom(1);
    buffer[size++] = ',';
  }

  private void copy(byte[] raw, int from, int to) {
    System.arraycopy(raw, from, buffer, size, to - from);
    size += to - from;
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int or = 0;
    for (int at = from; at < to; at++) {
      or |= bytes[at];
    }
    return or >= 0;
  }

  /**
   * Whether a number stands there just as it would be written: digits, no more than a double keeps
   * apart; no zero that could go; a point only between digits; not so small that it would be
   * written with an exponent.
   */
  private static boolean isShortest(byte[] bytes, int from, int to) {
    int first = bytes[from] == '-' ? from + 1 : from;
    int point = -1;
    for (int at = first; at < to; at++) {
      if (bytes[at] == '.' && point < 0) {
        point = at;
      } else if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
    }
    int whole = (point < 0 ? to : point) - first;
    int digits = to - first - (point < 0 ? 0 : 1);
    if (whole == 0 || digits > SAFE_DIGITS || (whole > 1 && bytes[first] == '0')) {
      return false;
    }
    if (point < 0) {
      return true;
    }
    if (point + 1 == to || bytes[to - 1] == '0') {
      return false;
    }
    int leadingZeros = 0;
    while (whole == 1 && bytes[first] == '0' && bytes[point + 1 + leadingZeros] == '0') {
      leadingZeros++;
    }
    return leadingZeros < MOST_ZEROS;
  }

  private void putText(String text) {
    if (needsQuotes(text)) {
      putBytes("\"" + text.replace("\"", "\"\"") + "\"");
    } else {
      putBytes(text);
    }
  }

  private static boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case ',', '"', '\n', '\r' -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  private void putBytes(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    makeRoom(bytes.length);
    System.arraycopy(bytes, 0, buffer, size, bytes.length);
    size += bytes.length;
  }

  private void makeRoom(int count) {
    if (size + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (size + count));
    }
  }
}
