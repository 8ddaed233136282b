package io.logsentinel.cli.run;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** {@return its word, as options have it} */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the step of a word; the first where it is none of them} */
  static Step of(String word) {
    return Stream.of(PREPROCESS, WINDOW, BASELINE, MONITOR)
        .filter(step -> step.word().equals(word))
        .findFirst()
        .orElse(PREPROCESS);
  }

  /** {@return the word of the first single step that it does} */
  String first() {
    return (isWhole() ? PREPROCESS : this).word();
  }

  /** {@return whether a single step works on what another one makes} */
  boolean isAfter(Step other) {
    return compareTo(other) > 0;
  }

  /**
   * {@return the first step whose artifacts may still be of two runs, now that this one has ended;
   * empty where none are}
   *
   * @param killed the first one of which that held before, not after this one
   */
  Optional<Step> after(Optional<Step> killed) {
    if (isWhole() || this == MONITOR) {
      return Optional.empty();
    }
    return killed.map(step -> step == this ? values()[ordinal() + 1] : step);
  }
}
