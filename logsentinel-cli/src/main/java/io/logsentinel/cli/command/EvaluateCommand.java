package io.logsentinel.cli.command;

import io.logsentinel.cli.evaluate.EvaluationRun;
import io.logsentinel.cli.evaluate.EvaluationSettings;
import io.logsentinel.cli.terminal.EvaluationTable;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.evaluate.LabelRules;
import io.logsentinel.core.evaluate.LabelRules.LabelKind;
import io.logsentinel.core.input.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what a run found against the labels of its flows. */
@Command(
    name = "evaluate",
    header = {
      "Measure what the last run found against the labels of its flows.",
      "",
      "  logsentinel evaluate",
      "      alarms of the run in Models against the labels in Data/raw; Models/evaluation.json",
      "  logsentinel evaluate --min-attack-share 0.1 --attempted benign",
      "      windows are attacked from a tenth of attack flows on, attempted attacks are none",
      ""
    },
    footer = {
      "",
      "Labels are compared without regard to case. A label is benign if it contains a benign word,",
      "unlabelled if it is blank or has an unlabelled one as a word of its own, else an attack.",
      "",
      "Exit codes: 0 done, 2 wrong usage, 3 artifacts that are missing, damaged or of different",
      "runs, 5 output that cannot be written."
    },
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100)
public final class EvaluateCommand implements Callable<ExitCode> {
  private static final LabelRules DEFAULT_WORDS = LabelRules.of(Dialect.CIC_IDS_2017);

  private final ProcessContext context;
  private final OptionSources sources;

  @Spec private CommandSpec spec;

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
      description = "folder with the artifacts of the run (default: Models)")
  private Path modelsDir;

  @Option(
      names = "--min-attack-share",
      paramLabel = "SHARE",
      defaultValue = "" + Evaluation.DEFAULT_MIN_ATTACK_SHARE,
      description =
          "from which share of attack flows on a window is attacked, 0 to 1; with fewer it is left"
              + " out (default: 0.01)")
  private double minAttackShare;

  @Option(
      names = "--benign-label",
      paramLabel = "WORD",
      split = ",",
      description = "what a benign label contains (default: BENIGN)")
  private List<String> benign = DEFAULT_WORDS.benign();

  @Option(
      names = "--unlabelled-label",
      paramLabel = "WORD",
      split = ",",
      description =
          "what a label that says nothing has as a word of its own (default: CIC, NeedManualLabel,"
              + " Background)")
  private List<String> unlabelled = DEFAULT_WORDS.unlabelled();

  @Option(
      names = "--attempted",
      paramLabel = "KIND",
      defaultValue = "attack",
      description = "what `X - Attempted` is: attack, benign or unlabelled (default: attack)")
  private LabelKind attempted;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "where all figures go, no other file of the run (default: evaluation.json of the models'"
              + " folder)")
  private Path json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads, 1 to 256 (default: the cores)")
  private Integer threads;

  @Option(names = "--quiet", description = "print no table by attack, share and file")
  private boolean quiet;

  @Option(names = "--no-progress", description = "show no progress on the terminal")
  private boolean noProgress;

  @Option(names = "--config", paramLabel = "FILE", description = "properties file with options")
  private Path config;

  @Option(names = "--debug", description = "show stack traces of errors")
  private boolean debug;

  @Option(names = "--help", usageHelp = true, description = "show this help")
  private boolean help;

  public EvaluateCommand(ProcessContext context, OptionSources sources) {
    this.context = context;
    this.sources = sources;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    EvaluationRun run = new EvaluationRun(settings(), context.console());
    new OptionRanges(spec.commandLine())
        .require(
            !run.overwritesTheRun(),
            "--json "
                + run.target()
                + " is a file of the run, or lies among its flows and windows");
    Evaluation evaluation = run.run();
    EvaluationTable table = new EvaluationTable(evaluation);
    context.console().print(isOn("--quiet") ? table.overall() : table.all());
    context.console().print("All figures: " + SafeText.of(run.target().toString()) + "\n");
    return ExitCode.DONE;
  }

  private EvaluationSettings settings() {
    OptionRanges ranges = new OptionRanges(spec.commandLine());
    ranges.require(
        minAttackShare >= 0 && minAttackShare <= 1,
        "--min-attack-share must be 0 to 1 but is " + minAttackShare);
    requireWords(ranges, "--benign-label", benign);
    requireWords(ranges, "--unlabelled-label", unlabelled);
    return new EvaluationSettings(
        dataDir,
        modelsDir,
        minAttackShare,
        new LabelRules(benign, unlabelled, attempted),
        Optional.ofNullable(json),
        ranges.threads(threads),
        !isOn("--no-progress") && context.errIsTerminal());
  }

  private static void requireWords(OptionRanges ranges, String option, List<String> words) {
    ranges.require(
        words.stream().noneMatch(String::isBlank), option + " takes words, none of them blank");
  }

  private boolean isOn(String name) {
    return sources.isOn(spec.commandLine(), name);
  }
}
