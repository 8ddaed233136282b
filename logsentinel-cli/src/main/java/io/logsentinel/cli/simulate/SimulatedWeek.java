package io.logsentinel.cli.simulate;

import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.util.List;
import java.util.stream.Stream;

/**
 * A working week of a small office network, Monday without and Tuesday to Friday with attacks.
 *
 * <p>Equal scale and seed give equal bytes on every Java version, platform, locale and time zone.
 * Every day draws from a random stream of its own, so days may be written in any order and from any
 * number of threads. Instances are immutable.
 */
public final class SimulatedWeek {
  /** Smallest scale: below it the shorter files have too few flows to tell their story. */
  public static final double MIN_SCALE = 0.0005;

  /** Largest scale, about 120 GB. */
  public static final double MAX_SCALE = 100;

  private final List<SimulatedDay> days;

  /**
   * Creates a week on a clock of 12 hours, as the real data set has it.
   *
   * @param scale number of flows relative to the real data set, 0.0005 to 100
   * @param seed any value
   * @throws IllegalArgumentException if the scale is out of range or not a number
   */
  public SimulatedWeek(double scale, long seed) {
    this(scale, seed, HourClock.TWELVE);
  }

  /**
   * Creates a week; nothing is generated before a day is written.
   *
   * @param scale number of flows relative to the real data set, 0.0005 to 100; 1 gives about 2.8
   *     million flows in 1.25 GB
   * @param seed any value; every value, 0 included, gives a week of its own
   * @param clock that the times are written from: of 24 hours, or else of 12, without AM and PM
   * @throws IllegalArgumentException if the scale is out of range or not a number
   */
  public SimulatedWeek(double scale, long seed, HourClock clock) {
    if (!(scale >= MIN_SCALE && scale <= MAX_SCALE)) {
      throw new IllegalArgumentException("scale must be 0.0005 to 100 but is " + scale);
    }
    Testbed testbed = new Testbed(RandomStream.of(seed, Timetable.values().length));
    days =
        Stream.of(Timetable.values())
            .map(timetable -> new SimulatedDay(timetable, scale, seed, testbed, clock))
            .toList();
  }

  /** {@return the eight day files in order, from Monday to Friday afternoon, unmodifiable} */
  public List<SimulatedDay> days() {
    return days;
  }
}
