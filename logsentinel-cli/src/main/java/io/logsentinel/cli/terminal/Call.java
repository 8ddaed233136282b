package io.logsentinel.cli.terminal;

import io.logsentinel.cli.workspace.Workspace;
import java.nio.file.Path;

/** Calls that messages tell, as they must be typed into a shell. */
public final class Call {
  private static final Workspace DEFAULT = new Workspace(Path.of("Data"), Path.of("Models"));

  private Call() {}

  /**
   * {@return a call that explains a finding, as {@code ./logsentinel explain 3fa9c1d2e07b}, with
   * the folders where they are others than the default ones}
   *
   * @param folders where the artifacts lie
   * @param target a file, a colon and a window, or the id of an incident
   */
  public static String explain(Workspace folders, String target) {
    String call = "./logsentinel explain " + quoted(target);
    if (folders.isDaily()) {
      return call + option("--state", folders.models(), DEFAULT.models());
    }
    return call
        + option("--data-dir", folders.data(), DEFAULT.data())
        + option("--models-dir", folders.models(), DEFAULT.models());
  }

  /**
   * {@return a call that learns another baseline, as {@code ./logsentinel learn FILE}}
   *
   * @param folders where the baseline lies
   */
  public static String learn(Workspace folders) {
    return folders.isDaily()
        ? "./logsentinel learn" + option("--state", folders.models(), DEFAULT.models()) + " FILE"
        : "./logsentinel --baseline FILE";
  }

  private static String option(String name, Path folder, Path usual) {
    return folder.equals(usual) ? "" : " " + name + " " + quoted(folder.toString());
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
