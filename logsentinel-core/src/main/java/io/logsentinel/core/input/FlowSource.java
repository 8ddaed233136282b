package io.logsentinel.core.input;

import java.io.IOException;
import java.io.InputStream;

/**
 * Source of the bytes of one flow file, as they are or compressed with gzip; may be asked for them
 * more than once.
 */
@FunctionalInterface
public interface FlowSource {
  /**
   * {@return a stream of the bytes, from the first one, that the caller closes}
   *
   * @throws IOException if the bytes cannot be had
   */
  InputStream open() throws IOException;

  /**
   * {@return whether a read of the stream opened last would wait for bytes that are still to be
   * written; never where all of them are there, as here} Asked from any thread.
   *
   * <p>A reader of whole files then hands on what it has, but for a line that has no end yet, and
   * does not read before there is more.
   */
  default boolean waits() {
    return false;
  }

  /**
   * Waits until a read does not: bytes are there, or the end is known.
   *
   * @throws IOException if the waiting is to end without either; the reading ends with it
   */
  default void await() throws IOException {}

  /**
   * {@return what a reader of whole files assumes of encoding and clock at first: the number that
   * {@link #assume} was given when the file was read before; 0 where it was not, as here}
   */
  default int assumed() {
    return 0;
  }

  /**
   * Takes note that the file is read from its start again, as its encoding, its clock or its order
   * of day and month turned out to be another. A file that is still being written shows that at
   * another place the next time, or not at all.
   *
   * @param reading number of what is assumed of it from now on
   */
  default void assume(int reading) {}
}
