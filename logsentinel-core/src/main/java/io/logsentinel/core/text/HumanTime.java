package io.logsentinel.core.text;

import java.time.Instant;

/** A time as people read it. */
public final class HumanTime {
  private HumanTime() {}

  /**
   * {@return a time as {@code 2017-07-03T08:55:00Z}; without the {@code Z} where its zone is not
   * known}
   *
   * @param millis from 1970-01-01 0:00 UTC, or on a clock of unknown zone
   * @param zoned whether it is in UTC
   */
  public static String text(long millis, boolean zoned) {
    String text = Instant.ofEpochMilli(millis).toString();
    return zoned ? text : text.substring(0, text.length() - 1);
  }

  /**
   * {@return a length of time in its largest whole unit, as {@code 37 minutes}}
   *
   * @param millis from 0
   */
  public static String length(long millis) {
    long seconds = millis / 1000;
    if (seconds < 2 * 60) {
      return counted(seconds, "second");
    }
    long minutes = seconds / 60;
    if (minutes < 2 * 60) {
      return counted(minutes, "minute");
    }
    long hours = minutes / 60;
    return hours < 2 * 24 ? counted(hours, "hour") : counted(hours / 24, "day");
  }

  private static String counted(long count, String unit) {
    return HumanNumber.grouped(count) + " " + unit + (count == 1 ? "" : "s");
  }
}
