package io.logsentinel.core.artifact;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.text.Ipv4;
import io.logsentinel.core.text.NumberText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cleaned file of flows: UTF-8 without byte order mark, LF, the thirteen columns of {@link
 * FlowField}, fields quoted only where needed. Labels whose meaning only their own dialect knows
 * are {@code BENIGN}, {@code ATTACK} or {@code Unlabelled} here. What it writes, {@link FlowReader}
 * reads back as the same flows.
 */
public final class CleanedCsv {
  /** The dialect of cleaned files, whatever they were made of, and of what is made of them. */
  public static final Dialect DIALECT = Dialect.CIC_IDS_2017;

  private static final FlowField[] NUMBERS =
      Arrays.stream(FlowField.values()).filter(field -> !field.isText()).toArray(FlowField[]::new);
  private static final int TYPICAL_ROW = 96;

  private byte[] buffer;
  private int size;

  // the last label: in files of flows, the same one comes again and again
  private String label = "";
  private byte[] labelBytes = {};

  private CleanedCsv(int capacity) {
    buffer = new byte[capacity];
  }

  /**
   * Writes the header.
   *
   * @param out where the bytes go
   */
  public static void writeHeader(OutputStream out) throws IOException {
    CleanedCsv header = new CleanedCsv(512);
    for (FlowField field : FlowField.values()) {
      header.put(bytes(field.column()));
      header.buffer[header.size++] = (byte) (field == FlowField.LABEL ? '\n' : ',');
    }
    out.write(header.buffer, 0, header.size);
  }

  /**
   * {@return the lines of a batch's flows, in order}
   *
   * @param batch any batch
   */
  public static byte[] lines(FlowBatch batch) {
    CleanedCsv lines = new CleanedCsv(TYPICAL_ROW * batch.size());
    for (int row = 0; row < batch.size(); row++) {
      lines.put(batch, row);
    }
    return Arrays.copyOf(lines.buffer, lines.size);
  }

  private void put(FlowBatch batch, int row) {
    putAddress(batch, batch.sourceKey(row));
    putAddress(batch, batch.destinationKey(row));
    makeRoom(NUMBERS.length * (NumberText.LONGEST + 1));
    for (FlowField field : NUMBERS) {
      size = batch.writeNumber(field, row, buffer, size);
      buffer[size++] = ',';
    }
    String text = batch.usualLabel(row);
    if (text != label) { // the same text is the same object
      label = text;
      labelBytes = bytes(text);
    }
    put(labelBytes);
    makeRoom(1);
    buffer[size++] = '\n';
  }

  private void putAddress(FlowBatch batch, long key) {
    if (key >= 0) {
      makeRoom(Ipv4.ROOM);
      size = Ipv4.write(key, buffer, size);
    } else {
      put(bytes(batch.address(key)));
    }
    makeRoom(1);
    buffer[size++] = ',';
  }

  /** A text as a field, in quotes where it needs them. */
  private static byte[] bytes(String text) {
    String field = needsQuotes(text) ? '"' + text.replace("\"", "\"\"") + '"' : text;
    return field.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean needsQuotes(String text) {
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
  }

  private void put(byte[] bytes) {
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
