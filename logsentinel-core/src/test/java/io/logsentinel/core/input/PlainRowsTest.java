package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import io.logsentinel.core.input.row.FlowRowParser;
import io.logsentinel.core.input.row.PlainRows;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.input.row.TimeLog.Guess;
import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** The shortcut beside the parser, which is given the same rows field by field. */
class PlainRowsTest {
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "7",
          "80",
          "254",
          "255",
          "65535",
          "65536",
          "1234567",
          "12345678",
          "123456789",
          "007",
          "109.3333333",
          "0.5",
          "5.",
          ".5",
          "12345678.12345678",
          "1e3",
          "-1",
          "-0",
          "+4",
          " 5",
          "5 ",
          "1 2",
          "inf",
          "-inf",
          "Infinity",
          "nan",
          "",
          "x",
          "12x",
          "1:2",
          "-",
          "1.2.3",
          "123456789012345678",
          "99999999999999999999",
          "\u0663",
          "\"5\"");

  private static final List<String> ADDRESSES =
      List.of(
          "10.0.0.1",
          "192.168.10.255",
          "1.2.3.4",
          "::1",
          "fe80::1:2:3:4",
          "010.0.0.1",
          "nan",
          "host",
          "a host",
          " 10.0.0.1",
          "",
          " ",
          "h\u00f6st",
          "10.0.0.1\t",
          "#NA");

  private static final List<String> TIMES =
      List.of("4/7/2017 8:00", "4/7/2017 8:01:59", "04/07/2017 03:30:00 PM", "", "never", "7/4");

  private static final List<String> LABELS =
      List.of(
          "BENIGN",
          "DDoS",
          "DoS Hulk",
          "A \u2013 B",
          "",
          " ",
          "nan",
          "BENIGN ",
          "-",
          "a!b",
          "one label that is longer than four words",
          "B,",
          "B\rC");

  private static final List<String> FILLERS =
      List.of("", "0", "1.0", "-1", "9.125", "a b", "*", "\u00e9", "123456789.123456789", "6-7/8");

  private static final int USUAL = 40;

  private record Table(List<String> names, ColumnMapping mapping) {
    static Table of(Random random) throws IOException {
      List<String> names = new ArrayList<>();
      for (FlowField field : FlowField.values()) {
        if (field != FlowField.LABEL) {
          names.add(field.column());
        }
      }
      names.add("Timestamp");
      for (int fillers = random.nextInt(90); fillers > 0; fillers--) {
        names.add("filler");
      }
      Collections.shuffle(names, random);
      names.add(FlowField.LABEL.column());
      Leniency leniency = Leniency.values()[random.nextInt(2)];
      return new Table(names, HeaderColumns.of(names, 1, Dialect.CIC_IDS_2017, leniency));
    }

    private static String any(List<String> values, int usual, Random random) {
      boolean isUsual = random.nextInt(USUAL) > 0;
      return values.get(random.nextInt(isUsual ? usual : values.size()));
    }

    String row(Random random) {
      List<String> values = new ArrayList<>();
      for (String name : names) {
        values.add(
            switch (name) {
              case "Source IP", "Destination IP" -> any(ADDRESSES, 5, random);
              case "Timestamp" -> any(TIMES, 3, random);
              case "Label" -> any(LABELS, 3, random);
              case "filler" -> any(FILLERS, 5, random);
              default -> any(NUMBERS, name.contains("/s") ? 14 : 8, random);
            });
      }
      if (random.nextInt(USUAL) == 0) {
        values.remove(random.nextInt(values.size()));
      }
      if (random.nextInt(USUAL) == 0) {
        values.add(random.nextInt(values.size()), "");
      }
      return String.join(",", values);
    }
  }

  private static FlowRowParser parser(Table table, byte[] bytes) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    rows.clear(bytes);
    TimeLog times = new TimeLog(rows);
    times.begin(Guess.AS_WRITTEN);
    return new FlowRowParser(table.mapping(), times);
  }

  /** What a batch holds, and what is odd of it. */
  private static List<Object> told(FlowBatch batch, Object counts) {
    List<Object> told = new ArrayList<>(List.of(batch.partials(), counts));
    for (int row = 0; row < batch.size(); row++) {
      FlowRecord flow = batch.record(row);
      told.add(List.of(flow, batch.label(row), batch.localTime(row), batch.labelKind(row)));
    }
    return told;
  }

  private static Rejection keep(FlowRowParser parser, byte[] bytes, int from, int to) {
    int[] ends = IntStream.rangeClosed(from, to).filter(i -> i == to || bytes[i] == ',').toArray();
    return parser.keep(bytes, from, ends, ends.length, 1, TextEncoding.UTF_8);
  }

  @Property(tries = 1000)
  @StatisticsReport(onFailureOnly = true)
  void rowsAreThoseOfTheParser(@ForAll Random random) throws IOException {
    Table table = Table.of(random);
    StringBuilder text = new StringBuilder();
    for (int rows = 1 + random.nextInt(30); rows > 0; rows--) {
      text.append(table.row(random)).append(random.nextBoolean() ? "\n" : "\r\n");
    }
    byte[] lines = text.toString().getBytes(StandardCharsets.UTF_8);
    byte[] block = Arrays.copyOf(lines, lines.length + FlowDecoder.Blocks.PADDING);
    FlowRowParser shortened = parser(table, block);
    PlainRows plain = PlainRows.of(table.mapping(), shortened);
    assertNotNull(plain);
    FlowRowParser whole = parser(table, block);
    RowCounter ofShortened = new RowCounter();
    RowCounter ofWhole = new RowCounter();
    int start = 0;
    int taken = 0;
    while (start < lines.length) {
      int next = plain.read(block, start, lines.length, TextEncoding.UTF_8);
      int end = start;
      while (lines[end] != '\n') {
        end++;
      }
      int to = lines[end - 1] == '\r' ? end - 1 : end;
      Rejection reason = keep(whole, block, start, to);
      FlowBatch batch = shortened.times().rows().batch();
      int row = batch.size();
      if (next == 0) {
        assertEquals(reason, keep(shortened, block, start, to));
        ofShortened.countOdd(batch, row);
      } else {
        taken++;
        assertNull(reason);
        assertEquals(end + 1, next);
        if (!plain.isUsual()) {
          ofShortened.countOdd(batch, row - 1);
        }
      }
      start = end + 1;
    }
    Statistics.label("taken")
        .collect(taken > 5)
        .coverage(rate -> rate.check(true).percentage(p -> p > 30));
    FlowBatch expected = whole.times().rows().batch();
    FlowBatch rows = shortened.times().rows().batch();
    ofWhole.count(expected);
    ofShortened.countRows(rows);
    assertEquals(
        told(expected, ofWhole.counts()), told(rows, ofShortened.counts()), text.toString());
  }
}
