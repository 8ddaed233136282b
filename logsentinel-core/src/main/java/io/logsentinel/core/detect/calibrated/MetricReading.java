package io.logsentinel.core.detect.calibrated;

import io.logsentinel.core.window.ProfileMetric;

/**
 * Reading of a behavioural metric of a window.
 *
 * @param metric which one
 * @param value in this window
 * @param typical values that would be no evidence
 * @param pValue the chance that a benign window's lies as far off, 1e-12 (or less) to 1
 * @param contribution its part of the window's score, 0 where another group is more unusual
 */
public record MetricReading(
    ProfileMetric metric, double value, TypicalRange typical, double pValue, double contribution) {

  /** {@return {@code above} or {@code below} what is typical, else {@code within}} */
  public String direction() {
    return value > typical.high() ? "above" : value < typical.low() ? "below" : "within";
  }
}
