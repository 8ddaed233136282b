package io.logsentinel.cli.option;

import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.workspace.Reporter;
import picocli.CommandLine.Option;

/** The option for no progress on the terminal. */
public final class ProgressOption {
  @Option(
      names = "--no-progress",
      fallbackValue = "true",
      description = "show no progress on the terminal")
  private boolean noProgress;

  /**
   * {@return messages, and progress where a terminal can show it and it is wanted}
   *
   * @param console where both go
   * @param isTerminal whether its stderr is a terminal
   */
  public Reporter reporter(Console console, boolean isTerminal) {
    return new ConsoleReporter(console, isTerminal && !noProgress);
  }
}
