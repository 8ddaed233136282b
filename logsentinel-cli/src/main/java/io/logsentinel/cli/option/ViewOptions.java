package io.logsentinel.cli.option;

import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.TerminalStyle.ColorMode;
import io.logsentinel.cli.workspace.Reporter;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for what of a run is printed, and how. */
public final class ViewOptions {
  @Option(
      names = "--view",
      paramLabel = "VIEW",
      defaultValue = "incidents",
      description =
          "what is printed: incidents, or the alerts of the 3-sigma rule (default: ${DEFAULT-VALUE})")
  private FindingsView view;

  @Mixin private QuietOption quiet;
  @Mixin private ProgressOption progress;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto, always or never (default: ${DEFAULT-VALUE})")
  private ColorMode color;

  /** {@return what of the findings is shown; empty for nothing} */
  public Optional<FindingsView> findings() {
    return quiet.isOn() ? Optional.empty() : Optional.of(view);
  }

  /** {@return whether the terminal is written to in color} */
  public ColorMode color() {
    return color;
  }

  /**
   * {@return messages, and progress where a terminal can show it and it is wanted}
   *
   * @param console where both go
   * @param isTerminal whether its stderr is a terminal
   */
  public Reporter reporter(Console console, boolean isTerminal) {
    return progress.reporter(console, isTerminal);
  }
}
