package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** Files full of traps: every row is accounted for, as an independent reading has it. */
class FlowReaderPropertyTest {
  private static final int[] CHUNKS = {1, 2, 3, 7, 64, 1 << 16};
  private static final Set<String> MISSING = Set.of("", "NA", "nan", "NULL", "#N/A");
  private static final Map<String, Double> INFINITE =
      Map.of("inf", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

  @Provide
  Arbitrary<String> files() {
    Arbitrary<String> number =
        Arbitraries.frequencyOf(
            Tuple.of(12, Arbitraries.of("0", "80", "70000", "-5", "80.5", " 6 ", "1e3")),
            Tuple.of(
                1, Arbitraries.of("inf", "-Infinity", "NA", "", "x", "1e400", "0x1", "\"7\"")));
    Arbitrary<String> text =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of("10.0.0.1", "10.0.0.2", "010.0.0.1", "fe80::1", "BENIGN")),
            Tuple.of(
                1,
                Arbitraries.of(
                    "",
                    "nan",
                    "\"NULL\"",
                    "é",
                    "\"a,b\"",
                    "\"a\r\nb\"",
                    "\"a\nb\"",
                    "\"\"\"q\"",
                    "\0",
                    "a\"b")));
    Arbitrary<String> flow =
        Combinators.combine(text, text, number.list().ofSize(10), text)
            .as(
                (a, b, numbers, label) ->
                    a + "," + b + "," + String.join(",", numbers) + "," + label);
    Arbitrary<String> row =
        Arbitraries.frequencyOf(
            Tuple.of(12, flow),
            Tuple.of(1, Arbitraries.of("", ",", ",,,,,,,,,,,,", " ", "a,b", "\"\"")),
            Tuple.of(1, flow.map(f -> f + ",more")),
            Tuple.of(1, flow.map(f -> f.substring(f.indexOf(',') + 1))));
    Arbitrary<String> lineEnd = Arbitraries.of("\n", "\n", "\r\n", "\r");
    Arbitrary<String> end =
        Arbitraries.frequencyOf(
            Tuple.of(8, Arbitraries.of("", "\n", "\r\n\r\n", "\r\r")),
            Tuple.of(1, Arbitraries.of("\"", "\n1,\"x\n\n", ",\"\"\"")));
    return Combinators.combine(row.list().ofMaxSize(12), lineEnd, lineEnd, end)
        .as(
            (rows, first, other, last) ->
                FlowText.HEADER + first + String.join(other, rows) + last);
  }

  @Property(tries = 3000)
  @StatisticsReport(onFailureOnly = true)
  void everyRowIsKeptOrRejected_atAnyChunkSize(@ForAll("files") String text) throws IOException {
    FlowText.Outcome expected = expected(text);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int chunk : CHUNKS) {
      FlowText.Outcome actual = FlowText.read(bytes, chunk);
      assertEquals(expected.counts().read(), actual.counts().read(), "read = kept + rejected");
      assertEquals(expected.counts().rejected(), actual.counts().rejected());
      assertEquals(expected.flows(), actual.flows());
      assertEquals(expected.failure(), actual.failure());
    }
    Statistics.label("failed").collect(!expected.failure().isEmpty());
    Statistics.label("failed").coverage(c -> c.check(true).percentage(p -> p > 2));
    Statistics.label("kept").collect(expected.counts().kept() > 1);
    Statistics.label("kept").coverage(c -> c.check(true).percentage(p -> p > 5));
  }

  /** Reads the file the slow way. */
  private static FlowText.Outcome expected(String text) {
    CsvReference csv = new CsvReference(text);
    List<FlowRecord> flows = new ArrayList<>();
    Map<Rejection, Long> rejected = new EnumMap<>(Rejection.class);
    for (CsvReference.Row row : csv.rows.subList(1, csv.rows.size())) {
      Rejection reason = reason(row);
      if (reason == null) {
        flows.add(flow(row.fields()));
      } else {
        rejected.merge(reason, 1L, Long::sum);
      }
    }
    if (csv.unclosedLine > 0) {
      long rows = csv.rows.size() - 1 + 1; // without the header, with the one that never ends
      return new FlowText.Outcome(
          List.of(),
          new RowCounts(0, Map.of(Rejection.UNCLOSED_QUOTE, rows), Map.of()),
          "line " + csv.unclosedLine + ": a quote opens here and is never closed");
    }
    return new FlowText.Outcome(flows, new RowCounts(flows.size(), rejected, Map.of()), "");
  }

  private static Rejection reason(CsvReference.Row row) {
    if (row.blank()) {
      return Rejection.BLANK;
    }
    if (row.fields().size() != 13) {
      return row.fields().size() < 13 ? Rejection.TOO_FEW_FIELDS : Rejection.TOO_MANY_FIELDS;
    }
    // the texts are looked at first, then the numbers
    for (int i : new int[] {0, 1, 12, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}) {
      String field = row.fields().get(i);
      if (MISSING.contains(field)) {
        return Rejection.MISSING_VALUE;
      }
      if (!FlowField.values()[i].isText() && Double.isNaN(number(field))) {
        return Rejection.NOT_A_NUMBER;
      }
    }
    return null;
  }

  private static double number(String text) {
    if (INFINITE.containsKey(text)) {
      return INFINITE.get(text);
    }
    try {
      double value = new BigDecimal(text.trim()).doubleValue();
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static FlowRecord flow(List<String> fields) {
    double[] n =
        fields.subList(2, 12).stream().mapToDouble(FlowReaderPropertyTest::number).toArray();
    return new FlowRecord(
        fields.get(0),
        fields.get(1),
        n[0],
        n[1],
        n[2],
        n[3],
        n[4],
        n[5],
        n[6],
        n[7],
        n[8],
        n[9],
        fields.get(12));
  }
}
