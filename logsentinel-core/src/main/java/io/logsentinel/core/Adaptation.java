package io.logsentinel.core;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineLearner.Generation;
import io.logsentinel.core.baseline.BaselineLearner.Generation.Held;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileTraining;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Adaptive baseline of one source: windows of it train the baseline after a quarantine, but none
 * that alarms, none of an incident, and none that lists what an alarm by then told of.
 *
 * <p>With a quarantine of N, windows train before every N-th window: those that lie N to 2 N
 * windows back. That is a generation of the baseline, with which the session goes on. It follows
 * from the windows alone, not from where the session was saved. Not thread-safe.
 */
public final class Adaptation {
  /** The shortest quarantine, in windows. */
  public static final int LEAST = 20;

  /** The longest. */
  public static final int MOST = 1000;

  /** The least half-life where the baseline itself sets the length of its memory. */
  private static final int LEAST_HALF_LIFE = 70;

  private final int windows;
  private final Store store;
  private final Generations generations;
  private final Quarantine quarantine;
  private BaselineState baseline;
  private int halfLife;

  private double falseAlarmRate;

  /** Keeper of the windows in quarantine, those of up to twice its length. */
  public interface Store {
    /**
     * Takes the next window.
     *
     * @param window the window
     * @param profile its profile
     * @throws IOException if they cannot be kept
     */
    void add(Window window, Profile profile) throws IOException;

    /**
     * Gives windows back, which will not be asked for again, nor those before them.
     *
     * @param from number of the first
     * @param to number after the last
     * @param taker takes them in order, but for those that were cut
     * @throws IOException if they cannot be read
     */
    void take(long from, long to, Taker taker) throws IOException;
  }

  /** Taker of windows with their profiles. */
  @FunctionalInterface
  public interface Taker {
    /**
     * Takes a window.
     *
     * @param window the window
     * @param profile its profile
     */
    void take(Window window, Profile profile);
  }

  /** Taker of every generation, whether something was learned or not. */
  @FunctionalInterface
  public interface Generations {
    /**
     * Takes a generation; the session is settled. It is to {@linkplain Sentinel#takeOver go on}
     * with an engine of the new baseline, if there is one.
     *
     * @param generation what was learned
     * @throws IOException if the baseline cannot be kept
     */
    void take(Generation generation) throws IOException;
  }

  /**
   * An adaptation that begins.
   *
   * @param windows the quarantine, {@value #LEAST} to {@value #MOST}
   * @param halfLife of what the baseline remembers, in windows; 0 for that with which it was
   *     learned, else as many as it holds, at least 70
   * @param baseline that the first window is held against, with its history
   * @param store keeps the windows in quarantine
   * @param generations takes what is learned
   * @throws IllegalArgumentException if the quarantine is out of range, or the baseline was learned
   *     with another half-life, or cannot go on being learned
   */
  public Adaptation(
      int windows, int halfLife, BaselineState baseline, Store store, Generations generations) {
    if (windows < LEAST || windows > MOST) {
      throw new IllegalArgumentException(
          "the quarantine must be " + LEAST + " to " + MOST + " windows but is " + windows);
    }
    int learned = BaselineLearner.resume(baseline).halfLife();
    if (halfLife != 0 && learned != 0 && halfLife != learned) {
      throw new IllegalArgumentException(
          "the baseline was learned with a half-life of " + learned + ", not of " + halfLife);
    }
    this.windows = windows;
    this.baseline = baseline;
    int asked = halfLife != 0 ? halfLife : Math.max(LEAST_HALF_LIFE, baseline.windows().size());
    this.halfLife = learned != 0 ? learned : asked;
    this.store = store;
    this.generations = generations;
    this.quarantine = new Quarantine(2L * windows);
  }

  /** {@return windows that pass before one trains, at least} */
  public int windows() {
    return windows;
  }

  /** {@return the baseline as it is by now} */
  public BaselineState baseline() {
    return baseline;
  }

  /** Takes the share of false alarms at which windows are judged from now on. */
  void judgedAt(double rate) {
    falseAlarmRate = rate;
  }

  /** Takes the next window that was judged. */
  void judged(Window window, Profile profile, Finding finding) throws IOException {
    store.add(window, profile);
    quarantine.judged(profile, finding.pValue() < falseAlarmRate ? finding.windows() : 0);
  }

  /** Takes a detection in the window that was judged just before, by the detector that made it. */
  void told(Detection detection, Detector judge) {
    quarantine.told(detection, judge);
  }

  /** Takes an incident as it is by now. */
  void told(Incident incident) {
    quarantine.told(incident);
  }

  /** {@return whether windows leave quarantine before one} */
  boolean isDueAt(long window) {
    return window % windows == 0 && window >= 2L * windows;
  }

  /** Learns from the windows that leave quarantine before one. */
  void learn(long window) throws IOException {
    Counts counts = new Counts();
    BaselineLearner learner = BaselineLearner.resume(baseline, halfLife);
    long from = window - 2L * windows;
    long to = window - windows;
    FileTraining training =
        learner.beginJudged("windows " + from + " to " + (to - 1), falseAlarmRate);
    store.take(
        from,
        to,
        (each, profile) -> {
          Optional<Quarantine.Reason> reason = quarantine.heldBack(profile);
          counts.add(profile, reason);
          counts.refusing(
              () -> training.add(each, Optional.of(profile), reason.isPresent() ? 0 : 1));
        });
    BaselineState[] next = {baseline};
    if (!counts.trained.isEmpty()) {
      counts.refusing(training::end);
      counts.refusing(() -> next[0] = next(learner));
    }
    if (!counts.refused.isEmpty()) {
      counts.refuse();
      next[0] = baseline;
    }
    String before = baseline.baselineDigest();
    baseline = next[0];
    generations.take(counts.generation(window, from, to, before, baseline));
  }

  private static BaselineState next(BaselineLearner learner) {
    BaselineState next = learner.state(BaselineJson.digest(learner.baseline()));
    if (next.profiles().size() < Detector.MIN_WINDOWS) {
      throw new IllegalArgumentException(
          "profiles of "
              + next.profiles().size()
              + " windows would be left, but the detector needs "
              + Detector.MIN_WINDOWS);
    }
    return next;
  }

  /** What becomes of the windows that leave quarantine. */
  private static final class Counts {
    final Map<Held, Integer> heldBack = new EnumMap<>(Held.class);
    final Map<Entity, Integer> suspects = new LinkedHashMap<>();
    final List<Long> trained = new ArrayList<>();
    String refused = "";
    long first = FlowBatch.NO_TIME;
    long last = FlowBatch.NO_TIME;

    /** Does what may be refused, unless something was. */
    void refusing(Runnable learning) {
      if (refused.isEmpty()) {
        try {
          learning.run();
        } catch (IllegalArgumentException e) {
          refused = Objects.requireNonNullElse(e.getMessage(), e.toString());
        }
      }
    }

    void add(Profile profile, Optional<Quarantine.Reason> reason) {
      if (reason.isPresent()) {
        heldBack.merge(reason.get().held(), 1, Integer::sum);
        reason.get().entity().ifPresent(entity -> suspects.merge(entity, 1, Integer::sum));
        return;
      }
      trained.add(profile.windowId());
      if (profile.firstTime() != FlowBatch.NO_TIME) {
        first =
            first == FlowBatch.NO_TIME ? profile.firstTime() : Math.min(first, profile.firstTime());
        last = last == FlowBatch.NO_TIME ? profile.lastTime() : Math.max(last, profile.lastTime());
      }
    }

    void refuse() {
      if (!trained.isEmpty()) {
        heldBack.put(Held.REFUSED, trained.size());
      }
      trained.clear();
      first = FlowBatch.NO_TIME;
      last = FlowBatch.NO_TIME;
    }

    Generation generation(long window, long from, long to, String before, BaselineState after) {
      return new Generation(
          window, from, to, first, last, trained, heldBack, suspects, refused, before, after);
    }
  }

  /**
   * Puts an earlier baseline back: no window before the given one trains any more, as what made
   * someone put it back may be among them. The session has to {@linkplain Sentinel#takeOver go on
   * with} it.
   *
   * @param earlier the baseline
   * @param window number of the next window
   */
  public void goBackTo(BaselineState earlier, long window) {
    baseline = earlier;
    quarantine.beginAt(window);
  }

  /**
   * Goes on with what {@link #write} wrote, of an adaptation with as long a quarantine whose
   * baseline was this one's.
   *
   * @param json stands before it
   * @throws IOException if it is damaged; the message says where
   */
  public void read(JsonReader json) throws IOException {
    json.beginObject();
    halfLife = StrictJson.count(json, "half_life");
    StrictJson.name(json, "quarantine");
    quarantine.read(json);
    json.endObject();
  }

  /**
   * Writes what speaks against learning from the windows in quarantine; the session is to be
   * {@linkplain Session#settle settled}. The windows themselves are the store's.
   *
   * @param json takes it as its next value
   */
  public void write(JsonWriter json) {
    json.beginObject();
    json.name("half_life").value(halfLife);
    json.name("quarantine");
    quarantine.write(json);
    json.endObject();
  }
}
