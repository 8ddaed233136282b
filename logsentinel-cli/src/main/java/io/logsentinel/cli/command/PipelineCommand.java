package io.logsentinel.cli.command;

import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.IngestSettings;
import io.logsentinel.cli.run.ManifestSettings;
import io.logsentinel.cli.run.Pipeline;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.terminal.ColorMode;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.FindingsPrinter;
import io.logsentinel.cli.terminal.Summary;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The pipeline itself, which {@code logsentinel} runs without the name of another command. */
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
    })
final class PipelineCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      defaultValue = "all",
      description = "all, preprocess, window, baseline or monitor (default: ${DEFAULT-VALUE})")
  private Step step;

  @Mixin private FolderOptions folders;

  @Option(
      names = "--window-size",
      paramLabel = "N",
      defaultValue = "" + Windower.DEFAULT_WINDOW_SIZE,
      description =
          "flows per window, 1 to " + Windower.MAX_WINDOW_SIZE + " (default: ${DEFAULT-VALUE})")
  private int windowSize;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      split = ",",
      description =
          "raw file name(s) of benign traffic, never monitored (default: the Monday file; then"
              + " every name with Monday is left out of monitoring)")
  private List<String> baseline = List.of();

  @Mixin private BaselineOptions learning;
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description =
          "zone of the flows' times, as America/Halifax or +02:00 (default: ${DEFAULT-VALUE})")
  private ZoneId timeZone;

  @Option(
      names = "--strict",
      fallbackValue = "true",
      description = "exit code 3 if any file was skipped or any row rejected")
  private boolean strict;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = "exit code 4 if an alert is LOW, MEDIUM, HIGH or CRITICAL, or above")
  private Severity failOn;

  @Option(
      names = "--no-cleaned",
      fallbackValue = "true",
      description = "with --step all: write no cleaned files")
  private boolean noCleaned;

  @Option(
      names = "--hash-inputs",
      fallbackValue = "true",
      description = "put the SHA-256 of every input into run.json")
  private boolean hashInputs;

  @Mixin private FalseAlarmRateOption falseAlarms;

  @Option(
      names = "--view",
      paramLabel = "VIEW",
      defaultValue = "incidents",
      description =
          "what is printed: incidents, or the alerts of the original's rule (default: ${DEFAULT-VALUE})")
  private FindingsView view;

  @Mixin private QuietOption quiet;
  @Mixin private ProgressOption progress;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "auto, always or never (default: ${DEFAULT-VALUE})")
  private ColorMode color;

  @Option(names = "--version", versionHelp = true, description = "show the version")
  private boolean version;

  @Mixin private CommonOptions common;

  PipelineCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    RunReport report =
        run(settings(), context.console(), progress.reporter(context), context.isColored(color));
    return ExitCode.of(report, strict, Optional.ofNullable(failOn));
  }

  /** Runs the pipeline and prints the summary, also of a run that ends early. */
  static RunReport run(RunSettings settings, Console console, Reporter reporter, boolean colored)
      throws InputException, IOException {
    Pipeline pipeline =
        new Pipeline(
            settings,
            reporter,
            sentinel -> {
              boolean detects = sentinel.detector().isPresent();
              return FindingSink.all(
                  settings.detection().view().stream()
                      .map(view -> new FindingsPrinter(console, colored, view, detects))
                      .toList());
            });
    try {
      pipeline.run();
    } finally {
      console.print(Summary.of(pipeline.report()));
    }
    return pipeline.report();
  }

  private RunSettings settings() {
    ParseResult parsed = spec.commandLine().getParseResult();
    Usage.require(
        spec,
        windowSize >= 1 && windowSize <= Windower.MAX_WINDOW_SIZE,
        "--window-size must be 1 to " + Windower.MAX_WINDOW_SIZE + " but is " + windowSize);
    // in the environment it is meant for whole runs, and does not stand in the way of others
    Usage.require(
        spec,
        step == Step.ALL || !parsed.hasMatchedOption("--no-cleaned"),
        "--no-cleaned goes with --step all only, not with others");
    Usage.requireRawNames(spec, "--baseline", baseline);
    double rate = falseAlarms.rate();
    return new RunSettings(
        step,
        folders.workspace(),
        threads.count(),
        new IngestSettings(windowSize, timeZone, step != Step.ALL || !noCleaned),
        learning.settings(baseline, rate),
        new DetectionSettings(rate, quiet.isOn() ? Optional.empty() : Optional.of(view)),
        new ManifestSettings(hashInputs, sources.origins(parsed)));
  }
}
