package io.logsentinel.cli.run;

import io.logsentinel.core.detect.calibrated.Detector;
import java.util.Optional;

/**
 * The options of monitoring.
 *
 * @param falseAlarmRate share of benign windows that the detector may alarm on
 * @param view what of the findings is shown; empty for nothing
 */
public record DetectionSettings(double falseAlarmRate, Optional<FindingsView> view) {
  /** {@return the options where none are given} */
  public static DetectionSettings defaults() {
    return new DetectionSettings(
        Detector.DEFAULT_FALSE_ALARM_RATE, Optional.of(FindingsView.INCIDENTS));
  }

  /**
   * The same but for the rate.
   *
   * @param rate share of benign windows that the detector may alarm on
   * @return the settings
   */
  public DetectionSettings withFalseAlarmRate(double rate) {
    return new DetectionSettings(rate, view);
  }

  /** {@return the same with no findings shown} */
  public DetectionSettings withoutFindings() {
    return new DetectionSettings(falseAlarmRate, Optional.empty());
  }

  /** Whether incidents are to be shown. */
  boolean showsIncidents() {
    return view.equals(Optional.of(FindingsView.INCIDENTS));
  }
}
