package io.logsentinel.core.input;

import java.io.IOException;

/**
 * Signal that what was handed out was read on an assumption that does not fit the rest of the file.
 * Nothing is wrong with the file: read it again, from the start, with a {@linkplain #correct
 * corrected} one.
 */
abstract class WrongReadingException extends IOException {
  private static final long serialVersionUID = 1L;

  WrongReadingException(String message) {
    super(message);
  }

  /**
   * {@return the assumptions to read the file with, those it was read with but for the wrong one}
   */
  abstract Reading correct(Reading wrong);
}
