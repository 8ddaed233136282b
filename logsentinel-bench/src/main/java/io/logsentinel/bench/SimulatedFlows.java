package io.logsentinel.bench;

import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The Monday of a simulated week in memory: raw bytes and their rows. */
public final class SimulatedFlows {
  private static final double SCALE = 0.1;
  private static final long SEED = 1;

  private final byte[] raw;
  private final long rows;

  public SimulatedFlows() throws IOException {
    var monday = new SimulatedWeek(SCALE, SEED).days().get(0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    monday.write(bytes);
    raw = bytes.toByteArray();
    rows = monday.flows() + monday.blankRows();
  }

  public FlowReader open() throws IOException {
    return FlowReader.open(() -> new ByteArrayInputStream(raw));
  }

  /** The rows that the reader keeps, in one batch. */
  public FlowBatch batch() throws IOException {
    FlowBatch.Appender rowsKept = new FlowBatch.Appender();
    try (FlowReader reader = open()) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          rowsKept.flow(batch.record(row)).add();
        }
      }
      require(reader.counts().read() == rows, "the reader must see every row");
    }
    return rowsKept.batch();
  }

  /** The account of a pass of the scanner, on this thread alone. */
  public <T> RowCounts scan(Function<FlowBatch, T> prepare) throws IOException {
    return scan(prepare, batch -> {});
  }

  /** A taker of batches in file order. */
  public interface InTurn {
    void take(FlowBatch batch) throws IOException;
  }

  /** The same, with something done in file order. */
  public <T> RowCounts scan(Function<FlowBatch, T> prepare, InTurn inTurn) throws IOException {
    return FlowReader.readAll(
        () -> new ByteArrayInputStream(raw),
        FlowFormats.AUTO,
        Runnable::run,
        1,
        hasTimes ->
            new FlowSink<T>() {
              @Override
              public T prepare(FlowBatch batch) {
                return prepare.apply(batch);
              }

              @Override
              public void accept(FlowBatch batch, T prepared) throws IOException {
                inTurn.take(batch);
              }
            });
  }

  public List<Window> windows(int windowSize) throws IOException {
    List<Window> windows = new ArrayList<>();
    Windower windowing = windower(windowSize, windows::add);
    try (FlowReader reader = open()) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        windowing.add(batch);
      }
    }
    return windows;
  }

  /** A windower whose windows go without profiles. */
  public static Windower windower(int windowSize, Consumer<Window> sink) {
    return new Windower(
        windowSize,
        new AccumulatorPool(),
        full -> {
          full.discard();
          sink.accept(full.window());
        });
  }

  public static void require(boolean condition, String what) {
    if (!condition) {
      throw new IllegalStateException(what);
    }
  }
}
