package io.logsentinel.core.text;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Parser of the time of a flow, as exporters write it:
 *
 * <ul>
 *   <li>{@code d/M/yyyy H:mm}, or year first, with dashes, slashes or points between the parts of
 *       the date, a blank, a comma and a blank or a {@code T} after it; seconds and fractions of
 *       them where there are any. AM or PM may stand before or after the time, in any case, with
 *       points, in Chinese, Japanese or Korean; an hour above 12 wins over it. With {@code Z},
 *       {@code UTC}, {@code GMT} or an offset such as {@code +02:00} it is an instant, else a time
 *       on a clock of unknown zone.
 *   <li>Seconds from 1970 UTC (from 10^8 to below 10^11), with or without a fraction, milliseconds
 *       (from 3 * 10^11), microseconds (from 3 * 10^14) and nanoseconds (from 3 * 10^17, to 2262).
 * </ul>
 *
 * <p>Blanks around any part are not part of it. Not thread-safe: it holds the last time.
 */
public final class TimestampParser {
  /** Kinds of what a text turns out to be. */
  public enum Kind {
    /** Nothing but blanks. */
    NONE,
    /** No time that is known here. */
    UNREADABLE,
    /** A time but for its month, 13 to 31, where the first number could be one: month first. */
    MONTH_ABOVE_12,
    /** The same with AM or PM, as where the month usually comes first. */
    MONTH_ABOVE_12_WITH_HALF_OF_DAY,
    /** A time in UTC. */
    INSTANT,
    /** A time on a clock of unknown zone, with AM or PM. */
    WITH_HALF_OF_DAY,
    /** The same without, day first: the clock may be one of 12 hours. */
    DAY_FIRST,
    /** The same without, the year first, or the month as {@linkplain #monthFirst said}. */
    YEAR_FIRST
  }

  // digits alone that are within none of these are another syntax, such as 20170714024000

  private static final long MIN_SECONDS = 100_000_000L;
  private static final long MAX_SECONDS = 100_000_000_000L;
  private static final long MIN_MILLIS = 300_000_000_000L;
  private static final long MAX_MILLIS = 10_000_000_000_000L;
  private static final long MIN_MICROS = 1000 * MIN_MILLIS;
  private static final long MAX_MICROS = 1000 * MAX_MILLIS;
  private static final long MIN_NANOS = 1000 * MIN_MICROS;
  private static final int MOST_DIGITS = 19; // some of these are below 0 as a long: none of all

  private static final int HOURS = 24;
  private static final int HALF = 12;
  private static final int MINUTES = 60;
  private static final int MILLIS = 1000;
  private static final int MICROS_PER_MILLI = 1000;
  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final int MAX_OFFSET = 18;
  private static final int LETTER_CASE = 0x20;

  /** AM and PM of languages that do not write them in ASCII, the one before the other. */
  private static final byte[][] MARKS = marks();

  private byte[] bytes = {};
  private int at;
  private int end;
  private long millis;

  /** Microseconds beyond these, 0 to 999. */
  private int microsBeyond;

  private boolean monthFirst;

  /**
   * Whether day and month of the last time stood before the year, and whether the day is no month.
   */
  private boolean yearLast;

  private boolean ordered;

  /** A parser that has seen no time. */
  public TimestampParser() {}

  private static byte[][] marks() {
    List<byte[]> marks = new ArrayList<>();
    for (String mark : List.of("\u4e0a\u5348", "\u4e0b\u5348", "\u5348\u524d", "\u5348\u5f8c")) {
      marks.add(mark.getBytes(StandardCharsets.UTF_8));
    }
    for (String mark : List.of("\uc624\uc804", "\uc624\ud6c4")) {
      marks.add(mark.getBytes(StandardCharsets.UTF_8));
    }
    // the first two in GBK, of an exporter under a Chinese Windows: to load its tables takes a
    // hundredth of a second
    for (String gbk : List.of("c9cfcee7", "cfc2cee7")) {
      marks.add(HexFormat.of().parseHex(gbk));
    }
    return marks.toArray(byte[][]::new);
  }

  /**
   * {@return the time that was read last, in milliseconds from 1970-01-01 0:00: in UTC or on the
   * clock that was looked at, as its kind says; without meaning where none was read}
   */
  public long millis() {
    return millis;
  }

  /**
   * {@return the same in microseconds: to the digit, where the text has six of a second or less}
   */
  public long micros() {
    return millis * MICROS_PER_MILLI + microsBeyond;
  }

  /**
   * Says which of day and month comes first in dates whose year comes last.
   *
   * @param isMonth true for the month; a new parser takes it for the day
   */
  public void monthFirst(boolean isMonth) {
    monthFirst = isMonth;
  }

  /** {@return true where day and month of the time that was read last stood before the year} */
  public boolean isYearLast() {
    return yearLast;
  }

  /** {@return true where that day was above 12, so that it cannot be the month} */
  public boolean showsOrder() {
    return ordered;
  }

  /**
   * Reads a time.
   *
   * @param text holds it, in any encoding that has ASCII as ASCII
   * @param from where it begins
   * @param to where it ends
   * @return what it is
   */
  public Kind parse(byte[] text, int from, int to) {
    bytes = text;
    at = from;
    end = to;
    microsBeyond = 0;
    yearLast = false;
    ordered = false;
    skipBlanks();
    if (at == end) {
      return Kind.NONE;
    }
    int start = at;
    long first = number(MOST_DIGITS);
    int digits = at - start;
    if (digits == 0 || digits > 4) {
      return digits == 0 ? Kind.UNREADABLE : epoch(first);
    }
    return digits == 3 ? Kind.UNREADABLE : calendar((int) first, digits == 4);
  }

  private Kind epoch(long value) {
    long fraction = 0;
    if (skip('.')) {
      fraction = fraction();
    }
    skipBlanks();
    if (at != end || fraction < 0) {
      return Kind.UNREADABLE;
    }
    if (value >= MIN_SECONDS && value < MAX_SECONDS) {
      millis = MILLIS * value + fraction / MICROS_PER_MILLI;
      microsBeyond = (int) (fraction % MICROS_PER_MILLI);
    } else if (value >= MIN_MILLIS && value < MAX_MILLIS) {
      millis = value;
    } else if (value >= MIN_MICROS && value < MAX_MICROS) {
      millis = value / MICROS_PER_MILLI;
      microsBeyond = (int) (value % MICROS_PER_MILLI);
    } else if (value >= MIN_NANOS) {
      millis = value / NANOS_PER_MILLI;
      microsBeyond = (int) (value % NANOS_PER_MILLI / MICROS_PER_MILLI);
    } else {
      return Kind.UNREADABLE;
    }
    return Kind.INSTANT;
  }

  private Kind calendar(int first, boolean yearFirst) {
    char separator = at < end ? (char) bytes[at] : 0;
    if (separator != '/' && separator != '-' && separator != '.') {
      return Kind.UNREADABLE;
    }
    at++;
    int second = (int) number(2);
    boolean ok = skip(separator);
    int start = at;
    int third = (int) number(yearFirst ? 2 : 4);
    ok &= yearFirst || at - start == 4;
    boolean hasComma = skip(','); // as browsers write it
    ok &= skipBlanks() || (yearFirst && !hasComma && (skip('T') || skip('t')));
    int year = yearFirst ? first : third;
    boolean swaps = monthFirst && !yearFirst;
    int month = swaps ? first : second;
    int day = yearFirst ? third : swaps ? second : first;
    Kind kind = ok ? timeOfDay(yearFirst) : Kind.UNREADABLE;
    if (kind == Kind.UNREADABLE) {
      return kind;
    }
    if (isDate(year, month, day)) {
      millis += LocalDate.of(year, month, day).toEpochDay() * HOURS * MINUTES * MINUTES * MILLIS;
      yearLast = !yearFirst;
      ordered = yearLast && day > HALF;
      return swaps && kind == Kind.DAY_FIRST ? Kind.YEAR_FIRST : kind;
    }
    if (yearFirst || month <= HALF || !isDate(year, day, month)) {
      return Kind.UNREADABLE;
    }
    return kind == Kind.WITH_HALF_OF_DAY
        ? Kind.MONTH_ABOVE_12_WITH_HALF_OF_DAY
        : Kind.MONTH_ABOVE_12;
  }

  private static boolean isDate(int year, int month, int day) {
    return month >= 1
        && month <= HALF
        && day >= 1
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  /** Sets the milliseconds from midnight, before it where an offset takes it there. */
  private Kind timeOfDay(boolean yearFirst) {
    int half = halfOfDay();
    skipBlanks();
    int hour = (int) number(2);
    boolean ok = skip(':');
    int minute = (int) number(2);
    int second = 0;
    long fraction = 0;
    if (skip(':')) {
      second = (int) number(2);
      if (skip('.') || skip(',')) {
        fraction = fraction();
      }
    }
    skipBlanks();
    half = half < 0 ? halfOfDay() : half;
    skipBlanks();
    boolean zoned = at < end;
    int offset = zoned ? offset() : 0;
    skipBlanks();
    ok &= at == end && hour >= 0 && hour < HOURS && minute >= 0 && minute < MINUTES;
    if (!ok || second < 0 || second >= MINUTES || fraction < 0) {
      return Kind.UNREADABLE;
    }
    if (half >= 0 && hour <= HALF) {
      hour = hour % HALF + HALF * half;
    }
    long minutes = (long) MINUTES * hour + minute - offset;
    millis = (minutes * MINUTES + second) * MILLIS + fraction / MICROS_PER_MILLI;
    microsBeyond = (int) (fraction % MICROS_PER_MILLI);
    if (zoned) {
      return Kind.INSTANT;
    }
    if (half >= 0) {
      return Kind.WITH_HALF_OF_DAY;
    }
    return yearFirst ? Kind.YEAR_FIRST : Kind.DAY_FIRST;
  }

  /** Reads AM as 0, PM as 1; -1 where neither stands there. */
  private int halfOfDay() {
    for (int i = 0; i < MARKS.length; i++) {
      byte[] mark = MARKS[i];
      if (end - at >= mark.length && TextEncoding.isSame(mark, bytes, at, at + mark.length)) {
        at += mark.length;
        return i % 2;
      }
    }
    int start = at;
    boolean afternoon = skipLetter('p');
    if (afternoon || skipLetter('a')) {
      skip('.');
      skipBlanks();
      if (skipLetter('m')) {
        skip('.');
        return afternoon ? 1 : 0;
      }
    }
    at = start;
    return -1;
  }

  /**
   * Minutes east of UTC: {@code Z}, {@code UTC}, {@code GMT}, {@code +2}, {@code +02}, {@code
   * +0200}, {@code +02:00}.
   */
  private int offset() {
    if (skipLetter('z') || skipWord("utc") || skipWord("gmt")) {
      return 0;
    }
    boolean west = skip('-');
    if (!west && !skip('+')) {
      return 0; // what stands here instead is not read to the end
    }
    int hours = (int) number(2);
    skip(':');
    int minutes = at < end && isDigit() ? (int) number(2) : 0;
    if (hours < 0 || hours > MAX_OFFSET || minutes >= MINUTES) {
      at = end + 1; // refused
    }
    return (west ? -1 : 1) * (MINUTES * hours + minutes);
  }

  /** At most so many digits; -1 where there is none. */
  private long number(int most) {
    long value = -1;
    for (int i = 0; i < most && at < end && isDigit(); i++) {
      value = 10 * Math.max(0, value) + bytes[at++] - '0';
    }
    return value;
  }

  /** Microseconds of a fraction's digits, those beyond cut off; -1 where there is none. */
  private long fraction() {
    int first = at;
    long micros = 0;
    for (int unit = 100_000; at < end && isDigit(); unit /= 10) {
      micros += (long) unit * (bytes[at++] - '0');
    }
    return at > first ? micros : -1;
  }

  private boolean isDigit() {
    return bytes[at] >= '0' && bytes[at] <= '9';
  }

  private boolean skip(char c) {
    boolean there = at < end && bytes[at] == c;
    at += there ? 1 : 0;
    return there;
  }

  private boolean skipLetter(char lower) {
    boolean there = at < end && (bytes[at] | LETTER_CASE) == lower;
    at += there ? 1 : 0;
    return there;
  }

  private boolean skipWord(String lower) {
    int start = at;
    for (int i = 0; i < lower.length(); i++) {
      if (!skipLetter(lower.charAt(i))) {
        at = start;
        return false;
      }
    }
    return true;
  }

  /** Blanks, tabs and those that do not break a line, wide and narrow; true if there are any. */
  private boolean skipBlanks() {
    int start = at;
    for (int length = blank(); length > 0; length = blank()) {
      at += length;
    }
    return at > start;
  }

  private int blank() {
    int b = at < end ? bytes[at] & 0xFF : 0;
    if (b == ' ' || b == '\t' || b == 0xA0) {
      return 1;
    }
    if (b == 0xC2) {
      return at + 1 < end && (bytes[at + 1] & 0xFF) == 0xA0 ? 2 : 0;
    }
    if (b == 0xE2 && at + 2 < end && (bytes[at + 1] & 0xFF) == 0x80) {
      int last = bytes[at + 2] & 0xFF; // of U+2000 to U+200A, or U+202F
      return last <= 0x8A || last == 0xAF ? 3 : 0;
    }
    return 0;
  }
}
