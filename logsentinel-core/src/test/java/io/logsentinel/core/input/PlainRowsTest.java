package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.junit.jupiter.api.Test;

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

  /** What ends a row or a field, is quoted, or is beyond ASCII. */
  private static final String UNUSUAL = "\n\r\"\t !*+-.\u00e9\u007f";

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

    /** Other columns in one long run, from a given place on. */
    static Table ofRun(int place, int fillers) throws IOException {
      List<String> names = new ArrayList<>();
      for (FlowField field : FlowField.values()) {
        if (field != FlowField.LABEL) {
          names.add(field.column());
        }
      }
      names.addAll(place, Collections.nCopies(fillers, "filler"));
      names.add(FlowField.LABEL.column());
      return new Table(names, HeaderColumns.of(names, 1, Dialect.CIC_IDS_2017, Leniency.EXACT));
    }

    /** A row of nothing unusual, with the same text in all other columns. */
    String usual(String filler) {
      List<String> values = new ArrayList<>();
      for (String name : names) {
        values.add(
            switch (name) {
              case "Source IP", "Destination IP" -> "192.168.10.255";
              case "Label" -> "BENIGN";
              case "filler" -> filler;
              default -> "17";
            });
      }
      return String.join(",", values);
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
    int taken = assertSame(table, text.toString());
    Statistics.label("taken")
        .collect(taken > 5)
        .coverage(rate -> rate.check(true).percentage(p -> p > 30));
  }

  /** Rows that are cut, or hold something unusual, anywhere in a long run of other columns. */
  @Property(tries = 300)
  void longRunsOfOtherColumns_areThoseOfTheParser(@ForAll Random random) throws IOException {
    Table table = Table.ofRun(random.nextInt(FlowField.values().length), 1 + random.nextInt(90));
    StringBuilder text = new StringBuilder();
    for (int rows = 8; rows > 0; rows--) {
      StringBuilder row = new StringBuilder(table.usual("5".repeat(random.nextInt(12))));
      int place = random.nextInt(row.length());
      switch (random.nextInt(6)) {
        case 0 -> row.setLength(1 + place);
        case 1 -> row.setCharAt(place, UNUSUAL.charAt(random.nextInt(UNUSUAL.length())));
        case 2 -> row.insert(place, ',');
        default -> {
          // nothing unusual
        }
      }
      text.append(row).append(random.nextBoolean() ? "\n" : "\r\n");
    }
    assertSame(table, text.toString());
  }

  /**
   * However long runs are, and whatever their values' lengths: a shortcut that is not taken is
   * none.
   */
  @Test
  void usualRows_areTaken() throws IOException {
    for (int fillers = 0; fillers <= 80; fillers++) {
      Table table = Table.ofRun(3, fillers);
      for (int length = 0; length <= 34; length += length < 12 ? 1 : 11) {
        String row = table.usual("7".repeat(length));
        PlainRows plain = assertTaken(table, row);
        assertTrue(plain.isUsual(), row);
        assertTaken(table, row + "\r");
        Table beforeLabel = Table.ofRun(12, fillers);
        assertTaken(beforeLabel, beforeLabel.usual("7".repeat(length)).replace("BENIGN", "B"));
      }
    }
  }

  /** Reads a row before others. */
  private static PlainRows assertTaken(Table table, String row) {
    byte[] block = ((row + "\n").repeat(2) + " ".repeat(99)).getBytes(StandardCharsets.UTF_8);
    PlainRows plain = PlainRows.of(table.mapping(), parser(table, block));
    assertNotNull(plain);
    assertEquals(row.length() + 1, plain.read(block, 0, block.length, TextEncoding.UTF_8), row);
    return plain;
  }

  /** Ports beyond 65535, protocols beyond 254, counts that are no whole numbers. */
  @Test
  void oddNumbers_areNotUsual() throws IOException {
    Table table = Table.ofRun(3, 0);
    List<Integer> fractions =
        List.of(
            FlowField.FLOW_DURATION.ordinal(),
            FlowField.BYTES_PER_SECOND.ordinal(),
            FlowField.PACKETS_PER_SECOND.ordinal());
    for (int field = 0; field < table.names().size(); field++) {
      String name = table.names().get(field);
      if (!name.endsWith("IP") && !name.equals("Label")) {
        int most = name.endsWith("Port") ? 65_535 : name.equals("Protocol") ? 254 : 99_999_999;
        assertTrue(isUsual(table, field, Integer.toString(most)), name);
        if (most < 99_999_999) {
          assertFalse(isUsual(table, field, Integer.toString(most + 1)), name);
        }
        assertEquals(fractions.contains(field), isUsual(table, field, "12.5"), name);
        assertFalse(isUsual(table, field, "-1"), name);
        assertFalse(isUsual(table, field, "inf"), name);
      }
    }
  }

  private static boolean isUsual(Table table, int field, String value) {
    String[] values = table.usual("").split(",");
    values[field] = value;
    return assertTaken(table, String.join(",", values)).isUsual();
  }

  /** A label as long as a text may be. */
  @Test
  void aLabelThatIsTooLong_isLeftToOthers() throws IOException {
    Table table = Table.ofRun(3, 9);
    String row = table.usual("8").replace("BENIGN", "x".repeat(FlowRowParser.MAX_TEXT_CHARS));
    assertTaken(table, row);
    byte[] longer = (row + "x\n" + " ".repeat(99)).getBytes(StandardCharsets.UTF_8);
    PlainRows plain = PlainRows.of(table.mapping(), parser(table, longer));
    assertNotNull(plain);
    assertEquals(0, plain.read(longer, 0, longer.length, TextEncoding.UTF_8));
  }

  /** Returns how many rows were taken. */
  private static int assertSame(Table table, String text) {
    byte[] lines = text.getBytes(StandardCharsets.UTF_8);
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
      int to = end > start && lines[end - 1] == '\r' ? end - 1 : end;
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
    FlowBatch expected = whole.times().rows().batch();
    FlowBatch rows = shortened.times().rows().batch();
    ofWhole.count(expected);
    ofShortened.countRows(rows);
    assertEquals(told(expected, ofWhole.counts()), told(rows, ofShortened.counts()), text);
    return taken;
  }
}
