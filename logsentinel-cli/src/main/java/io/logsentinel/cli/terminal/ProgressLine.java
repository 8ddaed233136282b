package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.workspace.Reporter.Progress;
import java.util.concurrent.atomic.AtomicLong;

/** A line on a terminal that shows, some times a second, how far the reading has come. */
final class ProgressLine implements Progress {
  private static final long INTERVAL_MILLIS = 200;
  private static final double MEGA = 1e6;

  private final Console console;
  private final String what;
  private final long totalBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final long start = System.nanoTime();
  private final Thread painter;

  /** Begins to show progress. */
  ProgressLine(Console console, String what, long totalBytes) {
    this.console = console;
    this.what = what;
    this.totalBytes = totalBytes;
    painter = new Thread(this::paint, "progress");
    painter.setDaemon(true);
    painter.start();
  }

  @Override
  public void add(long count) {
    bytes.addAndGet(count);
  }

  private void paint() {
    try {
      while (!Thread.interrupted()) {
        console.progress(line());
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      // the end of the work
    }
    console.progress("");
  }

  private String line() {
    long done = bytes.get();
    double seconds = Math.max(1e-3, (System.nanoTime() - start) / 1e9);
    if (totalBytes == 0) {
      return format(
          "%s  %s MB  %s MB/s", what, Math.round(done / MEGA), Math.round(done / MEGA / seconds));
    }
    long percent = Math.min(100, 100 * done / totalBytes);
    return format(
        "%s  %s %%  %s of %s MB  %s MB/s",
        what,
        percent,
        Math.round(done / MEGA),
        Math.round(totalBytes / MEGA),
        Math.round(done / MEGA / seconds));
  }

  @Override
  public void close() {
    painter.interrupt();
    try {
      painter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
