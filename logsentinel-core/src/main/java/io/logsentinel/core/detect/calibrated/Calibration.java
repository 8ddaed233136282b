package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Calibration of a detector: what the windows of a baseline read, and the tails of it.
 *
 * @param seen traffic of the windows
 * @param tails of the channels' readings
 * @param scores tail of the windows' scores
 * @param independentWindows effective sample size of the scores, above 0
 * @param recent what is remembered after the last window; nothing where windows are read without
 */
record Calibration(
    BaselineTraffic seen,
    ChannelTails tails,
    ExceedanceTail scores,
    double independentWindows,
    RecentTraffic recent) {

  /**
   * Evidence of a window of the baseline counts up to where the tail's chance is the least that is
   * told: else a single odd flow in it, of 1e308 bytes say, sets the scale of all scores.
   */
  private static final double MOST_OF_OWN = -StrictMath.log(ExceedanceTail.LEAST_CHANCE);

  /** One in so many windows, the first, only teaches: to them nearly all is new. */
  private static final int FIRST = 3;

  /**
   * {@return a calibration over windows as of any order: each is held against all the others but
   * its neighbours in time, which are like it}
   */
  static Calibration leavingOut(List<Profile> benign) {
    int windows = benign.size();
    BaselineTraffic seen = new BaselineTraffic(benign);
    List<List<ChannelReading>> readings = new ArrayList<>(windows);
    for (int w = 0; w < windows; w++) {
      List<Profile> around = benign.subList(Math.max(0, w - 1), Math.min(windows, w + 2));
      readings.add(seen.read(benign.get(w), around));
    }
    ChannelTails tails = tails(seen.channels(), readings, RecentTraffic.NOTHING);
    double[] scores = scores(seen.channels(), tails, readings);
    return new Calibration(
        seen,
        tails,
        new ExceedanceTail(scores, 1),
        Drift.independent(scores),
        RecentTraffic.NOTHING);
  }

  /**
   * {@return a calibration in the order of time: each window is held against those before it, the
   * last of them above all}
   */
  static Calibration forward(List<Profile> benign) {
    BaselineTraffic seen = new BaselineTraffic(benign);
    List<List<ChannelReading>> readings = new ArrayList<>();
    RecentTraffic recent = readForward(seen, benign, readings);
    ChannelTails tails = tails(seen.channels(), readings, recent);
    double[] scores = scores(seen.channels(), tails, readings);
    return predictive(seen, tails, scores, Drift.independent(scores), recent);
  }

  /**
   * {@return what is remembered after windows in the order of time}
   *
   * @param readings takes those of the windows that do not only teach
   */
  static RecentTraffic readForward(
      BaselineTraffic seen, List<Profile> benign, List<List<ChannelReading>> readings) {
    int first = (benign.size() + FIRST - 1) / FIRST;
    TrafficSums before = new TrafficSums(List.of());
    RecentTraffic recent = RecentTraffic.NOTHING;
    for (int w = 0; w < benign.size(); w++) {
      Profile profile = benign.get(w);
      if (w >= first) {
        readings.add(seen.readAfter(profile, before, recent));
      }
      recent = recent.next(profile, RecentTraffic.EVERYTHING, before);
      before.add(profile);
    }
    return recent;
  }

  /**
   * {@return a calibration of readings in the order of time, of which so many in a row are partly
   * of the same flows} Each is scored by the tails of those that share no flow with it, and counts
   * for as much less: neighbours are those that share none.
   */
  static Calibration ofOverlapping(
      BaselineTraffic seen,
      List<List<ChannelReading>> readings,
      int overlapping,
      RecentTraffic recent) {
    double[] scores = new double[readings.size()];
    for (int w = 0; w < scores.length; w++) {
      List<List<ChannelReading>> others = new ArrayList<>();
      for (int other = 0; other < scores.length; other++) {
        if (Math.abs(other - w) >= overlapping) {
          others.add(readings.get(other));
        }
      }
      ChannelTails tails = tails(seen.channels(), others, recent);
      scores[w] = score(seen.channels(), readings.get(w), tails::strength);
    }
    double independent = 0;
    for (int from = 0; from < overlapping; from++) {
      int first = from;
      double[] chain =
          IntStream.range(0, scores.length)
              .filter(i -> i % overlapping == first)
              .mapToDouble(i -> scores[i])
              .toArray();
      independent += Drift.independent(chain) / overlapping;
    }
    ChannelTails tails = tails(seen.channels(), readings, recent);
    return predictive(seen, tails, scores, independent, recent);
  }

  private static Calibration predictive(
      BaselineTraffic seen,
      ChannelTails tails,
      double[] scores,
      double independent,
      RecentTraffic recent) {
    ExceedanceTail tail = new ExceedanceTail(scores, 1, independent / scores.length);
    return new Calibration(seen, tails, tail, independent, recent);
  }

  private static ChannelTails tails(
      Channels channels, List<List<ChannelReading>> readings, RecentTraffic lately) {
    double[][] values = new double[channels.count()][];
    for (int w = 0; w < readings.size(); w++) {
      for (ChannelReading reading : readings.get(w)) {
        if (values[reading.channel()] == null) {
          values[reading.channel()] = new double[readings.size()];
        }
        values[reading.channel()][w] = reading.value();
      }
    }
    return new ChannelTails(channels, values, readings.size(), lately);
  }

  private static double[] scores(
      Channels channels, ChannelTails tails, List<List<ChannelReading>> readings) {
    double[] scores = new double[readings.size()];
    for (int w = 0; w < scores.length; w++) {
      scores[w] = score(channels, readings.get(w), tails::strengthOfOwn);
    }
    return scores;
  }

  private static double score(
      Channels channels, List<ChannelReading> readings, ToDoubleFunction<ChannelReading> strength) {
    GroupScores groups = new GroupScores(channels);
    for (ChannelReading reading : readings) {
      groups.add(reading.channel(), Math.min(strength.applyAsDouble(reading), MOST_OF_OWN));
    }
    return groups.score(groups.largest());
  }
}
