package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.flow.RowCounts.TimeCounts;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Example;
import io.logsentinel.core.flow.RowCounts.TimeCounts.Step;
import io.logsentinel.core.input.Reading.DateOrder;
import io.logsentinel.core.input.Reading.Start;
import io.logsentinel.core.input.Reading.WrongReadingException;
import io.logsentinel.core.input.row.TimeLog;
import io.logsentinel.core.input.row.TimeLog.Guess;
import io.logsentinel.core.text.TimestampParser.Kind;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Tracker of a file's times, batch after batch in the order of the file: settles which half of the
 * day they are of, and keeps account of those that cannot be read and those that go back.
 *
 * <p>A clock of 12 hours without AM and PM shows 8 to 12, then 1 to 7: working hours. So it is
 * taken for one where 12 goes on with 1 on the same day, and where a file that has the day first
 * begins with 1 to 7. An hour of 0 or above 12 shows a clock of 24 hours, and so does, in a file
 * that began with 1 to 7, one of 8 to 12 after them on the same day.
 *
 * <p>Where noon itself lies in a gap, as from 11:30 to 1:10, the hours fall once a day. In a file
 * that has the day first they are taken for those of 12 where that step is the shorter on such a
 * clock, and no other hour stands out of its order: files that are simply unordered go back and
 * forth, or come to hours that they had before.
 *
 * <p>Where a date goes on through midnight, or has 12 twice, hours 1 to 7 are not all afternoon. If
 * the file has every hour in its order, each has one place alone; else it is left at the rule.
 */
final class TimeTracker {
  private static final int NOON = 12;
  private static final int EVENING = 8;

  /** Of two hours on one day, so much out of order is more than flows that end late. */
  private static final int DISORDER = 2;

  private static final long NEVER = Long.MIN_VALUE;

  private final Reading reading;

  /** Whether hours 1 to 7 are afternoon from here on. */
  private boolean afternoon;

  /** Whether that is only a guess, by the first row. */
  private boolean guessed;

  /** Whether a clock of 24 hours has shown itself. */
  private boolean wide;

  /** The hour last seen on a clock without AM and PM, from 1970. */
  private long lastHour = NEVER;

  /** The day on which 12 went on with 1. */
  private long noonOf = NEVER;

  /** The day on which 8 to 11 are evening, as the hours before them were afternoon. */
  private long eveningOf = NEVER;

  /** Whether it is by a gap over noon that hours 1 to 7 are afternoon. */
  private boolean byGap;

  /** The day whose hours fell over such a gap. */
  private long gapOf = NEVER;

  /** The earliest hour, as written, of the day at hand, up to its gap. */
  private int earliest;

  /** Whether hours stood out of their order. */
  private boolean disordered;

  /** Whether 12 went on with 1 on some day, and whether a date changed from 11 to 12. */
  private boolean isNoonSeen;

  private boolean isMidnightSeen;

  /** The hour last seen in a night, from 1970, in its place. */
  private long placed = NEVER;

  private boolean twelveHours;

  /** Whether day and month stood before the year, and whether one of a day was no month. */
  private boolean datesWithYearLast;

  private boolean orderShown;

  /** The latest time since one that lay far back, or of all. */
  private long latestTime = FlowBatch.NO_TIME;

  private long read;
  private long local;
  private long unread;
  private long unordered;
  private long back;
  private Optional<Example> firstUnread = Optional.empty();
  private Optional<Example> firstUnordered = Optional.empty();
  private Optional<Step> firstBack = Optional.empty();

  TimeTracker(Reading reading) {
    this.reading = reading;
    this.afternoon = reading.clock() == HourClock.TWELVE;
  }

  /** What to make of times that are read ahead. */
  Guess guess() {
    if (!reading.usesTimes()) {
      return Guess.UNUSED;
    }
    return afternoon ? Guess.AFTERNOON : Guess.AS_WRITTEN;
  }

  /** Whether logs are to take the month before the day. */
  boolean isMonthFirst() {
    return reading.order() == DateOrder.MONTH_FIRST;
  }

  /**
   * Settles the times of the next batch; true if it changed some.
   *
   * @param lineOf gives the line of a place that the log noted
   * @throws WrongReadingException if those of batches before were settled wrongly
   */
  boolean settle(TimeLog log, LongUnaryOperator lineOf) throws WrongReadingException {
    if (log.runs() == 0) {
      return false; // without a column of times
    }
    boolean changed = !reading.usesTimes() && log.guess() != Guess.UNUSED;
    if (changed) {
      log.rows().forgetTimes();
    }
    datesWithYearLast |= log.hasDatesWithYearLast();
    orderShown |= log.isOrderShown();
    for (int run = 0; run < log.runs(); run++) {
      count(log, run, lineOf);
      if (reading.usesTimes() && TimeLog.isClock(log.kind(run))) {
        int halves = halvesLater(log.hour(run), log.kind(run) == Kind.DAY_FIRST);
        int taken = log.guess() == Guess.AFTERNOON && TimeLog.isEarly(log.hour(run)) ? 1 : 0;
        twelveHours |= halves != 0;
        if (halves != taken) {
          log.move(run, (halves - taken) * TimeLog.HALF_DAY);
          changed = true;
        }
      }
    }
    order(log, lineOf);
    return changed;
  }

  private void count(TimeLog log, int run, LongUnaryOperator lineOf) throws WrongReadingException {
    int whole = log.endOfRun(run) - log.firstRow(run);
    long rows = (long) whole + log.partialsOf(run);
    Kind kind = log.kind(run);
    if (rows == 0 || kind == Kind.NONE) {
      return;
    }
    if (kind == Kind.UNREADABLE) {
      unread += rows;
      firstUnread = firstUnread.or(() -> whole == 0 ? Optional.empty() : example(log, run, lineOf));
    } else if (kind == Kind.MONTH_ABOVE_12 || kind == Kind.MONTH_ABOVE_12_WITH_HALF_OF_DAY) {
      if (reading.usesTimes()) {
        boolean isMonthFirst = kind == Kind.MONTH_ABOVE_12_WITH_HALF_OF_DAY;
        throw new WrongOrderException(
            isMonthFirst && reading.order() == DateOrder.DAY_FIRST
                ? DateOrder.MONTH_FIRST
                : DateOrder.UNKNOWN);
      }
      unordered += rows;
      firstUnordered =
          firstUnordered.or(() -> whole == 0 ? Optional.empty() : example(log, run, lineOf));
    } else {
      read += rows;
      local += kind == Kind.INSTANT ? 0 : rows;
    }
  }

  private static Optional<Example> example(TimeLog log, int run, LongUnaryOperator lineOf) {
    long line = lineOf.applyAsLong(log.placeOf(log.firstRow(run)));
    return Optional.of(new Example(line, log.example(log.kind(run))));
  }

  /** By how many halves of a day an hour lies later than it is written: 1, 0, or -1. */
  private int halvesLater(long hour, boolean dayFirst) throws WrongReadingException {
    if (reading.start() == Start.NIGHT_FROM_PM || reading.start() == Start.NIGHT_FROM_AM) {
      return halvesLaterInNight(hour);
    }
    if (reading.clock() == HourClock.AUTO && reading.start() != Start.TWENTY_FOUR) {
      look(hour, dayFirst);
    }
    boolean evening = eveningOf == dayOf(hour) && hourOf(hour) >= EVENING && hourOf(hour) < NOON;
    return evening || (afternoon && TimeLog.isEarly(hour)) ? 1 : 0;
  }

  /** An hour that is the next to the last one, or the same, or a little out of order. */
  private int halvesLaterInNight(long hour) throws WrongReadingException {
    int now = hourOf(hour);
    if (now == 0 || now > NOON) {
      throw new WrongClockException("an hour of " + now, Start.TWENTY_FOUR);
    }
    boolean isFromPm = reading.start() == Start.NIGHT_FROM_PM;
    long first = hour - now + now % NOON;
    long second = first + NOON;
    if (placed == NEVER) {
      placed = isFromPm ? second : first;
    } else if (Math.abs(first - placed) <= 1) {
      placed = first;
    } else if (Math.abs(second - placed) <= 1) {
      placed = second;
    } else {
      throw new WrongClockException(
          "an hour that is not the next", isFromPm ? Start.NIGHT_FROM_AM : Start.NIGHT_WITH_GAPS);
    }
    return (int) (placed - hour) / NOON;
  }

  private void look(long hour, boolean dayFirst) throws WrongReadingException {
    int now = hourOf(hour);
    if (now == 0 || now > NOON) {
      if (afternoon) {
        throw new WrongClockException("an hour of " + now, Start.TWENTY_FOUR);
      }
      wide = true;
    } else if (!wide) {
      look(now, dayOf(hour), dayFirst);
    }
    lastHour = hour;
  }

  private void look(int now, long day, boolean dayFirst) throws WrongReadingException {
    if (lastHour == NEVER) {
      guessed = dayFirst && TimeLog.isEarly(now) && reading.start() == Start.AFTERNOON;
      afternoon = guessed;
      earliest = now;
      return;
    }
    int before = hourOf(lastHour);
    if (dayOf(lastHour) != day) {
      isMidnightSeen |= day == dayOf(lastHour) + 1 && before == NOON - 1 && now == NOON;
      noteOrder(day < dayOf(lastHour), "days that go back");
      earliest = now;
      return;
    }
    isNoonSeen |= before == NOON && now == 1;
    boolean isNoonAgain = eveningOf == day && before == NOON - 1 && now == NOON;
    if ((isNoonAgain || (isMidnightSeen && isNoonSeen))
        && reading.start() != Start.NIGHT_WITH_GAPS) {
      throw new WrongClockException("a night", Start.NIGHT_FROM_PM);
    }
    if ((before == NOON && now == 1) || (before == 1 && now == NOON && afternoon)) {
      afternoon = true; // the other way around: a little out of order
      guessed = false;
      byGap = false;
      noonOf = day;
    } else if (guessed && TimeLog.isEarly(before) && now >= EVENING) {
      throw new WrongClockException("hours before " + now + ":00", Start.MORNING);
    } else if (noonOf == day && before == EVENING - 1 && now == EVENING) {
      eveningOf = day;
    } else if (dayFirst && isGapOverNoon(before, now, day)) {
      afternoon = true;
      byGap = true;
      gapOf = day;
    } else {
      boolean isAgain = gapOf == day && now >= earliest;
      boolean isNight = byGap && TimeLog.isEarly(before) && now >= EVENING;
      noteOrder(before - now >= DISORDER || isAgain || isNight, "hours that are not in order");
    }
    earliest = gapOf == day ? earliest : Math.min(earliest, now);
  }

  /** A step back that is shorter as one over noon, to before all that the day had. */
  private boolean isGapOverNoon(int before, int now, long day) {
    return (byGap
            || !(afternoon
                || disordered
                || reading.start() == Start.UNORDERED
                || reading.start() == Start.NIGHT_WITH_GAPS))
        && gapOf != day
        && before >= EVENING
        && TimeLog.isEarly(now)
        && before - now > NOON / 2
        && now < earliest;
  }

  private void noteOrder(boolean isDisorder, String what) throws WrongReadingException {
    if (isDisorder && byGap) {
      throw new WrongClockException(what, Start.UNORDERED);
    }
    disordered |= isDisorder;
  }

  private static int hourOf(long hour) {
    return Math.floorMod(hour, TimeLog.HOURS);
  }

  private static long dayOf(long hour) {
    return Math.floorDiv(hour, TimeLog.HOURS);
  }

  private void order(TimeLog log, LongUnaryOperator lineOf) {
    FlowBatch batch = log.rows().batch();
    int size = batch.size();
    long latest = latestTime;
    for (int row = 0; row < size; row++) {
      long time = batch.localTime(row);
      if (time == latest || time == FlowBatch.NO_TIME) {
        continue;
      }
      boolean isBack = latest != FlowBatch.NO_TIME && time < latest - TimeCounts.LONGEST_LIFE;
      if (isBack) {
        back++;
        if (back == 1) {
          firstBack = Optional.of(new Step(lineOf.applyAsLong(log.placeOf(row)), latest - time));
        }
      }
      // many small steps back are far in the end: a file may have its newest flow first
      latest = isBack || latest == FlowBatch.NO_TIME ? time : Math.max(latest, time);
    }
    latestTime = latest;
  }

  /** The account of the batches so far. */
  TimeCounts counts() {
    return new TimeCounts(
        read,
        local,
        unread,
        firstUnread,
        unordered,
        firstUnordered,
        back,
        firstBack,
        twelveHours,
        datesWithYearLast && !orderShown && unordered == 0,
        datesWithYearLast && isMonthFirst());
  }

  /** Signal that the clock is another. */
  private static final class WrongClockException extends WrongReadingException {
    private static final long serialVersionUID = 1L;

    private final Start start;

    WrongClockException(String what, Start start) {
      super(what + ": read it again");
      this.start = start;
    }

    @Override
    Reading correct(Reading wrong) {
      return wrong.with(start);
    }
  }

  /** Signal that the order of day and month is another. */
  private static final class WrongOrderException extends WrongReadingException {
    private static final long serialVersionUID = 1L;

    private final DateOrder order;

    WrongOrderException(DateOrder order) {
      super("the order of day and month is " + order + ": read it again");
      this.order = order;
    }

    @Override
    Reading correct(Reading wrong) {
      return wrong.with(order);
    }
  }
}
