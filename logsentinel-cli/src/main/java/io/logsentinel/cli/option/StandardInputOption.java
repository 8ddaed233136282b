package io.logsentinel.cli.option;

import io.logsentinel.cli.workspace.FlowInputs;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The option for the name of standard input, of commands that read flows from it. */
public final class StandardInputOption {
  @Option(
      names = "--stdin-name",
      paramLabel = "NAME",
      defaultValue = "stdin",
      description = "file name that standard input goes by (default: ${DEFAULT-VALUE})")
  private String name;

  /** {@return the file name that standard input goes by} */
  public String name() {
    return name;
  }

  /**
   * Refuses standard input that is given twice, or has no name of a file.
   *
   * @param command whose usage it is
   * @param files as they were given
   */
  public void require(CommandSpec command, List<String> files) {
    Usage.require(
        command,
        Collections.frequency(files, FlowInputs.STANDARD_INPUT) <= 1,
        FlowInputs.STANDARD_INPUT + " is standard input, which can be given once only");
    Usage.require(
        command,
        !name.isBlank() && !name.startsWith(".") && !name.contains("/"),
        "--stdin-name takes the name of a file, without folders, not `" + name + "`");
  }
}
