package io.logsentinel.cli.simulate;

/**
 * A stretch of a day in which an attack runs at an even pace.
 *
 * @param attack that runs
 * @param from first minute, counted from midnight
 * @param to minute after the last
 * @param flows number of flows the attack leaves
 */
record AttackPhase(Attack attack, int from, int to, long flows) {
  /** A phase between two times of day, written {@code HH:mm}. */
  static AttackPhase phase(Attack attack, String from, String to, long flows) {
    return new AttackPhase(attack, minuteOf(from), minuteOf(to), flows);
  }

  /** Minutes from midnight to a time of day, written {@code HH:mm}. */
  static int minuteOf(String time) {
    return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3));
  }

  /** The same phase with its share of the flows, at least one: no attack drops out of a day. */
  AttackPhase scaled(double scale) {
    return new AttackPhase(attack, from, to, Math.max(1, Math.round(flows * scale)));
  }

  /** The part of the flows that falls into a minute; over all minutes the sum is exact. */
  long flowsIn(int minute) {
    return minute < from || minute >= to ? 0 : upTo(minute + 1) - upTo(minute);
  }

  private long upTo(int minute) {
    return flows * (minute - from) / (to - from);
  }
}
