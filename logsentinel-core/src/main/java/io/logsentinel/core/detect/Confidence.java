package io.logsentinel.core.detect;

/** How sure a pattern or a decision is. */
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

  /**
   * The word for it in artifacts and on the terminal.
   *
   * @return capitalized
   */
  public String word() {
    return word;
  }
}
