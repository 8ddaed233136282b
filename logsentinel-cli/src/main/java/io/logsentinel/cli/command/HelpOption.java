package io.logsentinel.cli.command;

import picocli.CommandLine.Option;

/** The option of every command. */
final class HelpOption {
  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;
}
