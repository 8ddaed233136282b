package io.logsentinel.cli.pipeline;

/** Input that cannot be used: the run ends, with a message that says what and where. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  InputException(String message) {
    super(message);
  }

  InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
