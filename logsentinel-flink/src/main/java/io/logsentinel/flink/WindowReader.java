package io.logsentinel.flink;

import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import io.logsentinel.flink.Judge.JudgedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.fs.Path;

/**
 * Reader of what is found in a file, window by window: lines of findings, and with the end lines of
 * what could not be read. What a window holds, and what is found in it, depends on every row before
 * it: one that goes on in the middle begins at the start of the file, finds the same, and passes
 * over what was given.
 *
 * <p>Core hands flows on as it reads them; a thread of its own lets Flink fetch windows when it
 * wants them, and a few wait in between.
 */
final class WindowReader implements WholeFileFormat.Records<Tuple2<List<String>, List<String>>> {
  private static final int WAITING = 4;

  private final Path path;
  private final JudgedBy by;
  private final Judge judge;
  private final long given;
  private final BlockingQueue<Callable<Tuple2<List<String>, List<String>>>> fetched =
      new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private boolean ended;

  /**
   * A reader, which begins to read at once.
   *
   * @param given windows that were given before; one more, if the end was
   */
  WindowReader(Path path, JudgedBy by, long given) throws IOException {
    this.path = path;
    this.by = by;
    this.judge = new Judge(by, sourceOf(path.getName()), null);
    this.given = given;
    this.thread = new Thread(this::readAll, "windows of " + path.getName());
    thread.setDaemon(true);
    thread.start();
  }

  /** The name that artifacts of a run over the same file carry. */
  private static String sourceOf(String file) {
    String text = withoutGzip(file);
    boolean isCsv = text.toLowerCase(Locale.ROOT).endsWith(".csv");
    return "windowed_cleaned_" + text + (isCsv ? "" : ".csv");
  }

  private static String withoutGzip(String file) {
    boolean isGzip = file.toLowerCase(Locale.ROOT).endsWith(".gz");
    return isGzip ? file.substring(0, file.length() - 3) : file;
  }

  private void readAll() {
    try {
      Callable<Tuple2<List<String>, List<String>>> last;
      try {
        var end = read();
        last =
            () -> {
              ended = true;
              return judge.windows() < given ? null : end; // nor that again
            };
      } catch (IOException | RuntimeException | Error e) {
        last =
            () -> {
              throw new IOException(path + " cannot be read", e);
            };
      }
      fetched.put(last);
    } catch (InterruptedException closed) {
      // nobody waits for it any more
    }
  }

  /** Gives all windows; returns the end. */
  private Tuple2<List<String>, List<String>> read() throws IOException {
    SentinelOptions options = by.sentinel().options();
    ZoneId zone = options.timeZone().orElse(ZoneOffset.UTC);
    try (Windower windower =
        new Windower(
            options.windowSize(),
            new AccumulatorPool(),
            Runnable::run,
            options.allowlist().matcher(withoutGzip(path.getName()), zone),
            this::give)) {
      RowCounts counts =
          FlowReader.readWhole(
              () -> path.getFileSystem().open(path),
              options.format(),
              options.clock(),
              (batch, none) -> {
                by.learned().requireMeasure(batch.measure());
                windower.add(batch, FlowTimes.toUtc(batch, zone));
              });
      judge.end(windower.leftOver());
      return Tuple2.of(judge.take(), RejectedText.of(path.getName(), counts));
    } catch (FlowFileException e) {
      judge.end(0);
      return Tuple2.of(judge.take(), List.of(RejectedText.of(path.getName(), e)));
    }
  }

  private void give(FullWindow full) throws IOException {
    judge.session().add(full.window(), full::profile);
    List<String> lines = judge.take();
    if (judge.windows() > given) {
      try {
        fetched.put(() -> Tuple2.of(lines, List.of()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("closed");
      }
    }
  }

  @Override
  public Tuple2<List<String>, List<String>> next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      return fetched.take().call();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a window of " + path);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
