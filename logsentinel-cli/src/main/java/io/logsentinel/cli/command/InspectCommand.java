package io.logsentinel.cli.command;

import io.logsentinel.cli.inspect.InspectRun;
import io.logsentinel.cli.inspect.InspectSettings;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.FormatOptions;
import io.logsentinel.cli.option.ProgressOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.TimeOptions;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.terminal.InspectionText;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.cli.workspace.Workers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that tells what there is in files of flows. */
@Command(
    name = "inspect",
    header = {
      "Tell what there is in files of flows: dialect, columns, rows, times, labels, windows.",
      "",
      "  logsentinel inspect today.csv conn.log.gz",
      "  zcat eve.json.gz | logsentinel inspect -",
      "  logsentinel inspect --map \"Source IP=client_addr\" export.csv",
      ""
    },
    footer = {
      "",
      "Reads each file once, to its end; changes nothing.",
      "",
      "Exit codes: 0 flows can be had of every file, 2 wrong usage, 3 of one they cannot."
    })
final class InspectCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "files, plain, gzip or zstd, folders, patterns such as 'logs/*.csv', or - for standard"
              + " input")
  private List<String> files;

  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      defaultValue = "stdin",
      description = "what standard input is called (default: ${DEFAULT-VALUE})")
  private String stdinName;

  @Mixin private FormatOptions format;
  @Mixin private TimeOptions times;
  @Mixin private ThreadsOption threads;
  @Mixin private ProgressOption progress;
  @Mixin private CommonOptions common;

  InspectCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    Usage.requireStandardInput(spec, files, stdinName);
    InspectSettings settings = new InspectSettings(format.format(), times.clock(), times.zone());
    try (StandardInput standardInput = StandardInput.temporary(context.input(), stdinName);
        Workers workers = new Workers(threads.count())) {
      FlowInputs inputs = FlowInputs.ofArguments(files, standardInput);
      InspectRun run =
          new InspectRun(
              settings, workers, progress.reporter(context.console(), context.errIsTerminal()));
      InspectionText text = new InspectionText(settings.clock());
      boolean usable =
          run.inspect(inputs, inspection -> context.console().print(text.of(inspection)));
      return usable ? ExitCode.DONE : ExitCode.INPUT;
    }
  }
}
