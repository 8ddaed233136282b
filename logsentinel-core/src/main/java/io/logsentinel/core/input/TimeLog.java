package io.logsentinel.core.input;

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
final class TimeLog {
  static final int HOURS = 24;

  /** Milliseconds between an hour of the morning and that of the afternoon with its name. */
  static final long HALF_DAY = 12 * 3_600_000L;

  private static final int HOUR_MILLIS = 3_600_000;
  private static final int FIRST_CAPACITY = 64;

  /** The longest text of an example, in bytes. */
  private static final int LONGEST_EXAMPLE = 64;

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

  // the last time read: in files of flows, the same one comes again and again
  private byte[] text = {};
  private boolean known;
  private Kind kind = Kind.NONE;
  private long time = FlowBatch.NO_TIME;
  private boolean monthFirst;

  /** What is made of times before it is their turn in the order of the file. */
  enum Guess {
    /** A time is as it is written. */
    AS_WRITTEN,
    /** Hours 1 to 7 of a clock without AM and PM are afternoon. */
    AFTERNOON,
    /** No time is used. */
    UNUSED
  }

  /** Takes notes on rows that are added to these. */
  TimeLog(FlowBatch.Appender rows) {
    this.rows = rows;
  }

  /** Says which of day and month comes first in what is read from here on. */
  void monthFirst(boolean isMonth) {
    parser.monthFirst(isMonth);
    monthFirst = isMonth;
    known = false;
  }

  boolean isMonthFirst() {
    return monthFirst;
  }

  /** Begins with an empty batch. */
  void begin(Guess onTimes) {
    guess = onTimes;
    runs = 0;
    partials = 0;
    known = false;
    Arrays.fill(examples, null);
  }

  /** Reads the time of the row at hand, noted to stand at that place, and sets it. */
  void read(byte[] bytes, int from, int to, TextEncoding encoding) {
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
  void none() {
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
    time = isTime ? parser.millis() : FlowBatch.NO_TIME;
    if (guess == Guess.UNUSED) {
      time = FlowBatch.NO_TIME;
    } else if (guess == Guess.AFTERNOON && isClock(now) && isEarly(hour)) {
      time += HALF_DAY;
    }
    if (!isTime && examples[now.ordinal()] == null) {
      examples[now.ordinal()] =
          encoding.decode(text, 0, Math.min(text.length, LONGEST_EXAMPLE))
              + (text.length > LONGEST_EXAMPLE ? "..." : "");
    }
  }

  /** True for a time that leaves open which half of the day it is of. */
  static boolean isClock(Kind kind) {
    return kind == Kind.DAY_FIRST || kind == Kind.YEAR_FIRST;
  }

  /** True for hours 1 to 7, which are those of the afternoon on a clock of 12 hours. */
  static boolean isEarly(long hour) {
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

  /** Notes where the row at hand stands: a place in the bytes of a block, or a line. */
  void place(long at) {
    placeOf(rows.batch().size(), at);
  }

  /** The same of a row that was added already. */
  void placeOf(int row, long at) {
    if (row >= places.length) {
      places = Arrays.copyOf(places, 2 * row);
    }
    places[row] = at;
  }

  /** Notes that the row at hand was added as a partial flow. */
  void notePartial() {
    if (partials == partialRuns.length) {
      partialRuns = Arrays.copyOf(partialRuns, 2 * partials);
    }
    partialRuns[partials++] = runs - 1;
  }

  /** How many partial flows are of a run. */
  int partialsOf(int run) {
    int found = 0;
    for (int i = 0; i < partials; i++) {
      found += partialRuns[i] == run ? 1 : 0;
    }
    return found;
  }

  /** Moves the times of a run, those of partial flows among them. */
  void move(int run, long millis) {
    rows.moveTimes(firstRow(run), endOfRun(run), millis);
    for (int i = 0; i < partials; i++) {
      if (partialRuns[i] == run) {
        rows.movePartial(i, millis);
      }
    }
  }

  FlowBatch.Appender rows() {
    return rows;
  }

  Guess guess() {
    return guess;
  }

  int runs() {
    return runs;
  }

  int firstRow(int run) {
    return firstRows[run];
  }

  /** The row after the last of a run. */
  int endOfRun(int run) {
    return run + 1 < runs ? firstRows[run + 1] : rows.batch().size();
  }

  Kind kind(int run) {
    return kinds[run];
  }

  long hour(int run) {
    return hours[run];
  }

  long placeOf(int row) {
    return places[row];
  }

  /** The first text of a kind; the rows after it may have been rejected. */
  String example(Kind of) {
    return examples[of.ordinal()];
  }
}
