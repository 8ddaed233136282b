package io.logsentinel.cli.command;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of options, whose failure is wrong usage. */
final class Usage {
  private Usage() {}

  static void require(CommandSpec command, boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  static void requireRawNames(CommandSpec command, String option, List<String> names) {
    for (String name : names) {
      require(
          command,
          !name.isEmpty() && !name.contains("/"),
          option + " takes names of files in the raw folder, not `" + name + "`");
    }
  }
}
