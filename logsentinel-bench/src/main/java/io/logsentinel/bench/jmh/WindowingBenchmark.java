package io.logsentinel.bench.jmh;

import io.logsentinel.bench.SimulatedFlows;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * From bytes to windows: reading alone, reading with windows, reading with the cleaned file, and
 * the accumulator alone. Time per pass over some 53,000 flows in 22 MB; divide to compare.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WindowingBenchmark {
  private static final int WINDOW_SIZE = 10_000;

  private SimulatedFlows flows;
  private FlowBatch all;

  /** Makes the flows; one batch and many must give the same windows. */
  @Setup
  public void setUp() throws IOException {
    flows = new SimulatedFlows();
    all = flows.batch();
    List<Window> windows = new ArrayList<>();
    SimulatedFlows.windower(WINDOW_SIZE, windows::add).add(all);
    SimulatedFlows.require(
        flows.scan(batch -> null).kept() == all.size(), "scanner and reader must agree");
    SimulatedFlows.require(!windows.isEmpty(), "there must be windows");
    SimulatedFlows.require(
        windows.equals(flows.windows(WINDOW_SIZE)), "one batch and many must agree");
  }

  /** Reads every row. */
  @Benchmark
  public long read() throws IOException {
    try (FlowReader reader = flows.open()) {
      while (reader.next() != null) {
        // the counts are the result
      }
      return reader.counts().kept();
    }
  }

  /** Reads every row and cuts windows. */
  @Benchmark
  public List<Window> readAndWindow() throws IOException {
    return flows.windows(WINDOW_SIZE);
  }

  /** Reads every row with the scanner, on this thread alone. */
  @Benchmark
  public long scan() throws IOException {
    return flows.scan(batch -> null).kept();
  }

  /** The same, and cuts windows. */
  @Benchmark
  public long scanAndWindow() throws IOException {
    Windower windowing = SimulatedFlows.windower(WINDOW_SIZE, window -> {});
    flows.scan(batch -> null, windowing::add);
    return windowing.windows();
  }

  /** The same as {@link #scan}, with the lines of the cleaned file. */
  @Benchmark
  public long scanAndClean() throws IOException {
    return flows.scan(CleanedCsv::lines).kept();
  }

  /** Adds every flow to accumulators of one window each. */
  @Benchmark
  public void accumulate(Blackhole sink) {
    WindowAccumulator accumulator = new WindowAccumulator();
    long id = 0;
    for (int from = 0; from + WINDOW_SIZE <= all.size(); from += WINDOW_SIZE) {
      accumulator.add(all, from, from + WINDOW_SIZE, null);
      sink.consume(accumulator.window(id++));
      accumulator.clear();
    }
  }

  /** The same, with a profile of every window. */
  @Benchmark
  public void accumulateWithProfiles(Blackhole sink) {
    WindowAccumulator accumulator = new WindowAccumulator();
    long id = 0;
    for (int from = 0; from + WINDOW_SIZE <= all.size(); from += WINDOW_SIZE) {
      accumulator.add(all, from, from + WINDOW_SIZE, null);
      sink.consume(accumulator.window(id));
      sink.consume(accumulator.profile(id++));
      accumulator.clear();
    }
  }

  /** Reads with the scanner on this thread alone, and cuts windows with profiles. */
  @Benchmark
  public long scanAndProfile(Blackhole sink) throws IOException {
    Windower windowing =
        new Windower(
            WINDOW_SIZE,
            new AccumulatorPool(),
            full -> {
              sink.consume(full.window());
              sink.consume(full.profile());
            });
    flows.scan(batch -> null, windowing::add);
    return windowing.windows();
  }
}
