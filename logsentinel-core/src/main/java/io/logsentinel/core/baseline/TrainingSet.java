package io.logsentinel.core.baseline;

import io.logsentinel.core.baseline.ProfileSampler.Placed;
import io.logsentinel.core.baseline.TrainingHistory.TrainedFile;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Windower;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The windows that a baseline stands on: those that trained and are not forgotten, with a sample of
 * their profiles.
 */
final class TrainingSet {
  private final String dialect;
  private final boolean profiled;
  private final ExponentialForgetting forgetting;
  private final List<TrainedFile> files = new ArrayList<>();
  private final ProfileSampler profiles;
  private List<Integer> places = new ArrayList<>();
  private List<List<Double>> windows = new ArrayList<>();
  private int trained;
  private int windowSize;

  /** What the flows that trained count; null where that is not known. */
  private @Nullable Measure measure;

  TrainingSet(String dialect, int halfLife, boolean profiled) {
    this.dialect = dialect;
    this.profiled = profiled;
    this.forgetting = new ExponentialForgetting(halfLife);
    this.profiles = new ProfileSampler(dialect, forgetting);
  }

  /** Restores what {@link #state} told of. */
  static TrainingSet of(BaselineState baseline, TrainingHistory history, int halfLife) {
    boolean profiled = !baseline.profiles().isEmpty() || baseline.windows().isEmpty();
    TrainingSet set = new TrainingSet(baseline.dialect(), halfLife, profiled);
    set.files.addAll(history.files());
    set.trained = history.trained();
    set.windowSize = baseline.windowSize();
    set.places.addAll(history.places());
    set.windows.addAll(baseline.windows());
    for (int i = 0; i < baseline.profiles().size(); i++) {
      int place = history.profilePlaces().get(i);
      List<Double> metrics =
          baseline.windows().get(Collections.binarySearch(history.places(), place));
      set.profiles.add(place, metrics, baseline.profiles().get(i));
      set.measure = baseline.profiles().get(i).measure();
    }
    return set;
  }

  int halfLife() {
    return forgetting.halfLife();
  }

  boolean isProfiled() {
    return profiled;
  }

  int size() {
    return windows.size();
  }

  List<TrainedFile> files() {
    return files;
  }

  List<Profile> profiles() {
    return profiles.profiles().stream().map(Placed::profile).toList();
  }

  void requireSize(long flows) {
    if (flows > Windower.MAX_WINDOW_SIZE) {
      String most = "at most " + Windower.MAX_WINDOW_SIZE + " are possible";
      throw new IllegalArgumentException("windows of " + flows + " flows, but " + most);
    }
    if (windowSize != 0 && flows != windowSize) {
      String learned = "but the baseline was learned from windows of " + windowSize;
      throw new IllegalArgumentException(
          files.isEmpty()
              ? "windows of different sizes, " + windowSize + " and " + flows + " flows"
              : "windows of " + flows + " flows, " + learned);
    }
    windowSize = (int) flows;
  }

  /** Refuses flows that count something else than those that trained. */
  void requireMeasure(Measure other) {
    BaselineState.requireMeasure(measure, other);
  }

  void train(List<Double> metrics, Optional<Profile> profile) {
    places.add(trained);
    windows.add(metrics);
    if (profile.isPresent()) {
      measure = profile.get().measure();
      if (profile.get().flows() > 0) { // else nothing is left to learn from
        profiles.add(trained, metrics, profile.get());
      }
    }
    trained++;
  }

  /** Ends a file: forgets what is old by now. */
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

  Baseline baseline() {
    return Baseline.ofMetrics(windows);
  }

  BaselineState state(String baselineDigest) {
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
