package io.logsentinel.core.flow;

import java.util.Locale;

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
