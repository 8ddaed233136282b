package io.logsentinel.cli.manual;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Completion for zsh, with what each option and command is for. */
final class ZshCompletion {
  private final CommandSpec root;

  ZshCompletion(CommandSpec root) {
    this.root = root;
  }

  /** {@return the function, as zsh loads it by its name} */
  String text() {
    StringBuilder text =
        new StringBuilder("#compdef logsentinel\n# zsh completion, made from the commands\n");
    Manual.all(root).forEach(command -> function(text, command));
    return text.append("\n_logsentinel \"$@\"\n").toString();
  }

  private void function(StringBuilder text, CommandSpec command) {
    List<CommandSpec> below = Manual.below(command);
    text.append('\n').append(function(command)).append("() {\n");
    if (!below.isEmpty()) {
      text.append("  if ((CURRENT > 2)); then\n    case $words[2] in\n");
      for (CommandSpec next : below) {
        text.append("      ").append(next.name()).append(")\n");
        text.append("        shift words\n        ((CURRENT--))\n        ");
        text.append(function(next)).append("\n        return\n        ;;\n");
      }
      text.append("    esac\n  elif [[ $PREFIX != -* ]]; then\n    local -a commands=(\n");
      for (CommandSpec next : below) {
        String entry = next.name() + ":" + ManPage.purpose(next).replace(":", "\\:");
        text.append("      ").append(quoted(entry)).append('\n');
      }
      text.append("    )\n    _describe -t commands command commands\n  fi\n");
    }
    text.append("  _arguments");
    for (OptionSpec option : Completion.options(command)) {
      Arrays.stream(option.names()).map(name -> spec(option, name)).forEach(s -> next(text, s));
    }
    for (PositionalParamSpec arg : command.positionalParameters()) {
      next(text, (arg.arity().max() > 1 ? "*" : "1") + value(arg));
    }
    text.append("\n}\n");
  }

  private static void next(StringBuilder text, String spec) {
    text.append(" \\\n    ").append(quoted(spec));
  }

  /** An option; one that has several values may stand there again. */
  private static String spec(OptionSpec option, String name) {
    String again = option.isMultiValue() ? "*" : "";
    boolean isFlag = Completion.isFlag(option);
    String description = escaped(ManPage.description(option));
    return again
        + name
        + (isFlag ? "" : "=")
        + "["
        + description
        + "]"
        + (isFlag ? "" : value(option));
  }

  private static String value(ArgSpec arg) {
    List<String> values = Completion.values(arg);
    String label = ":" + escaped(arg.paramLabel()) + ":";
    if (!values.isEmpty()) {
      return label + "(" + String.join(" ", values) + ")";
    }
    if (Completion.isFolder(arg)) {
      return label + "_files -/";
    }
    return label + (Completion.isFile(arg) ? "_files" : " ");
  }

  private static String function(CommandSpec command) {
    return "_" + command.qualifiedName("_");
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]").replace(":", "\\:");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
