package io.logsentinel.cli.output;

import java.time.Duration;

/**
 * Silence of a source that is followed: nothing was written to it, or nothing that could be looked
 * at.
 *
 * @param file name of its windowed file
 * @param path that its flows are written to, in words
 * @param window number of the window that waits for flows
 * @param since when it was heard last, in milliseconds from 1970 UTC
 * @param until when that was told, likewise
 * @param after how long a source may say nothing
 * @param isOver whether the source is heard again
 */
public record Silence(
    String file, String path, long window, long since, long until, Duration after, boolean isOver) {

  /** {@return one sentence} */
  public String words() {
    return isOver
        ? path + ": is not silent any more"
        : path
            + ": has been silent for "
            + after.toSeconds()
            + " s: nothing was written to it that could be looked at";
  }

  /**
   * {@return the same silence, once the source is heard again}
   *
   * @param now in milliseconds from 1970 UTC
   */
  public Silence over(long now) {
    return new Silence(file, path, window, since, now, after, true);
  }
}
