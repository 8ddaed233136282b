package io.logsentinel.cli.detector;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.Windower;
import io.logsentinel.core.work.OrderedWork;
import io.logsentinel.ml.ForestModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The engine in the making, of a stored baseline and the forests beside it.
 *
 * @param folders where they lie
 * @param stored the baseline
 * @param workers help to load
 * @param reporter is told what is lacking
 */
public record StoredSentinel(
    Workspace folders, StoredBaseline stored, Workers workers, Reporter reporter) {
  /**
   * Parts of the engine.
   *
   * @param stored the baseline
   * @param detector empty where it is off
   * @param forest on the nine metrics
   * @param profileForest on the metrics of profiles
   * @param options of monitoring
   */
  public record Parts(
      StoredBaseline stored,
      Optional<Detector> detector,
      Optional<ForestModel> forest,
      Optional<ForestModel> profileForest,
      SentinelOptions options) {

    /**
     * {@return the engine}
     *
     * @param with the options, or some like them
     */
    public Sentinel sentinel(SentinelOptions with) {
      return Sentinel.of(
          stored.baseline(),
          detector,
          forest.map(Forests::opinionOf),
          profileForest.map(Forests::opinionOf),
          with);
    }
  }

  /**
   * {@return the settings of the detector, with the rate that a number of alarms a day comes to}
   *
   * @param settings asked for
   * @param alarmsPerDay asked for instead of a rate, if it is
   * @throws InputException if nothing says how many windows a day has
   */
  public DetectorSettings asked(DetectorSettings settings, OptionalDouble alarmsPerDay)
      throws InputException {
    if (alarmsPerDay.isEmpty()) {
      return settings;
    }
    OptionalDouble windows =
        stored.state().map(BaselineState::windowsPerDay).orElse(OptionalDouble.empty());
    if (windows.isEmpty()) {
      throw new InputException(
          folders.path(Artifact.BASELINE_PROFILE)
              + ": nothing says how many windows a day has, as the baseline's flows have no times;"
              + " use --false-alarm-rate instead of --alarms-per-day");
    }
    double rate = alarmsPerDay.getAsDouble() / windows.getAsDouble();
    double possible =
        Math.max(DetectorSettings.LEAST_RATE, Math.min(rate, DetectorSettings.MOST_RATE));
    if (possible != rate) {
      reporter.warn(
          "--alarms-per-day %s of %s windows a day is a rate beyond 0.000001 to 0.5; %s is taken",
          HumanNumber.significant(alarmsPerDay.getAsDouble(), 3),
          HumanNumber.grouped(Math.rint(windows.getAsDouble())),
          HumanNumber.significant(possible, 3));
    }
    return settings.withFalseAlarmRate(possible);
  }

  /**
   * {@return the parts of the engine} What is lacking is told.
   *
   * @param asked settings of the detector
   * @param zone of the flows' times, if it is known
   * @throws IOException if something cannot be used
   */
  public Parts load(DetectorSettings asked, Optional<ZoneId> zone) throws IOException {
    OrderedWork<Optional<Detector>> learning = new OrderedWork<>(workers.helpers(), 1);
    learning.give(() -> stored.detector(asked)); // the forests are loaded meanwhile
    Optional<ForestModel> forest = forest();
    Optional<ForestModel> profileForest = profileForest();
    return new Parts(stored, learning.take(), forest, profileForest, options(asked, zone));
  }

  private SentinelOptions options(DetectorSettings asked, Optional<ZoneId> zone) {
    SentinelOptions unzoned =
        SentinelOptions.defaults()
            .withFalseAlarmRate(asked.falseAlarmRate())
            .withInside(asked.inside())
            .withWorkers(workers.helpers());
    SentinelOptions options = zone.map(unzoned::withTimeZone).orElse(unzoned);
    return stored.state().map(it -> options.withWindowSize(it.windowSize())).orElse(options);
  }

  private Optional<ForestModel> forest() throws IOException {
    Path file = folders.path(Artifact.FOREST);
    if (!Files.exists(file)) {
      reporter.error(file + ": no such file; monitoring goes on without a forest");
      return Optional.empty();
    }
    return Optional.of(Forests.load(file, Metric.NAMES, stored));
  }

  private Optional<ForestModel> profileForest() throws IOException {
    Path file = folders.path(Artifact.PROFILE_FOREST);
    if (!stored.isDetecting()) {
      return Optional.empty();
    }
    if (!Files.exists(file)) {
      reporter.warn(file + ": no such file; detections go without a forest's opinion");
      return Optional.empty();
    }
    return Optional.of(Forests.load(file, ProfileMetric.NAMES, stored));
  }

  /**
   * Tells where the detector is off, or cannot show what is asked of it.
   *
   * @param detector empty where it is off
   * @param rate asked of it
   * @param showsIncidents whether incidents would be printed
   */
  public void tell(Optional<Detector> detector, double rate, boolean showsIncidents) {
    if (detector.isEmpty()) {
      reporter.warn(
          "%s: profiles of %s windows; the detector needs %s and stays off%s",
          folders.path(Artifact.BASELINE_PROFILE),
          stored.state().map(made -> made.profiles().size()).orElse(0),
          Detector.MIN_WINDOWS,
          showsIncidents ? "; there are no incidents, alerts are printed instead" : "");
    } else if (rate < detector.get().independentRate()) {
      reporter.warn(
          "%s baseline windows, %s of them independent, are too few to check a false-alarm rate of"
              + " %s %% (about %s needed); %s",
          HumanNumber.grouped(detector.get().windows()),
          Math.round(detector.get().independentWindows()),
          HumanNumber.plain(100 * rate, 2),
          HumanNumber.grouped(Math.ceil(1 / rate)),
          moreWindows(detector.get(), rate));
    }
  }

  private String howTo() {
    return folders.isDaily() ? "learn with" : "use";
  }

  /** Windows of a size at which the same flows give enough of them. */
  private String moreWindows(Detector detector, double rate) {
    double needed = 1 / rate;
    double size = stored.state().orElseThrow().windowSize();
    double fits = size * detector.independentWindows() / needed;
    return Windower.SIZES.stream()
        .filter(it -> it <= fits)
        .findFirst()
        .map(it -> howTo() + " --window-size " + it + ", or more benign flows")
        .orElse("learn from more benign flows");
  }
}
