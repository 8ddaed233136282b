package io.logsentinel.core.baseline;

import io.logsentinel.core.baseline.ProfileSampler.Placed;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Windower;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Learns a baseline, one file after the other. What it holds between two files is what {@link
 * BaselineState} holds: stopping, writing it and going on elsewhere changes nothing.
 *
 * <p>Not thread-safe.
 */
public final class BaselineLearner {
  private final String dialect;
  private final boolean profiled;
  private final ExponentialForgetting forgetting;
  private final List<TrainedFile> files = new ArrayList<>();
  private final ProfileSampler profiles;
  private List<Integer> places = new ArrayList<>();
  private List<List<Double>> windows = new ArrayList<>();
  private int trained;
  private int windowSize;

  /**
   * Begins with nothing.
   *
   * @param dialect name of the dialect of the flows
   * @param halfLife in windows, see {@link ExponentialForgetting}; 0 to forget nothing
   * @param profiled whether every window comes with its profile; without them no window is held
   *     back
   */
  public BaselineLearner(String dialect, int halfLife, boolean profiled) {
    this.dialect = dialect;
    this.profiled = profiled;
    this.forgetting = new ExponentialForgetting(halfLife);
    this.profiles = new ProfileSampler(dialect, forgetting);
  }

  /**
   * Goes on where another stopped.
   *
   * @param baseline what was learned so far
   * @return as if it had never stopped
   * @throws IllegalArgumentException if the baseline has no history, or other metrics
   */
  public static BaselineLearner resume(BaselineState baseline) {
    if (baseline.history().isEmpty() || !baseline.metrics().equals(Metric.NAMES)) {
      throw new IllegalArgumentException(
          "it was made by a version that did not note how, or has other metrics");
    }
    TrainingHistory history = baseline.history().get();
    boolean profiled = !baseline.profiles().isEmpty() || baseline.windows().isEmpty();
    BaselineLearner learner = new BaselineLearner(baseline.dialect(), history.halfLife(), profiled);
    learner.files.addAll(history.files());
    learner.trained = history.trained();
    learner.windowSize = baseline.windowSize();
    learner.places.addAll(history.places());
    learner.windows.addAll(baseline.windows());
    for (int i = 0; i < baseline.profiles().size(); i++) {
      int place = history.profilePlaces().get(i);
      List<Double> metrics =
          baseline.windows().get(Collections.binarySearch(history.places(), place));
      learner.profiles.add(place, metrics, baseline.profiles().get(i));
    }
    return learner;
  }

  /**
   * Begins a file, to be {@linkplain FileTraining#end ended} before anything else is asked for;
   * where that fails, the learner is of no more use.
   *
   * @param name of the raw file
   * @param digest of its windows
   * @param falseAlarmRate windows with a p-value below do not train
   * @param trusted whether all windows train, whatever their p-value
   * @return takes its windows
   * @throws IllegalArgumentException if a file of these windows trained before
   */
  public FileTraining begin(String name, String digest, double falseAlarmRate, boolean trusted) {
    for (TrainedFile file : files) {
      if (file.windows() > 0 && file.digest().equals(digest)) {
        throw new IllegalArgumentException(
            file.name().equals(name)
                ? "the baseline was learned from it already"
                : "the baseline was learned from the same windows already, in " + file.name());
      }
    }
    List<Profile> known = profiles.profiles().stream().map(Placed::profile).toList();
    Optional<Detector> detector =
        files.isEmpty() || known.size() < Detector.MIN_WINDOWS
            ? Optional.empty()
            : Optional.of(Detector.learn(known));
    return new FileTraining(this, name, digest, detector, falseAlarmRate, trusted);
  }

  /**
   * Whether every window comes with its profile.
   *
   * @return as it began
   */
  public boolean isProfiled() {
    return profiled;
  }

  /**
   * Windows that are kept.
   *
   * @return from 0
   */
  public int windows() {
    return windows.size();
  }

  /**
   * Files learned from.
   *
   * @return from 0
   */
  public int files() {
    return files.size();
  }

  void requireSize(long flows) {
    if (flows > Windower.MAX_WINDOW_SIZE) {
      throw new IllegalArgumentException(
          "windows of "
              + flows
              + " flows, but at most "
              + Windower.MAX_WINDOW_SIZE
              + " are possible");
    }
    if (windowSize != 0 && flows != windowSize) {
      throw new IllegalArgumentException(
          files.isEmpty()
              ? "windows of different sizes, " + windowSize + " and " + flows + " flows"
              : "windows of "
                  + flows
                  + " flows, but the baseline was learned from windows of "
                  + windowSize);
    }
    windowSize = (int) flows;
  }

  void train(List<Double> metrics, Optional<Profile> profile) {
    places.add(trained);
    windows.add(metrics);
    if (profile.isPresent()) {
      profiles.add(trained, metrics, profile.get());
    }
    trained++;
  }

  void end(TrainedFile file) {
    files.add(file);
    int latest = trained - 1;
    List<Integer> keptPlaces = new ArrayList<>();
    List<List<Double>> kept = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      if (forgetting.keptUntil(places.get(i), windows.get(i)) > latest) {
        keptPlaces.add(places.get(i));
        kept.add(windows.get(i));
      }
    }
    places = keptPlaces;
    windows = kept;
    profiles.forget(latest);
  }

  /**
   * Mean and deviation of what is known.
   *
   * @return the baseline
   * @throws IllegalArgumentException as {@link Baseline#learn}
   */
  public Baseline baseline() {
    return Baseline.ofMetrics(windows);
  }

  /**
   * All that is known.
   *
   * @param baselineDigest SHA-256 of the bytes of {@link #baseline}'s file, in hex
   * @return what can be written, and {@linkplain #resume resumed}
   */
  public BaselineState profile(String baselineDigest) {
    List<Placed> placed = profiles.profiles();
    return new BaselineState(
        dialect,
        Metric.NAMES,
        windowSize,
        windows,
        placed.stream().map(Placed::profile).toList(),
        Optional.of(
            new TrainingHistory(
                forgetting.halfLife(),
                files,
                trained,
                places,
                placed.stream().map(Placed::place).toList())),
        baselineDigest);
  }
}
