package io.logsentinel.core.flow;

import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/**
 * Times of the flows of a batch, in milliseconds from 1970 UTC, {@link FlowBatch#NO_TIME} for a
 * flow that has none. The arrays are the caller's, and not copied.
 *
 * @param whole of the whole flows, row by row
 * @param partial of the partial flows, in order
 */
@SuppressWarnings("ArrayRecordComponent") // thousands of them, thousands of times
public record FlowTimes(long[] whole, long[] partial) {

  /**
   * {@return the times of a batch's flows}
   *
   * @param batch any batch
   * @param zone where the clock stood that the flows' times were read from, unless they name theirs
   */
  public static FlowTimes toUtc(FlowBatch batch, ZoneId zone) {
    long[] whole = new long[batch.size()];
    long lastLocal = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;
    for (int row = 0; row < whole.length; row++) {
      long local = batch.localTime(row);
      if (batch.isInstant(row)) {
        whole[row] = local;
        continue;
      }
      if (local != lastLocal) { // in files of flows, the same minute comes again and again
        lastLocal = local;
        last = toUtc(local, zone);
      }
      whole[row] = last;
    }
    List<PartialFlow> partials = batch.partials();
    long[] partial = new long[partials.size()];
    for (int i = 0; i < partial.length; i++) {
      PartialFlow flow = partials.get(i);
      partial[i] = flow.isInstant() ? flow.localTime() : toUtc(flow.localTime(), zone);
    }
    return new FlowTimes(whole, partial);
  }

  private static long toUtc(long local, ZoneId zone) {
    return local == FlowBatch.NO_TIME
        ? FlowBatch.NO_TIME
        : LocalDateTime.ofInstant(Instant.ofEpochMilli(local), ZoneOffset.UTC)
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
