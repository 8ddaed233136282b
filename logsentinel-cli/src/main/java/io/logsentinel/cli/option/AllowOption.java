package io.logsentinel.cli.option;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.workspace.InputException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for flows that are known, and no evidence. */
public final class AllowOption {
  /** Its name on the command line. */
  public static final String NAME = "--allow";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "CSV file of known flows, which stay in their windows but are no evidence; `logsentinel"
              + " allow --example` prints one (default: none)")
  private @Nullable Path file;

  /**
   * {@return the file that is given}
   *
   * @throws InputException if it cannot be read, or a line of it is no rule
   */
  public AllowFile file() throws InputException {
    return file == null ? AllowFile.NONE : AllowFile.read(file);
  }
}
