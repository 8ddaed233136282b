package io.logsentinel.core.detect;

/** What z-scores and second opinion together say of a window. */
public enum Decision {
  /** Neither triggers. */
  NORMAL("NORMAL", Confidence.HIGH),
  /** One of them triggers. */
  SUSPICIOUS("SUSPICIOUS", Confidence.MEDIUM),
  /** Both trigger. */
  CONFIRMED_ANOMALY("CONFIRMED ANOMALY", Confidence.HIGH);

  private final String words;
  private final Confidence confidence;

  Decision(String words, Confidence confidence) {
    this.words = words;
    this.confidence = confidence;
  }

  public static Decision of(boolean zTrigger, boolean forestTrigger) {
    if (zTrigger && forestTrigger) {
      return CONFIRMED_ANOMALY;
    }
    return zTrigger || forestTrigger ? SUSPICIOUS : NORMAL;
  }

  /**
   * The decision in artifacts and on the terminal.
   *
   * @return upper-case words
   */
  public String words() {
    return words;
  }

  /**
   * How sure it is.
   *
   * @return high where both agree
   */
  public Confidence confidence() {
    return confidence;
  }
}
