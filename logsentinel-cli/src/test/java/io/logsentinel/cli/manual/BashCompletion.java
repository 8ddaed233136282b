package io.logsentinel.cli.manual;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion for bash. The parser's library has one of its own, which takes the name of a command
 * for that command wherever it stands ({@code --step baseline}), knows no files as arguments, and
 * offers the names of constants where their texts are others.
 */
final class BashCompletion {
  private static final String BEGINNING =
      """
      # bash completion for logsentinel, made from its commands
      # shellcheck disable=SC2207,SC2016 # no word that is offered has a blank

      _logsentinel() {
        local IFS=$' \\t\\n' cur=${COMP_WORDS[COMP_CWORD]} option='' command='' skipped='' word i
        local commands options flags
        # bash takes --step=all apart at the =
        if [ "$cur" = = ]; then
          cur=''
          option=${COMP_WORDS[COMP_CWORD - 1]}
        elif [ "${COMP_WORDS[COMP_CWORD - 1]}" = = ]; then
          option=${COMP_WORDS[COMP_CWORD - 2]}
        else
          option=${COMP_WORDS[COMP_CWORD - 1]}
        fi
        # a command comes first, but for what may stand before any
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          if [ -n "$skipped" ]; then
            [ "$word" = = ] || skipped=''
            continue
          fi
          case "$command/$word" in
            /help | */--debug) ;;
            */--config) skipped=yes ;;
      """;

  private static final String ENDING =
      """
        # a name is told from an option by its first character; files are left to readline
        [[ $cur == -* ]] && commands="$options $flags"
        COMPREPLY=($(compgen -W "$commands" -- "$cur"))
      }
      complete -o bashdefault -o default -F _logsentinel logsentinel
      """;

  private final CommandSpec root;

  BashCompletion(CommandSpec root) {
    this.root = root;
  }

  /** {@return the script} */
  String text() {
    StringBuilder text = new StringBuilder(BEGINNING);
    for (CommandSpec command : Manual.all(root)) {
      if (command.parent() != null) {
        String way = path(command.parent()) + "/" + command.name();
        text.append("      ").append(quoted(way)).append(") command=");
        text.append(quoted(path(command))).append(" ;;\n");
      }
    }
    text.append("      *) break ;;\n    esac\n  done\n  case \"$command\" in\n");
    for (CommandSpec command : Manual.all(root)) {
      text.append("    ").append(quoted(path(command))).append(")\n");
      text.append("      commands=").append(quoted(words(Manual.below(command)))).append('\n');
      text.append("      options=").append(quoted(names(command, false))).append('\n');
      text.append("      flags=").append(quoted(names(command, true))).append('\n');
      text.append("      ;;\n");
    }
    text.append("  esac\n");
    values(text);
    return text.append(ENDING).toString();
  }

  /** The cases of options with a value: words, folders, files, or a text that only users know. */
  private void values(StringBuilder text) {
    Map<String, Set<String>> words = new TreeMap<>();
    Map<String, OptionSpec> options = new TreeMap<>();
    for (CommandSpec command : Manual.all(root)) {
      for (OptionSpec option : Completion.options(command)) {
        for (String name : Completion.isFlag(option) ? new String[0] : option.names()) {
          options.put(name, option);
          words.computeIfAbsent(name, n -> new LinkedHashSet<>()).addAll(Completion.values(option));
        }
      }
    }
    Map<String, List<String>> names = new TreeMap<>();
    options.forEach(
        (name, option) ->
            names
                .computeIfAbsent(reply(option, words.get(name)), r -> new ArrayList<>())
                .add(name));
    text.append("  # an option's value\n  if [[ \" $options \" == *\" $option \"* ]]; then\n");
    text.append("    case \"$option\" in\n");
    names.forEach(
        (reply, all) ->
            text.append("      ")
                .append(String.join(" | ", all))
                .append(")\n        ")
                .append(reply)
                .append("\n        ;;\n"));
    text.append("    esac\n    return\n  fi\n");
  }

  private static String reply(OptionSpec option, Set<String> words) {
    if (!words.isEmpty()) {
      return "COMPREPLY=($(compgen -W " + quoted(String.join(" ", words)) + " -- \"$cur\"))";
    }
    if (Completion.isFolder(option)) {
      return "compopt -o dirnames +o default +o bashdefault 2>/dev/null";
    }
    return Completion.isFile(option)
        ? ": # readline knows files"
        : "compopt +o default +o bashdefault 2>/dev/null";
  }

  /** The names that lead to a command, without the program's. */
  private static String path(CommandSpec command) {
    String[] names = command.qualifiedName(" ").split(" ", 2);
    return names.length == 1 ? "" : names[1];
  }

  private static String words(List<CommandSpec> commands) {
    return commands.stream().map(CommandSpec::name).collect(Collectors.joining(" "));
  }

  private static String names(CommandSpec command, boolean flags) {
    return Completion.options(command).stream()
        .filter(option -> Completion.isFlag(option) == flags)
        .flatMap(option -> Arrays.stream(option.names()))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
