package io.logsentinel.flink;

import io.logsentinel.core.allow.Allowlist;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.window.Windower.FullWindow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.reader.BulkFormat.RecordIterator;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.connector.file.src.util.SingletonResultIterator;
import org.apache.flink.core.fs.Path;

/**
 * Reader of the windows of a file, one after the other. Core hands flows on as it reads them; a
 * thread of its own lets Flink fetch windows when it wants them, and a few wait in between.
 */
final class WindowReader implements BulkFormat.Reader<FileEvent> {
  private static final int WAITING = 2;

  private final Path path;
  private final String source;
  private final JudgeSettings settings;
  private final int windowSize;
  private final Allowlist allowlist;
  private final BlockingQueue<Fetched> fetched = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread;
  private long given;
  private boolean ended;

  /** A record, or why there is none; the end of the file comes with the last. */
  private record Fetched(FileEvent event, Throwable failure) {}

  /**
   * A reader, which begins to read at once.
   *
   * @param given records that were given before, from 0
   */
  WindowReader(Path path, JudgeSettings settings, int windowSize, Allowlist allowlist, long given) {
    this.path = path;
    this.source = sourceOf(path.getName());
    this.settings = settings;
    this.windowSize = windowSize;
    this.allowlist = allowlist;
    this.given = given;
    this.thread = new Thread(this::readAll, "windows of " + path.getName());
    thread.setDaemon(true);
    thread.start();
  }

  /** The name that artifacts of a run over the same file carry. */
  static String sourceOf(String file) {
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
      put(new Fetched(read(), null));
    } catch (IOException | RuntimeException | Error e) {
      try {
        put(new Fetched(null, e));
      } catch (InterruptedIOException closed) {
        // nobody waits for it any more
      }
    }
  }

  private void put(Fetched next) throws InterruptedIOException {
    try {
      fetched.put(next);
    } catch (InterruptedException e) {
      throw new InterruptedIOException("closed");
    }
  }

  /** Gives all windows; returns the end. */
  private FileEvent read() throws IOException {
    ZoneId zone = settings.zoneOfTimes();
    try (Windower windower =
        new Windower(
            windowSize,
            new AccumulatorPool(),
            Runnable::run,
            allowlist.matcher(withoutGzip(path.getName()), zone),
            this::give)) {
      windower.goOnAt(given);
      windower.skip(given * windowSize);
      RowCounts counts =
          FlowReader.readWhole(
              () -> path.getFileSystem().open(path),
              FlowFormats.named(settings.format()),
              settings.hourClock(),
              (batch, none) -> windower.add(batch, FlowTimes.toUtc(batch, zone)));
      return end(RejectedText.of(path.getName(), counts), windower.leftOver());
    } catch (FlowFileException e) {
      return end(RejectedText.of(path.getName(), e), 0);
    }
  }

  private FileEvent end(byte[] rejected, long leftOver) {
    return new FileEvent(path.toString(), source, Optional.empty(), rejected, leftOver);
  }

  private void give(FullWindow full) throws IOException {
    Window window = full.window();
    byte[] profile = ProfilesJsonl.line(full.profile(), source);
    put(new Fetched(new FileEvent(path.toString(), source, Optional.of(window), profile, 0), null));
  }

  @Override
  public RecordIterator<FileEvent> readBatch() throws IOException {
    if (ended) {
      return null;
    }
    Fetched next;
    try {
      next = fetched.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a window of " + path);
    }
    if (next.failure() != null) {
      throw new IOException(path + " cannot be read", next.failure());
    }
    ended = next.event().window().isEmpty();
    given++;
    SingletonResultIterator<FileEvent> one = new SingletonResultIterator<>();
    one.set(next.event(), RecordAndPosition.NO_OFFSET, given);
    return one;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
