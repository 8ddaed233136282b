package io.logsentinel.cli.command;

import io.logsentinel.cli.compare.CompareRun;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.StateOption;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.terminal.ComparisonText;
import io.logsentinel.cli.terminal.TerminalStyle.ColorMode;
import io.logsentinel.cli.workspace.InputException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that tells what is new since an earlier run. */
@Command(
    name = "compare",
    header = {
      "Tell which incidents are new since an earlier run, which go on and which are gone.",
      "",
      "  logsentinel compare",
      "      the last run against the one before",
      "  logsentinel compare 2026-11-19",
      "      the last run against that of a day",
      "  logsentinel compare 2026-11-19 2026-11-26",
      "      one against the other; folders with an incidents.json will do too",
      ""
    },
    footer = {
      "",
      "An incident goes on if it is called the same and has the same attackers or, where these are",
      "many or unknown, the same victims. Of a new one it is said if its attackers are known.",
      "",
      "Exit codes: 0 done, 2 wrong usage, 3 no such run, or one that is damaged."
    })
final class CompareCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Parameters(
      arity = "0..2",
      paramLabel = "RUN",
      description = "the earlier run, then the later: beginnings of their names, or folders")
  private List<String> runs = List.of();

  @Spec private CommandSpec spec;
  @Mixin private StateOption state;
  @Mixin private CommonOptions common;

  CompareCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException {
    Usage.require(
        spec,
        runs.size() <= 2,
        "two runs are compared, the earlier and the later, but there are "
            + runs.size()
            + ": "
            + String.join(", ", runs));
    CompareRun run = CompareRun.of(state.folder(), runs);
    context
        .console()
        .print(new ComparisonText(context.style(ColorMode.AUTO), run).of(run.compare()));
    return ExitCode.DONE;
  }
}
