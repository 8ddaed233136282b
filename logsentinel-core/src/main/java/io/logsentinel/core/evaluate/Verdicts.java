package io.logsentinel.core.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A subject's verdicts on all windows.
 *
 * @param subject any but {@link Subject#INCIDENTS}
 * @param missing why there are none; empty where there are
 * @param byWindow a verdict for every window, in the order of the windows; empty for windows that
 *     the subject did not see
 */
public record Verdicts(
    Subject subject, Optional<String> missing, List<Optional<Verdict>> byWindow) {

  /**
   * A verdict on one window.
   *
   * @param score any number but NaN, higher is more unusual
   * @param alarm whether it is an alarm
   */
  public record Verdict(double score, boolean alarm) {
    public Verdict {
      if (Double.isNaN(score)) {
        throw new IllegalArgumentException("the score must be a number but is NaN");
      }
    }
  }

  public Verdicts {
    byWindow = List.copyOf(byWindow);
  }

  /**
   * {@return verdicts that there are}
   *
   * @param subject any but {@link Subject#INCIDENTS}
   * @param byWindow in the order of the windows
   */
  public static Verdicts of(Subject subject, List<Optional<Verdict>> byWindow) {
    return new Verdicts(subject, Optional.empty(), byWindow);
  }

  /**
   * {@return verdicts that are not there}
   *
   * @param subject any but {@link Subject#INCIDENTS}
   * @param reason why, in a few words
   */
  public static Verdicts none(Subject subject, String reason) {
    return new Verdicts(subject, Optional.of(reason), List.of());
  }

  /** Subjects of an evaluation: each gives alarms, most a score too. */
  public enum Subject {
    /** The original's z-scores: score is the anomaly index, an alarm is an alert. */
    RULE,
    /** The original's isolation forest: score is its decision function, negated. */
    FOREST,
    /** Rule and forest together: normal, suspicious, confirmed; an alarm is anything but normal. */
    DECISION,
    /** The calibrated detector: an alarm is a detection. */
    DETECTOR,
    /** Detections put together: found is a phase of an attack, not a window. */
    INCIDENTS;

    /** {@return the name in artifacts and on the terminal, a lower-case word} */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
