package io.logsentinel.cli.terminal;

import io.logsentinel.cli.workspace.Workspace;
import java.nio.file.Path;

/** Call of the command that explains a finding, as it must be typed into a shell. */
public final class ExplainCall {
  private static final Workspace DEFAULT = new Workspace(Path.of("Data"), Path.of("Models"));

  private ExplainCall() {}

  /**
   * {@return a call as {@code ./logsentinel explain 3fa9c1d2e07b}, with the folders where they are
   * others than the default ones}
   *
   * @param folders where the artifacts lie
   * @param target a file, a colon and a window, or the id of an incident
   */
  public static String of(Workspace folders, String target) {
    String call = "./logsentinel explain " + quoted(target);
    if (!folders.findings().equals(folders.models())) {
      return call + option("--state", folders.models(), DEFAULT.models());
    }
    return call
        + option("--data-dir", folders.data(), DEFAULT.data())
        + option("--models-dir", folders.models(), DEFAULT.models());
  }

  private static String option(String name, Path folder, Path usual) {
    return folder.equals(usual) ? "" : " " + name + " " + quoted(folder.toString());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
