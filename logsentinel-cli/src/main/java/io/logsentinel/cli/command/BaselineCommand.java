package io.logsentinel.cli.command;

import io.logsentinel.cli.option.HelpOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The name before the commands on a baseline; alone it shows their help. */
@Command(
    name = "baseline",
    header = {
      "Keep a baseline up to date, or look after one that follow --adapt-baseline keeps.",
      "",
      "  logsentinel baseline update Tuesday.csv",
      "  logsentinel baseline history",
      ""
    })
final class BaselineCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  BaselineCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() {
    context.console().print(spec.commandLine().getUsageMessage(Help.Ansi.OFF));
    return ExitCode.DONE;
  }
}
