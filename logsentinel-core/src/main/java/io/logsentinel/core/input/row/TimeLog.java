package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.text.TimestampParser;
import io.logsentinel.core.text.TimestampParser.Kind;
import java.util.Arrays;

/**
 * Notes on the times of one batch, taken while its rows are read, by which they are settled in file
 * order: runs of rows whose times are of one kind and fall into one hour, and where each row
 * stands. So nothing is done per row but to note its place.
 */
public final class TimeLog {
  /** Hours of a day. */
  public static final int HOURS = 24;

  /** Milliseconds between an hour of the morning and that of the afternoon with its name. */
  public static final long HALF_DAY = 12 * 3_600_000L;

  private static final int HOUR_MILLIS = 3_600_000;
  private static final int FIRST_CAPACITY = 64;

  private static final Kind[] KINDS = Kind.values();

  private final TimestampParser parser = new TimestampParser();

  // runs of rows: the first row, the kind and the hour from 1970
  private int runs;
  private int[] firstRows = new int[FIRST_CAPACITY];
  private Kind[] kinds = new Kind[FIRST_CAPACITY];
  private long[] hours = new long[FIRST_CAPACITY];

  private long[] places = new long[FIRST_CAPACITY];
  private final String[] examples = new String[KINDS.length];

  /** The run of each partial flow. */
  private int[] partialRuns = new int[FIRST_CAPACITY];

  private int partials;

  private final FlowBatch.Appender rows;
  private Guess guess = Guess.AS_WRITTEN;

  /** Whether there were dates with the year last, and one whose day is no month. */
  private boolean datesWithYearLast;

  private boolean orderShown;

  // the last time read: in files of flows, the same one comes again and again
  private byte[] text = {};
  private boolean known;
  private Kind kind = Kind.NONE;
  private long time = FlowBatch.NO_TIME;
  private boolean monthFirst;

  /** What is made of times before it is their turn in the order of the file. */
  public enum Guess {
    /** A time is as it is written. */
    AS_WRITTEN,
    /** Hours 1 to 7 of a clock without AM and PM are afternoon. */
    AFTERNOON,
    /** No time is used. */
    UNUSED
  }

  /**
   * Takes notes on rows that are added to a batch.
   *
   * @param rows takes them
   */
  public TimeLog(FlowBatch.Appender rows) {
    this.rows = rows;
  }

  /**
   * Says which of day and month comes first in what is read from here on.
   *
   * @param isMonth true for the month
   */
  public void monthFirst(boolean isMonth) {
    parser.monthFirst(isMonth);
    monthFirst = isMonth;
    known = false;
  }

  /** {@return true where the month comes before the day} */
  public boolean isMonthFirst() {
    return monthFirst;
  }

  /**
   * Begins with an empty batch.
   *
   * @param onTimes what is made of times, as far as is known
   */
  public void begin(Guess onTimes) {
    guess = onTimes;
    runs = 0;
    partials = 0;
    known = false;
    datesWithYearLast = false;
    orderShown = false;
    Arrays.fill(examples, null);
  }

  /**
   * Reads the time of the row at hand, noted to stand at that place, and sets it.
   *
   * @param bytes of the row
   * @param from where the time begins
   * @param to where it ends
   * @param encoding of the bytes
   */
  public void read(byte[] bytes, int from, int to, TextEncoding encoding) {
    if (!known || !TextEncoding.isSame(text, bytes, from, to)) {
      readNew(bytes, from, to, encoding);
    }
    place(from);
    if (kind == Kind.INSTANT) {
      rows.instant(time);
    } else {
      rows.localTime(time);
    }
  }

  /** Notes that the row at hand has no time. */
  public void none() {
    if (!known || kind != Kind.NONE) {
      known = true;
      text = new byte[0];
      time = FlowBatch.NO_TIME;
      run(Kind.NONE, 0);
    }
    place(0);
    rows.localTime(FlowBatch.NO_TIME);
  }

  private void readNew(byte[] bytes, int from, int to, TextEncoding encoding) {
    known = true;
    text = Arrays.copyOfRange(bytes, from, to);
    Kind now = parser.parse(text, 0, text.length);
    boolean isTime = now.compareTo(Kind.INSTANT) >= 0;
    long hour = isClock(now) ? Math.floorDiv(parser.millis(), HOUR_MILLIS) : 0;
    run(now, hour);
    datesWithYearLast |= parser.isYearLast();
    orderShown |= parser.showsOrder();
    time = isTime ? parser.millis() : FlowBatch.NO_TIME;
    if (guess == Guess.UNUSED) {
      time = FlowBatch.NO_TIME;
    } else if (guess == Guess.AFTERNOON && isClock(now) && isEarly(hour)) {
      time += HALF_DAY;
    }
    if (!isTime && examples[now.ordinal()] == null) {
      // cut as text, since the same text has other bytes where it was decoded before
      examples[now.ordinal()] = RejectedValue.shown(encoding.decode(text, 0, text.length));
    }
  }

  /**
   * {@return true for a time that leaves open which half of the day it is of}
   *
   * @param kind of the time
   */
  public static boolean isClock(Kind kind) {
    return kind == Kind.DAY_FIRST || kind == Kind.YEAR_FIRST;
  }

  /**
   * {@return true for hours 1 to 7, which are those of the afternoon on a clock of 12 hours}
   *
   * @param hour from 1970
   */
  public static boolean isEarly(long hour) {
    long ofDay = Math.floorMod(hour, HOURS);
    return ofDay >= 1 && ofDay <= 7;
  }

  private void run(Kind now, long hour) {
    kind = now;
    if (runs > 0 && kinds[runs - 1] == now && hours[runs - 1] == hour) {
      return;
    }
    if (runs == hours.length) {
      firstRows = Arrays.copyOf(firstRows, 2 * runs);
      kinds = Arrays.copyOf(kinds, 2 * runs);
      hours = Arrays.copyOf(hours, 2 * runs);
    }
    firstRows[runs] = rows.batch().size();
    kinds[runs] = now;
    hours[runs++] = hour;
  }

  /**
   * Notes where the row at hand stands.
   *
   * @param at a place in the bytes of a block, or a line
   */
  public void place(long at) {
    placeOf(rows.batch().size(), at);
  }

  /**
   * Notes where a row stands that was added already.
   *
   * @param row from 0
   * @param at a place in the bytes of a block, or a line
   */
  public void placeOf(int row, long at) {
    if (row >= places.length) {
      places = Arrays.copyOf(places, 2 * row);
    }
    places[row] = at;
  }

  /** Notes that the row at hand was added as a partial flow. */
  public void notePartial() {
    if (partials == partialRuns.length) {
      partialRuns = Arrays.copyOf(partialRuns, 2 * partials);
    }
    partialRuns[partials++] = runs - 1;
  }

  /**
   * {@return how many partial flows are of a run}
   *
   * @param run from 0
   */
  public int partialsOf(int run) {
    int found = 0;
    for (int i = 0; i < partials; i++) {
      found += partialRuns[i] == run ? 1 : 0;
    }
    return found;
  }

  /**
   * Moves the times of a run, those of partial flows among them.
   *
   * @param run from 0
   * @param millis to add to each
   */
  public void move(int run, long millis) {
    rows.moveTimes(firstRow(run), endOfRun(run), millis);
    for (int i = 0; i < partials; i++) {
      if (partialRuns[i] == run) {
        rows.movePartial(i, millis);
      }
    }
  }

  /** {@return what takes the rows} */
  public FlowBatch.Appender rows() {
    return rows;
  }

  /** {@return what was made of the times} */
  public Guess guess() {
    return guess;
  }

  /** {@return true where dates had day and month before the year} */
  public boolean hasDatesWithYearLast() {
    return datesWithYearLast;
  }

  /** {@return true where the day of one of them is above 12, as no month is} */
  public boolean isOrderShown() {
    return orderShown;
  }

  /** {@return the number of runs} */
  public int runs() {
    return runs;
  }

  /**
   * {@return the first row of a run}
   *
   * @param run from 0
   */
  public int firstRow(int run) {
    return firstRows[run];
  }

  /**
   * {@return the row after the last of a run}
   *
   * @param run from 0
   */
  public int endOfRun(int run) {
    return run + 1 < runs ? firstRows[run + 1] : rows.batch().size();
  }

  /**
   * {@return the kind of the times of a run}
   *
   * @param run from 0
   */
  public Kind kind(int run) {
    return kinds[run];
  }

  /**
   * {@return the hour of a run, from 1970; 0 where its times have none to tell}
   *
   * @param run from 0
   */
  public long hour(int run) {
    return hours[run];
  }

  /**
   * {@return where a row stands, as it was noted}
   *
   * @param row from 0
   */
  public long placeOf(int row) {
    return places[row];
  }

  /**
   * {@return the first text of a kind; its row may have been rejected}
   *
   * @param of a kind that is no time
   */
  public String example(Kind of) {
    return examples[of.ordinal()];
  }
}
