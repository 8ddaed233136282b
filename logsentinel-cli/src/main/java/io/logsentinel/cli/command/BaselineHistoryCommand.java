package io.logsentinel.cli.command;

import io.logsentinel.cli.adapt.AdaptedRuns;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.StateOption;
import io.logsentinel.cli.terminal.SafeText;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command that shows what became of baselines that adapt. */
@Command(
    name = "history",
    header = {
      "Show what became of baselines that learn while they are used.",
      "By run: what trained, what was held back and why, and which baseline is in use.",
      "",
      "  logsentinel baseline history",
      "  logsentinel baseline history --state Office",
      ""
    })
final class BaselineHistoryCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Mixin private StateOption state;
  @Mixin private CommonOptions common;

  BaselineHistoryCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws IOException {
    new AdaptedRuns(state.folder())
        .history()
        .lines()
        .forEach(line -> context.console().print(SafeText.of(line) + "\n"));
    return ExitCode.DONE;
  }
}
