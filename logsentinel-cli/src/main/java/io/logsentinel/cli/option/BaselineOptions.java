package io.logsentinel.cli.option;

import io.logsentinel.cli.run.BaselineSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options for how a baseline is learned. */
public final class BaselineOptions {
  /** Fewer leave the detector too few windows: 20 leave 29 on average. */
  public static final int MIN_HALF_LIFE = 20;

  /** More are as good as none. */
  public static final int MAX_HALF_LIFE = 1_000_000;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--half-life",
      paramLabel = "N",
      description =
          "the baseline forgets half of its windows in N windows, "
              + MIN_HALF_LIFE
              + " to "
              + MAX_HALF_LIFE
              + "; an update cannot change it (default: it forgets nothing)")
  private @Nullable Integer halfLife;

  @Option(
      names = "--trust-baseline",
      fallbackValue = "true",
      description = "windows of further baseline files train too where they alarm")
  private boolean trustBaseline;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "" + BaselineSettings.DEFAULT_SEED,
      description = "seed of the isolation forests (default: ${DEFAULT-VALUE})")
  private long seed;

  /**
   * Makes sure that a half-life is in range.
   *
   * @param command that it is an option of
   * @param halfLife in windows; null where none is given
   */
  public static void requireHalfLife(CommandSpec command, @Nullable Integer halfLife) {
    Usage.require(
        command,
        halfLife == null || (halfLife >= MIN_HALF_LIFE && halfLife <= MAX_HALF_LIFE),
        "--half-life must be " + MIN_HALF_LIFE + " to " + MAX_HALF_LIFE + " but is " + halfLife);
  }

  /**
   * {@return the settings asked for}
   *
   * @param files raw file names that train
   * @param rate p-value below which a window of a further file does not train
   */
  public BaselineSettings settings(List<String> files, double rate) {
    requireHalfLife(command, halfLife);
    return new BaselineSettings(files, rate, trustBaseline, halfLife == null ? 0 : halfLife, seed);
  }
}
