package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import io.logsentinel.core.text.TextEncoding;
import java.io.IOException;

/**
 * Assumptions under which a file is read. They are settled while it is read, row after row; where
 * one turns out wrong after something was made of it, the file is read again with another: {@link
 * WrongReadingException}.
 *
 * @param encoding of the text
 * @param clock as it was asked for
 * @param start what is assumed of the clock at the file's first row, where the clock is not given
 * @param order of day and month in its dates
 */
record Reading(TextEncoding encoding, HourClock clock, Start start, DateOrder order) {
  /** Orders of day and month, where the year comes last. */
  enum DateOrder {
    /** The day first, as long as no month is above 12. */
    DAY_FIRST,
    /** The month first: with AM and PM, a month was above 12 otherwise. */
    MONTH_FIRST,
    /** A month is above 12 either way, or without AM and PM: no time is used. */
    UNKNOWN
  }

  /** Ways to take the hours at the beginning of a file, from the most hopeful to the safest. */
  enum Start {
    /** Hours 1 to 7 of the first row are the afternoon of a clock of 12 hours. */
    AFTERNOON,
    /**
     * They are as they are written; 12:59 that goes on with 1:00 is a clock of 12 hours, and so is
     * a step back over noon.
     */
    MORNING,
    /** Likewise, but a step back only shows that the rows are not in order. */
    UNORDERED,
    /** A clock of 12 hours went through a night, hour by hour; the first one is after noon. */
    NIGHT_FROM_PM,
    /** Likewise, but the first one is before noon. */
    NIGHT_FROM_AM,
    /** As {@link #UNORDERED}; there was a night, but not hour by hour: nothing tells its halves. */
    NIGHT_WITH_GAPS,
    /** The clock is one of 24 hours. */
    TWENTY_FOUR
  }

  /** The assumptions that a file is read with first. */
  static Reading first(HourClock clock) {
    Start start = clock == HourClock.TWENTY_FOUR ? Start.TWENTY_FOUR : Start.AFTERNOON;
    return new Reading(TextEncoding.UTF_8, clock, start, DateOrder.DAY_FIRST);
  }

  /**
   * {@return the assumptions of a number}
   *
   * @param number that {@link #number} gave; 0 for the first ones
   */
  static Reading of(int number, HourClock clock) {
    if (number == 0) {
      return first(clock);
    }
    int encodings = TextEncoding.values().length;
    int starts = Start.values().length;
    int rest = number - 1;
    return new Reading(
        TextEncoding.values()[rest % encodings],
        clock,
        Start.values()[rest / encodings % starts],
        DateOrder.values()[rest / encodings / starts]);
  }

  /** {@return what tells them from others with the same clock, from 1} */
  int number() {
    int starts = Start.values().length;
    int encodings = TextEncoding.values().length;
    return 1 + encoding.ordinal() + encodings * (start.ordinal() + starts * order.ordinal());
  }

  Reading with(TextEncoding other) {
    return new Reading(other, clock, start, order);
  }

  Reading with(Start other) {
    return new Reading(encoding, clock, other, order);
  }

  Reading with(DateOrder other) {
    return new Reading(encoding, clock, start, other);
  }

  /** False where no time of the file can be told. */
  boolean usesTimes() {
    return order != DateOrder.UNKNOWN;
  }

  /**
   * Signal that what was handed out was read on an assumption that does not fit the rest of the
   * file. Nothing is wrong with the file: read it again, from the start, with a {@linkplain
   * #correct corrected} one.
   */
  abstract static class WrongReadingException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongReadingException(String message) {
      super(message);
    }

    /**
     * {@return the assumptions to read the file with, those it was read with but for the wrong one}
     */
    abstract Reading correct(Reading wrong);
  }

  /**
   * Signal that text already handed out was decoded with an encoding that does not fit the rest of
   * the file. Nothing is wrong with the file: read it again, from the start, with {@link
   * #encoding()}.
   */
  static final class WrongEncodingException extends WrongReadingException {
    private static final long serialVersionUID = 1L;

    private final TextEncoding encoding;

    WrongEncodingException(TextEncoding encoding) {
      super("the file is not " + TextEncoding.values()[encoding.ordinal() - 1] + ": read it again");
      this.encoding = encoding;
    }

    @Override
    Reading correct(Reading wrong) {
      return wrong.with(encoding);
    }

    /** {@return the encoding to read the file with, the next in order} */
    TextEncoding encoding() {
      return encoding;
    }
  }
}
