package io.logsentinel.cli.workspace;

/** Input that cannot be used: the run ends, with a message that says what and where. */
public final class InputException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what is wrong and where
   */
  public InputException(String message) {
    super(message);
  }

  /**
   * A failure with its cause.
   *
   * @param message what is wrong and where
   * @param cause why
   */
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
