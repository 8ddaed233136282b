package io.logsentinel.bench.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How many windows the detector alarms on, with and without attacks in them, and how often it names
 * them right. Prints a section of a page.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.DetectorMeasure dilution FOLDER ...}: real attacks at known shares,
 * in folders {@code SEED/DISGUISE/raw} with their {@code truth.csv} beside {@code raw}; {@code
 * weeks SCALE WINDOW_SIZE SEEDS}: simulated weeks, of which nothing is written to disk.
 */
public final class DetectorMeasure {
  /** The rates at which false alarms are counted. */
  static final List<Double> RATES = List.of(0.01, 0.02, 0.05);

  /** The rate at which everything else is. */
  static final double RATE = 0.02;

  private DetectorMeasure() {}

  /** Arguments: {@code dilution} and folders, or {@code weeks}, scale, window size and seeds. */
  public static void main(String[] args) throws IOException {
    if (args.length >= 2 && args[0].equals("dilution")) {
      System.out.print(DilutionMeasure.section(Arrays.stream(args).skip(1).map(Path::of).toList()));
    } else if (args.length == 4 && args[0].equals("weeks")) {
      System.out.print(
          WeekMeasure.section(
              Double.parseDouble(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3])));
    } else {
      System.err.println(
          "usage: DetectorMeasure dilution FOLDER ... | weeks SCALE WINDOW_SIZE SEEDS");
      System.exit(2);
    }
  }

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
