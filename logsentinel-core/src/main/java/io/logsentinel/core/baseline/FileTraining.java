package io.logsentinel.core.baseline;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.DriftCheck;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import java.util.Optional;

/**
 * Training of a baseline with the windows of one file: those that alarm against the baseline as it
 * was before the file are held back.
 */
public final class FileTraining {
  private final TrainingSet set;
  private final String name;
  private final String digest;
  private final Optional<Detector> detector;
  private final double falseAlarmRate;
  private final boolean trusted;
  private final Optional<DriftCheck> drift;
  private int windows;
  private int trained;

  FileTraining(
      TrainingSet set,
      String name,
      String digest,
      Optional<Detector> detector,
      double falseAlarmRate,
      boolean trusted) {
    this.set = set;
    this.name = name;
    this.digest = digest;
    this.detector = detector;
    this.falseAlarmRate = falseAlarmRate;
    this.trusted = trusted;
    this.drift = detector.map(known -> new DriftCheck(falseAlarmRate, known.independentWindows()));
  }

  /**
   * Judges a window; safe for use by several threads.
   *
   * @param profile of the window
   * @return its p-value; 1 where the baseline is too small to judge
   */
  public double judge(Profile profile) {
    return detector.map(known -> known.judge(profile).pValue()).orElse(1.0);
  }

  /**
   * Adds a window, in the order of the file.
   *
   * @param window the window
   * @param profile its profile, where windows have one
   * @param pValue what {@link #judge} said of it
   * @throws IllegalArgumentException if it is of another size than those before
   */
  public void add(Window window, Optional<Profile> profile, double pValue) {
    set.requireSize(window.totalFlows());
    if (profile.isPresent() != set.isProfiled()) {
      throw new IllegalArgumentException("either all windows have a profile or none has");
    }
    windows++;
    drift.ifPresent(check -> check.add(pValue));
    if (trusted || pValue >= falseAlarmRate) {
      set.train(Metric.all(window), profile);
      trained++;
    }
  }

  /** {@return what became of the file, which ends with it} */
  public FileOutcome end() {
    TrainedFile file = new TrainedFile(name, digest, windows, trained);
    set.end(file);
    return new FileOutcome(file, detector.isPresent(), drift.map(DriftCheck::drift));
  }
}
