package io.logsentinel.core.baseline;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a baseline was made of: it can be held against what it is used for, and built on.
 *
 * @param dialect name of the dialect of the flows
 * @param metrics names of the metrics, in order
 * @param windowSize flows per window
 * @param windows the metrics of every window, in file order: the state that can be merged, as mean
 *     and standard deviation of two lists together follow from nothing less to the last bit
 * @param profiles of these windows, in file order, where they had any, at most {@link
 *     #MAX_PROFILES}: what the detector learns from
 * @param history how it came to be, in the order of which windows and profiles stand; empty where
 *     an earlier version did not note it
 * @param baselineDigest SHA-256 of the bytes of the baseline's own file, in hex
 */
public record BaselineState(
    String dialect,
    List<String> metrics,
    int windowSize,
    List<List<Double>> windows,
    List<Profile> profiles,
    Optional<TrainingHistory> history,
    String baselineDigest) {

  /**
   * Refuses flows that count something else than those of the baseline do, as far as that is known.
   *
   * @param measure what bytes and packets of other flows count
   * @throws IllegalArgumentException if the baseline's count something else
   */
  public void requireMeasure(Measure measure) {
    requireMeasure(profiles.isEmpty() ? null : profiles.get(0).measure(), measure);
  }

  /** CICFlowMeter ends a flow after so long, and writes it then. */
  private static final long LONGEST_FLOW_MILLIS = 120_000;

  private static final double MILLIS_PER_DAY = 86_400_000;

  /** Share of the windows that may go back in time: where one file follows another, say. */
  private static final double MOST_BACK = 0.05;

  /** The most profiles that are kept: they bound the memory of the detector. */
  public static final int MAX_PROFILES = 1000;

  public BaselineState {
    profiles = List.copyOf(profiles);
    if (profiles.size() > MAX_PROFILES) {
      throw new IllegalArgumentException(
          "at most " + MAX_PROFILES + " profiles are kept but there are " + profiles.size());
    }
    for (Profile profile : profiles) {
      if (profile.wholeFlows() != windowSize) {
        String must = "a profile must be of " + windowSize + " flows, as the windows are";
        throw new IllegalArgumentException(must + ", but is of " + profile.wholeFlows());
      }
    }
    if (history.isPresent()) {
      int places = history.get().places().size();
      int profilePlaces = history.get().profilePlaces().size();
      if (places != windows.size() || profilePlaces != profiles.size()) {
        String of = windows.size() + " windows and " + profiles.size() + " profiles";
        throw new IllegalArgumentException(
            of + " must have as many places but there are " + places + " and " + profilePlaces);
      }
    }
    metrics = List.copyOf(metrics);
    windows = windows.stream().map(List::copyOf).toList();
    if (windowSize < 1) {
      throw new IllegalArgumentException("the window size must be from 1 but is " + windowSize);
    }
    for (List<Double> window : windows) {
      if (window.size() != metrics.size() || window.stream().anyMatch(value -> value.isNaN())) {
        throw new IllegalArgumentException(
            "a window must have " + metrics.size() + " numbers but has " + window);
      }
    }
  }

  /**
   * {@return the detector that the profiles teach; empty where they are too few}
   *
   * @param adaptive whether it keeps up with what changes; it does so only where the profiles
   *     {@linkplain #isInOrder stand in the order of time}
   */
  public Optional<Detector> detector(boolean adaptive) {
    if (profiles.size() < Detector.MIN_WINDOWS) {
      return Optional.empty();
    }
    return Optional.of(
        adaptive && isInOrder() ? Detector.learnInOrder(profiles) : Detector.learn(profiles));
  }

  /**
   * {@return whether the profiles stand in the order of time: all have times, and hardly one ends
   * before the one before it does, by more than a flow may last that is written when it is over}
   */
  public boolean isInOrder() {
    int back = 0;
    for (int w = 0; w < profiles.size(); w++) {
      if (profiles.get(w).lastTime() == FlowBatch.NO_TIME) {
        return false;
      }
      boolean isBack =
          w > 0
              && profiles.get(w).lastTime() < profiles.get(w - 1).lastTime() - LONGEST_FLOW_MILLIS;
      back += isBack ? 1 : 0;
    }
    return back <= MOST_BACK * profiles.size();
  }

  /**
   * {@return how many windows the baseline's traffic fills in 24 hours, above 0; empty where its
   * flows have no times, or all the same}
   */
  public OptionalDouble windowsPerDay() {
    double millis = 0;
    for (Profile profile : profiles) {
      if (profile.firstTime() == FlowBatch.NO_TIME) {
        return OptionalDouble.empty();
      }
      millis += profile.lastTime() - profile.firstTime();
    }
    return millis > 0
        ? OptionalDouble.of(profiles.size() * MILLIS_PER_DAY / millis)
        : OptionalDouble.empty();
  }

  /** The same, where it is not known what the baseline counts if {@code learned} is null. */
  static void requireMeasure(@Nullable Measure learned, Measure other) {
    if (learned != null && learned != other) {
      throw new IllegalArgumentException(
          "its flows count " + other.words() + ", but those of the baseline " + learned.words());
    }
  }
}
