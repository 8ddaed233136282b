package io.logsentinel.cli.simulate;

/**
 * The drift of benign traffic in the course of a day.
 *
 * <p>Four traits drift independently of each other, each between 0 and 1, and each reaches both
 * ends once a day: that fixes the spread of a day's windows for every seed.
 */
final class Activity {
  private static final int MINUTES_PER_KNOT = 20;

  /** The share of a knot's value that carries over to the next. */
  private static final double INERTIA = 0.5;

  /** The stretch of the walk beyond each end, where it is cut off: so the ends last a while. */
  private static final double PLATEAU = 0.1;

  /** By minute, the amount of data that connections carry. */
  final double[] volume;

  /** The amount of flows that are stray ends of connections the meter had already closed. */
  final double[] closings;

  /** The variety of servers visited. */
  final double[] breadth;

  /** The share of stray ends that take but a few microseconds. */
  final double[] haste;

  private final double[] elapsed;

  Activity(int minutes, RandomStream random) {
    volume = drift(minutes, random);
    closings = drift(minutes, random);
    breadth = drift(minutes, random);
    haste = drift(minutes, random);
    elapsed = elapsed(minutes, random);
  }

  /** The part of the day's flows that falls into a minute; over all minutes the sum is exact. */
  long flowsIn(int minute, long flows) {
    return (long) (flows * elapsed[minute + 1]) - (long) (flows * elapsed[minute]);
  }

  /** A random walk pulled back to its middle, smooth between knots, stretched to span 0..1. */
  private static double[] drift(int minutes, RandomStream random) {
    double[] knots = new double[minutes / MINUTES_PER_KNOT + 2];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double value = 0;
    for (int i = 0; i < knots.length; i++) {
      value = INERTIA * value + random.normal();
      knots[i] = value;
      if (i < knots.length - 1) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double[] path = new double[minutes];
    for (int minute = 0; minute < minutes; minute++) {
      int knot = minute / MINUTES_PER_KNOT;
      double t = (double) (minute % MINUTES_PER_KNOT) / MINUTES_PER_KNOT;
      double smooth = t * t * (3 - 2 * t);
      double y = knots[knot] + smooth * (knots[knot + 1] - knots[knot]);
      double stretched = (y - low) / (high - low) * (1 + 2 * PLATEAU) - PLATEAU;
      path[minute] = Math.max(0, Math.min(1, stretched));
    }
    return path;
  }

  /** Share of the day's flows before each minute, uneven from minute to minute; the last is 1. */
  private static double[] elapsed(int minutes, RandomStream random) {
    double[] share = new double[minutes + 1];
    for (int minute = 0; minute < minutes; minute++) {
      share[minute + 1] = share[minute] + random.logNormal(1, 0.25);
    }
    double sum = share[minutes];
    for (int minute = 0; minute <= minutes; minute++) {
      share[minute] /= sum;
    }
    return share;
  }
}
