package io.logsentinel.cli.workspace;

import java.util.Locale;

/** The messages and the progress of a piece of work, on their way to whoever watches it. */
public interface Reporter {
  /**
   * A message that something was left out or looks odd.
   *
   * @param message what and where, as it came from outside
   */
  void warn(String message);

  /**
   * The same message in parts.
   *
   * @param format what and where, with {@code %s} for every part
   * @param parts that stand there
   */
  default void warn(String format, Object... parts) {
    warn(String.format(Locale.ROOT, format, parts));
  }

  /**
   * A message that something failed.
   *
   * @param message what, where, limit and actual value, as they came from outside
   */
  void error(String message);

  /**
   * Begins to show how far a long piece of work has come.
   *
   * @param what the work, in a word or two
   * @param totalBytes bytes to read in all; 0 where that is not known
   * @return where bytes are counted, to be closed at the end
   */
  Progress progress(String what, long totalBytes);

  /** The bytes read so far, of those that are to be read. */
  interface Progress extends AutoCloseable {
    /**
     * Counts bytes that were read, from any thread.
     *
     * @param bytes how many more
     */
    void add(long bytes);

    @Override
    default void close() {}
  }
}
