package io.logsentinel.cli.command;

import io.logsentinel.cli.explain.ExplainRun;
import io.logsentinel.cli.explain.WindowExplanation;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.FalseAlarmRateOption;
import io.logsentinel.cli.option.FolderOptions;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.terminal.Call;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.terminal.ExplanationText;
import io.logsentinel.cli.terminal.TerminalStyle.ColorMode;
import io.logsentinel.cli.terminal.VerdictText;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Workspace;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that shows what is behind one verdict. */
@Command(
    name = "explain",
    header = {
      "Show the verdict on one window, or on an incident, with what is behind it.",
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
    })
final class ExplainCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Parameters(
      paramLabel = "FILE:WINDOW|ID",
      description = "a raw or windowed file, or a part of its name, and a window; or an incident")
  private String target;

  @Option(
      names = "--full",
      fallbackValue = "true",
      description = "show everything behind the verdict, not only its first lines")
  private boolean full;

  @Mixin private FolderOptions folders;
  @Mixin private FalseAlarmRateOption falseAlarms;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  ExplainCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    Usage.require(
        spec, !target.isBlank(), "name a window, as FILE:WINDOW, or an incident by its id");
    String window = target.substring(target.lastIndexOf(':') + 1);
    Usage.require(
        spec,
        !target.contains(":") || ExplainRun.isWindow(window),
        target
            + ": a window is a whole number from 0 but is `"
            + window
            + "`; name it as FILE:WINDOW, as Friday.csv:12");
    Workspace of = ExplainRun.runOf(folders.workspace(), target);
    ExplainRun run = new ExplainRun(of, new ConsoleReporter(context.console(), false));
    boolean given = sources.isGiven(spec.commandLine().getParseResult(), FalseAlarmRateOption.NAME);
    double rate = given ? falseAlarms.rate() : run.falseAlarmRate();
    WindowExplanation explanation = run.explain(target);
    String call =
        Call.explain(of, target)
            + (given ? " " + FalseAlarmRateOption.NAME + " " + rate : "")
            + " --full";
    context
        .console()
        .print(
            full
                ? new ExplanationText(rate, run.isZoned()).of(explanation)
                : new VerdictText(context.style(ColorMode.AUTO), rate, run.isZoned(), call)
                    .of(explanation));
    return ExitCode.DONE;
  }
}
