package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.text.TextEncoding;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** {@link CsvTokenizer} against {@link CsvReference}, at many chunk sizes. */
class CsvTokenizerPropertyTest {
  private static final int[] CHUNKS = {1, 2, 3, 4, 5, 6, 7, 1 << 16};

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .withChars('a', ',', '"', '\n', '\r', '\0', ' ', 'é')
        .ofMaxLength(24);
  }

  @Property(tries = 4000)
  @StatisticsReport(onFailureOnly = true)
  void everyTextIsCutAsTheReferenceCutsIt(@ForAll("texts") String text) throws IOException {
    CsvReference expected = new CsvReference(text);
    for (int chunk : CHUNKS) {
      List<CsvReference.Row> rows = new ArrayList<>();
      assertEquals(expected.unclosedLine, read(text, chunk, rows), "unclosed quote, by " + chunk);
      assertEquals(expected.rows, rows, "rows, by chunks of " + chunk);
    }
    Statistics.label("unclosed").collect(expected.unclosedLine > 0);
    Statistics.label("unclosed").coverage(c -> c.check(true).percentage(p -> p > 5));
    Statistics.label("rows").collect(expected.rows.size() > 2);
    Statistics.label("rows").coverage(c -> c.check(true).percentage(p -> p > 10));
    boolean lineEndInField =
        expected.rows.stream().flatMap(row -> row.fields().stream()).anyMatch(this::hasLineEnd);
    Statistics.label("line end in a field").collect(lineEndInField);
    Statistics.label("line end in a field").coverage(c -> c.check(true).percentage(p -> p > 1));
  }

  private boolean hasLineEnd(String field) {
    return field.contains("\n") || field.contains("\r");
  }

  /** Reads all records; the line of the unclosed quote, or 0. */
  private static long read(String text, int chunk, List<CsvReference.Row> rows) throws IOException {
    DecodedInput input =
        new DecodedInput(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            TextEncoding.UTF_8,
            chunk);
    try (CsvTokenizer records = new CsvTokenizer(input, ',', 1, 1 << 16)) {
      while (records.next()) {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < records.fields(); i++) {
          fields.add(records.field(i));
        }
        assertEquals(false, records.isTooLong());
        rows.add(new CsvReference.Row(fields, records.line(), records.isBlank()));
      }
      return 0;
    } catch (FlowFileException e) {
      assertEquals(FlowFileException.Kind.UNCLOSED_QUOTE, e.kind());
      return e.line();
    }
  }

  @Property
  void aRecordIsTooLongExactlyWhenItsTextIs(@ForAll("texts") String text) throws IOException {
    int limit = 4;
    CsvReference expected = new CsvReference(text);
    for (int chunk : CHUNKS) {
      DecodedInput input =
          new DecodedInput(
              new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
              TextEncoding.UTF_8,
              chunk);
      try (CsvTokenizer records = new CsvTokenizer(input, ',', 1, limit)) {
        for (CsvReference.Row row : expected.rows) {
          records.next();
          int bytes = String.join("", row.fields()).getBytes(StandardCharsets.UTF_8).length;
          boolean tooLong = bytes > limit || row.fields().size() > limit;
          assertEquals(tooLong, records.isTooLong(), row + " by chunks of " + chunk);
          assertEquals(row.line(), records.line(), row + " by chunks of " + chunk);
        }
      }
    }
  }
}
