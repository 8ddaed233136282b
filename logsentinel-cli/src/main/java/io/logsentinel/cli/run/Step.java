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
  MONITOR;

  boolean includes(Step step) {
    return this == step || this == ALL;
  }
}
