package io.logsentinel.cli.command;

import io.logsentinel.cli.allow.AllowExample;
import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.option.HelpOption;
import io.logsentinel.cli.option.Usage;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.core.allow.Allowlist.Rule;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that shows how known flows are allowed. */
@Command(
    name = "allow",
    header = {
      "Print an example of a file of known flows, or check one.",
      "",
      "  logsentinel allow --example > allow.csv",
      "  logsentinel allow allow.csv",
      "  logsentinel monitor --allow allow.csv today.csv",
      ""
    },
    footer = {"", "Exit codes: 0 done, 2 wrong usage, 3 a file that cannot be used."})
final class AllowCommand implements Callable<ExitCode> {
  private final ProcessContext context;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", arity = "0..1", description = "the file to check")
  private @Nullable Path file;

  @Option(
      names = "--example",
      description = "print a commented example, whose addresses are nobody's")
  private boolean example;

  @Mixin private HelpOption help;

  AllowCommand(ProcessContext context) {
    this.context = context;
  }

  @Override
  public ExitCode call() throws InputException {
    Usage.require(
        spec,
        example == (file == null),
        "give either --example, which prints one, or a FILE to check");
    if (file == null) {
      context.console().print(AllowExample.text());
      return ExitCode.DONE;
    }
    StringBuilder text = new StringBuilder();
    for (Rule rule : AllowFile.read(file).list().rules()) {
      String until = rule.until().map(day -> ", until " + day).orElse("");
      String reason = rule.reason().isEmpty() ? "" : " (" + rule.reason() + ")";
      text.append(SafeText.of("line " + rule.line() + ": " + rule.conditions() + until + reason))
          .append('\n');
    }
    context.console().print(text.isEmpty() ? "no rule\n" : text.toString());
    return ExitCode.DONE;
  }
}
