package io.logsentinel.cli.command;

import io.logsentinel.cli.follow.FollowReport;
import io.logsentinel.cli.follow.FollowRun;
import io.logsentinel.cli.follow.FollowSettings;
import io.logsentinel.cli.follow.FollowSettings.Adapting;
import io.logsentinel.cli.follow.FollowTimes;
import io.logsentinel.cli.option.BaselineOptions;
import io.logsentinel.cli.option.Converters;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.option.StandardInputOption;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.terminal.FindingsPrinter;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.terminal.Summary;
import io.logsentinel.cli.terminal.TerminalStyle;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.Adaptation;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command that monitors flows as they are written. */
@Command(
    name = "follow",
    header = {
      "Monitor flows as they are written, and tell what is found as windows fill.",
      "",
      "  logsentinel follow /var/log/zeek/current/conn.log --output incidents.ndjson",
      "  logsentinel follow --state Office /var/flows",
      "  zeek-cut -c < conn.log | logsentinel follow - --stdin-name conn.log",
      ""
    },
    footer = {
      "",
      "A file is followed over rotations; of a folder each file that appears is followed. After an",
      "interruption the same call goes on where it was, exactly.",
      "Exit codes: 0 done, 2 wrong usage, 3 input that cannot be used, 4 incidents at or above",
      "--fail-on, 5 output that cannot be written, 130/143 interrupted."
    })
final class FollowCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      description =
          "flows: a file that grows, there or still to come, a folder in which files appear, or -"
              + " for standard input")
  private String file;

  @Mixin private StandardInputOption standardInput;

  @Option(
      names = "--save-every",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Converters.OfDuration.class,
      description = "how often what is known is saved, 1ms to 1h (default: ${DEFAULT-VALUE})")
  private Duration saveEvery;

  @Option(
      names = "--until-idle",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      description = "end when nothing came for so long, instead of following on")
  private @Nullable Duration untilIdle;

  @Option(
      names = "--silent-after",
      paramLabel = "TIME",
      defaultValue = "15m",
      converter = Converters.OfDuration.class,
      description =
          "tell of a source to which nothing came for so long (default: ${DEFAULT-VALUE})")
  private Duration silentAfter;

  @Option(
      names = "--settle",
      paramLabel = "TIME",
      defaultValue = "10s",
      converter = Converters.OfDuration.class,
      description =
          "a file that was rotated away is at its end when it has not grown for so long (default:"
              + " ${DEFAULT-VALUE})")
  private Duration settle;

  @Option(
      names = "--end-after",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = Converters.OfDuration.class,
      description =
          "a file of a folder in which there is a newer one, likewise (default: ${DEFAULT-VALUE})")
  private Duration endAfter;

  @Option(
      names = "--max-delay",
      paramLabel = "TIME",
      converter = Converters.OfDuration.class,
      description =
          "judge a window by what it has when it has not filled for so long; without it, only full"
              + " ones are judged")
  private @Nullable Duration maxDelay;

  @Option(
      names = "--adapt-baseline",
      paramLabel = "N",
      description =
          "windows that neither alarm nor hold what an alarm told of train the baseline after N"
              + " to 2 N more, "
              + Adaptation.LEAST
              + " to "
              + Adaptation.MOST
              + " (default: the baseline stays as it is)")
  private @Nullable Integer quarantine;

  @Option(
      names = "--half-life",
      paramLabel = "N",
      description =
          "with --adapt-baseline: the baseline forgets half of its windows in N windows, "
              + BaselineOptions.MIN_HALF_LIFE
              + " to "
              + BaselineOptions.MAX_HALF_LIFE
              + " (default: as it was learned, else as many as it holds)")
  private @Nullable Integer halfLife;

  @Mixin private MonitoringOptions options;

  FollowCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  @SuppressWarnings("try") // the claim is held, not used
  public ExitCode call() throws IOException {
    FollowSettings settings = settings();
    try (OutputClaim claim = OutputClaim.of(settings.outputs(), true)) {
      return follow(settings);
    }
  }

  private ExitCode follow(FollowSettings settings) throws IOException {
    FollowRun run = new FollowRun(settings, options.reporter(context), this::shown);
    Optional<FollowReport> report = run.run();
    if (report.isEmpty()) {
      return ExitCode.DONE; // the signal that stopped it ends the process
    }
    FollowReport found = report.get();
    String results = SafeText.of(run.folders().findings().toString());
    context
        .console()
        .print(
            Summary.ofFollowed(
                    found.windows(),
                    found.judgedWindows(),
                    found.alertsBySeverity(),
                    found.incidentsBySeverity())
                + "  results       "
                + results
                + "\n");
    return ExitCode.of(found, options.exit);
  }

  private FindingSink shown(Sentinel sentinel, Workspace folders) {
    if (!file.equals(FlowInputs.STANDARD_INPUT)) { // by now nothing else is in the way
      AwaitedFile.words(file).ifPresent(options.reporter(context)::warn);
    }
    TerminalStyle style = options.style(context);
    Optional<FindingsView> shown = options.view.findings();
    return FindingSink.all(
        shown.stream()
            .map(
                it ->
                    new FindingsPrinter(
                            context.console(), style, it, sentinel, options.times.zone(), folders)
                        .live())
            .toList());
  }

  private FollowSettings settings() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    standardInput.require(spec, List.of(file));
    Usage.require(
        spec,
        saveEvery.toMillis() >= 1 && saveEvery.toHours() <= 1,
        "--save-every must be 1ms to 1h");
    DetectionSettings detection = options.detection(sources, parsed);
    return new FollowSettings(
        options.state.folder(),
        file,
        context.input(),
        standardInput.name(),
        options.threads.count(),
        options.format.format(),
        options.times.zone(),
        options.times.clock(),
        options.allow.file(),
        detection.detector(),
        detection.alarmsPerDay(),
        detection.mixesMeasures(),
        detection.showsIncidents(),
        options.outputs(spec, context, List.of(file)),
        new FollowTimes(
            saveEvery,
            settle,
            endAfter,
            Optional.ofNullable(untilIdle),
            silentAfter,
            Optional.ofNullable(maxDelay)),
        adapting());
  }

  private Optional<Adapting> adapting() {
    if (quarantine == null) {
      Usage.require(spec, halfLife == null, "--half-life goes with --adapt-baseline N");
      return Optional.empty();
    }
    Usage.require(
        spec,
        quarantine >= Adaptation.LEAST && quarantine <= Adaptation.MOST,
        "--adapt-baseline must be "
            + Adaptation.LEAST
            + " to "
            + Adaptation.MOST
            + " but is "
            + quarantine);
    Usage.require(
        spec,
        file.equals("-") || !Files.isDirectory(Path.of(file)),
        "--adapt-baseline is for one source, a FILE or -, but " + file + " is a folder");
    BaselineOptions.requireHalfLife(spec, halfLife);
    return Optional.of(new Adapting(quarantine, halfLife == null ? 0 : halfLife));
  }
}
