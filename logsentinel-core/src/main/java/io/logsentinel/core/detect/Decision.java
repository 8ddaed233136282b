package io.logsentinel.core.detect;

/** Decision of z-scores and second opinion together on a window. */
public enum Decision {
  /** Neither triggers. */
  NORMAL("NORMAL", Confidence.HIGH),
  /** One of them triggers. */
  SUSPICIOUS("SUSPICIOUS", Confidence.MEDIUM),
  /** Both trigger. */
  CONFIRMED_ANOMALY("CONFIRMED ANOMALY", Confidence.HIGH);

  /** Confidence of a pattern or a decision. */
  public enum Confidence {
    /** A guess. */
    LOW("Low"),
    /** One sign, or one that others share. */
    MEDIUM("Medium"),
    /** Signs that agree. */
    HIGH("High");

    private final String word;

    Confidence(String word) {
      this.word = word;
    }

    /** {@return the word for it in artifacts and on the terminal, capitalized} */
    public String word() {
      return word;
    }
  }

  private final String words;
  private final Confidence confidence;

  Decision(String words, Confidence confidence) {
    this.words = words;
    this.confidence = confidence;
  }

  /**
   * {@return both triggers together}
   *
   * @param zTrigger whether the z-scores trigger
   * @param forestTrigger whether the second opinion does
   */
  public static Decision of(boolean zTrigger, boolean forestTrigger) {
    if (zTrigger && forestTrigger) {
      return CONFIRMED_ANOMALY;
    }
    return zTrigger || forestTrigger ? SUSPICIOUS : NORMAL;
  }

  /** {@return the decision in artifacts and on the terminal, in upper-case words} */
  public String words() {
    return words;
  }

  /** {@return the confidence, high where both agree} */
  public Confidence confidence() {
    return confidence;
  }
}
