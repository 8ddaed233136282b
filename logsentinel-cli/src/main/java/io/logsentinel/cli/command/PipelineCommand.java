package io.logsentinel.cli.command;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.inspect.InspectSettings;
import io.logsentinel.cli.metrics.MetricsFile;
import io.logsentinel.cli.option.AllowOption;
import io.logsentinel.cli.option.BaselineOptions;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.Converters;
import io.logsentinel.cli.option.DetectorOptions;
import io.logsentinel.cli.option.ExitOptions;
import io.logsentinel.cli.option.FolderOptions;
import io.logsentinel.cli.option.FormatOptions;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.OutputOptions;
import io.logsentinel.cli.option.StandardInputOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.TimeOptions;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.option.ViewOptions;
import io.logsentinel.cli.output.OutputSettings;
import io.logsentinel.cli.run.BaselineSettings;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.InputSettings;
import io.logsentinel.cli.run.ManifestSettings;
import io.logsentinel.cli.run.Pipeline;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.FindingsPrinter;
import io.logsentinel.cli.terminal.MisfitText;
import io.logsentinel.cli.terminal.Summary;
import io.logsentinel.cli.terminal.TerminalStyle;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.NameList;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.input.FlowFormat;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.text.NearestWord;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
      "      Data/raw/*.csv to Models/alerts_output.csv; exit code 4 if an incident is HIGH or above",
      "  logsentinel --baseline monday.csv.gz monday.csv.gz tuesday.csv.zst",
      "  zcat today.csv.gz | logsentinel --baseline monday.csv - --stdin-name today.csv",
      "      files and pipes instead of Data/raw",
      ""
    },
    footer = {
      "",
      "Each option can also be set by an environment variable (LOGSENTINEL_WINDOW_SIZE) or in a",
      "properties file (window-size=200); flag before environment before file before default.",
      "",
      "Exit codes: 0 done, 1 defect, 2 wrong usage, 3 input that cannot be used, 4 incidents at",
      "or above --fail-on, 5 output that cannot be written, 130/143 interrupted."
    })
final class PipelineCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description =
          "flows to read instead of those in the raw folder: files, plain, gzip or zstd, folders,"
              + " patterns such as 'logs/*.csv', or - for standard input")
  private List<String> files = List.of();

  @Mixin private FolderOptions folders;

  @Mixin private StandardInputOption standardInput;

  @Option(
      names = "--step",
      paramLabel = "STEP",
      defaultValue = "all",
      description = "all, preprocess, window, baseline or monitor (default: ${DEFAULT-VALUE})")
  private Step step;

  @Mixin private FormatOptions format;

  @Option(
      names = "--window-size",
      paramLabel = "N",
      defaultValue = "" + Windower.DEFAULT_WINDOW_SIZE,
      converter = Converters.OfWindowSizeOrAuto.class,
      description =
          "flows per window, 1 to "
              + Windower.MAX_WINDOW_SIZE
              + ", or "
              + WindowSizeChoice.HELP
              + " (default: ${DEFAULT-VALUE})")
  private int windowSize;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "name(s) of raw files or FILEs of benign traffic, never monitored: several times, or with"
              + " commas between, \\, in a name (default: Monday-WorkingHours.pcap_ISCX.csv)")
  private List<String> baseline = List.of();

  @Mixin private BaselineOptions learning;
  @Mixin private ThreadsOption threads;

  @Mixin private TimeOptions times;

  @Mixin private ExitOptions exit;

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

  @Mixin private AllowOption allow;
  @Mixin private DetectorOptions detector;

  @Mixin private OutputOptions outputs;
  @Mixin private ViewOptions view;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "show the version")
  private boolean version;

  @Mixin private CommonOptions common;

  PipelineCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  @SuppressWarnings("try") // the claim is held, not used
  public ExitCode call() throws InputException, IOException {
    RunSettings settings = settings();
    try (OutputClaim claim = OutputClaim.of(settings.outputs(), false)) {
      RunReport report =
          run(
              settings,
              context.console(),
              view.reporter(context.console(), context.errIsTerminal()),
              context.style(view.color(), outputs.usesStandardOutput()));
      return ExitCode.of(report, exit);
    }
  }

  /** Runs the pipeline and prints the summary, also of a run that ends early. */
  static RunReport run(
      RunSettings settings, Console console, Reporter reporter, TerminalStyle style)
      throws InputException, IOException {
    Optional<FindingsView> view = settings.detection().view();
    Optional<ZoneId> zone = settings.ingest().timeZone();
    Pipeline pipeline =
        new Pipeline(
            settings,
            reporter,
            sentinel ->
                FindingSink.all(
                    view.stream()
                        .map(
                            shown ->
                                new FindingsPrinter(
                                    console, style, shown, sentinel, zone, settings.folders()))
                        .toList()));
    boolean completed = false;
    try {
      pipeline.run();
      completed = true;
    } finally {
      RunReport report = pipeline.report();
      boolean isTold = view.equals(Optional.of(FindingsView.INCIDENTS));
      console.print(
          isTold ? "" : MisfitText.of(report.drifts(), List.of(), settings.folders(), style));
      console.print(Summary.of(report, zone.isPresent(), completed));
      if (settings.outputs().metricsFile().isPresent()) {
        MetricsFile.write(report, completed, settings.outputs().metricsFile().get());
      }
    }
    return pipeline.report();
  }

  private RunSettings settings() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    Usage.require(
        spec,
        step.isOfPipeline(),
        "--step must be all, preprocess, window, baseline or monitor; `learn` and `monitor` are"
            + " commands");
    // in the environment it is meant for whole runs, and does not stand in the way of others
    Usage.require(
        spec,
        step == Step.ALL || !parsed.hasMatchedOption("--no-cleaned"),
        "--no-cleaned goes with --step all only, not with others");
    Usage.require(
        spec,
        step.includes(Step.WINDOW) || !parsed.hasMatchedOption(AllowOption.NAME),
        "--allow goes with --step all or window only, as the profiles that windows get there go"
            + " without the flows that are allowed");
    List<String> benign = NameList.of(baseline, this::isThere);
    Usage.requireRawNames(spec, "--baseline", benign);
    Usage.require(
        spec,
        files.isEmpty() || step == Step.ALL || step == Step.PREPROCESS,
        "FILE goes with --step all or preprocess only, not with others");
    standardInput.require(spec, files);
    requireCommand();
    OutputSettings targets = outputs(parsed);
    BaselineSettings learned = learning.settings(benign, detector.rate());
    return new RunSettings(
        step,
        folders.workspace(),
        threads.count(),
        new InputSettings(files, context.input(), standardInput.name()),
        new IngestSettings(
            format.format(),
            windowSize(learned),
            times.zone(),
            times.clock(),
            step != Step.ALL || !noCleaned,
            step.includes(Step.WINDOW) ? allow.file() : AllowFile.NONE),
        learned,
        detector.settings(sources, parsed, view.findings()),
        targets,
        new ManifestSettings(hashInputs, sources.origins(parsed)));
  }

  /**
   * That asked for; where the baseline's flows decide, those of what this run cuts into windows.
   */
  private int windowSize(BaselineSettings learned) throws IOException {
    if (windowSize != WindowSizeChoice.AUTO) {
      return windowSize;
    }
    if (!step.includes(Step.WINDOW)) {
      return Windower.DEFAULT_WINDOW_SIZE; // no window is cut
    }
    List<String> counted = new ArrayList<>();
    FlowFormat read = step == Step.ALL ? format.format() : FlowFormats.CLEANED;
    try (StandardInput none =
        StandardInput.temporary(InputStream.nullInputStream(), standardInput.name())) {
      Workspace workspace = folders.workspace();
      FlowInputs inputs =
          step == Step.WINDOW || files.isEmpty()
              ? FlowInputs.ofFolder(step == Step.WINDOW ? workspace.processed() : workspace.raw())
              : FlowInputs.ofArguments(files, none);
      for (String name : learned.files()) {
        Path cleaned = workspace.files(Workspace.windowedName(name)).cleaned();
        Optional<FlowInput> input =
            inputs.find(step == Step.WINDOW ? cleaned.getFileName().toString() : name);
        Usage.require(
            spec,
            input.flatMap(FlowInput::file).isPresent(),
            "--window-size auto counts the flows of the baseline before they are cut, but "
                + name
                + (input.isPresent() ? " is standard input" : " is not among what is read")
                + ": give a size, as --window-size 500");
        counted.add(input.get().file().get().toString());
      }
      return new WindowSizeChoice(
              new InspectSettings(read, times.clock(), times.zone()),
              threads.count(),
              view.reporter(context.console(), context.errIsTerminal()),
              context.console())
          .of(FlowInputs.ofArguments(counted, none));
    }
  }

  /** The first word is taken for a file where it is no command: it may be one that is misspelt. */
  private void requireCommand() throws InputException {
    if (!files.isEmpty() && !Files.exists(Path.of(files.get(0)))) {
      String word = files.get(0);
      Optional<String> near = NearestWord.of(word, spec.commandLine().getSubcommands().keySet());
      Usage.require(
          spec,
          near.isEmpty(),
          word + ": no such file, nor a command; did you mean `" + near.orElse("") + "`?");
      if (word.matches("[a-z]+")) {
        throw new InputException(word + ": no such file, nor a command; --help lists them");
      }
    }
  }

  private OutputSettings outputs(ParseResult parsed) throws IOException {
    // in the environment they are meant for the runs that monitor
    for (String option : List.of("--output", "--syslog")) {
      Usage.require(
          spec,
          step.includes(Step.MONITOR) || !parsed.hasMatchedOption(option),
          option + " goes with --step all or monitor only, as others find nothing");
    }
    return outputs.settings(
        spec, context.console(), folders.workspace(), files, times.zone().isPresent());
  }

  /** Whether a file of a name lies where those that are read do, or was read by an earlier run. */
  private boolean isThere(String name) {
    Workspace workspace = folders.workspace();
    Stream<Path> places =
        files.isEmpty()
            ? Stream.of(workspace.raw().resolve(name))
            : files.stream()
                .map(Path::of)
                .flatMap(file -> Stream.of(file.resolve(name), file.resolveSibling(name)));
    return name.equals(standardInput.name())
        || Stream.concat(places, Stream.of(workspace.windowedOfRaw(name))).anyMatch(Files::exists);
  }
}
