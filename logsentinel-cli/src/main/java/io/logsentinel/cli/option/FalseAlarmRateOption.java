package io.logsentinel.cli.option;

import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.core.detect.calibrated.Detector;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option for the detector's rate of false alarms. */
public final class FalseAlarmRateOption {
  /** The option's name. */
  public static final String NAME = "--false-alarm-rate";

  private static final String RANGE = "0.000001 to 0.5";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = NAME,
      paramLabel = "RATE",
      defaultValue = "" + Detector.DEFAULT_FALSE_ALARM_RATE,
      description =
          "share of benign windows that the detector may alarm on, "
              + RANGE
              + " (default: ${DEFAULT-VALUE}; for explain that of the last run)")
  private double rate;

  /** {@return the rate asked for, else the default} */
  public double rate() {
    Usage.require(
        command,
        rate >= DetectorSettings.LEAST_RATE && rate <= DetectorSettings.MOST_RATE,
        NAME + " must be " + RANGE + " but is " + rate);
    return rate;
  }
}
