package io.logsentinel.bench.measure;

import static java.util.stream.Collectors.joining;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The parts that the sections of measures share: rates, heading, tables. */
public final class DetectorPage {
  /** The rates at which false alarms are counted. */
  static final List<Double> RATES = List.of(0.01, 0.02, 0.05);

  /** The rate at which everything else is. */
  static final double RATE = 0.02;

  private DetectorPage() {}

  static String heading(String what) {
    String written = "\n\nWritten by `DetectorMeasure` on " + LocalDate.now();
    return "## " + what + written + ". Intervals are Wilson's, of 95 %.\n";
  }

  /**
   * {@return a text, the same in every locale}
   *
   * @param format as {@link String#format} has it
   * @param values of it
   */
  public static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Of each of the rates, nothing yet. */
  static List<Share> noAlarms() {
    return new ArrayList<>(Collections.nCopies(RATES.size(), Share.NONE));
  }

  /**
   * {@return the lines that a table begins with}
   *
   * @param title above it
   * @param columns as {@code seed | file}
   */
  public static String table(String title, String columns) {
    String rule = "---|".repeat(columns.split(" \\| ").length);
    return "\n### " + title + "\n\n| " + columns + " |\n|" + rule + "\n";
  }

  /**
   * {@return a row of a table}
   *
   * @param cells as many as the table has columns
   */
  public static String row(Object... cells) {
    return Arrays.stream(cells).map(String::valueOf).collect(joining(" | ", "| ", " |\n"));
  }

  static String falseAlarms(List<Share> byRate) {
    String columns = "rate asked | alarms | windows | share | interval";
    StringBuilder page = new StringBuilder(table("False alarms", columns));
    for (int r = 0; r < RATES.size(); r++) {
      page.append(row(RATES.get(r), byRate.get(r).cells()));
    }
    return page.toString();
  }
}
