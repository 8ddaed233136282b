package io.logsentinel.bench.measure;

import io.logsentinel.bench.DialectText;
import io.logsentinel.bench.SimulatedFlows;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.dialect.Dialect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Speed of reading each dialect, warm, on one core: the same flows as text of every dialect in
 * turn, from bytes in memory to batches. First every dialect must give all flows. A line a dialect,
 * medians over the turns, the first of which warm up.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.DialectMeasure} prints a section.
 */
public final class DialectMeasure {
  private static final int WARM_UPS = 12;
  private static final int TURNS = 31;

  private DialectMeasure() {}

  private record Text(FlowFormat format, byte[] bytes) {}

  /** No arguments. */
  public static void main(String[] args) throws IOException {
    FlowBatch batch = new SimulatedFlows().batch();
    List<FlowRecord> flows = IntStream.range(0, batch.size()).mapToObj(batch::record).toList();
    Map<String, Text> texts = new LinkedHashMap<>();
    for (String name : Dialect.names()) {
      Dialect dialect = Dialect.named(name);
      Text text = new Text(FlowFormats.of(dialect), DialectText.of(dialect, flows));
      RowCounts counts = read(text);
      // halves of conversations by chance become one flow
      SimulatedFlows.require(
          counts.read() == flows.size() && counts.rejectedInAll() * 1000 < flows.size(),
          name + " must give all flows: " + counts);
      texts.put(name, text);
    }
    Map<String, double[]> seconds = new LinkedHashMap<>();
    texts.keySet().forEach(name -> seconds.put(name, new double[TURNS]));
    for (int turn = 0; turn < TURNS; turn++) {
      for (Map.Entry<String, Text> text : texts.entrySet()) {
        long start = System.nanoTime();
        read(text.getValue());
        seconds.get(text.getKey())[turn] = (System.nanoTime() - start) / 1e9;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| dialect | bytes a row | MB/s | rows/s | time by cic-ids2017's |%n|---|---|---|---|---|%n");
    double first = median(seconds.get(Dialect.names().get(0)));
    texts.forEach(
        (name, text) -> {
          double median = median(seconds.get(name));
          System.out.printf(
              Locale.ROOT,
              "| %s | %d | %.0f | %,.0f | %.2f |%n",
              name,
              text.bytes().length / flows.size(),
              text.bytes().length / 1e6 / median,
              flows.size() / median,
              median / first);
        });
  }

  private static RowCounts read(Text text) throws IOException {
    return FlowReader.readAll(
        () -> new ByteArrayInputStream(text.bytes()),
        text.format(),
        Runnable::run,
        1,
        hasTimes -> (flows, none) -> {});
  }

  private static double median(double[] all) {
    double[] warm = Arrays.copyOfRange(all, WARM_UPS, all.length);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }
}
