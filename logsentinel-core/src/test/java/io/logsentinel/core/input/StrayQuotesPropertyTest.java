package io.logsentinel.core.input;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.input.dialect.Dialect;
import io.logsentinel.core.input.row.ColumnMapping.Leniency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A stray quote costs the row that it stands in, and no other. */
class StrayQuotesPropertyTest {
  private static final int[] CHUNKS = {1, 7, 200, 1 << 16};

  /** As the file is read unless the original is asked for to the letter, which takes them. */
  private static final FlowFormat FORMAT =
      new DelimitedText(Dialect.CIC_IDS_2017, ',', Leniency.LABELLED);

  private static String row(int number) {
    return "10.0.0." + number + ",10.1.0.1,1024,80,6,1000,2,3,100,200,3e5,5e3,BENIGN";
  }

  private static String torn(String row, int field) {
    String[] fields = row.split(",");
    fields[field] = "\"" + fields[field];
    return String.join(",", fields);
  }

  /** By pairs: what is opened once and never closed fails its file. */
  @Property(tries = 300)
  void ofPairs_everyOtherRowIsKept(
      @ForAll("places") Set<Integer> chosen,
      @ForAll @IntRange(max = 12) int field,
      @ForAll @IntRange(max = 12) int otherField,
      @ForAll("lineEnds") String lineEnd)
      throws IOException {
    List<Integer> strays = new ArrayList<>(chosen).subList(0, chosen.size() / 2 * 2);
    List<String> rows = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean isTorn = strays.contains(i);
      rows.add(isTorn ? torn(row(i), i % 2 == 0 ? field : otherField) : row(i));
      if (!isTorn) {
        kept.add("10.0.0." + i);
      }
    }
    byte[] file =
        (FlowText.HEADER + lineEnd + String.join(lineEnd, rows) + lineEnd)
            .getBytes(StandardCharsets.UTF_8);
    for (int chunk : CHUNKS) {
      FlowText.Outcome read = FlowText.read(file, chunk, FORMAT);
      assertEquals("", read.failure());
      assertEquals(kept, read.flows().stream().map(FlowRecord::sourceIp).toList());
      assertEquals(
          strays.isEmpty() ? Map.of() : Map.of(Rejection.UNCLOSED_QUOTE, (long) strays.size()),
          read.counts().rejected());
      assertEquals(40, read.counts().read());
    }
  }

  @Provide
  Arbitrary<Set<Integer>> places() {
    return Arbitraries.integers().between(0, 39).set().ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  /** A text of several lines, as exporters quote it, is no row. */
  @Test
  void aTextOfSeveralLines_isOneValue() throws IOException {
    String label = "\"two\nlines, and more\"";
    String row = row(1).replace("BENIGN", label);
    FlowText.Outcome read =
        FlowText.read((FlowText.HEADER + "\n" + row + "\n" + row(2) + "\n").getBytes(), 64, FORMAT);
    assertEquals(List.of("two\nlines, and more", "BENIGN"), labels(read));
  }

  private static List<String> labels(FlowText.Outcome read) {
    return read.flows().stream().map(FlowRecord::label).toList();
  }

  @Test
  void aLineThatIsNoRow_isPassedOver_andReadingGoesOnAtTheNextThatIs() throws IOException {
    String file =
        String.join(
            "\n",
            Arrays.asList(FlowText.HEADER, torn(row(1), 12), "odd", "", row(2), torn(row(3), 0)));
    FlowText.Outcome read = FlowText.read((file + "\n" + row(4) + "\n").getBytes(), 64, FORMAT);
    assertEquals("", read.failure());
    assertEquals(
        List.of("10.0.0.2", "10.0.0.4"), read.flows().stream().map(FlowRecord::sourceIp).toList());
    assertEquals(Map.of(Rejection.UNCLOSED_QUOTE, 2L), read.counts().rejected());
  }
}
