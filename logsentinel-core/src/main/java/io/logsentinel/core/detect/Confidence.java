package io.logsentinel.core.detect;

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
