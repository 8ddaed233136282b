package io.logsentinel.cli.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The two streams to the outside: alerts and summary go to stdout, progress and messages to stderr.
 * UTF-8 whatever the locale.
 *
 * <p>A reader of stdout that went away is no failure: the rest of the output is dropped, the run
 * goes on. Any other failure to write to it is kept in mind ({@link #outputFailure()}).
 */
public final class Console {
  private final OutputStream out;
  private final OutputStream err;
  private boolean outClosed;
  private boolean isDiverted;
  private @Nullable IOException outputFailure;
  private String progressLine = "";

  /**
   * A console over two streams.
   *
   * @param out stdout
   * @param err stderr
   */
  public Console(OutputStream out, OutputStream err) {
    this.out = out;
    this.err = err;
  }

  /**
   * Prints a text to stdout.
   *
   * @param text one or more lines, harmless already
   */
  public synchronized void print(String text) {
    progress("");
    if (isDiverted) {
      printError(text);
    } else {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      write(bytes, 0, bytes.length);
    }
  }

  /**
   * Leaves stdout to data: what is printed goes to stderr from now on.
   *
   * @return stdout, which never fails: a failure is kept in mind as one to print is
   */
  public synchronized OutputStream divert() {
    isDiverted = true;
    return new OutputStream() {
      @Override
      public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) {
        Console.this.write(bytes, from, length);
      }
    };
  }

  private synchronized void write(byte[] bytes, int from, int length) {
    if (outClosed) {
      return;
    }
    try {
      out.write(bytes, from, length);
      out.flush();
    } catch (IOException e) {
      outClosed = true;
      boolean readerWentAway = String.valueOf(e.getMessage()).contains("Broken pipe");
      outputFailure = readerWentAway ? null : e;
    }
  }

  /**
   * A message that something was left out or looks odd.
   *
   * @param message what and where; made harmless here
   */
  public void warn(String message) {
    message("warning: " + message);
  }

  /**
   * A message that something failed.
   *
   * @param message what, where, limit and actual value; made harmless here
   */
  public void error(String message) {
    message("error: " + message);
  }

  private synchronized void message(String text) {
    String shown = progressLine;
    progress("");
    printError("logsentinel: " + SafeText.of(text) + "\n");
    progress(shown);
  }

  /**
   * Prints a text to stderr as it is.
   *
   * @param text one or more lines, harmless already
   */
  public synchronized void printError(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException e) {
      // nobody is left to tell
    }
  }

  /** Shows a line of progress in place of the last one; an empty one ends it. */
  synchronized void progress(String line) {
    if (!line.equals(progressLine)) {
      printError("\r" + line + " ".repeat(Math.max(0, progressLine.length() - line.length())));
      printError(line.isEmpty() ? "\r" : "");
      progressLine = line;
    }
  }

  /**
   * {@return the reason why stdout could not be written; null where all went well, or the reader
   * only went away}
   */
  public synchronized @Nullable IOException outputFailure() {
    return outputFailure;
  }
}
