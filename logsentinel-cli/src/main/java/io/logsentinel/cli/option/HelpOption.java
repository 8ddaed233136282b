package io.logsentinel.cli.option;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The option of every command, and the layout of the help that it asks for. */
@Command(sortOptions = false, abbreviateSynopsis = true, usageHelpWidth = 100)
public final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  private boolean help;
}
