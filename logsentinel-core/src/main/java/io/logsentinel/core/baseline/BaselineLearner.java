package io.logsentinel.core.baseline;

import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Incremental learner of a baseline, one file after the other. What it holds between two files is
 * what {@link BaselineState} holds: stopping, writing it and going on elsewhere changes nothing.
 *
 * <p>Not thread-safe.
 */
public final class BaselineLearner {
  private final TrainingSet set;

  private BaselineLearner(TrainingSet set) {
    this.set = set;
  }

  /**
   * Begins with nothing.
   *
   * @param dialect name of the dialect of the flows
   * @param halfLife in windows: of those that old every second is kept; 0 to forget nothing
   * @param profiled whether every window comes with its profile; without them no window is held
   *     back
   */
  public BaselineLearner(String dialect, int halfLife, boolean profiled) {
    this(new TrainingSet(dialect, halfLife, profiled));
  }

  /**
   * {@return a learner that goes on from a baseline as if it had never stopped}
   *
   * @param baseline what was learned so far
   * @throws IllegalArgumentException if the baseline has no history, or other metrics
   */
  public static BaselineLearner resume(BaselineState baseline) {
    return resume(baseline, baseline.history().map(TrainingHistory::halfLife).orElse(0));
  }

  /**
   * {@return a learner that goes on from a baseline and forgets from now on}
   *
   * @param baseline what was learned so far
   * @param halfLife in windows; that of the baseline where it forgets already
   * @throws IllegalArgumentException if the baseline has no history, other metrics or another
   *     half-life
   */
  public static BaselineLearner resume(BaselineState baseline, int halfLife) {
    if (baseline.history().isEmpty() || !baseline.metrics().equals(Metric.NAMES)) {
      throw new IllegalArgumentException(
          "it was made by a version that did not note how, or has other metrics");
    }
    int learned = baseline.history().get().halfLife();
    if (learned != 0 && learned != halfLife) {
      throw new IllegalArgumentException(
          "it was learned with a half-life of " + learned + ", not of " + halfLife);
    }
    return new BaselineLearner(TrainingSet.of(baseline, baseline.history().get(), halfLife));
  }

  /**
   * {@return a taker of a file's windows, to be {@linkplain FileTraining#end ended} before anything
   * else is asked for} Where that fails, the learner is of no more use.
   *
   * @param name of the raw file
   * @param falseAlarmRate windows with a p-value below do not train
   * @param trusted whether all windows train, whatever their p-value
   */
  public FileTraining begin(String name, double falseAlarmRate, boolean trusted) {
    List<Profile> known = set.profiles();
    Optional<Detector> detector =
        set.files().isEmpty() || known.size() < Detector.MIN_WINDOWS
            ? Optional.empty()
            : Optional.of(Detector.learn(known));
    return new FileTraining(set, name, detector, falseAlarmRate, trusted);
  }

  /**
   * {@return a taker of windows that were judged already} Those of a p-value below the rate do not
   * train; whoever adds them says which.
   *
   * @param name of the windows
   * @param falseAlarmRate the rate
   */
  public FileTraining beginJudged(String name, double falseAlarmRate) {
    return new FileTraining(set, name, Optional.empty(), falseAlarmRate, false);
  }

  /** {@return the half-life in windows; 0 where nothing is forgotten} */
  public int halfLife() {
    return set.halfLife();
  }

  /** {@return whether every window comes with its profile} */
  public boolean isProfiled() {
    return set.isProfiled();
  }

  /** {@return the number of windows that are kept, from 0} */
  public int windows() {
    return set.size();
  }

  /** {@return the number of files learned from, from 0} */
  public int files() {
    return set.files().size();
  }

  /**
   * {@return the mean and deviation of what is known}
   *
   * @throws IllegalArgumentException as {@link Baseline#learn}
   */
  public Baseline baseline() {
    return set.baseline();
  }

  /**
   * {@return all that is known, to be written and {@linkplain #resume resumed}}
   *
   * @param baselineDigest SHA-256 of the bytes of {@link #baseline}'s file, in hex
   */
  public BaselineState state(String baselineDigest) {
    return set.state(baselineDigest);
  }

  /**
   * Generation of a baseline that adapts: what became of windows that left quarantine.
   *
   * @param window number of the window before which it was learned, from 0
   * @param from number of the first window that left quarantine
   * @param to number after the last one
   * @param firstTime the earliest time of the flows that trained, in milliseconds from 1970 UTC;
   *     {@link FlowBatch#NO_TIME} where there is none
   * @param lastTime the latest, likewise
   * @param trained numbers of the windows that trained, rising
   * @param heldBack how many did not, by reason
   * @param suspects the entities for which windows were held back, with how many
   * @param refused why nothing could be learned; empty where nothing went wrong
   * @param before digest of the baseline before it
   * @param after the baseline from now on; the one before where none trained
   */
  public record Generation(
      long window,
      long from,
      long to,
      long firstTime,
      long lastTime,
      List<Long> trained,
      Map<Held, Integer> heldBack,
      Map<Entity, Integer> suspects,
      String refused,
      String before,
      BaselineState after) {
    public Generation {
      trained = List.copyOf(trained);
      Map<Held, Integer> copy = new EnumMap<>(Held.class);
      copy.putAll(heldBack);
      heldBack = Collections.unmodifiableMap(copy);
      suspects = Collections.unmodifiableMap(new LinkedHashMap<>(suspects));
    }

    /** Reason for which a window does not train. */
    public enum Held {
      /** It alarmed. */
      ALARM,
      /** It lies between the first and the last window of an incident. */
      INCIDENT,
      /** It lists what is not usual in the baseline, and an alarm told of. */
      SUSPECT,
      /** An earlier baseline was put back after it. */
      BEFORE_ROLLBACK,
      /** The windows cannot be learned from as a whole. */
      REFUSED
    }
  }
}
