package io.logsentinel.core.baseline;

import io.logsentinel.core.flow.FlowRecord.Measure;
import io.logsentinel.core.window.Profile;
import java.util.List;
import java.util.Optional;

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

  /** The same, where it is not known what the baseline counts if {@code learned} is null. */
  static void requireMeasure(Measure learned, Measure other) {
    if (learned != null && learned != other) {
      throw new IllegalArgumentException(
          "its flows count " + other.words() + ", but those of the baseline " + learned.words());
    }
  }
}
