package io.logsentinel.core.baseline;

import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.baseline.TrainingHistory.WindowsDigest;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Drift.DriftCheck;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import io.logsentinel.core.window.Window;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Training of a baseline with the windows of one file: those that alarm against the baseline as it
 * was before the file are held back.
 */
public final class FileTraining {
  private final TrainingSet set;
  private final String name;
  private final WindowsDigest digest = new WindowsDigest();
  private final Optional<Detector> detector;
  private final double falseAlarmRate;
  private final boolean trusted;
  private final Optional<DriftCheck> drift;
  private final Map<String, Long> allowed = new TreeMap<>();
  private int windows;
  private int trained;

  FileTraining(
      TrainingSet set,
      String name,
      Optional<Detector> detector,
      double falseAlarmRate,
      boolean trusted) {
    this.set = set;
    this.name = name;
    this.detector = detector;
    this.falseAlarmRate = falseAlarmRate;
    this.trusted = trusted;
    this.drift =
        detector.map(
            known -> new DriftCheck(falseAlarmRate, known.independentWindows(), known::middle));
  }

  /**
   * {@return a window's p-value; 1 where the baseline is too small to judge} Safe for use by
   * several threads.
   *
   * @param profile of the window
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
    profile.ifPresent(it -> set.requireMeasure(it.measure()));
    if (profile.isPresent() != set.isProfiled()) {
      throw new IllegalArgumentException("either all windows have a profile or none has");
    }
    windows++;
    digest.add(window);
    profile.ifPresent(
        it -> {
          for (AllowedBy by : it.allowed().rules()) {
            if (by.flows() > 0 && !it.allowed().of(it.allowed().stories()).contains(by)) {
              allowed.merge(by.conditions(), by.flows(), Long::sum);
            }
          }
        });
    drift.ifPresent(check -> check.add(pValue));
    if (trusted || pValue >= falseAlarmRate) {
      set.train(Metric.all(window), profile);
      trained++;
    }
  }

  /**
   * {@return what became of the file} Ends it.
   *
   * @throws IllegalArgumentException if a file of these windows trained before
   */
  public FileOutcome end() {
    TrainedFile file = new TrainedFile(name, digest.hex(), windows, trained, allowed);
    for (TrainedFile before : set.files()) {
      if (before.windows() > 0 && before.digest().equals(file.digest())) {
        throw new IllegalArgumentException(
            before.name().equals(name)
                ? "the baseline was learned from it already"
                : "the baseline was learned from the same windows already, in " + before.name());
      }
    }
    set.end(file);
    return new FileOutcome(file, detector.isPresent(), drift.map(DriftCheck::drift));
  }

  /**
   * Outcome of learning from a file.
   *
   * @param file its windows, and how many of them trained
   * @param isJudged whether its windows were held against the baseline before it
   * @param drift of the whole file, where it was judged
   */
  public record FileOutcome(TrainedFile file, boolean isJudged, Optional<Drift> drift) {}
}
