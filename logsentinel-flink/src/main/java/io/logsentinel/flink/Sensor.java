package io.logsentinel.flink;

import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.input.FlowSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The judging of a sensor, whose rows come one by one. They are read some at a time, at places that
 * follow from the rows alone: whoever adds the rows since the last window again reads the same. Of
 * rows among which one is no flow each half is read by itself, and so on: it takes no other with
 * it.
 */
final class Sensor extends Judge {
  /** Rows that are read together, at most. */
  private static final int TOGETHER = 1000;

  /** Bytes of rows that are read together, about. */
  private static final int BYTES_TOGETHER = 1 << 20;

  private static final int MOST_BYTES = 1 << 16;

  /** Where one row in so many is no flow, halves hardly ever are without one. */
  private static final int MANY = 4;

  private final Rows format;

  /** Rows since the last window, as they came. */
  private final List<byte[]> open = new ArrayList<>();

  /** The last of them, which were not read. */
  private int unread;

  private int unreadBytes;

  /**
   * What rows of a sensor are like.
   *
   * @param format of them
   * @param header that they lack, with the line's end; empty where they need none
   * @param buffers that nobody else uses at the same time
   */
  record Rows(FlowFormat format, String header, Buffers buffers) {}

  /** Receiver of rows that are no flows, each with its reason. */
  @FunctionalInterface
  interface Rejected {
    void accept(byte[] row, String why);
  }

  /**
   * What is seen of rows that are read together.
   *
   * @param fault why one of them is no flow; empty where all are
   * @param isSettled whether none says that day and month stand in another order than in the others
   * @param rejected how many are no flows, where that is known
   */
  private record Look(String fault, boolean isSettled, long rejected) {}

  /** A judging, as of {@link Judge}, without rows. */
  Sensor(JudgedBy by, String name, byte[] saved, Rows format) throws IOException {
    super(by, name, saved);
    this.format = format;
  }

  /** {@return rows since the last window, to be added again to what goes on from there} */
  List<byte[]> open() {
    return List.copyOf(open);
  }

  /** Adds a row. */
  void add(byte[] row, Rejected rejected) throws IOException {
    open.add(row);
    unread++;
    unreadBytes += row.length;
    long isMissing = options().windowSize() - session().openFlows();
    if (unread >= Math.min(TOGETHER, isMissing) || unreadBytes >= BYTES_TOGETHER) {
      read(rejected);
    }
  }

  /** Reads what was not read. */
  void read(Rejected rejected) throws IOException {
    List<byte[]> last = open.subList(open.size() - unread, open.size());
    unread = 0;
    unreadBytes = 0;
    long before = windows();
    List<byte[]> flows = read(last, (batch, none) -> session().add(batch), rejected);
    if (windows() > before) {
      open.clear(); // a window ends with the last row that is read
    } else if (flows.isEmpty()) {
      last.clear();
    }
  }

  /** {@return those of the rows since the last window that are flows} */
  List<byte[]> flows() throws IOException {
    return read(open, (batch, none) -> {}, (row, why) -> {});
  }

  /** Gives the flows of rows; returns the rows that are flows. */
  private List<byte[]> read(List<byte[]> rows, FlowSink<Void> flows, Rejected rejected)
      throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (byte[] row : rows) {
      String fault = faultOfBytes(row);
      if (fault.isEmpty()) {
        lines.add(row);
      } else {
        rejected.accept(row, fault);
      }
    }
    List<byte[]> read = new ArrayList<>();
    if (!lines.isEmpty()) {
      readLines(lines, flows, rejected, read);
    }
    return read;
  }

  /** What is wrong with the bytes of a row, so that it could not stand among others. */
  private static String faultOfBytes(byte[] row) {
    if (row.length > MOST_BYTES) {
      return "longer than " + MOST_BYTES + " bytes";
    }
    for (byte b : row) {
      if (b == '\n' || b == '\r') {
        return "more than one line";
      }
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(row));
      return "";
    } catch (CharacterCodingException e) {
      return "not UTF-8";
    }
  }

  private void readLines(
      List<byte[]> rows, FlowSink<Void> flows, Rejected rejected, List<byte[]> read)
      throws IOException {
    Look look = look(rows);
    if (look.fault().isEmpty() && (look.isSettled() || rows.size() == 1)) {
      try {
        if (look.isSettled()) {
          read(rows, hasTimes -> flows);
        } else {
          FlowReader.readWhole(source(rows), format.format(), options().clock(), flows);
        }
        read.addAll(rows);
      } catch (IllegalArgumentException e) { // they count something else than the baseline's flows
        rows.forEach(row -> rejected.accept(row, e.getMessage()));
      }
    } else if (rows.size() == 1) {
      rejected.accept(rows.get(0), look.fault());
    } else {
      int piece = look.rejected() > rows.size() / MANY ? 1 : rows.size() / 2;
      for (int from = 0; from < rows.size(); from += piece) {
        int to = Math.min(from + piece, rows.size());
        readLines(rows.subList(from, to), flows, rejected, read);
      }
    }
  }

  /** Reads rows without giving their flows. */
  private Look look(List<byte[]> rows) throws IOException {
    boolean[] isOneWay = {false};
    int[] readings = {0};
    FlowSink<Void> sink = (batch, none) -> isOneWay[0] |= batch.measure().isOneWay();
    try {
      RowCounts counts =
          read(
              rows,
              hasTimes -> {
                readings[0]++;
                return sink;
              });
      return new Look(
          fault(counts, rows.size(), isOneWay[0]), readings[0] == 1, counts.rejectedInAll());
    } catch (FlowFileException e) {
      return new Look(e.getMessage(), false, 0);
    }
  }

  private static String fault(RowCounts counts, int rows, boolean isOneWay) {
    if (isOneWay) {
      return "one-way flows, whose halves can only be paired in a file";
    }
    if (counts.rejectedInAll() > 0) {
      return counts.rejected().keySet().iterator().next().words();
    }
    return counts.read() == rows ? "" : "no row";
  }

  private RowCounts read(List<byte[]> rows, FlowSink.Opening<Void> opening) throws IOException {
    return FlowReader.readAll(
        source(rows),
        format.format(),
        options().clock(),
        Runnable::run,
        1,
        format.buffers(),
        opening);
  }

  private FlowSource source(List<byte[]> rows) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write(format.header().getBytes(StandardCharsets.UTF_8));
    for (byte[] row : rows) {
      text.write(row);
      text.write('\n');
    }
    return () -> new ByteArrayInputStream(text.toByteArray());
  }
}
