package io.logsentinel.bench.measure;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** The parts that the sections of {@code DetectorMeasure} share: rates, heading, tables. */
final class DetectorPage {
  /** The rates at which false alarms are counted. */
  static final List<Double> RATES = List.of(0.01, 0.02, 0.05);

  /** The rate at which everything else is. */
  static final double RATE = 0.02;

  private DetectorPage() {}

  /** The lines that every section begins with. */
  static String heading(String what) {
    return "## "
        + what
        + "\n\nWritten by `DetectorMeasure` on "
        + LocalDate.now()
        + ". Intervals are Wilson's, of 95 %.\n";
  }

  /** The lines that a table begins with. */
  static String table(String title, String... columns) {
    return "\n### "
        + title
        + "\n\n| "
        + String.join(" | ", columns)
        + " |\n|"
        + "---|".repeat(columns.length)
        + "\n";
  }

  /** A table of false alarms, a row per rate. */
  static String falseAlarms(List<Share> byRate) {
    StringBuilder page =
        new StringBuilder(
            table("False alarms", "rate asked", "alarms", "windows", "share", "interval"));
    for (int r = 0; r < RATES.size(); r++) {
      page.append(
          String.format(Locale.ROOT, "| %.2f | %s |%n", RATES.get(r), byRate.get(r).cells()));
    }
    return page.toString();
  }
}
