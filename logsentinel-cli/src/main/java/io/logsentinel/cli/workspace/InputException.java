package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Input that cannot be used: the run ends, with a message that says what and where. */
public final class InputException extends IOException {
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

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /**
   * {@return a failure}
   *
   * @param format what is wrong and where, with {@code %s} for every part
   * @param parts that stand there
   */
  public static InputException of(String format, Object... parts) {
    return new InputException(String.format(Locale.ROOT, format, parts));
  }

  /**
   * {@return the failure of a file that cannot be read, or is not what it should be}
   *
   * @param file the file
   * @param e what happened
   */
  public static InputException unusable(Path file, IOException e) {
    return new InputException(file + ": " + IoMessages.of(e), e);
  }
}
