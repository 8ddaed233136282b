package io.logsentinel.cli.run;

import java.util.Optional;

/**
 * The options of monitoring.
 *
 * @param falseAlarmRate share of benign windows that the detector may alarm on
 * @param mixesMeasures whether flows are monitored that count something else than the baseline's
 * @param view what of the findings is shown; empty for nothing
 */
public record DetectionSettings(
    double falseAlarmRate, boolean mixesMeasures, Optional<FindingsView> view) {
  /** Whether incidents are to be shown. */
  boolean showsIncidents() {
    return view.equals(Optional.of(FindingsView.INCIDENTS));
  }
}
