package io.logsentinel.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What can be done with a baseline; alone it shows its help. */
@Command(
    name = "baseline",
    header = {"Keep a baseline up to date.", "", "  logsentinel baseline update Tuesday.csv", ""},
    usageHelpWidth = 100)
public final class BaselineCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  public BaselineCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() {
    context.console().print(spec.commandLine().getUsageMessage(Help.Ansi.OFF));
    return ExitCode.DONE;
  }
}
