package io.logsentinel.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What can be completed where: the values of options and arguments. */
final class Completion {
  private Completion() {}

  /** {@return the options of a command that its help shows} */
  static List<OptionSpec> options(CommandSpec command) {
    return command.options().stream().filter(option -> !option.hidden()).toList();
  }

  /** {@return whether an option stands alone} */
  static boolean isFlag(OptionSpec option) {
    return option.arity().max() == 0;
  }

  /** {@return whether it names a file} */
  static boolean isFile(ArgSpec arg) {
    return arg.paramLabel().matches("(\\[FORMAT:\\])?FILES?");
  }

  /** {@return whether it names a folder} */
  static boolean isFolder(ArgSpec arg) {
    return arg.paramLabel().equals("DIR");
  }

  /**
   * {@return the values that an argument can have, none where they are not a few words} Those of an
   * enum are written as the description writes them; where it names some, the others are not meant.
   */
  static List<String> values(ArgSpec arg) {
    List<String> values = new ArrayList<>();
    if (arg.completionCandidates() != null) {
      arg.completionCandidates().forEach(values::add);
    }
    if (!arg.type().isEnum()) {
      return values;
    }
    String description = ManPage.description(arg);
    List<String> written =
        values.stream()
            .map(value -> Pattern.compile("(?i)\\b" + Pattern.quote(value) + "\\b"))
            .map(value -> value.matcher(description))
            .filter(Matcher::find)
            .map(Matcher::group)
            .toList();
    return written.isEmpty() ? values : written;
  }
}
