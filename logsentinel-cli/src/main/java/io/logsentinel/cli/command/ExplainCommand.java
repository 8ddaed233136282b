package io.logsentinel.cli.command;

import io.logsentinel.cli.explain.ExplainRun;
import io.logsentinel.cli.terminal.ExplanationText;
import io.logsentinel.cli.workspace.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows everything behind one verdict. */
@Command(
    name = "explain",
    header = {
      "Show everything behind the verdict on one window, or on an incident.",
      "",
      "  logsentinel explain Friday-WorkingHours-Afternoon-PortScan.pcap_ISCX.csv:12",
      "  logsentinel explain PortScan:12",
      "      window 12 of the only windowed file whose name contains PortScan",
      "  logsentinel explain 3fa9c1d2e07b",
      "      the most unusual window of the incident with that id",
      ""
    },
    footer = {
      "",
      "Reads the windows and profiles of Data, and baseline and forests of Models; changes nothing.",
      "",
      "Exit codes: 0 done, 2 wrong usage, 3 no such window or incident, or an artifact that is",
      "missing or damaged."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100)
public final class ExplainCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE:WINDOW|ID",
      description = "a raw or windowed file, or a part of its name, and a window; or an incident")
  private String target;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "Data",
      description = "folder with windowed (default: Data)")
  private Path dataDir;

  @Option(
      names = "--models-dir",
      paramLabel = "DIR",
      defaultValue = "Models",
      description = "folder with baseline, forests and incidents (default: Models)")
  private Path modelsDir;

  @Option(
      names = "--false-alarm-rate",
      paramLabel = "RATE",
      description =
          "from which p-value down the detector alarms (default: as in the last run, else 0.01)")
  private Double falseAlarmRate;

  @Option(names = "--config", paramLabel = "FILE", description = "properties file with options")
  private Path config;

  @Option(names = "--debug", description = "show stack traces of errors")
  private boolean debug;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  public ExplainCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    ExplainRun run = new ExplainRun(dataDir, modelsDir, context.console());
    OptionRanges ranges = new OptionRanges(spec.commandLine());
    double rate =
        falseAlarmRate == null ? run.falseAlarmRate() : ranges.falseAlarmRate(falseAlarmRate);
    context.console().print(new ExplanationText(rate).of(run.explain(target)));
    return ExitCode.DONE;
  }
}
