package io.logsentinel.core.text;

import java.io.IOException;

/**
 * An artifact that is not what it should be: damaged, of another version, or made for other data.
 * The message says what, where, and what was expected.
 */
public final class ArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * An artifact that cannot be used.
   *
   * @param message what is wrong and where
   */
  public ArtifactException(String message) {
    super(message);
  }

  /**
   * An artifact that cannot be used.
   *
   * @param message what is wrong and where
   * @param cause what told so
   */
  public ArtifactException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
