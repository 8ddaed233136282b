package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.dialect.Dialect.RecordLayout;
import io.logsentinel.core.input.row.ColumnMapping;
import io.logsentinel.core.input.row.FlowRowParser;
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
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/**
 * The scanner beside one that splits text at its separators, on lines that lie anywhere in a block:
 * what it declines, which rows it keeps, and what it counts.
 */
class SwarCsvScannerTest {
  private static final char[] SEPARATORS = {',', '\t', ';', '|'};
  private static final String COMMENT = "#note";
  private static final String TRAILER = "Summary";

  /** Lines that show where one byte decides; {@code ^} stands for the separator. */
  private static final List<String> ODD =
      List.of(
          "",
          "^",
          "^^^^^^^^^^^^^^^^^^^^^^^^",
          " ^ ^\t",
          "x",
          "\0",
          "a\tb",
          "#note of ours",
          "#not",
          "# note",
          "Summary",
          "Summary,^x",
          "Summar",
          " Summary",
          "a,b;c|d",
          "+,-.^!#$",
          "\u007f^~",
          "caf\u00e9^\u00ff",
          "\b\u000b\f\u000e\u000f^\u001f",
          "*+^-./",
          "z{^}|");

  /** What stands in columns that nobody asked for. */
  private static final List<String> FILLERS =
      List.of("", "", "0", "1", "-1", "3.25", "+!*", "\u00e9", "\u007f", "a b", "123456789.125");

  private static final List<String> ENDS = List.of("\n", "\n", "\n", "\r\n", "\r", "\r\r\n");

  private record Columns(ColumnMapping mapping, List<String> names, char separator) {
    static Columns of(Random random) throws IOException {
      List<String> names = new ArrayList<>();
      boolean isWide = random.nextBoolean();
      for (FlowField field : FlowField.values()) {
        names.add(field.column());
        int fillers = isWide && random.nextInt(4) == 0 ? random.nextInt(80) : random.nextInt(3);
        for (int i = 0; i < fillers; i++) {
          names.add("filler " + names.size());
        }
      }
      char separator = SEPARATORS[random.nextInt(SEPARATORS.length)];
      Dialect dialect = Dialect.CIC_IDS_2017;
      if (random.nextBoolean()) {
        dialect = withMarks();
      }
      return new Columns(
          HeaderColumns.of(names, 1, dialect, ColumnMapping.Leniency.EXACT), names, separator);
    }

    private static Dialect withMarks() {
      Dialect cic = Dialect.CIC_IDS_2017;
      return new Dialect(
          "marked",
          new RecordLayout(
              false, ",", COMMENT, "", "", Set.of(), List.of(), TRAILER, "", Set.of(), Set.of()),
          cic.fields(),
          cic.time(),
          cic.endTime(),
          cic.missing(),
          cic.zeroIfMissing(),
          cic.unknownDurations(),
          cic.namesProtocols(),
          cic.measure(),
          cic.benign(),
          cic.unlabelled());
    }

    List<String> marks() {
      return mapping.dialect().layout().comment().isEmpty() ? List.of() : List.of(COMMENT, TRAILER);
    }

    private String line(Random random) {
      if (random.nextInt(6) == 0) {
        return ODD.get(random.nextInt(ODD.size())).replace('^', separator);
      }
      List<String> row = List.of(FlowText.row().split(","));
      List<String> values = new ArrayList<>();
      int taken = 0;
      for (String name : names) {
        boolean isFiller = name.startsWith("filler");
        values.add(isFiller ? FILLERS.get(random.nextInt(FILLERS.size())) : row.get(taken++));
      }
      if (random.nextInt(4) == 0) {
        values.set(random.nextInt(values.size()), FILLERS.get(random.nextInt(FILLERS.size())));
      }
      if (random.nextInt(8) == 0) {
        int more = random.nextInt(3);
        values.addAll(Collections.nCopies(more * more, ""));
        values = values.subList(0, values.size() - (more == 0 ? 1 : 0));
      }
      return String.join(String.valueOf(separator), values);
    }

    String lines(Random random) {
      // quotes and single carriage returns end it all: few files have any
      boolean isPlain = random.nextInt(4) > 0;
      StringBuilder text = new StringBuilder();
      for (int left = random.nextInt(8); left > 0; left--) {
        text.append(line(random));
        if (!isPlain && random.nextInt(5) == 0) {
          text.insert(random.nextInt(text.length() + 1), '"');
        }
        if (left > 1 || random.nextBoolean()) {
          text.append(ENDS.get(random.nextInt(isPlain ? 4 : ENDS.size())));
        }
      }
      return text.toString();
    }
  }

  /** What is to be seen of a block that was decoded; null in place of it where it was declined. */
  private record Outcome(List<FlowRecord> flows, RowCounts counts, long lines, boolean ascii) {}

  private static Outcome scan(Columns columns, byte[] text, int before, int after) {
    byte[] block = new byte[before + text.length + after + FlowDecoder.Blocks.PADDING];
    // what lies around must not be read as lines, nor be taken for a part of them
    Arrays.fill(block, (byte) '"');
    System.arraycopy(text, 0, block, before, text.length);
    FlowBatch.Appender rows = begun(block);
    SwarCsvScanner scanner = new SwarCsvScanner(columns.mapping(), columns.separator(), rows);
    scanner.times().begin(Guess.AS_WRITTEN);
    RowCounter counter = new RowCounter();
    int to = before + text.length;
    if (!scanner.decode(block, before, to, TextEncoding.UTF_8, counter)) {
      return null;
    }
    return new Outcome(records(rows.batch()), counter.counts(), scanner.lines(), scanner.isAscii());
  }

  private static FlowBatch.Appender begun(byte[] block) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    rows.clear(block);
    return rows;
  }

  private static List<FlowRecord> records(FlowBatch batch) {
    List<FlowRecord> records = new ArrayList<>();
    for (int row = 0; row < batch.size(); row++) {
      records.add(batch.record(row));
    }
    return records;
  }

  /** The same, a byte at a time; only the row's values are left to the one parser there is. */
  private static Outcome split(Columns columns, byte[] text) {
    FlowBatch.Appender rows = begun(text);
    FlowRowParser parser = new FlowRowParser(columns.mapping(), new TimeLog(rows));
    parser.times().begin(Guess.AS_WRITTEN);
    RowCounter counter = new RowCounter();
    boolean ascii = true;
    long lines = 0;
    int start = 0;
    List<Integer> ends = new ArrayList<>();
    for (int at = 0; at <= text.length; at++) {
      int b = at < text.length ? text[at] : '\n';
      boolean isLast = at == text.length;
      ascii &= b >= 0;
      if (b == columns.separator()) {
        ends.add(at);
      } else if (b == '"' && columns.separator() == ',') {
        return null;
      } else if (b == '\r' && (at + 1 == text.length || text[at + 1] != '\n')) {
        return null;
      } else if (b == '\n' && (!isLast || at > start)) {
        String line = new String(text, start, at - start, StandardCharsets.ISO_8859_1);
        if (columns.marks().stream().anyMatch(line::startsWith)) {
          return null;
        }
        ends.add(!isLast && line.endsWith("\r") ? at - 1 : at);
        row(columns, text, start, ends, line, parser, counter, lines++);
        ends.clear();
        start = at + 1;
      }
    }
    counter.count(rows.batch());
    return new Outcome(records(rows.batch()), counter.counts(), lines, ascii);
  }

  private static void row(
      Columns columns,
      byte[] text,
      int start,
      List<Integer> ends,
      String line,
      FlowRowParser parser,
      RowCounter counter,
      long number) {
    if (line.replace(columns.separator(), ' ').isBlank()) {
      counter.reject(Rejection.BLANK, number, () -> "");
      return;
    }
    int[] all = ends.stream().mapToInt(end -> end).toArray();
    FlowBatch batch = parser.times().rows().batch();
    int row = batch.size();
    Rejection reason = parser.keep(text, start, all, all.length, 1, TextEncoding.UTF_8);
    if (reason != null) {
      counter.reject(reason, number, () -> parser.what(reason));
    }
    counter.noteOdd(batch, row, number, parser);
  }

  @Property(tries = 4000)
  @StatisticsReport(onFailureOnly = true)
  void linesAreThoseOfOneThatSplits(@ForAll Random random) throws IOException {
    Columns columns = Columns.of(random);
    byte[] text = columns.lines(random).getBytes(StandardCharsets.UTF_8);
    Outcome expected = split(columns, text);
    assertEquals(expected, scan(columns, text, random.nextInt(17), random.nextInt(17)));
    Statistics.label("declined").collect(expected == null);
    Statistics.label("flows")
        .collect(expected != null && !expected.flows().isEmpty())
        .coverage(coverage -> coverage.check(true).percentage(p -> p > 30));
  }
}
