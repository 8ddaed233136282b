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
}
