package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows that lack something, or have something more: which are flows all the same. */
class PartialRowsTest {
  private static RowCounts read(String... rows) throws IOException {
    byte[] file = FlowText.file(rows);
    return FlowReader.readAll(() -> new ByteArrayInputStream(file), (batch, none) -> {});
  }

  private static String row(String sourcePort, String destinationPort, int protocol) {
    return "10.0.0.1,10.0.0.2,"
        + sourcePort
        + ","
        + destinationPort
        + ","
        + protocol
        + ",9,3,4,5,6,7.5,8.25,BENIGN";
  }

  private static void assertRejected(Rejection reason, String what, String row) throws IOException {
    RowCounts counts = read(FlowText.row(), row, FlowText.row());
    assertEquals(2, counts.kept());
    assertEquals(Map.of(reason, 1L), counts.rejected());
    assertEquals(3, counts.first().get(reason).line());
    assertEquals(what, counts.first().get(reason).what());
  }

  @Test
  void aPortMayLack_whereTheProtocolHasNone() throws IOException {
    for (int protocol : new int[] {1, 58, 47}) {
      RowCounts counts = read(FlowText.row(), row("", "", protocol), row("", "80", protocol));
      assertEquals(1, counts.kept());
      assertEquals(2, counts.partial(), "protocol " + protocol);
    }
    for (int protocol : new int[] {6, 17}) {
      assertRejected(Rejection.MISSING_VALUE, "Destination Port is empty", row("80", "", protocol));
      assertRejected(Rejection.MISSING_VALUE, "Source Port is empty", row("", "80", protocol));
      assertRejected(Rejection.MISSING_VALUE, "Destination Port is empty", row("", "", protocol));
    }
  }

  @Test
  void aRate_mayLackOrBeNoNumber() throws IOException {
    RowCounts counts =
        read(
            FlowText.row(),
            FlowText.row(FlowField.BYTES_PER_SECOND, ""),
            FlowText.row(FlowField.PACKETS_PER_SECOND, "x"));
    assertEquals(1, counts.kept());
    assertEquals(2, counts.partial());
    assertRejected(
        Rejection.NOT_A_NUMBER,
        "Flow Bytes/s is `7,5`, expected a point before decimals, and nothing between thousands",
        FlowText.row(FlowField.BYTES_PER_SECOND, "\"7,5\""));
    assertRejected(
        Rejection.NOT_A_NUMBER,
        "Flow Duration is `1:00`",
        FlowText.row(FlowField.FLOW_DURATION, "1:00"));
  }

  /** A separator at the end of a row is a habit of exporters; anything else is not understood. */
  @Test
  void oneEmptyFieldMore_tellsNothing() throws IOException {
    assertEquals(3, read(FlowText.row(), FlowText.row() + ",", FlowText.row() + ", ").kept());
    assertRejected(
        Rejection.TOO_MANY_FIELDS, "14 fields, the header has 13", FlowText.row() + ",x");
    assertRejected(
        Rejection.TOO_MANY_FIELDS, "15 fields, the header has 13", FlowText.row() + ",,");
    assertRejected(Rejection.TOO_FEW_FIELDS, "1 field, the header has 13", "10.0.0.1");
  }

  /** On a clock of 12 hours, a partial flow of the afternoon is one of the afternoon too. */
  @Test
  void timesOfPartialFlows_areOnTheClockOfTheOthers() throws IOException {
    StringBuilder file = new StringBuilder("Timestamp," + FlowText.HEADER + "\n");
    String partial = FlowText.row(FlowField.BYTES_PER_SECOND, "");
    for (String row :
        List.of(
            "3/7/2017 11:00," + FlowText.row(),
            "3/7/2017 12:30," + partial,
            "3/7/2017 12:40," + FlowText.row(),
            "3/7/2017 1:10," + partial,
            "3/7/2017 1:20," + FlowText.row(),
            "soon," + partial,
            "soon," + FlowText.row())) {
      file.append(row).append('\n');
    }
    byte[] bytes = file.toString().getBytes(StandardCharsets.UTF_8);
    List<Long> minutes = new ArrayList<>();
    RowCounts counts =
        FlowReader.readAll(
            () -> new ByteArrayInputStream(bytes),
            (batch, none) ->
                batch.partials().forEach(it -> minutes.add(it.localTime() / 60_000 % 1440)));
    assertEquals(List.of(12 * 60 + 30L, 13 * 60 + 10L), minutes.subList(0, 2));
    assertEquals(3, minutes.size());
    assertEquals(3, counts.partial());
    assertEquals(5, counts.times().read());
    assertEquals(2, counts.times().unread());
  }
}
