package io.logsentinel.cli.terminal;

import static io.logsentinel.cli.terminal.FigureText.format;

import io.logsentinel.cli.run.UpdateReport;
import io.logsentinel.core.baseline.FileTraining.FileOutcome;

/** The outcome of an update in a few lines. */
public final class UpdateSummary {
  private UpdateSummary() {}

  /**
   * {@return the summary of an update, some lines}
   *
   * @param report what came of it
   */
  public static String of(UpdateReport report) {
    StringBuilder text = new StringBuilder("Baseline update\n");
    for (FileOutcome file : report.learned()) {
      text.append(
          format(
              "  %s: %s windows, %s trained, %s held back%s\n",
              SafeText.of(file.file().name()),
              file.file().windows(),
              file.file().trained(),
              file.file().heldBack(),
              file.drift().map(it -> "; baseline fit: " + BaselineFit.of(it).words()).orElse("")));
    }
    return text + "  baseline: " + report.windows() + " windows of " + report.files() + " files\n";
  }
}
