package io.logsentinel.cli.command;

import io.logsentinel.cli.inspect.InspectRun;
import io.logsentinel.cli.inspect.InspectSettings;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.FormatOptions;
import io.logsentinel.cli.option.InputOptions;
import io.logsentinel.cli.option.ProgressOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.TimeOptions;
import io.logsentinel.cli.terminal.InspectionText;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.cli.workspace.Workers;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private InputOptions input;

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
    InspectSettings settings = new InspectSettings(format.format(), times.clock(), times.zone());
    try (StandardInput standardInput = StandardInput.temporary(context.input(), input.stdinName());
        Workers workers = new Workers(threads.count())) {
      FlowInputs inputs = FlowInputs.ofArguments(input.files(), standardInput);
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
