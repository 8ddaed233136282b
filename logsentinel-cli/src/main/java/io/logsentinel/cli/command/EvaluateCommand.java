package io.logsentinel.cli.command;

import io.logsentinel.cli.evaluate.EvaluationRun;
import io.logsentinel.cli.evaluate.EvaluationSettings;
import io.logsentinel.cli.option.CommonOptions;
import io.logsentinel.cli.option.FolderOptions;
import io.logsentinel.cli.option.FormatOptions;
import io.logsentinel.cli.option.ProgressOption;
import io.logsentinel.cli.option.QuietOption;
import io.logsentinel.cli.option.ThreadsOption;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.terminal.EvaluationTable;
import io.logsentinel.cli.terminal.LabelText;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.evaluate.Evaluation;
import io.logsentinel.core.flow.LabelRules;
import io.logsentinel.core.flow.LabelRules.LabelKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that measures what a run found against the labels of its flows. */
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
      "Labels are compared without regard to case. A label is benign if it has a benign word as a",
      "word of its own, unlabelled if it is blank or has an unlabelled one so, else an attack.",
      "",
      "Exit codes: 0 done, 2 wrong usage, 3 artifacts that are missing, damaged or of different",
      "runs, 5 output that cannot be written."
    })
final class EvaluateCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;
  @Mixin private FolderOptions folders;

  @Mixin private FormatOptions format;

  @Option(
      names = "--min-attack-share",
      paramLabel = "SHARE",
      defaultValue = "" + Evaluation.DEFAULT_MIN_ATTACK_SHARE,
      description =
          "from which share of attack flows on a window is attacked, 0 to 1; with fewer it is left"
              + " out (default: ${DEFAULT-VALUE})")
  private double minAttackShare;

  @Option(
      names = "--benign-label",
      paramLabel = "WORD",
      split = ",",
      description =
          "what a benign label has as a word of its own (default: the words of the file's dialect,"
              + " such as BENIGN)")
  private List<String> benign = List.of();

  @Option(
      names = "--unlabelled-label",
      paramLabel = "WORD",
      split = ",",
      description =
          "what a label that says nothing has as a word of its own (default: the words of the"
              + " file's dialect, such as No Label)")
  private List<String> unlabelled = List.of();

  @Option(
      names = "--attempted",
      paramLabel = "KIND",
      defaultValue = "attack",
      description =
          "what `X - Attempted` is: attack, benign or unlabelled (default: ${DEFAULT-VALUE})")
  private LabelKind attempted;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "where all figures go, no other file of the run (default: evaluation.json of the models'"
              + " folder)")
  private @Nullable Path json;

  @Mixin private ThreadsOption threads;
  @Mixin private QuietOption quiet;
  @Mixin private ProgressOption progress;
  @Mixin private CommonOptions common;

  EvaluateCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException, IOException {
    EvaluationRun run =
        new EvaluationRun(
            settings(), progress.reporter(context.console(), context.errIsTerminal()));
    Usage.require(
        spec,
        !run.overwritesTheRun(),
        "--json " + run.target() + " is a file of the run, or lies among its flows and windows");
    Evaluation evaluation = run.run();
    if (evaluation.input().windows().stream().allMatch(window -> window.benign() == 0)) {
      context
          .console()
          .warn(
              "no flow is labelled "
                  + String.join(" or ", run.rules().benign())
                  + "; labels are: "
                  + LabelText.commonest(evaluation.input().labels())
                  + "; --benign-label names those that are benign");
    }
    EvaluationTable table = new EvaluationTable(evaluation);
    context.console().print(quiet.isOn() ? table.overall() : table.all());
    context.console().print("All figures: " + SafeText.of(run.target().toString()) + "\n");
    return ExitCode.DONE;
  }

  private EvaluationSettings settings() {
    Usage.require(
        spec,
        minAttackShare >= 0 && minAttackShare <= 1,
        "--min-attack-share must be 0 to 1 but is " + minAttackShare);
    requireWords("--benign-label", benign);
    requireWords("--unlabelled-label", unlabelled);
    return new EvaluationSettings(
        folders.workspace(),
        format.format(),
        threads.count(),
        minAttackShare,
        this::words,
        Optional.ofNullable(json));
  }

  /** The words that are given, else those of whoever wrote the labels. */
  private LabelRules words(LabelRules own) {
    return new LabelRules(
        benign.isEmpty() ? own.benign() : benign,
        unlabelled.isEmpty() ? own.unlabelled() : unlabelled,
        attempted);
  }

  private void requireWords(String option, List<String> words) {
    Usage.require(
        spec,
        words.stream().noneMatch(String::isBlank),
        option + " takes words, none of them blank");
  }
}
