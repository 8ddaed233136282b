package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowField;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Windows that workers accumulate are those that one thread accumulates, to the last bit. */
class ParallelWindowerTest {
  /** A flow, whole or partial, and when it was. */
  private record Row(FlowRecord flow, boolean isPartial, long time) {}

  /** All that comes of some flows. */
  private record Outcome(
      List<Window> windows, List<Profile> profiles, long leftOver, long leftOverPartials) {}

  @Provide
  Arbitrary<List<List<Row>>> batches() {
    return Combinators.combine(
            Flows.any(), Arbitraries.of(false, false, true), Arbitraries.longs().between(0, 9999))
        .as(Row::new)
        .list()
        .ofMaxSize(12)
        .list()
        .ofMaxSize(12);
  }

  /** Workers that do what they were given when they please, in any order, or never. */
  private static final class Whim implements Executor {
    private final List<Runnable> given = new ArrayList<>();
    private final Random random;

    Whim(Random random) {
      this.random = random;
    }

    @Override
    public void execute(Runnable task) {
      given.add(task);
      while (!given.isEmpty() && random.nextInt(3) == 0) {
        given.remove(random.nextInt(given.size())).run();
      }
    }
  }

  @Property
  void workersThatComeWhenTheyPlease(
      @ForAll("batches") List<List<Row>> batches,
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @IntRange(min = 1, max = 4) int inUse,
      @ForAll Random random)
      throws IOException {
    assertEquals(
        outcome(batches, size, 1, Runnable::run), outcome(batches, size, inUse, new Whim(random)));
  }

  @Property(tries = 100)
  void severalThreads(
      @ForAll("batches") List<List<Row>> batches,
      @ForAll @IntRange(min = 1, max = 30) int size,
      @ForAll @IntRange(min = 2, max = 8) int threads)
      throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(threads - 1);
    try {
      assertEquals(
          outcome(batches, size, 1, Runnable::run), outcome(batches, size, 3 * threads, workers));
    } finally {
      workers.shutdownNow();
    }
  }

  /** Windows batches whose memory is used again and again, as a reader of a file does. */
  private static Outcome outcome(List<List<Row>> batches, int size, int inUse, Executor workers)
      throws IOException {
    List<FullWindow> full = new ArrayList<>();
    try (Windower windower = new Windower(size, new AccumulatorPool(), workers, full::add)) {
      FlowBatch.Appender[] memory = new FlowBatch.Appender[inUse];
      FlowSink.Use[] uses = new FlowSink.Use[inUse];
      for (int i = 0; i < batches.size(); i++) {
        int at = i % inUse;
        if (uses[at] != null && !uses[at].isOver()) {
          uses[at].end();
        }
        memory[at] = memory[at] == null ? new FlowBatch.Appender() : memory[at];
        FlowBatch batch = fill(memory[at], batches.get(i));
        windower.add(batch, FlowTimes.toUtc(batch, ZoneOffset.UTC));
        uses[at] = windower.unfinished();
        assertNull(windower.unfinished());
      }
      List<Window> windows = new ArrayList<>();
      List<Profile> profiles = new ArrayList<>();
      for (FullWindow window : full) {
        profiles.add(window.profile());
        windows.add(window.window());
      }
      return new Outcome(windows, profiles, windower.leftOver(), windower.leftOverPartials());
    }
  }

  private static FlowBatch fill(FlowBatch.Appender memory, List<Row> rows) {
    memory.clear();
    for (Row row : rows) {
      memory.flow(row.flow()).localTime(row.time());
      if (row.isPartial()) {
        memory.addPartial(Set.of(FlowField.BYTES_PER_SECOND));
      } else {
        memory.add();
      }
    }
    return memory.batch();
  }
}
