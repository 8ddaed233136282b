package io.logsentinel.cli.command;

import io.logsentinel.cli.ingest.IngestSettings;
import io.logsentinel.cli.option.InputOptions;
import io.logsentinel.cli.option.OptionSources;
import io.logsentinel.cli.reuse.JudgedRun;
import io.logsentinel.cli.reuse.RunIdentity;
import io.logsentinel.cli.run.BaselineSettings;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.run.InputSettings;
import io.logsentinel.cli.run.ManifestSettings;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.run.RunSettings;
import io.logsentinel.cli.run.Step;
import io.logsentinel.cli.terminal.ComparisonText;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.terminal.Summary;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredIncidents;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command that monitors flows against a baseline that was learned before. */
@Command(
    name = "monitor",
    header = {
      "Monitor flows against the baseline that `learn` left in DIR, and keep what is found.",
      "",
      "  logsentinel monitor today.csv.gz",
      "  zcat conn.log.gz | logsentinel monitor --state Office - --stdin-name conn.log",
      "  logsentinel monitor --fail-on HIGH today.csv",
      ""
    },
    footer = {
      "",
      "Results go to a folder of their own, DIR/runs/DATE, and replace none; `explain` finds them.",
      "What an earlier run has judged is not read again while nothing has changed, but for --again.",
      "Exit codes: 0 done, 2 wrong usage, 3 input that cannot be used, 4 incidents at or above",
      "--fail-on, 5 output that cannot be written."
    })
final class MonitorCommand implements Callable<ExitCode> {
  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

  @Mixin private InputOptions input;

  @Option(
      names = "--again",
      fallbackValue = "true",
      description = "monitor anew what an earlier run has judged, though nothing has changed since")
  private boolean again;

  @Mixin private MonitoringOptions options;

  MonitorCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  @SuppressWarnings("try") // the claim is held, not used
  public ExitCode call() throws InputException, IOException {
    RunSettings settings = settings();
    try (OutputClaim claim = OutputClaim.of(settings.outputs(), false)) {
      return run(settings);
    }
  }

  private ExitCode run(RunSettings settings) throws InputException, IOException {
    Optional<String> identity = RunIdentity.of(settings);
    if (identity.isPresent() && !again && !settings.outputs().areAsked()) {
      Optional<Workspace> earlier = JudgedRun.find(options.state.folder(), identity.get());
      if (earlier.isPresent()) {
        return take(earlier.get());
      }
    }
    RunReport report;
    try {
      report =
          PipelineCommand.run(
              settings, context.console(), options.reporter(context), options.style(context));
    } catch (OutputException e) {
      tellResults(settings.folders());
      throw e;
    }
    boolean isSame = identity.isPresent() && identity.equals(RunIdentity.of(settings));
    if (isSame && !report.hasFailed()) {
      String summary = Summary.of(report, options.times.zone().isPresent(), true);
      JudgedRun.of(identity.get(), report, summary).write(settings.folders());
    }
    tellResults(settings.folders());
    return ExitCode.of(report, options.exit);
  }

  /** Ends as an earlier run did that has judged the same. */
  private ExitCode take(Workspace earlier) throws InputException {
    JudgedRun run = JudgedRun.read(earlier).orElseThrow();
    Console console = context.console();
    console.print(
        "Nothing has changed since "
            + earlier.findings().getFileName()
            + ", neither flows nor baseline nor options: its result stands, and nothing was read;"
            + "\n--again monitors anew\n\n");
    if (options.view.findings().equals(Optional.of(FindingsView.INCIDENTS))) {
      console.print(
          ComparisonText.of(
              StoredIncidents.read(earlier.path(Artifact.INCIDENTS)),
              context.style(options.view.color())));
    }
    console.print(run.summary());
    tellResults(earlier);
    return ExitCode.of(run, options.exit);
  }

  private void tellResults(Workspace run) {
    boolean areKept = Files.exists(run.path(Artifact.DECISIONS));
    context
        .console()
        .print(
            "  results       "
                + (areKept
                    ? SafeText.of(run.findings().toString())
                    : "none, as not all of them could be written")
                + "\n");
  }

  private RunSettings settings() throws IOException {
    ParseResult parsed = spec.commandLine().getParseResult();
    StateFolder folder = options.state.folder();
    int windowSize =
        StoredBaseline.windowSize(folder.learned()).orElse(Windower.DEFAULT_WINDOW_SIZE);
    Workspace run = folder.newRun(Instant.now());
    return new RunSettings(
        Step.WATCH,
        run,
        options.threads.count(),
        new InputSettings(input.files(), context.input(), input.stdinName()),
        new IngestSettings(
            options.format.format(),
            windowSize,
            options.times.zone(),
            options.times.clock(),
            false,
            options.allow.file()),
        new BaselineSettings(
            List.of(), options.detector.rate(), false, 0, BaselineSettings.DEFAULT_SEED),
        options.detection(sources, parsed),
        options.outputs(spec, context, input.files()),
        new ManifestSettings(false, sources.origins(parsed)));
  }
}
