package io.logsentinel.core.flow;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes flows as a cleaned file: UTF-8 without byte order mark, LF, the thirteen columns of {@link
 * FlowField}, fields quoted only where needed. What it writes, {@link FlowReader} reads back as the
 * same flows.
 */
public final class FlowWriter implements Flushable {
  private static final FlowField[] FIELDS = FlowField.values();
  private static final int FLUSH_AT = 1 << 16;

  private final OutputStream out;
  private byte[] buffer = new byte[FLUSH_AT + (1 << 12)];
  private int size;

  /**
   * Begins a file: writes the header.
   *
   * @param out where the bytes go; flushed, never closed by this writer
   */
  public FlowWriter(OutputStream out) {
    this.out = out;
    for (FlowField field : FIELDS) {
      putText(field.column());
      endField(field);
    }
  }

  /**
   * Writes the flows of a batch, in order.
   *
   * @param batch any batch
   * @throws IOException if the bytes cannot be written
   */
  public void write(FlowBatch batch) throws IOException {
    for (int row = 0; row < batch.size(); row++) {
      for (FlowField field : FIELDS) {
        switch (field) {
          case SOURCE_IP -> putText(batch.address(batch.sourceKey(row)));
          case DESTINATION_IP -> putText(batch.address(batch.destinationKey(row)));
          case LABEL -> putText(batch.label(row));
          default -> putNumber(batch.number(field, row));
        }
        endField(field);
      }
      if (size >= FLUSH_AT) {
        drain();
      }
    }
  }

  /** Hands everything written so far to the stream, and flushes that. */
  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  private void drain() throws IOException {
    out.write(buffer, 0, size);
    size = 0;
  }

  private void putNumber(double value) {
    makeRoom(NumberText.LONGEST);
    size = NumberText.write(value, buffer, size);
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

  private void endField(FlowField field) {
    makeRoom(1);
    buffer[size++] = (byte) (field == FlowField.LABEL ? '\n' : ',');
  }

  private void makeRoom(int count) {
    if (size + count > buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * (size + count));
    }
  }
}
