package io.logsentinel.cli.command;

import io.logsentinel.cli.adapt.AdaptedRuns;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.StateOption;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.Workspace;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command that puts an earlier baseline back. */
@Command(
    name = "rollback",
    header = {
      "Have a follower go back to a baseline that it had before, or to the one it began with.",
      "No window that it judged until then trains any more.",
      "",
      "  logsentinel baseline history",
      "  logsentinel baseline rollback 9f2c41d08b37",
      ""
    },
    footer = {
      "",
      "A follower that runs goes back at once, one that does not when it is begun again.",
      "Exit codes: 0 done, 2 wrong usage, 3 no follower keeps such a baseline, 5 output that cannot",
      "be written."
    })
final class BaselineRollbackCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Parameters(
      paramLabel = "DIGEST",
      description = "the baseline: 4 or more of the first digits that `baseline history` shows")
  private String digest;

  @Mixin private StateOption state;
  @Mixin private CommonOptions common;

  BaselineRollbackCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws IOException {
    Workspace run = new AdaptedRuns(state.folder()).rollback(digest);
    context
        .console()
        .print(
            SafeText.of(run.findings().toString())
                + ": its follower goes back to "
                + digest
                + " at once, or when it is begun again\n");
    return ExitCode.DONE;
  }
}
