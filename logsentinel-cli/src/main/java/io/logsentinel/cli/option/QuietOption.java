package io.logsentinel.cli.option;

import picocli.CommandLine.Option;

/** The option for less on stdout. */
public final class QuietOption {
  @Option(
      names = "--quiet",
      fallbackValue = "true",
      description = "print neither findings nor details, only how it ended")
  private boolean quiet;

  /** {@return whether findings and details are left out} */
  public boolean isOn() {
    return quiet;
  }
}
