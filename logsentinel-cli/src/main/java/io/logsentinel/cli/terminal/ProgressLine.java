package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.workspace.Reporter.Progress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A line on a terminal that shows, some times a second, how far the reading has come, how fast it
 * is, and how long it will still take.
 *
 * <p>Own code, as the usual library for it (progressbar 0.10.1, with jline-terminal 3.24.1) was
 * tried: it adds 485 kB, 719 classes and 0.27 s of processor time to a run that shows progress, and
 * writes colors and block characters where {@code NO_COLOR} is set or the terminal is dumb.
 */
final class ProgressLine implements Progress {
  private static final long INTERVAL_MILLIS = 200;
  private static final double MEGA = 1e6;
  private static final double LEAST_SECONDS = 1;

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
        double seconds = (System.nanoTime() - start) / 1e9;
        console.progress(line(what, bytes.get(), totalBytes, seconds));
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      // the end of the work
    }
    console.progress("");
  }

  /**
   * {@return the line after some seconds}
   *
   * @param done bytes that were read, from 0
   * @param totalBytes that there are; 0 where that is not known
   */
  static String line(String what, long done, long totalBytes, double elapsed) {
    double seconds = Math.max(1e-3, elapsed);
    if (totalBytes == 0) {
      return format(
          "%s  %s MB  %s MB/s", what, Math.round(done / MEGA), Math.round(done / MEGA / seconds));
    }
    long percent = Math.min(100, 100 * done / totalBytes);
    return format(
        "%s  %s %%  %s of %s MB  %s MB/s%s",
        what,
        percent,
        Math.round(done / MEGA),
        Math.round(totalBytes / MEGA),
        Math.round(done / MEGA / seconds),
        left(done, totalBytes, seconds));
  }

  /** The time that the rest takes at the rate so far; nothing before that tells anything. */
  private static String left(long done, long totalBytes, double seconds) {
    if (done == 0 || seconds < LEAST_SECONDS) {
      return "";
    }
    long left = Math.round(seconds * Math.max(0, totalBytes - done) / done);
    return left < 60 ? format("  %s s left", left) : format("  %s min left", (left + 30) / 60);
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
