package io.logsentinel.cli.run;

import java.util.Optional;

/**
 * The options of monitoring.
 *
 * @param falseAlarmRate share of benign windows that the detector may alarm on
 * @param view what of the findings is shown; empty for nothing
 */
public record DetectionSettings(double falseAlarmRate, Optional<FindingsView> view) {
  /** Whether incidents are to be shown. */
  boolean showsIncidents() {
    return view.equals(Optional.of(FindingsView.INCIDENTS));
  }
}
