package io.logsentinel.cli.terminal;

import io.logsentinel.cli.workspace.Reporter;

/**
 * Messages and, if wanted, progress on a console.
 *
 * @param console where they go
 * @param showsProgress whether progress is shown
 */
public record ConsoleReporter(Console console, boolean showsProgress) implements Reporter {
  @Override
  public void warn(String message) {
    console.warn(message);
  }

  @Override
  public void error(String message) {
    console.error(message);
  }

  @Override
  public Progress progress(String what, long totalBytes) {
    return showsProgress ? new ProgressLine(console, what, totalBytes) : bytes -> {};
  }
}
