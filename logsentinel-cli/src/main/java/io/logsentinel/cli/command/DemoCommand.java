package io.logsentinel.cli.command;

import io.logsentinel.cli.run.IngestSettings;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.terminal.ColorMode;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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
public final class DemoCommand implements Callable<ExitCode> {
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

  /**
   * The command.
   *
   * @param context of the process
   */
  public DemoCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    Console console = context.console();
    Workspace folders = new Workspace(dir.resolve("Data"), dir.resolve("Models"));
    console.print("A simulated week, one fiftieth of CIC-IDS2017:\n");
    SimulateCommand.write(new SimulatedWeek(SCALE, SEED), folders.raw(), console);
    console.print(
        "\nlogsentinel --data-dir "
            + SafeText.of(folders.data().toString())
            + " --models-dir "
            + SafeText.of(folders.models().toString())
            + " --window-size "
            + WINDOW_SIZE
            + "\n\n");
    IngestSettings ingest = IngestSettings.defaults().withWindowSize(WINDOW_SIZE);
    RunSettings settings = RunSettings.defaults(folders).withIngest(ingest);
    if (quiet.isOn()) {
      settings = settings.withDetection(settings.detection().withoutFindings());
    }
    Reporter reporter = new ConsoleReporter(console, context.errIsTerminal());
    RunReport report =
        PipelineCommand.run(settings, console, reporter, context.isColored(ColorMode.AUTO));
    console.print(
        "\nIncidents, with what is behind them: "
            + path(folders, Artifact.INCIDENTS)
            + "\nAlerts: "
            + path(folders, Artifact.ALERTS)
            + ", every window's decision: "
            + path(folders, Artifact.DECISIONS)
            + "\nWhat the detector found window by window: "
            + path(folders, Artifact.DETECTIONS)
            + "\n");
    return ExitCode.of(report, false, Optional.empty());
  }

  private static String path(Workspace folders, Artifact artifact) {
    return SafeText.of(folders.path(artifact).toString());
  }
}
