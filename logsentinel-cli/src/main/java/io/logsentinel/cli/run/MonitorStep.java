package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.WindowedFiles;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.AlertsCsv;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.text.TableWriter;
import io.logsentinel.core.window.Metric;
import io.logsentinel.ml.ForestModel;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Holds every windowed file but the baseline's against the baseline. */
final class MonitorStep {
  private final Workspace folders;
  private final RunSettings settings;
  private final Reporter reporter;
  private final RunReport report;
  private final StoredBaseline stored;
  private final Consumer<Alert> shown;
  private Optional<ForestModel> forest;
  private final Optional<BaselineState> profile;
  private boolean showsAlerts;

  MonitorStep(
      RunSettings settings,
      Reporter reporter,
      RunReport report,
      StoredBaseline stored,
      Consumer<Alert> shown) {
    this.folders = settings.folders();
    this.settings = settings;
    this.reporter = reporter;
    this.report = report;
    this.stored = stored;
    this.profile = stored.profile();
    this.shown = shown;
  }

  /**
   * Runs the original's rule.
   *
   * @return by monitored windowed file, in order, how many windows it has
   */
  Map<Path, Long> run() throws InputException, IOException {
    Map<Path, Long> windows = new LinkedHashMap<>();
    if (profile.isEmpty()) {
      reporter.warn(
          folders.path(Artifact.BASELINE_PROFILE)
              + ": no such file; nothing says which windows the baseline was learned from");
    }
    showsAlerts = settings.detection().view().filter(view -> view.showsAlerts(profile)).isPresent();
    forest = loadForest();
    ZScoreMonitor monitor = new ZScoreMonitor(stored.baseline(), forest.map(Forests::opinionOf));
    try (OutputFile alertsOut = new OutputFile(folders.path(Artifact.ALERTS));
        OutputFile decisionsOut = new OutputFile(folders.path(Artifact.DECISIONS))) {
      OutputStream alertBytes = new BufferedOutputStream(alertsOut);
      OutputStream decisionBytes = new BufferedOutputStream(decisionsOut);
      TableWriter<Alert> alerts = AlertsCsv.writer(alertBytes);
      TableWriter<DecisionsCsv.Row> decisions = DecisionsCsv.writer(decisionBytes);
      for (Path file : Workspace.csvFiles(folders.windowed())) {
        if (isMonitored(file)) {
          long monitored = monitor(file, monitor, alerts, decisions);
          if (monitored >= 0) {
            windows.put(file, monitored);
          }
        }
      }
      alertBytes.flush();
      decisionBytes.flush();
      alertsOut.commit();
      decisionsOut.commit();
    }
    return windows;
  }

  private boolean isMonitored(Path file) throws IOException {
    if (settings.baseline().isBaseline(file.getFileName().toString())) {
      return false;
    }
    boolean trained = stored.learnedFrom(file);
    if (trained) {
      reporter.warn(file + ": the baseline was learned from it; not monitored");
    }
    return !trained;
  }

  /** The number of windows; -1 where the file is damaged. */
  private long monitor(
      Path file,
      ZScoreMonitor monitor,
      TableWriter<Alert> alerts,
      TableWriter<DecisionsCsv.Row> decisions)
      throws InputException, IOException {
    try {
      // read through first: a damaged file must not leave half its alerts
      WindowedFiles.read(file, window -> requireWindowSize(file, window.totalFlows()));
    } catch (InputException e) {
      report.fail();
      reporter.error(e.getMessage());
      return -1;
    }
    String name = file.getFileName().toString();
    if (settings.step() == Step.ALL && !report.madeWindows(name)) {
      reporter.warn(
          file + ": of an earlier run, not made of a raw file in this one; monitored as it is");
      report.monitorsEarlier(name);
    }
    ZScoreAssessment[] previous = new ZScoreAssessment[1];
    long[] windows = new long[1];
    WindowedFiles.read(
        file,
        window -> {
          ZScoreAssessment assessment = monitor.assess(window, previous[0]);
          previous[0] = assessment;
          windows[0]++;
          decisions.write(new DecisionsCsv.Row(name, assessment));
          Optional<Alert> alert = Alert.of(name, assessment);
          report.monitored(name, assessment, alert);
          if (alert.isPresent()) {
            alerts.write(alert.get());
            if (showsAlerts) {
              shown.accept(alert.get());
            }
          }
        });
    return windows[0];
  }

  private void requireWindowSize(Path file, long flows) throws InputException {
    if (profile.isPresent() && profile.get().windowSize() != flows) {
      throw new InputException(
          file
              + ": windows of "
              + flows
              + " flows, but the baseline was learned from windows of "
              + profile.get().windowSize());
    }
    if (forest.isPresent()) {
      Forests.requireWindowSize(forest.get(), folders.path(Artifact.FOREST), flows);
    }
  }

  /** Without a forest the monitoring goes on, and the run says so. */
  private Optional<ForestModel> loadForest() throws InputException {
    if (!Files.exists(folders.path(Artifact.FOREST))) {
      report.fail();
      reporter.error(
          folders.path(Artifact.FOREST) + ": no such file; monitoring goes on without a forest");
      return Optional.empty();
    }
    ForestModel model = Forests.load(folders.path(Artifact.FOREST), Metric.NAMES);
    if (profile.isPresent()) {
      Forests.requireWindowSize(model, folders.path(Artifact.FOREST), profile.get().windowSize());
    }
    return Optional.of(model);
  }
}
