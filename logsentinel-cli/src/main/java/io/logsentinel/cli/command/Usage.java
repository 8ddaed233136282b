package io.logsentinel.cli.command;

import io.logsentinel.cli.workspace.FlowInputs;
import java.util.Collections;
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

  static void requireStandardInput(CommandSpec command, List<String> files, String name) {
    require(
        command,
        Collections.frequency(files, FlowInputs.STANDARD_INPUT) <= 1,
        FlowInputs.STANDARD_INPUT + " is standard input, which can be given once only");
    require(
        command,
        !name.isBlank() && !name.startsWith(".") && !name.contains("/"),
        "--stdin-name takes the name of a file, without folders, not `" + name + "`");
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
