package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.Severity;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run was asked for.
 *
 * @param step what to do
 * @param dataDir folder with raw, processed and windowed
 * @param modelsDir folder for models, alerts and decisions
 * @param windowSize flows per window
 * @param baseline raw file names of benign traffic; empty for the default
 * @param seed of the forest
 * @param threads that read flows, from 1
 * @param timeZone of the clock that the flows' times were read from
 * @param strict whether a skipped file or a rejected row fails the run
 * @param failOn alerts of this severity or above fail the run
 * @param keepCleaned whether the cleaned files are written
 * @param hashInputs whether the manifest holds the digest of every input
 * @param falseAlarmRate share of benign windows that the detector may alarm on
 * @param view what of the findings is printed
 * @param halfLife of the baseline in windows; 0 where it forgets nothing
 * @param trustBaseline whether windows of baseline files train that alarm
 * @param showFindings whether findings are printed at all
 * @param showProgress whether progress is shown
 * @param colored whether alerts are coloured
 * @param origins every option as it was taken: name to value and where that came from
 */
public record Settings(
    Step step,
    Path dataDir,
    Path modelsDir,
    int windowSize,
    List<String> baseline,
    long seed,
    int threads,
    ZoneId timeZone,
    boolean strict,
    Optional<Severity> failOn,
    boolean keepCleaned,
    boolean hashInputs,
    double falseAlarmRate,
    FindingsView view,
    int halfLife,
    boolean trustBaseline,
    boolean showFindings,
    boolean showProgress,
    boolean colored,
    Map<String, Origin> origins) {

  /** The raw file that the original takes as benign. */
  public static final String DEFAULT_BASELINE = "Monday-WorkingHours.pcap_ISCX.csv";

  /** Seed of the forest where none is given, as in the original. */
  public static final long DEFAULT_SEED = 42;

  /**
   * An option's value and where it came from.
   *
   * @param value as it was written
   * @param from {@code flag}, {@code environment}, {@code file} or {@code default}
   */
  public record Origin(String value, String from) {}

  public Settings {
    baseline = List.copyOf(baseline);
  }

  /** The raw files that the baseline is learned from. */
  List<String> baselineFiles() {
    return baseline.isEmpty() ? List.of(DEFAULT_BASELINE) : baseline;
  }

  /** Whether a windowed file is never monitored. */
  boolean isBaseline(String windowedName) {
    return baseline.isEmpty()
        ? windowedName.contains("Monday")
        : baseline.stream().map(Workspace::windowedName).anyMatch(windowedName::equals);
  }
}
