package io.logsentinel.cli.option;

import io.logsentinel.cli.workspace.StateFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option for the folder of a baseline that is used day by day. */
public final class StateOption {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "Models",
      description =
          "folder of the baseline, and of the results of every run (default: ${DEFAULT-VALUE})")
  private Path folder;

  /** {@return the folder} */
  public StateFolder folder() {
    return new StateFolder(folder);
  }
}
