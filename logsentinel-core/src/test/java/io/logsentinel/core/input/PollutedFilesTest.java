package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.RowCounts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A file of flows polluted in the ways of the benchmark Pollock (Vitagliano and others, VLDB 2023):
 * at each field a delimiter too few, one too many or a stray quote, a row with another delimiter,
 * and the file as a whole. Only the polluted row may suffer, no row is lost in silence, and both
 * ways of reading agree.
 *
 * <p>{@code -Dlogsentinel.pollution=full} pollutes every row, and 9,900 files by their bytes.
 */
class PollutedFilesTest {
  private static final int ROWS = 60;
  private static final int FIELDS = 13;

  private static final boolean FULL = "full".equals(System.getProperty("logsentinel.pollution"));
  private static final int STEP = FULL ? 1 : 29;
  private static final int MUTATIONS = FULL ? 9_900 : 300;

  /** What became of a file; a failure is told by its kind. */
  private record Outcome(List<FlowRecord> flows, RowCounts counts, String failure) {
    List<String> sources() {
      return flows.stream().map(FlowRecord::sourceIp).toList();
    }
  }

  private enum Pollution {
    DELIMITER_MISSING(FIELDS - 1) {
      @Override
      String of(List<String> fields, int field) {
        List<String> polluted = new ArrayList<>(fields);
        polluted.set(field, fields.get(field) + polluted.remove(field + 1));
        return String.join(",", polluted);
      }
    },
    DELIMITER_TOO_MANY(FIELDS) {
      @Override
      String of(List<String> fields, int field) {
        return with(fields, field, text -> text.charAt(0) + "," + text.substring(1));
      }
    },
    QUOTE_BEFORE(FIELDS) {
      @Override
      String of(List<String> fields, int field) {
        return with(fields, field, text -> '"' + text);
      }
    },
    QUOTE_WITHIN(FIELDS) {
      @Override
      String of(List<String> fields, int field) {
        return with(fields, field, text -> text.charAt(0) + "\"" + text.substring(1));
      }
    },
    QUOTE_BEHIND(FIELDS) {
      @Override
      String of(List<String> fields, int field) {
        return with(fields, field, text -> text + '"');
      }
    },
    OTHER_DELIMITER(2) {
      @Override
      String of(List<String> fields, int field) {
        return String.join(field % 2 == 0 ? ";" : "\t", fields);
      }
    };

    /** How many places of a row can be polluted so. */
    final int places;

    Pollution(int places) {
      this.places = places;
    }

    abstract String of(List<String> fields, int field);

    private static String with(List<String> fields, int field, UnaryOperator<String> change) {
      List<String> polluted = new ArrayList<>(fields);
      polluted.set(field, change.apply(fields.get(field)));
      return String.join(",", polluted);
    }
  }

  private static List<String> fields(int row) {
    return List.of(
        "10.0.0." + row,
        "10.1.0.1",
        "1024",
        "80",
        "6",
        "1000",
        "2",
        "3",
        "100",
        "200",
        "30",
        "5",
        "BENIGN");
  }

  private static List<String> rows() {
    return IntStream.range(0, ROWS).mapToObj(row -> String.join(",", fields(row))).toList();
  }

  private static byte[] file(List<String> rows) {
    return FlowText.file(rows.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void ofOneRow_noOtherSuffers(Pollution pollution) throws IOException {
    List<String> sources = rows().stream().map(row -> row.split(",")[0]).toList();
    for (int row = 0; row < ROWS; row += STEP) {
      for (int field = 0; field < pollution.places; field++) {
        List<String> rows = new ArrayList<>(rows());
        rows.set(row, pollution.of(fields(row), field));
        String what = pollution + " at row " + row + ", field " + field;
        Outcome read = read(file(rows), what);
        if (pollution == Pollution.QUOTE_BEFORE) {
          assertEquals("UNCLOSED_QUOTE", read.failure(), what);
          continue;
        }
        assertEquals("", read.failure(), what);
        assertEquals(ROWS, read.counts().read(), what);
        List<String> others = new ArrayList<>(sources);
        others.remove(row);
        List<String> kept = new ArrayList<>(read.sources());
        kept.retainAll(others);
        assertEquals(others, kept, what);
      }
    }
  }

  /** The file as a whole: how it is polluted, why it fails, how many rows are kept and rejected. */
  private record Whole(UnaryOperator<String> pollute, String failure, int kept, int rejected) {}

  private static Map<String, Whole> wholes() {
    Map<String, Whole> wholes = new LinkedHashMap<>();
    wholes.put("nothing", new Whole(text -> "", "EMPTY", 0, 0));
    wholes.put("header alone", new Whole(text -> lines(text).get(0) + "\n", "", 0, 0));
    wholes.put("no end of the last line", new Whole(String::stripTrailing, "", ROWS, 0));
    wholes.put("two empty lines at the end", new Whole(text -> text + "\n\n", "", ROWS, 2));
    wholes.put("no header", new Whole(PollutedFilesTest::body, "NO_HEADER", 0, 0));
    wholes.put("two headers", new Whole(text -> lines(text).get(0) + "\n" + text, "", ROWS, 1));
    wholes.put("header of two rows", new Whole(PollutedFilesTest::units, "", ROWS, 1));
    wholes.put("title", new Whole(text -> "Flows\n\n" + text, "MISSING_COLUMNS", 0, 0));
    wholes.put("title of fields", new Whole(text -> "a,b,c\n" + text, "MISSING_COLUMNS", 0, 0));
    wholes.put("the table twice", new Whole(text -> text + "\n" + text, "", 2 * ROWS, 2));
    wholes.put("another table", new Whole(text -> text + "\nname,n\nBENIGN,60\n", "", ROWS, 3));
    wholes.put("sum at the end", new Whole(text -> text + "60 flows\n", "", ROWS, 1));
    wholes.put("carriage returns", new Whole(text -> text.replace("\n", "\r"), "", ROWS, 0));
    wholes.put("both line ends", new Whole(text -> text.replace("\n", "\r\n"), "", ROWS, 0));
    wholes.put("semicolons", other(";"));
    wholes.put("tabs", other("\t"));
    wholes.put("bars", other("|"));
    wholes.put("blanks", new Whole(text -> text.replace(",", " "), "OTHER_SEPARATOR", 0, 0));
    wholes.put("commas and blanks", new Whole(text -> text.replace(",", ", "), "", ROWS, 0));
    wholes.put("quotes", new Whole(text -> quoted(text, '"'), "", ROWS, 0));
    wholes.put("apostrophes", new Whole(text -> quoted(text, '\''), "MISSING_COLUMNS", 0, 0));
    wholes.put("escaped by a backslash", label("\"BEN\\\"IGN\""));
    wholes.put("escaped by a quote", label("\"BEN\"\"IGN\""));
    wholes.put("a byte 0", label("BENIGN\0"));
    wholes.put("no last column", new Whole(text -> text.replaceAll(",[^,]*\n", "\n"), "", ROWS, 0));
    wholes.put("a column twice", new Whole(PollutedFilesTest::withPortTwice, "", ROWS, 0));
    wholes.put("mark of the encoding", new Whole(text -> '\uFEFF' + text, "", ROWS, 0));
    return wholes;
  }

  private static Whole other(String delimiter) {
    return new Whole(text -> text.replace(",", delimiter), "OTHER_SEPARATOR", 0, 0);
  }

  private static Whole label(String text) {
    return new Whole(file -> file.replace("BENIGN", text), "", ROWS, 0);
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  private static String body(String text) {
    return text.substring(text.indexOf('\n') + 1);
  }

  private static String units(String text) {
    return lines(text).get(0) + "\n,,,,,us,,,bytes,bytes,bytes/s,1/s,\n" + body(text);
  }

  private static String quoted(String text, char quote) {
    return quote
        + text.strip().replace(",", quote + "," + quote).replace("\n", quote + "\n" + quote)
        + quote;
  }

  private static String withPortTwice(String text) {
    return lines(text).stream()
        .map(line -> line + "," + line.split(",")[3])
        .collect(Collectors.joining("\n"));
  }

  @TestFactory
  Stream<DynamicTest> ofTheWhole_allIsRead_orTheFileFails() {
    return wholes().entrySet().stream()
        .map(whole -> dynamicTest(whole.getKey(), () -> expect(whole.getKey(), whole.getValue())));
  }

  private static void expect(String what, Whole whole) throws IOException {
    String text = new String(file(rows()), StandardCharsets.UTF_8);
    byte[] file = whole.pollute().apply(text).getBytes(StandardCharsets.UTF_8);
    Outcome read = read(file, what);
    assertEquals(whole.failure(), read.failure(), what);
    assertEquals(whole.kept(), read.flows().size(), what);
    assertEquals(whole.rejected(), read.counts().rejectedInAll(), what);
  }

  @Test
  void ofBytes_nothingIsLostInSilence() throws IOException {
    Random random = new Random(7);
    byte[] clean = file(rows());
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] mutated = clean.clone();
      for (int n = random.nextInt(8); n >= 0; n--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      read(mutated, "mutation " + i);
    }
  }

  /** Reads in both ways, which agree, and accounts for every row. */
  private static Outcome read(byte[] file, String what) throws IOException {
    Outcome fast = fast(file);
    Outcome general = general(file);
    assertEquals(general, fast, what);
    RowCounts counts = fast.counts();
    assertEquals(counts.read(), counts.kept() + counts.partial() + counts.rejectedInAll(), what);
    return fast;
  }

  private static Outcome fast(byte[] file) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    try {
      RowCounts counts =
          FlowReader.readAll(
              () -> new ByteArrayInputStream(file), (batch, none) -> add(batch, flows));
      return new Outcome(flows, counts, "");
    } catch (FlowFileException e) {
      return new Outcome(List.of(), e.counts(), e.kind().toString());
    }
  }

  private static Outcome general(byte[] file) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    try (FlowReader reader = FlowReader.open(() -> new ByteArrayInputStream(file))) {
      for (var batch = reader.next(); batch != null; batch = reader.next()) {
        add(batch, flows);
      }
      return new Outcome(flows, reader.counts(), "");
    } catch (FlowFileException e) {
      return new Outcome(List.of(), e.counts(), e.kind().toString());
    }
  }

  private static void add(FlowBatch batch, List<FlowRecord> flows) {
    for (int row = 0; row < batch.size(); row++) {
      flows.add(batch.record(row));
    }
  }
}
