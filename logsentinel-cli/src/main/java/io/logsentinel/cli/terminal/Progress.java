package io.logsentinel.cli.terminal;

import java.util.concurrent.atomic.AtomicLong;

/** How far the reading has come, shown some times a second on a terminal. */
public final class Progress implements AutoCloseable {
  private static final long INTERVAL_MILLIS = 200;
  private static final double MEGA = 1e6;

  private final Console console;
  private final String what;
  private final long totalBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final long start = System.nanoTime();
  private final Thread painter;

  /**
   * Begins to show progress.
   *
   * @param console where
   * @param shown whether it is shown at all
   * @param what the step, in a word
   * @param totalBytes bytes to read in all
   */
  public Progress(Console console, boolean shown, String what, long totalBytes) {
    this.console = console;
    this.what = what;
    this.totalBytes = totalBytes;
    painter = new Thread(this::paint, "progress");
    painter.setDaemon(true);
    if (shown) {
      painter.start();
    }
  }

  /**
   * Counts bytes that were read, from any thread.
   *
   * @param count how many more
   */
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
    long percent = totalBytes == 0 ? 100 : Math.min(100, 100 * done / totalBytes);
    return what
        + "  "
        + percent
        + " %  "
        + Math.round(done / MEGA)
        + " of "
        + Math.round(totalBytes / MEGA)
        + " MB  "
        + Math.round(done / MEGA / seconds)
        + " MB/s";
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
