package io.logsentinel.bench.measure;

import io.logsentinel.bench.SimulatedStream;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Finding;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Simulated weeks: learned from each Monday, judged from Tuesday to Friday. */
final class WeekMeasure {
  /** A window with fewer attack flows than this share is neither benign nor counted as missed. */
  private static final double ATTACKED_FROM = 0.01;

  private final int windowSize;
  private final List<Share> falseAlarms = DetectorPage.noAlarms();
  private final Map<String, Share> recall = new LinkedHashMap<>();
  private final StringBuilder bySeed = new StringBuilder();
  private long between;

  private WeekMeasure(int windowSize) {
    this.windowSize = windowSize;
  }

  static String section(double scale, int windowSize, int seeds) throws IOException {
    WeekMeasure measure = new WeekMeasure(windowSize);
    for (int seed = 1; seed <= seeds; seed++) {
      measure.add(scale, seed);
      System.err.println("week " + seed + " of " + seeds);
    }
    return measure.page(scale, seeds);
  }

  private void add(double scale, int seed) throws IOException {
    List<SimulatedDay> days = new SimulatedWeek(scale, seed).days();
    Detector detector = Detector.learn(LabelledProfile.profiles(read(days.get(0))));
    List<Share> ofSeed = DetectorPage.noAlarms();
    for (SimulatedDay day : days.subList(1, days.size())) {
      recall.putIfAbsent(day.fileName(), Share.NONE);
      for (LabelledProfile window : read(day)) {
        judge(detector, window, day.fileName(), ofSeed);
      }
    }
    bySeed.append(
        DetectorPage.format(
            "| %d | %d | %.0f | %d |",
            seed, detector.windows(), detector.independentWindows(), ofSeed.get(0).of()));
    for (int r = 0; r < ofSeed.size(); r++) {
      falseAlarms.set(r, falseAlarms.get(r).plus(ofSeed.get(r)));
      bySeed.append(
          DetectorPage.format(" %s (%s) |", ofSeed.get(r).rounded(), ofSeed.get(r).interval()));
    }
    bySeed.append("\n");
  }

  private List<LabelledProfile> read(SimulatedDay day) throws IOException {
    return LabelledProfile.read(
        () -> SimulatedStream.open(day), windowSize, day.flows() + day.blankRows());
  }

  private void judge(Detector detector, LabelledProfile window, String file, List<Share> ofSeed) {
    Finding finding = detector.judge(window.profile());
    if (window.attackRatio() == 0) {
      for (int r = 0; r < ofSeed.size(); r++) {
        boolean alarm = isAlarm(finding, DetectorPage.RATES.get(r));
        ofSeed.set(r, ofSeed.get(r).plus(Share.one(alarm)));
      }
    } else if (window.attackRatio() >= ATTACKED_FROM) {
      boolean alarm = isAlarm(finding, DetectorPage.RATE);
      recall.merge(file, Share.one(alarm), Share::plus);
    } else {
      between++;
    }
  }

  private static boolean isAlarm(Finding finding, double rate) {
    return finding.pValue() < rate;
  }

  private String page(double scale, int seeds) {
    String heading = "Simulated weeks of scale " + scale + ", windows of " + windowSize + " flows";
    StringBuilder page = new StringBuilder(DetectorPage.heading(heading));
    page.append(
        DetectorPage.format(
            "%d weeks, learned from each Monday. False alarms are alarms on windows without an"
                + " attack flow; recall counts windows in which attacks hold %.0f %% or more, at the"
                + " rate %.2f; %d windows lie between.%n",
            seeds, 100 * ATTACKED_FROM, DetectorPage.RATE, between));
    page.append(DetectorPage.falseAlarms(falseAlarms));
    String columns = "seed | baseline windows | independent ones | benign windows judged";
    for (double rate : DetectorPage.RATES) {
      columns += " | share at " + rate + " (interval)";
    }
    page.append(DetectorPage.table("False alarms by week", columns)).append(bySeed);
    page.append(DetectorPage.table("Recall by file", "file | found | windows | recall | interval"));
    recall.forEach((file, share) -> page.append(DetectorPage.row(file, share.cells())));
    Share all = recall.values().stream().reduce(Share.NONE, Share::plus);
    return page.append(DetectorPage.row("all", all.cells())).append('\n').toString();
  }
}
