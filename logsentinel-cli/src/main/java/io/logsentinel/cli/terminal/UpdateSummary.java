package io.logsentinel.cli.terminal;

import io.logsentinel.cli.run.UpdateReport;
import io.logsentinel.core.baseline.FileTraining.FileOutcome;

/** The outcome of an update in a few lines. */
public final class UpdateSummary {
  private UpdateSummary() {}

  /**
   * The summary of an update.
   *
   * @param report what came of it
   * @return some lines
   */
  public static String of(UpdateReport report) {
    StringBuilder text = new StringBuilder("Baseline update\n");
    for (FileOutcome file : report.learned()) {
      text.append("  ")
          .append(SafeText.of(file.file().name()))
          .append(": ")
          .append(file.file().windows())
          .append(" windows, ")
          .append(file.file().trained())
          .append(" trained, ")
          .append(file.file().heldBack())
          .append(" held back");
      file.drift().ifPresent(drift -> text.append("; drift: ").append(drift.verdict().words()));
      text.append('\n');
    }
    return text.append("  baseline: ")
        .append(report.windows())
        .append(" windows of ")
        .append(report.files())
        .append(" files\n")
        .toString();
  }
}
