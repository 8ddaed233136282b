package io.logsentinel.cli.command;

import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.Pipeline;
import io.logsentinel.cli.run.Settings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.terminal.ColorMode;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.Summary;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The pipeline itself: what {@code logsentinel} does without the name of another command. */
@Command(
    name = "logsentinel",
    header = {
      "Flow records in, explained alerts out.",
      "",
      "  logsentinel demo",
      "      simulate a small week and run the pipeline on it",
      "  logsentinel --data-dir Data --fail-on HIGH",
      "      Data/raw/*.csv to Models/alerts_output.csv; exit code 4 if an alert is HIGH or above",
      ""
    },
    footer = {
      "",
      "Each option can also be set by an environment variable (LOGSENTINEL_WINDOW_SIZE) or in a",
      "properties file (window-size=200); flag before environment before file before default.",
      "",
      "Exit codes: 0 done, 1 defect, 2 wrong usage, 3 input that cannot be used, 4 alerts at or",
      "above --fail-on, 5 output that cannot be written, 130/143 interrupted."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100)
public final class PipelineCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  // switches (boolean options) stand here for the help; whether one is on is asked of isOn, which
  // knows environment and file too

  @Option(
      names = "--step",
      paramLabel = "STEP",
      defaultValue = "all",
      description = "all, preprocess, window, baseline or monitor (default: all)")
  private Step step;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = "Data",
      description = "folder with raw, processed and windowed (default: Data)")
  private Path dataDir;

  @Option(
      names = "--models-dir",
      paramLabel = "DIR",
      defaultValue = "Models",
      description = "folder for baseline, forest, alerts, decisions (default: Models)")
  private Path modelsDir;

  @Option(
      names = "--window-size",
      paramLabel = "N",
      defaultValue = "" + Windower.DEFAULT_WINDOW_SIZE,
      description = "flows per window, 1 to " + Windower.MAX_WINDOW_SIZE + " (default: 10000)")
  private int windowSize;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      split = ",",
      description =
          "raw file name(s) of benign traffic, never monitored (default: the Monday file; then"
              + " every name with Monday is left out of monitoring)")
  private List<String> baseline = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + Settings.DEFAULT_SEED,
      description = "seed of the isolation forest (default: 42)")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads, 1 to 256 (default: the cores)")
  private Integer threads;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "zone of the flows' times, as America/Halifax or +02:00 (default: UTC)")
  private ZoneId timeZone;

  @Option(
      names = "--strict",
      description = "exit code 3 if any file was skipped or any row rejected")
  private boolean strict;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "exit code 4 if an alert is LOW, MEDIUM, HIGH or CRITICAL, or above")
  private Severity failOn;

  @Option(names = "--no-cleaned", description = "with --step all: write no cleaned files")
  private boolean noCleaned;

  @Option(names = "--hash-inputs", description = "put the SHA-256 of every input into run.json")
  private boolean hashInputs;

  @Option(
      names = "--false-alarm-rate",
      paramLabel = "RATE",
      defaultValue = "" + Detector.DEFAULT_FALSE_ALARM_RATE,
      description =
          "share of benign windows that the detector may alarm on, 0.000001 to 0.5 (default: 0.01)")
  private double falseAlarmRate;

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      defaultValue = "incidents",
      description =
          "what is printed: incidents, or the alerts of the original's rule (default: incidents)")
  private FindingsView view;

  @Option(
      names = "--half-life",
      paramLabel = "N",
      description =
          "the baseline forgets half of its windows in N windows, 20 to 1000000 (default: nothing)")
  private Integer halfLife;

  @Option(
      names = "--trust-baseline",
      description = "windows of further baseline files train too where they alarm")
  private boolean trustBaseline;

  @Option(names = "--config", paramLabel = "FILE", description = "properties file with options")
  private Path config;

  @Option(names = "--quiet", description = "print neither incidents nor alerts, only the summary")
  private boolean quiet;

  @Option(names = "--no-progress", description = "show no progress on the terminal")
  private boolean noProgress;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto, always or never (default: auto)")
  private ColorMode color;

  @Option(names = "--debug", description = "show stack traces of errors")
  private boolean debug;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "show the version")
  private boolean version;

  public PipelineCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    return run(settings(), context.console());
  }

  /** Runs the pipeline and prints the summary, also of a run that ends early. */
  static ExitCode run(Settings settings, Console console) throws InputException, IOException {
    Pipeline pipeline = new Pipeline(settings, console);
    try {
      pipeline.run();
    } finally {
      console.print(Summary.of(pipeline.report()));
    }
    return pipeline.report().exitCode(settings);
  }

  private Settings settings() {
    OptionRanges ranges = new OptionRanges(spec.commandLine());
    ranges.require(
        windowSize >= 1 && windowSize <= Windower.MAX_WINDOW_SIZE,
        "--window-size must be 1 to " + Windower.MAX_WINDOW_SIZE + " but is " + windowSize);
    ranges.require(
        !noCleaned || step == Step.ALL, "--no-cleaned goes with --step all only, not with others");
    boolean keepCleaned = step != Step.ALL || !isOn("--no-cleaned");
    ranges.requireRawNames("--baseline", baseline);
    return new Settings(
        step,
        dataDir,
        modelsDir,
        windowSize,
        baseline,
        seed,
        ranges.threads(threads),
        timeZone,
        isOn("--strict"),
        Optional.ofNullable(failOn),
        keepCleaned,
        isOn("--hash-inputs"),
        ranges.falseAlarmRate(falseAlarmRate),
        view,
        ranges.halfLife(halfLife),
        isOn("--trust-baseline"),
        !isOn("--quiet"),
        !isOn("--no-progress") && context.errIsTerminal(),
        context.isColored(color),
        sources.origins(spec.commandLine().getParseResult()));
  }

  private boolean isOn(String name) {
    return sources.isOn(spec.commandLine(), name);
  }
}
