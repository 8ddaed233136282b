package io.logsentinel.cli.command;

import io.logsentinel.cli.run.BaselineUpdate;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.Settings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges further windows into the baseline. */
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
      "The files must have been windowed: --step preprocess, then --step window.",
      "Exit codes: 0 done, 2 wrong usage, 3 baseline or files that cannot be used, or do not fit",
      "each other, 5 output that cannot be written. But for 0 the baseline stays as it was."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100)
public final class BaselineUpdateCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILES",
      arity = "1..*",
      description = "names of files in the raw folder, in the order in which they train")
  private List<String> files;

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
      description = "folder with the baseline (default: Models)")
  private Path modelsDir;

  @Option(
      names = "--false-alarm-rate",
      paramLabel = "RATE",
      defaultValue = "" + Detector.DEFAULT_FALSE_ALARM_RATE,
      description = "windows with a p-value below do not train, 0.000001 to 0.5 (default: 0.01)")
  private double falseAlarmRate;

  @Option(names = "--trust-baseline", description = "windows train too where they alarm")
  private boolean trustBaseline;

  @Option(
      names = "--half-life",
      paramLabel = "N",
      description = "the baseline's own, which cannot be changed (default: whatever it is)")
  private Integer halfLife;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + Settings.DEFAULT_SEED,
      description = "seed of the isolation forests (default: 42)")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads, 1 to 256 (default: the cores)")
  private Integer threads;

  @Option(names = "--config", paramLabel = "FILE", description = "properties file with options")
  private Path config;

  @Option(names = "--quiet", description = "print warnings and errors only")
  private boolean quiet;

  @Option(names = "--debug", description = "show stack traces of errors")
  private boolean debug;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  public BaselineUpdateCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    OptionRanges ranges = new OptionRanges(spec.commandLine());
    ranges.requireRawNames("FILES", files);
    Settings settings =
        new Settings(
            Step.BASELINE,
            dataDir,
            modelsDir,
            Windower.DEFAULT_WINDOW_SIZE,
            files,
            seed,
            ranges.threads(threads),
            ZoneOffset.UTC,
            false,
            Optional.empty(),
            true,
            false,
            ranges.falseAlarmRate(falseAlarmRate),
            FindingsView.INCIDENTS,
            ranges.halfLife(halfLife),
            isOn("--trust-baseline"),
            !isOn("--quiet"),
            false,
            false,
            Map.of());
    new BaselineUpdate(settings, context.console()).run();
    return ExitCode.DONE;
  }

  private boolean isOn(String name) {
    return sources.isOn(spec.commandLine(), name);
  }
}
