package io.logsentinel.cli.option;

import io.logsentinel.cli.run.DetectionSettings;
import io.logsentinel.cli.run.FindingsView;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.core.text.Cidr;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options of monitoring: how often the detector may alarm, and on what. */
public final class DetectorOptions {
  private static final String ALARMS = "--alarms-per-day";
  private static final double MOST_ALARMS = 1e6;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Mixin private FalseAlarmRateOption falseAlarms;

  @Option(
      names = ALARMS,
      paramLabel = "N",
      description =
          "instead of a rate: how many benign windows the detector may alarm on a day, above 0; the"
              + " baseline's flows must have times")
  private @Nullable Double alarmsPerDay;

  @Option(
      names = "--adapt",
      paramLabel = "HOW",
      defaultValue = "auto",
      description =
          "auto: windows are also held against those shortly before them, so that what changes and"
              + " stays is told once; none: against the baseline alone (default: ${DEFAULT-VALUE})")
  private Adaptation adaptation;

  @Option(
      names = "--inside",
      paramLabel = "CIDR",
      split = ",",
      converter = Converters.OfRange.class,
      description =
          "ranges of your own public addresses, as 203.0.113.0/24, with commas between (default:"
              + " learned from the baseline); private addresses are inside in any case")
  private List<Cidr> inside = List.of();

  @Option(
      names = "--mix-dialects",
      fallbackValue = "true",
      description =
          "monitor files too whose bytes or directions are counted in another way than the"
              + " baseline's")
  private boolean mixDialects;

  /** Whether the detector keeps up with what changes. */
  private enum Adaptation {
    AUTO,
    NONE
  }

  /** {@return the rate asked for, else the default} */
  public double rate() {
    return falseAlarms.rate();
  }

  /**
   * {@return the settings asked for}
   *
   * @param sources of the values
   * @param parsed the arguments
   * @param view what of the findings is shown; empty for nothing
   */
  public DetectionSettings settings(
      OptionSources sources, ParseResult parsed, Optional<FindingsView> view) {
    Usage.require(
        command,
        alarmsPerDay == null || (alarmsPerDay > 0 && alarmsPerDay <= MOST_ALARMS),
        ALARMS + " must be above 0 and at most 1,000,000 but is " + alarmsPerDay);
    Usage.require(
        command,
        alarmsPerDay == null || !sources.isGiven(parsed, FalseAlarmRateOption.NAME),
        "give either " + ALARMS + " or " + FalseAlarmRateOption.NAME + ", not both");
    return new DetectionSettings(
        new DetectorSettings(rate(), adaptation == Adaptation.AUTO, inside),
        alarmsPerDay == null ? OptionalDouble.empty() : OptionalDouble.of(alarmsPerDay),
        mixDialects,
        view);
  }
}
