package io.logsentinel.cli.command;

import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.workspace.Reporter;
import picocli.CommandLine.Option;

/** The option for no progress on the terminal. */
final class ProgressOption {
  @Option(
      names = "--no-progress",
      fallbackValue = "true",
      description = "show no progress on the terminal")
  private boolean noProgress;

  /** {@return messages, and progress where a terminal can show it and it is wanted} */
  Reporter reporter(ProcessContext context) {
    return new ConsoleReporter(context.console(), context.errIsTerminal() && !noProgress);
  }
}
