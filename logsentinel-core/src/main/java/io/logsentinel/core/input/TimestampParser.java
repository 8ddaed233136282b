package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Parser of the time of a flow as CICFlowMeter writes it, without a zone: {@code d/M/yyyy H:mm},
 * with or without seconds, fractions of them, and {@code AM} or {@code PM}.
 */
final class TimestampParser {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final byte[] bytes;
  private final int end;
  private int at;

  private TimestampParser(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.at = from;
    this.end = to;
  }

  /**
   * Milliseconds from 1970-01-01 0:00 on the clock that was looked at, or {@link
   * FlowBatch#NO_TIME}.
   */
  static long parse(byte[] bytes, int from, int to) {
    return new TimestampParser(bytes, from, to).parse();
  }

  private long parse() {
    int day = number(2);
    boolean ok = skip('/');
    int month = number(2);
    ok &= skip('/');
    int start = at;
    int year = number(4);
    ok &= at - start == 4;
    ok &= skip(' ');
    int hour = number(2);
    ok &= skip(':');
    int minute = number(2);
    int second = skip(':') ? number(2) : 0;
    int nanos = skip('.') ? nanos() : 0;
    if (skip(' ')) {
      boolean afternoon = skip('P');
      ok &= (afternoon || skip('A')) && skip('M') && hour >= 1 && hour <= 12;
      hour = hour % 12 + (afternoon ? 12 : 0);
    }
    if (!ok || at != end || nanos < 0) {
      return FlowBatch.NO_TIME;
    }
    try {
      return LocalDateTime.of(year, month, day, hour, minute, second, nanos)
          .toInstant(ZoneOffset.UTC)
          .toEpochMilli();
    } catch (DateTimeException e) {
      return FlowBatch.NO_TIME; // 31/2, or a part that is no number
    }
  }

  /** One to {@code most} digits; -1 where there is none. */
  private int number(int most) {
    int value = -1;
    for (int i = 0; i < most && at < end && isDigit(); i++) {
      value = 10 * Math.max(0, value) + bytes[at++] - '0';
    }
    return value;
  }

  private int nanos() {
    int nanos = 0;
    int unit = 100 * NANOS_PER_MILLI;
    int first = at;
    for (; at < end && isDigit(); unit /= 10) {
      nanos += unit * (bytes[at++] - '0');
    }
    return at > first ? nanos : -1;
  }

  private boolean isDigit() {
    return bytes[at] >= '0' && bytes[at] <= '9';
  }

  private boolean skip(char c) {
    boolean there = at < end && bytes[at] == c;
    at += there ? 1 : 0;
    return there;
  }
}
