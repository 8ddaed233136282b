package io.logsentinel.cli.command;

import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.inspect.InspectSettings;
import io.logsentinel.cli.option.AllowOption;
import io.logsentinel.cli.option.BaselineOptions;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.Converters;
import io.logsentinel.cli.option.ExitOptions;
import io.logsentinel.cli.option.FalseAlarmRateOption;
import io.logsentinel.cli.option.FormatOptions;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.StandardInputOption;
import io.logsentinel.cli.option.StateOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.TimeOptions;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.option.ViewOptions;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.InputSettings;
import io.logsentinel.cli.run.ManifestSettings;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that learns a baseline which is used day by day. */
@Command(
    name = "learn",
    header = {
      "Learn a baseline from benign flows, to monitor others against it day by day.",
      "",
      "  logsentinel learn monday.csv.gz",
      "  logsentinel learn --state Office --window-size 500 week/*.log.gz",
      "  zcat monday.csv.gz | logsentinel learn --window-size 500 -",
      ""
    },
    footer = {
      "",
      "Replaces the baseline in DIR; results of earlier runs stay. Exit codes: 0 done, 2 wrong usage,",
      "3 flows that cannot be used, or too few, 5 output that cannot be written."
    })
final class LearnCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "benign flows in the order of time: files, plain, gzip or zstd, folders, patterns such as"
              + " 'logs/*.csv', or - for standard input")
  private List<String> files;

  @Mixin private StandardInputOption standardInput;
  @Mixin private StateOption state;
  @Mixin private FormatOptions format;

  @Option(
      names = "--window-size",
      paramLabel = "N",
      defaultValue = "auto",
      converter = Converters.OfWindowSizeOrAuto.class,
      description =
          "flows per window, 1 to "
              + Windower.MAX_WINDOW_SIZE
              + ", or "
              + WindowSizeChoice.HELP
              + " (default: ${DEFAULT-VALUE})")
  private int windowSize;

  @Mixin private AllowOption allow;
  @Mixin private BaselineOptions baseline;
  @Mixin private FalseAlarmRateOption falseAlarms;
  @Mixin private TimeOptions times;
  @Mixin private ThreadsOption threads;
  @Mixin private ViewOptions view;
  @Mixin private CommonOptions common;

  LearnCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    standardInput.require(spec, files);
    Usage.require(
        spec,
        windowSize != WindowSizeChoice.AUTO || !files.contains(FlowInputs.STANDARD_INPUT),
        "--window-size auto reads the flows twice, which standard input cannot be: give a size, as"
            + " --window-size 500");
    Reporter reporter = view.reporter(context.console(), context.errIsTerminal());
    int size = windowSize == WindowSizeChoice.AUTO ? sizeByFlows(reporter) : windowSize;
    RunSettings settings =
        new RunSettings(
            Step.LEARN,
            state.folder().learned(),
            threads.count(),
            new InputSettings(files, context.input(), standardInput.name()),
            new IngestSettings(
                format.format(), size, times.zone(), times.clock(), false, allow.file()),
            baseline.settings(List.of(), falseAlarms.rate()),
            new DetectionSettings(
                DetectorSettings.defaults(), OptionalDouble.empty(), false, Optional.empty()),
            OutputSettings.none(),
            new ManifestSettings(false, sources.origins(spec.commandLine().getParseResult())));
    RunReport report =
        PipelineCommand.run(settings, context.console(), reporter, context.style(view.color()));
    return ExitCode.of(report, new ExitOptions());
  }

  private int sizeByFlows(Reporter reporter) throws IOException {
    try (StandardInput none =
        StandardInput.temporary(InputStream.nullInputStream(), standardInput.name())) {
      return new WindowSizeChoice(
              new InspectSettings(format.format(), times.clock(), times.zone()),
              threads.count(),
              reporter,
              context.console())
          .of(FlowInputs.ofArguments(files, none));
    }
  }
}
