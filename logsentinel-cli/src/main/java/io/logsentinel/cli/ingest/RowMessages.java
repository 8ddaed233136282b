package io.logsentinel.cli.ingest;

import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.FirstRow;
import io.logsentinel.core.flow.RowWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts on what became of a file's rows. */
public final class RowMessages {
  private RowMessages() {}

  /**
   * {@return why a file gave no flow at all}
   *
   * @param counts the account of its rows, none of them kept
   */
  public static String nothingKept(RowCounts counts) {
    if (counts.read() == 0) {
      return "has a header and no rows: nothing to look at";
    }
    List<String> why = new ArrayList<>();
    if (counts.partial() > 0) {
      why.add(
          "partial flows "
              + counts.partial()
              + ", which fill no window: none was looked at; they lack "
              + lacking(counts, rows -> Long.toString(rows)));
    }
    why.addAll(reasons(counts, rows -> Long.toString(rows)));
    return "none of its " + counts.read() + " rows was kept: " + String.join("; ", why);
  }

  /**
   * {@return what partial flows lack, and how many of them; empty where there are none}
   *
   * @param counts the account of the rows
   * @param number writes a number of rows
   */
  public static String lacking(RowCounts counts, LongFunction<String> number) {
    return counts.lacking().entrySet().stream()
        .map(field -> field.getKey().column() + " " + number.apply(field.getValue()))
        .collect(Collectors.joining(", "));
  }

  /**
   * {@return a line for each reason by which rows were rejected, with the first of them}
   *
   * @param counts the account of the rows
   * @param number writes a number of rows
   */
  public static List<String> reasons(RowCounts counts, LongFunction<String> number) {
    List<String> reasons = new ArrayList<>();
    counts
        .rejected()
        .forEach(
            (reason, rows) ->
                reasons.add(reason.words() + " " + number.apply(rows) + first(counts, reason)));
    return reasons;
  }

  /**
   * {@return what is said of rows that were rejected, a line a reason; blank ones and events are
   * usual}
   *
   * @param counts of a file
   */
  public static List<String> rejected(RowCounts counts) {
    return rejected(counts, reason -> true);
  }

  /**
   * {@return the same of some of the reasons}
   *
   * @param counts of a file, or of what was read of it so far
   * @param which reasons
   */
  public static List<String> rejected(RowCounts counts, Predicate<Rejection> which) {
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Rejection, Long> some : counts.rejected().entrySet()) {
      if (isOdd(some.getKey()) && which.test(some.getKey())) {
        lines.add(
            "rows rejected: "
                + some.getValue()
                + " of "
                + counts.read()
                + ": "
                + some.getKey().words()
                + first(counts, some.getKey()));
      }
    }
    return lines;
  }

  /**
   * {@return a line for each oddity of rows that were kept, but for rates: the run sums these up}
   *
   * @param counts of a file
   */
  public static List<String> odd(RowCounts counts) {
    List<String> lines = new ArrayList<>();
    counts
        .odd()
        .forEach(
            (warning, rows) -> {
              if (warning == RowWarning.INFINITE_RATE) {
                return;
              }
              String article = warning == RowWarning.NEGATIVE ? "a " : "an ";
              lines.add(
                  "rows kept with "
                      + article
                      + warning.words()
                      + ": "
                      + rows
                      + first(counts, warning));
            });
    return lines;
  }

  /**
   * {@return where the first of the rows stands that are odd in a way, and what of it is; empty
   * where that is not known}
   *
   * @param counts of a file
   * @param warning what is odd
   */
  public static String first(RowCounts counts, RowWarning warning) {
    return first(counts.firstOdd().get(warning));
  }

  /** True for a reason that says that something is wrong with a row. */
  static boolean isOdd(Rejection reason) {
    return reason != Rejection.BLANK && isLoss(reason);
  }

  /**
   * {@return true for a reason by which a row is lost: an event in a log of several kinds is none,
   * nor is what became a part of another flow}
   *
   * @param reason of a rejection
   */
  public static boolean isLoss(Rejection reason) {
    return reason != Rejection.NOT_A_FLOW && reason != Rejection.OTHER_HALF;
  }

  private static String first(RowCounts counts, Rejection reason) {
    return first(counts.first().get(reason));
  }

  private static String first(@Nullable FirstRow row) {
    if (row == null) {
      return "";
    }
    return ", first on line " + row.line() + (row.what().isEmpty() ? "" : ": " + row.what());
  }
}
