package io.logsentinel.cli.terminal;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Times of flows as people read them.
 *
 * @param zone that they are shown in; empty where they are on a clock of unknown zone
 */
record TimeText(Optional<ZoneId> zone) {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ENGLISH);
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  /** Shorter spans are told to the second. */
  private static final long SECONDS_BELOW_MINUTES = 10;

  /** Longer ones are told in days. */
  private static final long DAYS_FROM_HOURS = 48;

  /** As {@code Fri 2017-07-07 13:45 to 15:27, 1 h 42 min}. */
  String span(long first, long last) {
    ZonedDateTime from = time(first);
    ZonedDateTime to = time(last);
    long millis = Math.max(0, last - first);
    DateTimeFormatter clock = millis < SECONDS_BELOW_MINUTES * 60_000 ? SECONDS : MINUTES;
    String day = from.toLocalDate().equals(to.toLocalDate()) ? "" : DAY.format(to) + " ";
    return DAY.format(from)
        + " "
        + clock.format(from)
        + (first == last ? "" : " to " + day + clock.format(to))
        + zone.map(it -> " " + it.getId()).orElse("")
        + (first == last ? "" : ", " + length(millis));
  }

  private ZonedDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atZone(zone.orElse(ZoneOffset.UTC));
  }

  /** As {@code 39 s}, {@code 2 min 39 s}, {@code 42 min}, {@code 2 h 14 min}, {@code 3 d 4 h}. */
  static String length(long millis) {
    long seconds = millis / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes < SECONDS_BELOW_MINUTES
          ? twoUnits(minutes, "min", seconds % 60, "s")
          : minutes + " min";
    }
    long hours = minutes / 60;
    return hours < DAYS_FROM_HOURS
        ? twoUnits(hours, "h", minutes % 60, "min")
        : twoUnits(hours / 24, "d", hours % 24, "h");
  }

  private static String twoUnits(long many, String unit, long few, String smaller) {
    return FigureText.grouped(many) + " " + unit + (few == 0 ? "" : " " + few + " " + smaller);
  }
}
