package io.logsentinel.core.evaluate;

import java.util.Locale;

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
