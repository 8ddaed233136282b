package io.logsentinel.core.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.input.FlowText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class CleanedCsvPropertyTest {
  private static final int MOST_IN_A_BUFFER = 1 << 15;

  @Provide
  Arbitrary<List<FlowRecord>> flows() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.strings()
                .withChars('a', ',', '"', '\n', '\r', 'é', '€', '\0', ' ', ';', '=', '#', '\ufeff')
                .ofMinLength(1)
                .ofMaxLength(8),
            Arbitraries.of("10.0.0.1", "255.255.255.255", "😀", "\"", ",", "\r\n", "010.0.0.1"));
    Arbitrary<Double> number =
        Arbitraries.oneOf(
            Arbitraries.longs().map(Double::longBitsToDouble).filter(d -> !Double.isNaN(d)),
            Arbitraries.integers().between(-100, 70_000).map(Integer::doubleValue),
            Arbitraries.of(
                -0.0, 1e23, 0.1, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 0, -1.0 / 0, 2e-3));
    return Combinators.combine(text, text, number.list().ofSize(10), text)
        .as(
            (source, destination, n, label) ->
                new FlowRecord(
                    source,
                    destination,
                    n.get(0),
                    n.get(1),
                    n.get(2),
                    n.get(3),
                    n.get(4),
                    n.get(5),
                    n.get(6),
                    n.get(7),
                    n.get(8),
                    n.get(9),
                    label))
        .list()
        .ofMaxSize(5);
  }

  private static FlowBatch batch(List<FlowRecord> flows) {
    FlowBatch.Appender rows = new FlowBatch.Appender();
    for (FlowRecord flow : flows) {
      rows.flow(flow).add();
    }
    return rows.batch();
  }

  private static byte[] write(FlowBatch batch, int times) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    CleanedCsv.writeHeader(out);
    for (int i = 0; i < times; i++) {
      out.write(CleanedCsv.lines(batch));
    }
    return out.toByteArray();
  }

  @Property(tries = 2000)
  void whatItWritesReadsBackAsTheSameFlows(@ForAll("flows") List<FlowRecord> flows)
      throws IOException {
    FlowBatch batch = batch(flows);
    for (int i = 0; i < flows.size(); i++) {
      assertEquals(flows.get(i), batch.record(i)); // records compare doubles by their bits
    }
    byte[] bytes = write(batch, 1);
    FlowText.Outcome outcome = FlowText.read(bytes);
    assertEquals(flows, outcome.flows());
    assertEquals(Map.of(), outcome.counts().rejected());
  }

  @Property(tries = 20)
  void moreThanABuffer_isWrittenWhole(
      @ForAll("flows") @Size(min = 2, max = 5) List<FlowRecord> flows) throws IOException {
    List<FlowRecord> many = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      many.addAll(flows);
    }
    byte[] bytes = write(batch(many), 1);
    assertTrue(bytes.length > MOST_IN_A_BUFFER);
    assertEquals(many, FlowText.read(bytes).flows());
  }

  @Example
  void theFileIsPlain() throws IOException {
    FlowBatch batch =
        batch(
            List.of(
                new FlowRecord(
                    "10.0.0.1", " x", 80, -0.0, 6, 1.5, 1e23, 0, 1, 2, 1.0 / 0, -1.0 / 0, "a–b"),
                new FlowRecord(
                    "fe80::1", "a,b", 1, 2, 3, 4, 5, 6, 7, 8, 9, 0.002, "say \"x\"\r\n")));
    assertEquals(
        FlowText.HEADER
            + "\n10.0.0.1, x,80,-0,6,1.5,1e23,0,1,2,inf,-inf,a–b"
            + "\nfe80::1,\"a,b\",1,2,3,4,5,6,7,8,9,0.002,\"say \"\"x\"\"\r\n\"\n",
        new String(write(batch, 1), StandardCharsets.UTF_8));
    assertEquals(
        FlowText.HEADER + "\n", new String(write(batch(List.of()), 1), StandardCharsets.UTF_8));
  }
}
