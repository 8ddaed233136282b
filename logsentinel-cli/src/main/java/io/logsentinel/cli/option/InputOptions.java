package io.logsentinel.cli.option;

import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The arguments that name flows, of commands that have no folder to look for them in. */
public final class InputOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "flows: files, plain, gzip or zstd, folders, patterns such as 'logs/*.csv', or - for"
              + " standard input")
  private List<String> files;

  @Mixin private StandardInputOption standardInput;

  /** {@return the arguments, at least one} */
  public List<String> files() {
    standardInput.require(command, files);
    return files;
  }

  /** {@return the file name that standard input goes by} */
  public String stdinName() {
    return standardInput.name();
  }
}
