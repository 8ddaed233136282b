package io.logsentinel.cli.ingest;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Example;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Step;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.text.HumanTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Warnings of a file whose times cannot be taken as they are. */
public final class TimeWarnings {
  private TimeWarnings() {}

  /**
   * {@return a sentence each, without the file's name}
   *
   * @param rows the account of the file's rows
   * @param clock as it was asked for
   */
  public static List<String> of(RowCounts rows, HourClock clock) {
    TimeCounts times = rows.times();
    List<String> warnings = new ArrayList<>();
    if (times.unordered() > 0) {
      warnings.add(
          "times not used: the month would be above 12 in "
              + of(times.unordered(), rows, times.firstUnordered())
              + "; expected is the day before the month, or the year first");
    }
    if (times.unread() > 0) {
      warnings.add(
          "rows kept with a time that cannot be read: "
              + of(times.unread(), rows, times.firstUnread()));
    }
    if (times.twelveHours() && clock == HourClock.AUTO) {
      warnings.add(
          "times are on a clock of 12 hours without AM or PM: hours 1 to 7 are taken as afternoon;"
              + " a night is only placed where every hour is there in its order, and else may be 12"
              + " hours off: export times with AM and PM, or, if hours are meant as they are"
              + " written, say --clock 24");
    }
    if (times.monthAssumed()) {
      warnings.add(
          "the month is taken before the day: with the day first, a date with AM or PM would have a"
              + " month above 12");
    }
    if (times.isOutOfOrder()) {
      Step first = times.firstBack().orElseThrow();
      warnings.add(
          "times go back in "
              + HumanNumber.grouped(times.back())
              + " of "
              + HumanNumber.grouped(rows.read())
              + " rows, first on line "
              + first.line()
              + " by "
              + HumanTime.length(first.millis())
              + "; windows need flows in the order of time");
    }
    return warnings;
  }

  /** With the first of them where it is known: of a partial flow, it is not. */
  private static String of(long some, RowCounts rows, Optional<Example> first) {
    return some
        + " of "
        + rows.read()
        + first.map(it -> ", the first on line " + it.line() + ": " + it.text()).orElse("");
  }
}
