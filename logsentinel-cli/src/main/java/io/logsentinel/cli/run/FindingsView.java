package io.logsentinel.cli.run;

/** The part of a run's findings that is shown. */
public enum FindingsView {
  /** A block per incident, the most severe first; alerts where the detector is off. */
  INCIDENTS,
  /** The original's block per alert. */
  ALERTS
}
