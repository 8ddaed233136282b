package io.logsentinel.cli.run;

import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import java.util.Optional;

/** The part of a run's findings that is shown. */
public enum FindingsView {
  /** A block per incident, the most severe first; alerts where the detector is off. */
  INCIDENTS,
  /** The original's block per alert. */
  ALERTS;

  /** Whether alerts are printed: a detector that is off must not leave the terminal empty. */
  boolean showsAlerts(Optional<BaselineState> baseline) {
    int profiles = baseline.map(known -> known.profiles().size()).orElse(0);
    return this == ALERTS || profiles < Detector.MIN_WINDOWS;
  }
}
