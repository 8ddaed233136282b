package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** An output that could not be written: the run ends, with a message that says which and why. */
public final class OutputException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure to write.
   *
   * @param path which output
   * @param cause why
   */
  public OutputException(Path path, IOException cause) {
    this(path + ": cannot be written: " + reason(path, cause), cause);
  }

  private static String reason(Path path, IOException cause) {
    Path folder = path.toAbsolutePath().getParent();
    return cause instanceof NoSuchFileException && folder != null && !Files.exists(folder)
        ? "no folder " + folder + "; make it first"
        : IoMessages.of(cause);
  }

  /**
   * A failure to write to what is no file.
   *
   * @param message which output, why, and what to do
   * @param cause why
   */
  public OutputException(String message, IOException cause) {
    super(message, cause);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
