package io.logsentinel.cli.option;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks of options, whose failure is wrong usage. */
public final class Usage {
  private Usage() {}

  /**
   * Refuses what is not so.
   *
   * @param command whose usage it is
   * @param condition what must be so
   * @param message what is said where it is not
   */
  public static void require(CommandSpec command, boolean condition, String message) {
    if (!condition) {
      throw new ParameterException(command.commandLine(), message);
    }
  }

  /**
   * Refuses what is no name of a file in the raw folder.
   *
   * @param command whose usage it is
   * @param option that takes the names
   * @param names as they were given
   */
  public static void requireRawNames(CommandSpec command, String option, List<String> names) {
    for (String name : names) {
      require(
          command,
          !name.isEmpty() && !name.contains("/"),
          option + " takes names of files in the raw folder, not `" + name + "`");
    }
  }
}
