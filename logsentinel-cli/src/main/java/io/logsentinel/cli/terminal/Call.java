package io.logsentinel.cli.terminal;

import io.logsentinel.cli.workspace.Workspace;

/** Calls that messages tell, as they must be typed into a shell. */
public final class Call {
  private Call() {}

  /**
   * {@return a call that explains a finding, as {@code ./logsentinel explain 3fa9c1d2e07b}, with
   * the folders where they are others than the default ones}
   *
   * @param folders where the artifacts lie
   * @param target a file, a colon and a window, or the id of an incident
   */
  public static String explain(Workspace folders, String target) {
    return "./logsentinel explain " + Workspace.typed(target) + folders.options();
  }

  /**
   * {@return a call that learns another baseline, as {@code ./logsentinel learn FILE}}
   *
   * @param folders where the baseline lies
   */
  public static String learn(Workspace folders) {
    return folders.isDaily()
        ? "./logsentinel learn" + folders.options() + " FILE"
        : "./logsentinel --baseline FILE" + folders.options();
  }
}
