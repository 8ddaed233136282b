package io.logsentinel.cli.command;

import io.logsentinel.cli.compare.CompareRun;
import io.logsentinel.cli.evaluate.EvaluationRun;
import io.logsentinel.cli.evaluate.EvaluationSettings;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.FolderOptions;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.report.Report;
import io.logsentinel.cli.report.ReportPage;
import io.logsentinel.cli.report.ReportRun;
import io.logsentinel.cli.report.ReportText;
import io.logsentinel.cli.run.RunFile;
import io.logsentinel.cli.terminal.Call;
import io.logsentinel.cli.terminal.ComparisonText;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.terminal.TerminalStyle;
import io.logsentinel.cli.terminal.TerminalStyle.ColorMode;
import io.logsentinel.cli.terminal.VerdictText;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.RunLock;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.input.FlowFormats;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that shows a run: as a file for the browser, or as text. */
@Command(
    name = "report",
    header = {
      "Show a run to people: one HTML file for the browser, or a few lines of text.",
      "",
      "  logsentinel report",
      "      report.html of the last run, beside its findings",
      "  logsentinel report 2026-11-26T18-42-18 --output week.html",
      "      that of a run of `monitor`, named as its folder is or by the beginning of its name",
      "  logsentinel report --text",
      "      the timeline as text",
      ""
    },
    footer = {
      "",
      "The file holds everything it shows, asks for nothing over the network, and opens in any",
      "browser. Where Models/evaluation.json is of the run, it shows that too.",
      "",
      "Exit codes: 0 done, 2 wrong usage, 3 no such run, or an artifact that is missing or"
          + " damaged,",
      "5 output that cannot be written."
    })
final class ReportCommand implements Callable<ExitCode> {
  /** In them, a report says whose it is. */
  private static final int HEAD_BYTES = 2_048;

  private final ProcessContext context;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description =
          "a run of `monitor`, by its name or folder (default: what lies in the working folders,"
              + " else the last run)")
  private @Nullable String name;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "where the report goes, no other file of the run (default: report.html of the run)")
  private @Nullable Path output;

  @Option(
      names = "--text",
      fallbackValue = "true",
      description = "print the timeline as text, and write no file")
  private boolean text;

  @Option(
      names = "--with-evaluation",
      fallbackValue = "true",
      description =
          "measure a run over Data against the labels of its flows first, as evaluate does")
  private boolean withEvaluation;

  @Option(
      names = "--against",
      paramLabel = "RUN",
      description =
          "show too what is new, goes on or is gone since an earlier run, as compare does")
  private @Nullable String against;

  @Mixin private FolderOptions folders;
  @Mixin private CommonOptions common;
  @Spec private CommandSpec spec;

  ReportCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    Usage.require(spec, output == null || !text, "--text prints to stdout; it takes no --output");
    Workspace run = run();
    Path own = run.path(Artifact.REPORT);
    Path target = output == null ? own : output;
    Usage.require(
        spec,
        same(target, own) || !run.isOfRun(target) && !same(target, run.path(Artifact.EVALUATION)),
        "--output " + target + " would overwrite a file of the run; choose another name");
    Usage.require(
        spec,
        text || !Files.exists(target) || isReport(target),
        "--output "
            + target
            + (Files.isDirectory(target) ? " is a folder" : " is there and no report")
            + "; choose another name");
    Usage.require(spec, !target.toString().equals("-"), "--output takes a file, not `-`");
    Usage.require(
        spec,
        !withEvaluation || !run.isDaily(),
        "--with-evaluation goes with a run over Data, but "
            + run.findings()
            + " is one of `monitor` or `follow`, which keep no labels: put its flows into Data/raw,"
            + " type ./logsentinel, then ./logsentinel report --with-evaluation");
    Reporter reporter = new ConsoleReporter(context.console(), false);
    if (!text && Files.exists(run.path(Artifact.DECISIONS))) {
      new OutputFile(target).close(); // before all is read in vain
    }
    if (withEvaluation) {
      evaluate(run, reporter);
    }
    Optional<Workspace> earlier =
        against == null
            ? Optional.empty()
            : Optional.of(new StateFolder(run.models()).run(against));
    Report report = read(run, earlier, reporter);
    if (text) {
      String results = SafeText.of(run.findings().toString());
      context.console().print("Results in " + results + "\n\n" + text(context, report));
      if (earlier.isPresent()) {
        CompareRun runs = new CompareRun(earlier.get(), run);
        ComparisonText comparison = new ComparisonText(context.style(ColorMode.AUTO), runs);
        context.console().print("\n" + comparison.of(runs.compare()));
      }
      return ExitCode.DONE;
    }
    write(report, run, target);
    context
        .console()
        .print(
            String.format(
                "%s, %s: %s%n",
                counted(report.windows(), "window"),
                counted(report.incidentCount(), "incident"),
                SafeText.of(target.toString())));
    return ExitCode.DONE;
  }

  private static String counted(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** The timeline, for stdout as it is. */
  static String text(ProcessContext context, Report report) {
    TerminalStyle style = context.style(ColorMode.AUTO);
    return new ReportText(style.width(), context.isUnicode(), style.colored(), SafeText::of)
        .of(report);
  }

  /** The folders of the run that is meant. */
  private Workspace run() throws InputException {
    Workspace working = folders.workspace();
    Optional<Workspace> state = StateFolder.runAt(working.models());
    if (name == null) {
      if (state.isPresent()) {
        return state.get();
      }
      return Files.exists(working.path(Artifact.DECISIONS))
          ? working
          : new StateFolder(working.models()).endedRunsOfAny().stream().findFirst().orElse(working);
    }
    return new StateFolder(working.models()).run(name);
  }

  /** Anything else is somebody's, and not to be replaced. */
  private static boolean isReport(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = StoredFile.open(file)) {
      String begin = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
      return begin.startsWith("<!doctype html>") && begin.contains("LogSentinel");
    }
  }

  private static boolean same(Path one, Path other) {
    return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private void evaluate(Workspace run, Reporter reporter) throws IOException {
    new EvaluationRun(
            new EvaluationSettings(
                run,
                FlowFormats.AUTO,
                1,
                Evaluation.DEFAULT_MIN_ATTACK_SHARE,
                words -> words,
                Optional.empty()),
            reporter)
        .run();
  }

  /** What a run's artifacts tell, against an earlier run where one is given. */
  static Report read(Workspace run, Optional<Workspace> earlier, Reporter reporter)
      throws IOException {
    double rate = DetectorSettings.load(run).falseAlarmRate();
    boolean zoned = RunFile.isZoned(run.path(Artifact.RUN));
    TerminalStyle style = new TerminalStyle(TerminalStyle.LEAST_WIDTH, false);
    Function<String, String> call = id -> Call.explain(run, id) + " --full";
    return new ReportRun(
            run,
            reporter,
            explanation ->
                new VerdictText(
                        style, rate, zoned, call.apply(explanation.incident().orElseThrow().id()))
                    .of(explanation),
            call)
        .read(earlier);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private static void write(Report report, Workspace run, Path target) throws IOException {
    Path folder = target.toAbsolutePath().getParent();
    boolean isOfModels =
        folder != null
            && Files.isDirectory(folder)
            && Files.isDirectory(run.models())
            && Files.isSameFile(folder, run.models());
    try (RunLock lock = isOfModels ? new RunLock(run.models()) : null;
        OutputFile file = new OutputFile(target)) {
      file.write(ReportPage.of(report));
      file.commit();
    }
  }
}
