package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.DetectorSettings;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The options of monitoring.
 *
 * @param detector its settings
 * @param alarmsPerDay how many benign windows may alarm a day, instead of the settings' rate; empty
 *     where the rate is asked for
 * @param mixesMeasures whether flows are monitored that count something else than the baseline's
 * @param view what of the findings is shown; empty for nothing
 */
public record DetectionSettings(
    DetectorSettings detector,
    OptionalDouble alarmsPerDay,
    boolean mixesMeasures,
    Optional<FindingsView> view) {
  /** {@return whether incidents are to be shown} */
  public boolean showsIncidents() {
    return view.equals(Optional.of(FindingsView.INCIDENTS));
  }
}
