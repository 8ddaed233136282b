package io.logsentinel.cli.option;

import io.logsentinel.cli.workspace.Workspace;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where the artifacts lie. */
public final class FolderOptions {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "Data",
      description = "folder with raw, processed and windowed (default: ${DEFAULT-VALUE})")
  private Path dataDir;

  @Option(
      names = {"--models-dir", "--state"},
      paramLabel = "DIR",
      defaultValue = "Models",
      description = "folder with baseline, forests and findings (default: ${DEFAULT-VALUE})")
  private Path modelsDir;

  /** {@return the working folders} */
  public Workspace workspace() {
    return new Workspace(dataDir, modelsDir);
  }
}
