package io.logsentinel.cli.command;

import io.logsentinel.cli.option.BaselineOptions;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.FalseAlarmRateOption;
import io.logsentinel.cli.option.FolderOptions;
import io.logsentinel.cli.option.QuietOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.run.BaselineUpdate;
import io.logsentinel.cli.run.UpdateReport;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.terminal.UpdateSummary;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Workspace;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that merges further windows into the baseline. */
@Command(
    name = "update",
    header = {
      "Merge the windows of further files into the baseline, as if it had been learned from them too.",
      "Windows that alarm against the baseline as it was before their file do not train.",
      "",
      "  logsentinel baseline update Tuesday.csv",
      "  logsentinel baseline update Tuesday.csv Wednesday.csv --false-alarm-rate 0.02",
      "  logsentinel baseline update NewOffice.csv --trust-baseline",
      ""
    },
    footer = {
      "",
      "The files must have been windowed, by `monitor`, or by --step preprocess and --step window.",
      "Exit codes: 0 done, 2 wrong usage, 3 baseline or files that cannot be used, or do not fit",
      "each other, 5 output that cannot be written. But for 0 the baseline stays as it was."
    })
final class BaselineUpdateCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILES",
      arity = "1..*",
      description = "files, by their names: what became windows; in the order in which they train")
  private List<String> files;

  @Mixin private FolderOptions folders;
  @Mixin private FalseAlarmRateOption falseAlarms;
  @Mixin private BaselineOptions baseline;
  @Mixin private ThreadsOption threads;
  @Mixin private QuietOption quiet;
  @Mixin private CommonOptions common;

  BaselineUpdateCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    List<String> names =
        files.stream().map(file -> file.substring(file.lastIndexOf('/') + 1)).toList();
    Usage.requireRawNames(spec, "FILES", names);
    Workspace from = BaselineUpdate.foldersWith(folders.workspace(), names);
    UpdateReport report =
        new BaselineUpdate(
                from,
                baseline.settings(names, falseAlarms.rate()),
                threads.count(),
                new ConsoleReporter(context.console(), false))
            .run();
    if (!quiet.isOn()) {
      context.console().print(UpdateSummary.of(report));
      context.console().print("  windows of: " + SafeText.of(from.windowed().toString()) + "\n");
    }
    return ExitCode.DONE;
  }
}
