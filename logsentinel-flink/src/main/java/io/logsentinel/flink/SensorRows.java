package io.logsentinel.flink;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.core.input.FlowSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reader of the rows of a sensor, some at a time. They are looked at together, and, where one of
 * them is no flow, one by one: it takes no other with it.
 */
final class SensorRows {
  /** The most bytes of a row. */
  static final int MOST_BYTES = 1 << 16;

  /** Rows that are looked at together, at most. */
  static final int TOGETHER = 1000;

  /** Bytes of rows that are looked at together, about. */
  static final int BYTES_TOGETHER = 1 << 20;

  private final byte[] header;
  private final FlowFormat format;
  private final HourClock clock;
  private final Buffers buffers;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

  /** What was seen of rows without adding them. */
  private record Look(RowCounts counts, boolean isOneWay, boolean isSettled) {}

  /**
   * Rows that are flows.
   *
   * @param rows in their order
   * @param isSettled whether none says that day and month stand in another order than in the others
   */
  record Checked(List<byte[]> rows, boolean isSettled) {}

  /** Receiver of flows. */
  @FunctionalInterface
  interface Flows {
    void add(FlowBatch batch) throws IOException;
  }

  /**
   * A reader.
   *
   * @param format name of the rows' format
   * @param header that they lack; empty where they need none
   * @param clock of their times
   * @param buffers that no other reader uses at the same time
   */
  SensorRows(String format, String header, HourClock clock, Buffers buffers) {
    this.format = FlowFormats.named(format);
    this.header = header.isEmpty() ? new byte[0] : (header + "\n").getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
    this.buffers = buffers;
  }

  /**
   * {@return those rows that are flows}
   *
   * @param rows at most as many as are looked at together
   * @param rejected takes each of the others, and why
   */
  Checked check(List<byte[]> rows, BiConsumer<byte[], String> rejected) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (byte[] row : rows) {
      String fault = fault(row);
      if (fault.isEmpty()) {
        lines.add(row);
      } else {
        rejected.accept(row, fault);
      }
    }
    if (lines.isEmpty()) {
      return new Checked(lines, true);
    }
    Optional<Look> together = lookAtFlows(lines);
    if (together.isPresent()) {
      return new Checked(lines, together.get().isSettled());
    }
    List<byte[]> flows = new ArrayList<>();
    for (byte[] row : lines) {
      String fault = faultAlone(row);
      if (fault.isEmpty()) {
        flows.add(row);
      } else {
        rejected.accept(row, fault);
      }
    }
    return new Checked(flows, !flows.isEmpty() && look(flows).isSettled());
  }

  /** What is wrong with the bytes of a row, so that it could not stand among others. */
  private String fault(byte[] row) {
    if (row.length > MOST_BYTES) {
      return "longer than " + MOST_BYTES + " bytes";
    }
    for (byte b : row) {
      if (b == '\n' || b == '\r') {
        return "more than one line";
      }
    }
    try {
      utf8.decode(ByteBuffer.wrap(row));
      return "";
    } catch (CharacterCodingException e) {
      return "not UTF-8";
    }
  }

  /** What is seen of rows together; empty where one of them is no flow. */
  private Optional<Look> lookAtFlows(List<byte[]> rows) throws IOException {
    try {
      return Optional.of(look(rows))
          .filter(
              it ->
                  !it.isOneWay()
                      && it.counts().read() == rows.size()
                      && it.counts().rejectedInAll() == 0);
    } catch (FlowFileException e) {
      return Optional.empty();
    }
  }

  private String faultAlone(byte[] row) throws IOException {
    try {
      Look look = look(List.of(row));
      if (look.isOneWay()) {
        return "one-way flows, whose halves can only be paired in a file";
      }
      if (look.counts().rejectedInAll() > 0) {
        return look.counts().rejected().keySet().iterator().next().words();
      }
      return look.counts().read() == 1 ? "" : "no row";
    } catch (FlowFileException e) {
      return e.getMessage();
    }
  }

  private Look look(List<byte[]> rows) throws IOException {
    boolean[] isOneWay = {false};
    int[] readings = {0};
    RowCounts counts =
        FlowReader.readAll(
            source(rows),
            format,
            clock,
            Runnable::run,
            1,
            buffers,
            hasTimes -> {
              readings[0]++;
              return (batch, none) -> isOneWay[0] |= batch.measure().isOneWay();
            });
    return new Look(counts, isOneWay[0], readings[0] == 1);
  }

  /**
   * Adds flows.
   *
   * @param checked at most as many as are looked at together
   * @param flows takes them
   */
  void add(Checked checked, Flows flows) throws IOException {
    if (checked.isSettled()) {
      FlowReader.readAll(
          source(checked.rows()),
          format,
          clock,
          Runnable::run,
          1,
          buffers,
          hasTimes -> (batch, none) -> flows.add(batch));
    } else {
      for (byte[] row : checked.rows()) {
        FlowReader.readWhole(
            source(List.of(row)), format, clock, (batch, none) -> flows.add(batch));
      }
    }
  }

  private FlowSource source(List<byte[]> rows) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.write(header);
    for (byte[] row : rows) {
      text.write(row);
      text.write('\n');
    }
    return () -> new ByteArrayInputStream(text.toByteArray());
  }
}
