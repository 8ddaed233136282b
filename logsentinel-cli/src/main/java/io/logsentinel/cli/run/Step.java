package io.logsentinel.cli.run;

/** The steps of the pipeline, alone or together. */
public enum Step {
  /** Everything, reading each raw file once. */
  ALL,
  /** Raw files to cleaned files. */
  PREPROCESS,
  /** Cleaned files to windowed files. */
  WINDOW,
  /** Windowed files of benign traffic to baseline and forest. */
  BASELINE,
  /** All other windowed files to decisions and alerts. */
  MONITOR,
  /** Raw files to baseline and forest, reading each once: {@code learn}. */
  LEARN,
  /** Raw files to decisions and alerts, against a stored baseline: {@code monitor}. */
  WATCH;

  /**
   * {@return whether raw files are read once, and cleaned and windowed files are made on the way}
   */
  boolean isWhole() {
    return this == ALL || this == LEARN || this == WATCH;
  }

  /** {@return whether it is one of the original's pipeline} */
  public boolean isOfPipeline() {
    return this != LEARN && this != WATCH;
  }

  /**
   * {@return whether it has a step as its part}
   *
   * @param step one of the steps
   */
  public boolean includes(Step step) {
    return switch (step) {
      case BASELINE -> this == step || this == ALL || this == LEARN;
      case MONITOR -> this == step || this == ALL || this == WATCH;
      default -> this == step || isWhole();
    };
  }
}
