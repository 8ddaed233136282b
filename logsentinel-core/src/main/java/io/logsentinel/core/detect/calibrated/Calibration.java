package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.Profile;
import java.util.ArrayList;
import java.util.List;

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
    int windows = benign.size();
    int first = (windows + FIRST - 1) / FIRST;
    BaselineTraffic seen = new BaselineTraffic(benign);
    List<List<ChannelReading>> readings = new ArrayList<>(windows - first);
    TrafficSums before = new TrafficSums(List.of());
    RecentTraffic recent = RecentTraffic.NOTHING;
    for (int w = 0; w < windows; w++) {
      Profile profile = benign.get(w);
      if (w >= first) {
        readings.add(seen.readAfter(profile, before, recent));
      }
      recent = recent.next(profile, RecentTraffic.EVERYTHING, before);
      before.add(profile);
    }
    ChannelTails tails = tails(seen.channels(), readings, recent);
    double[] scores = scores(seen.channels(), tails, readings);
    double independent = Drift.independent(scores);
    return new Calibration(
        seen,
        tails,
        new ExceedanceTail(scores, 1, independent / scores.length),
        independent,
        recent);
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
      GroupScores groups = new GroupScores(channels);
      for (ChannelReading reading : readings.get(w)) {
        groups.add(reading.channel(), Math.min(tails.strengthOfOwn(reading), MOST_OF_OWN));
      }
      scores[w] = groups.score(groups.largest());
    }
    return scores;
  }
}
