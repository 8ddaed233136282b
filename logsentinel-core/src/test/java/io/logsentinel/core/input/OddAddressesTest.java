package io.logsentinel.core.input;

import static io.logsentinel.core.input.ParallelReaderTest.assertAgree;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.flow.RowWarning;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Texts that are no addresses are kept, counted, and shown once, whichever way a file is read. */
class OddAddressesTest {
  private static RowCounts counts(byte[] file) throws IOException {
    assertAgree(file);
    return FlowReader.readAll(
        () -> new ByteArrayInputStream(file),
        FlowFormats.AUTO,
        HourClock.AUTO,
        Runnable::run,
        3,
        hasTimes -> (batch, none) -> {});
  }

  private static String row(int i) {
    return i % 7 == 5
        ? FlowText.row(FlowField.SOURCE_IP, "1.92E+12")
        : i % 11 == 10 ? FlowText.row(FlowField.DESTINATION_IP, "10.0.0.1:443") : FlowText.row();
  }

  private static String[] rows(int count) {
    String[] rows = new String[count];
    for (int i = 0; i < count; i++) {
      rows[i] = row(i);
    }
    return rows;
  }

  @Test
  void plainRows() throws IOException {
    RowCounts counts = counts(FlowText.file(rows(100)));
    assertEquals(100, counts.kept());
    assertEquals(Map.of(RowWarning.ADDRESS, 22L), counts.odd());
    assertEquals(
        Map.of(RowWarning.ADDRESS, new FirstRow(7, "Source IP is `1.92E+12`")), counts.firstOdd());
  }

  /** A quote leaves the rest of a block to the general reader. */
  @Test
  void rowsThatAreNotPlain() throws IOException {
    String[] rows = rows(100);
    for (int i = 3; i < 100; i += 20) {
      rows[i] = FlowText.row(FlowField.LABEL, "\"a,b\"");
    }
    RowCounts counts = counts(FlowText.file(rows));
    assertEquals(
        Map.of(RowWarning.ADDRESS, new FirstRow(7, "Source IP is `1.92E+12`")), counts.firstOdd());
  }

  @Test
  void otherSpellings_andNames_areNotOdd() throws IOException {
    RowCounts counts =
        counts(
            FlowText.file(
                FlowText.row(FlowField.SOURCE_IP, "=\"10.0.0.1\""),
                FlowText.row(FlowField.SOURCE_IP, "[2001:db8::1]"),
                FlowText.row(FlowField.SOURCE_IP, "10.0.0.1/32"),
                FlowText.row(FlowField.SOURCE_IP, "host.example.com")));
    assertEquals(4, counts.kept());
    assertEquals(Map.of(), counts.odd());
    assertEquals(Map.of(), counts.firstOdd());
  }

  @Test
  void objects() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= 60; i++) {
      String destination = i == 20 || i == 50 ? "10.0.0.0\\/24" : i % 9 == 8 ? "10.0.0.0/24" : "h";
      text.append("{\"ts\":1.5,\"id.orig_h\":\"10.0.0.1\",\"id.orig_p\":1,\"id.resp_h\":\"")
          .append(destination)
          .append("\",\"id.resp_p\":2,\"proto\":\"tcp\",\"duration\":1,\"orig_bytes\":1,")
          .append("\"resp_bytes\":1,\"orig_pkts\":1,\"resp_pkts\":1}\n");
    }
    RowCounts counts = counts(text.toString().getBytes(StandardCharsets.UTF_8));
    assertEquals(60, counts.kept());
    assertEquals(Map.of(RowWarning.ADDRESS, 8L), counts.odd());
    assertEquals(
        Map.of(RowWarning.ADDRESS, new FirstRow(8, "id.resp_h is `10.0.0.0/24`")),
        counts.firstOdd());
  }
}
