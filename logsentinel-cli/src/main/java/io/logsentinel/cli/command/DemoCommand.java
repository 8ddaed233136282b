package io.logsentinel.cli.command;

import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.Settings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.terminal.ColorMode;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.detect.calibrated.Detector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Simulates a small week into a folder of its own and runs the whole pipeline on it. */
@Command(
    name = "demo",
    header = {
      "Simulate a small week into a folder of its own and run the pipeline on it.",
      "",
      "  logsentinel demo",
      "  logsentinel demo --dir /tmp/demo",
      ""
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100)
public final class DemoCommand implements Callable<ExitCode> {
  private static final double SCALE = 0.02;
  private static final int WINDOW_SIZE = 500;
  private static final long SEED = 1;

  private final ProcessContext context;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "demo",
      description = "the folder; made if it is not there (default: demo)")
  private Path dir;

  @Option(names = "--quiet", description = "print no incidents, only the summary")
  private boolean quiet;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  public DemoCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    Console console = context.console();
    Path data = dir.resolve("Data");
    Path models = dir.resolve("Models");
    console.print("A simulated week, one fiftieth of CIC-IDS2017:\n");
    SimulateCommand.write(new SimulatedWeek(SCALE, SEED), data.resolve("raw"), console);
    console.print(
        "\nlogsentinel --data-dir "
            + SafeText.of(data.toString())
            + " --models-dir "
            + SafeText.of(models.toString())
            + " --window-size "
            + WINDOW_SIZE
            + "\n\n");
    Settings settings =
        new Settings(
            Step.ALL,
            data,
            models,
            WINDOW_SIZE,
            List.of(),
            Settings.DEFAULT_SEED,
            Runtime.getRuntime().availableProcessors(),
            ZoneOffset.UTC,
            false,
            Optional.empty(),
            true,
            false,
            Detector.DEFAULT_FALSE_ALARM_RATE,
            FindingsView.INCIDENTS,
            0,
            false,
            !quiet,
            context.errIsTerminal(),
            context.isColored(ColorMode.AUTO),
            Map.of());
    ExitCode code = PipelineCommand.run(settings, console);
    console.print(
        "\nIncidents, with what is behind them: "
            + SafeText.of(models.resolve("incidents.json").toString())
            + "\nAlerts: "
            + SafeText.of(models.resolve("alerts_output.csv").toString())
            + ", every window's decision: "
            + SafeText.of(models.resolve("decisions.csv").toString())
            + "\nWhat the detector found window by window: "
            + SafeText.of(models.resolve("detections.csv").toString())
            + "\n");
    return code;
  }
}
