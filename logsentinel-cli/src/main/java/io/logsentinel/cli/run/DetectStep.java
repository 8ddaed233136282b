package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.artifact.DetectionsJson;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.DriftCheck;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.JsonArrayWriter;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.ml.ForestModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** Holds the profiles of every monitored file against the calibrated detector. */
final class DetectStep {
  private final Workspace folders;
  private final DetectionSettings settings;
  private final int threads;
  private final Reporter reporter;
  private final RunReport report;
  private final ProfileFiles profileFiles;
  private final Consumer<Incident> shown;

  DetectStep(
      RunSettings settings,
      Reporter reporter,
      RunReport report,
      ProfileFiles profileFiles,
      Consumer<Incident> shown) {
    this.folders = settings.folders();
    this.settings = settings.detection();
    this.threads = settings.threads();
    this.reporter = reporter;
    this.report = report;
    this.profileFiles = profileFiles;
    this.shown = shown;
  }

  /**
   * Runs the detector.
   *
   * @param baseline what the baseline was made of
   * @param learning learns the detector; of nothing where the baseline has too few profiles
   * @param windows by monitored windowed file, how many it has
   */
  void run(
      Optional<BaselineState> baseline,
      FutureTask<Optional<Detector>> learning,
      Map<Path, Long> windows)
      throws InputException, IOException {
    Optional<Detector> detector = detector(baseline, learning);
    Optional<OutlierModel> forest =
        detector.isPresent() ? forest(baseline.get().windowSize()) : Optional.empty();
    try (OutputFile tableOut = new OutputFile(folders.path(Artifact.DETECTIONS));
        OutputFile jsonOut = new OutputFile(folders.path(Artifact.DETECTIONS_JSON));
        Incidents incidents = new Incidents(folders, report)) {
      OutputStream tableBytes = new BufferedOutputStream(tableOut);
      OutputStream jsonBytes = new BufferedOutputStream(jsonOut);
      TableWriter<Detection> table = DetectionsCsv.writer(tableBytes);
      try (JsonArrayWriter<Detection> json = DetectionsJson.writer(jsonBytes)) {
        if (detector.isPresent()) {
          for (Map.Entry<Path, Long> file : windows.entrySet()) {
            Judge judge = new Judge(detector.get(), forest, table, json, incidents);
            detect(file.getKey(), file.getValue(), baseline.get().windowSize(), judge);
            incidents.endFile();
          }
        }
      }
      tableBytes.flush();
      jsonBytes.flush();
      tableOut.commit();
      jsonOut.commit();
      incidents.commit();
      if (settings.showsIncidents()) {
        incidents.show(shown);
      }
    }
  }

  private Optional<Detector> detector(
      Optional<BaselineState> baseline, FutureTask<Optional<Detector>> learning)
      throws InputException {
    learning.run(); // where no other thread has begun it
    Optional<Detector> detector = ProfileFiles.result(learning);
    if (detector.isEmpty()) {
      reporter.warn(
          folders.path(Artifact.BASELINE_PROFILE)
              + ": profiles of "
              + baseline.map(made -> made.profiles().size()).orElse(0)
              + " windows; the detector needs "
              + Detector.MIN_WINDOWS
              + " and stays off"
              + (settings.showsIncidents()
                  ? "; there are no incidents, alerts are printed instead"
                  : ""));
    } else {
      warnIfExtrapolated(detector.get());
    }
    return detector;
  }

  private void warnIfExtrapolated(Detector detector) {
    if (settings.falseAlarmRate() < detector.independentRate()) {
      reporter.warn(
          "--false-alarm-rate "
              + settings.falseAlarmRate()
              + ": the baseline's "
              + detector.windows()
              + " windows, "
              + Math.round(detector.independentWindows())
              + " independent ones, can show "
              + new BigDecimal(detector.independentRate()).round(new MathContext(2))
              + " by counting; below, alarms extrapolate the exponential tail of their scores");
    }
  }

  private Optional<OutlierModel> forest(int windowSize) throws InputException {
    Path file = folders.path(Artifact.PROFILE_FOREST);
    if (!Files.exists(file)) {
      reporter.warn(file + ": no such file; detections go without a forest's opinion");
      return Optional.empty();
    }
    ForestModel model = Forests.load(file, ProfileMetric.NAMES);
    Forests.requireWindowSize(model, file, windowSize);
    return Optional.of(Forests.opinionOf(model));
  }

  /** What is asked about a profile, and where the answer goes. */
  private record Judge(
      Detector detector,
      Optional<OutlierModel> forest,
      TableWriter<Detection> table,
      JsonArrayWriter<Detection> json,
      Incidents incidents) {

    Judged judged(String name, Profile profile, double falseAlarmRate) {
      Optional<OutlierVerdict> opinion = forest.map(other -> other.judge(profile.vector()));
      Finding finding = detector.judge(profile);
      return new Judged(
          finding.pValue(), Detection.of(name, profile, finding, falseAlarmRate, opinion));
    }
  }

  private record Judged(double pValue, Optional<Detection> detection) {}

  private void detect(Path windowed, long windows, int windowSize, Judge judge)
      throws InputException, IOException {
    String name = windowed.getFileName().toString();
    Path file = folders.profileOfWindowed(name);
    if (!Files.exists(file)) {
      reporter.warn(file + ": no such file; the detector does not see " + name);
      return;
    }
    // what this run wrote is whole; else it is read through first: a damaged file must not leave
    // half its detections
    if (!report.madeWindows(name) && !isWhole(file, windowed, windows, windowSize)) {
      return;
    }
    DriftCheck check =
        new DriftCheck(settings.falseAlarmRate(), judge.detector().independentWindows());
    profileFiles.map(
        file,
        profile -> judge.judged(name, profile, settings.falseAlarmRate()),
        threads,
        judged -> {
          check.add(judged.pValue());
          tell(judged.detection(), judge);
        });
    tellDrift(name, check.drift());
  }

  private void tellDrift(String name, Drift drift) {
    report.drifted(name, drift);
    if (drift.hasMoved()) {
      reporter.warn(name + ": " + drift.sentence() + "; see `logsentinel baseline update`");
    }
  }

  private boolean isWhole(Path file, Path windowed, long windows, int windowSize)
      throws IOException {
    long[] profiles = new long[1];
    try {
      profileFiles.read(
          file,
          profile -> {
            profiles[0]++;
            requireFlows(file, profile, windowSize);
          });
      if (profiles[0] != windows) {
        throw new InputException(
            file
                + ": "
                + profiles[0]
                + " profiles, but "
                + windowed
                + " has "
                + windows
                + " windows; run --step window again");
      }
      return true;
    } catch (InputException e) {
      report.fail();
      reporter.error(e.getMessage());
      return false;
    }
  }

  private static void requireFlows(Path file, Profile profile, int windowSize)
      throws InputException {
    if (profile.flows() != windowSize) {
      throw new InputException(
          file
              + ": a profile of "
              + profile.flows()
              + " flows, but the baseline was learned from windows of "
              + windowSize);
    }
  }

  private void tell(Optional<Detection> detection, Judge judge) throws IOException {
    report.judged();
    if (detection.isPresent()) {
      report.detected(detection.get().severity());
      judge.table().write(detection.get());
      judge.json().write(detection.get());
      judge.incidents().add(detection.get());
    }
  }
}
