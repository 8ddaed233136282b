package io.logsentinel.core.flow;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** Conversion of flow times from the clock of the exporter to UTC, and the kinds of such clocks. */
public final class FlowTimes {
  private FlowTimes() {}

  /**
   * {@return the time of each flow, in milliseconds from 1970 UTC, {@link FlowBatch#NO_TIME} where
   * it has none}
   *
   * @param batch any batch
   * @param zone where the clock stood that the flows' times were read from, unless they name theirs
   */
  public static long[] toUtc(FlowBatch batch, ZoneId zone) {
    long[] times = new long[batch.size()];
    long lastLocal = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;
    for (int row = 0; row < times.length; row++) {
      long local = batch.localTime(row);
      if (local != lastLocal) { // in files of flows, the same minute comes again and again
        lastLocal = local;
        last = local == FlowBatch.NO_TIME ? FlowBatch.NO_TIME : toUtc(local, zone);
      }
      times[row] = batch.isInstant(row) ? local : last;
    }
    return times;
  }

  private static long toUtc(long local, ZoneId zone) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC)
        .atZone(zone)
        .toInstant()
        .toEpochMilli();
  }

  /** Kinds of clocks whose times are written without AM, PM or a zone. */
  public enum HourClock {
    /** One of the others, recognised file by file. */
    AUTO("auto"),
    /** A clock of 12 hours: hours 1 to 7 are taken as afternoon, 8 to 12 as morning and noon. */
    TWELVE("12"),
    /** A clock of 24 hours. */
    TWENTY_FOUR("24");

    private final String word;

    HourClock(String word) {
      this.word = word;
    }

    /** {@return the number of hours, or {@code auto}} */
    public String word() {
      return word;
    }

    /**
     * {@return the clock of a word}
     *
     * @param word {@code 12}, {@code 24} or {@code auto}, in any case
     * @throws IllegalArgumentException if it is none of them
     */
    public static HourClock of(String word) {
      for (HourClock clock : values()) {
        if (clock.word.equals(word.toLowerCase(Locale.ROOT))) {
          return clock;
        }
      }
      throw new IllegalArgumentException("expected 12, 24 or auto but was " + word);
    }
  }
}
