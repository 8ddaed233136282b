package io.logsentinel.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli;
import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is left to the one thread of a run where others do all that they may: no number of cores
 * makes that part any faster. It is the processor's time that counts, so neither the clock nor what
 * else the machine does.
 */
class SerialShareTest {
  /** With it, eight cores are at most four times as fast as one. */
  private static final double MOST = 0.15;

  /** The compiler may come late, and the caches be full of other things. */
  private static final int ATTEMPTS = 5;

  @TempDir Path folder;

  /** Does all work that it is given in another thread, before it comes back. */
  private static final class Elsewhere extends AbstractExecutorService {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final ExecutorService other;
    private final AtomicLong nanos = new AtomicLong();
    private Thread thread;

    Elsewhere() {
      other =
          Executors.newSingleThreadExecutor(
              work -> {
                thread = new Thread(work);
                return thread;
              });
    }

    static long time() {
      return THREADS.getCurrentThreadCpuTime();
    }

    @Override
    public void execute(Runnable work) {
      if (Thread.currentThread() == thread) {
        work.run();
        return;
      }
      CompletableFuture.runAsync(
              () -> {
                long before = time();
                work.run();
                nanos.addAndGet(time() - before);
              },
              other)
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
    }

    @Override
    public void shutdown() {
      other.shutdown();
    }

    @Override
    public List<Runnable> shutdownNow() {
      return other.shutdownNow();
    }

    @Override
    public boolean isShutdown() {
      return other.isShutdown();
    }

    @Override
    public boolean isTerminated() {
      return other.isTerminated();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
      return other.awaitTermination(timeout, unit);
    }
  }

  private Times times(Path size) throws IOException {
    Elsewhere elsewhere = new Elsewhere();
    Workspace folders = new Workspace(size, size.resolve("Models"));
    RunSettings settings =
        RunSettings.ofAll(
            folders,
            new IngestSettings(FlowFormats.AUTO, 2_000, Optional.empty(), HourClock.AUTO, false),
            new DetectionSettings(
                DetectorSettings.defaults(), OptionalDouble.empty(), false, Optional.empty()));
    Reporter silent =
        new Reporter() {
          @Override
          public void error(String message) {}

          @Override
          public void warn(String message) {}

          @Override
          public Progress progress(String what, long bytes) {
            return more -> {};
          }
        };
    Pipeline pipeline =
        new Pipeline(
            settings,
            silent,
            sentinel -> new FindingSink() {},
            () -> new Workers(settings.threads() + 1, elsewhere));
    long before = Elsewhere.time();
    pipeline.run();
    long own = Elsewhere.time() - before;
    return new Times(own, elsewhere.nanos.get());
  }

  /** The processor's time, in nanoseconds, of the thread of a run and of the others. */
  private record Times(long own, long others) {}

  @Test
  void mostOfARun_isDoneByAnyThread() throws IOException {
    Path small = simulated("small", "0.02");
    Path large = simulated("large", "0.12");
    times(large); // the first run is one of the interpreter
    double least = 1;
    for (int attempt = 0; attempt < ATTEMPTS && least > MOST; attempt++) {
      Times less = times(small);
      Times more = times(large);
      // what a run takes whatever it reads is left out
      double own = more.own() - less.own();
      least = Math.min(least, own / (own + more.others() - less.others()));
    }
    assertTrue(least <= MOST, "done in order: " + least);
  }

  private Path simulated(String name, String scale) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    String out = "--out=" + data.resolve("raw");
    assertEquals(0, Cli.run("simulate", out, "--scale=" + scale).exit());
    return data;
  }
}
