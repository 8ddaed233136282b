package io.logsentinel.cli.command;

import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.option.ExitOptions;
import io.logsentinel.cli.option.HelpOption;
import io.logsentinel.cli.option.QuietOption;
import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.terminal.TerminalStyle.ColorMode;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.input.FlowFormats;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command that simulates a small week and runs the whole pipeline on it. */
@Command(
    name = "demo",
    header = {
      "Simulate a small week into a folder of its own and run the pipeline on it.",
      "",
      "  logsentinel demo",
      "  logsentinel demo --dir /tmp/demo",
      ""
    })
final class DemoCommand implements Callable<ExitCode> {
  private static final double SCALE = 0.02;
  private static final int WINDOW_SIZE = 500;
  private static final long SEED = 1;

  private final ProcessContext context;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "the folder; made if it is not there (default: ${DEFAULT-VALUE})")
  private Path dir;

  @Mixin private QuietOption quiet;
  @Mixin private HelpOption help;

  DemoCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    Console console = context.console();
    Workspace folders = new Workspace(dir.resolve("Data"), dir.resolve("Models"));
    console.print("A simulated week, one fiftieth of CIC-IDS2017:\n");
    SimulateCommand.write(new SimulatedWeek(SCALE, SEED), folders.raw(), console);
    console.print(
        String.format(
            Locale.ROOT,
            "\nlogsentinel --data-dir %s --models-dir %s --window-size %s\n\n",
            SafeText.of(folders.data().toString()),
            SafeText.of(folders.models().toString()),
            WINDOW_SIZE));
    RunSettings settings =
        RunSettings.ofAll(
            folders,
            new IngestSettings(
                FlowFormats.AUTO, WINDOW_SIZE, Optional.empty(), HourClock.AUTO, true),
            new DetectionSettings(
                DetectorSettings.defaults(),
                OptionalDouble.empty(),
                false,
                quiet.isOn() ? Optional.empty() : Optional.of(FindingsView.INCIDENTS)));
    Reporter reporter = new ConsoleReporter(console, context.errIsTerminal());
    RunReport report =
        PipelineCommand.run(settings, console, reporter, context.style(ColorMode.AUTO));
    console.print(
        "\n"
            + ReportCommand.text(context, ReportCommand.read(folders, Optional.empty(), reporter)));
    console.print(
        String.format(
            Locale.ROOT,
            """

            Incidents, with what is behind them: %s
            Alerts: %s, every window's decision: %s
            What the detector found window by window: %s
            The week in a browser: ./logsentinel report --data-dir %s --models-dir %s
            """,
            path(folders, Artifact.INCIDENTS),
            path(folders, Artifact.ALERTS),
            path(folders, Artifact.DECISIONS),
            path(folders, Artifact.DETECTIONS),
            SafeText.of(folders.data().toString()),
            SafeText.of(folders.models().toString())));
    return ExitCode.of(report, new ExitOptions());
  }

  private static String path(Workspace folders, Artifact artifact) {
    return SafeText.of(folders.path(artifact).toString());
  }
}
