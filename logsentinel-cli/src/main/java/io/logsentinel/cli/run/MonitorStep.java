package io.logsentinel.cli.run;

import io.logsentinel.cli.allow.AllowMessages;
import io.logsentinel.cli.output.Outputs;
import io.logsentinel.cli.output.WindowTimes;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.ArtifactSet;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.Session;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.text.HumanNumber;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.AllowedBy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * The monitoring step: every windowed file but the baseline's, held against the baseline, unless
 * that was done early.
 */
record MonitorStep(
    RunSettings settings,
    Reporter reporter,
    RunReport report,
    StoredWindows windows,
    EarlyMonitoring early,
    Engine engine) {
  /** Begins it: says what there is to say of the baseline, and has the engine. */
  static MonitorStep begin(
      RunSettings settings,
      Reporter reporter,
      RunReport report,
      StoredWindows windows,
      EarlyMonitoring early)
      throws IOException {
    StoredBaseline stored = early.baseline();
    Path profile = settings.folders().path(Artifact.BASELINE_PROFILE);
    if (stored.state().isEmpty()) {
      reporter.warn(
          "%s: no such file; nothing says which windows the baseline was learned from", profile);
    }
    if (settings.step().includes(Step.WINDOW) && stored.isDetecting()) {
      for (String line :
          AllowMessages.differences(
              stored.state().orElseThrow(), settings.ingest().allow(), report.allowed())) {
        reporter.warn(profile + ": " + line);
      }
    }
    return new MonitorStep(settings, reporter, report, windows, early, early.engine());
  }

  /** Monitors all files; what is found goes to the artifacts, to the report and to be shown. */
  void run(Function<Sentinel, FindingSink> shown) throws IOException {
    if (engine.parts().forest().isEmpty()) {
      report.fail(); // the monitoring goes on, and the run says so
    }
    Sentinel sentinel = engine.sentinel();
    try (ArtifactSet artifacts = new ArtifactSet()) {
      Outputs outputs =
          Outputs.open(artifacts, settings.outputs(), engine.stored().baseline(), windowTimes());
      FindingSink sink =
          FindingSink.all(
              List.of(
                  FindingArtifacts.open(
                      artifacts, settings.folders(), engine.asked(), settings.outputs().guarded()),
                  outputs,
                  report,
                  shown.apply(sentinel)));
      engine.tell();
      for (Path file : Workspace.csvFiles(settings.folders().windowed())) {
        Optional<RecordedFindings> found = early.found(file.getFileName().toString());
        if (found.isPresent()) {
          found.get().tell(sink);
          report.sawFlowAt(found.get().newestFlow());
          tellOfDrift(file);
        } else {
          monitor(file, sink);
        }
      }
      sink.end();
      artifacts.commit();
      if (report.monitoredWindows() == 0) {
        reporter.warn(
            settings.folders().windowed()
                + ": no window was monitored, of "
                + sentinel.options().windowSize()
                + " flows: nothing was looked at for attacks");
      }
      outputs.deliver();
    }
  }

  private WindowTimes windowTimes() {
    return new WindowTimes(settings.folders().windowed(), windows, reporter);
  }

  private void monitor(Path file, FindingSink sink) throws IOException {
    Optional<LongPredicate> monitored = monitored(file);
    if (monitored.isPresent() && isWhole(file) && holds(() -> requireMeasure(file))) {
      monitor(file, monitored.get(), sink);
    }
  }

  /** Whether a window of a file is held against the baseline; empty where none is. */
  private Optional<LongPredicate> monitored(Path file) throws IOException {
    Optional<Set<Long>> heldBack = engine.stored().heldBackOf(file, windows);
    boolean isNamed =
        settings.step() != Step.WATCH && settings.baseline().isNamed(file.getFileName().toString());
    if (heldBack.isEmpty()) {
      return isNamed ? Optional.empty() : Optional.of(window -> true);
    }
    if (heldBack.get().isEmpty()) {
      if (!isNamed) {
        reporter.warn(file + ": the baseline was learned from it; not monitored");
      }
      return Optional.empty();
    }
    reporter.warn(
        "%s: the baseline was learned from it; only the %s windows that were held back are"
            + " monitored",
        file, HumanNumber.grouped(heldBack.get().size()));
    return Optional.of(heldBack.get()::contains);
  }

  /**
   * A file is read through before it is monitored: a damaged one must not leave half its alerts.
   */
  private boolean isWhole(Path file) throws IOException {
    return holds(() -> windows.read(file, window -> engine.requireSize(file, window.totalFlows())));
  }

  private interface Check {
    void run() throws IOException;
  }

  private boolean holds(Check check) throws IOException {
    try {
      check.run();
      return true;
    } catch (InputException e) {
      report.fail();
      reporter.error(e.getMessage());
      return false;
    }
  }

  private void requireMeasure(Path file) throws IOException {
    if (Files.exists(windows.profilesOf(file))) {
      engine.requireMeasure(file, windows.firstProfile(file));
    }
  }

  private void monitor(Path file, LongPredicate monitored, FindingSink sink) throws IOException {
    String name = file.getFileName().toString();
    if (settings.step().isWhole() && !report.madeWindows(name)) {
      reporter.warn(
          file + ": of an earlier run, not made of a raw file in this one; monitored as it is");
      report.monitorsEarlier(name);
    }
    boolean isInPart = engine.stored().heldBackOf(file, windows).isPresent();
    Sentinel sentinel = engine.sentinel();
    Session session = sentinel.session(name, isInPart ? new HeldBackOnly(sink) : sink);
    if (sentinel.detector().isPresent() && hasProfiles(file, name)) {
      windows.readBoth(
          file,
          (window, profile) -> {
            if (monitored.test(window.id())) {
              session.add(window, () -> seen(profile));
            }
          });
    } else {
      windows.read(
          file,
          window -> {
            if (monitored.test(window.id())) {
              session.add(window);
            }
          });
    }
    session.end();
    tellOfDrift(file);
  }

  /** Other shifts are the first words of the run's result. */
  private void tellOfDrift(Path file) {
    Drift drift = report.drifts().get(file.getFileName().toString());
    if (drift != null && drift.verdict() == Drift.Verdict.CALMER) {
      reporter.warn(
          "%s: %s; see `logsentinel baseline update`", file.getFileName(), drift.sentence());
    }
  }

  /** Of windows that were held back because they alarm, how many do says nothing of the file. */
  private record HeldBackOnly(FindingSink to) implements FindingSink {
    @Override
    public void window(String source, ZScoreAssessment assessment) throws IOException {
      to.window(source, assessment);
    }

    @Override
    public void alert(Alert alert) throws IOException {
      to.alert(alert);
    }

    @Override
    public void finding(String source, long windowId, Finding finding) throws IOException {
      to.finding(source, windowId, finding);
    }

    @Override
    public void allowed(String source, long windowId, List<AllowedBy> stories) throws IOException {
      to.allowed(source, windowId, stories);
    }

    @Override
    public void detection(Detection detection) throws IOException {
      to.detection(detection);
    }

    @Override
    public void incident(Incident incident) throws IOException {
      to.incident(incident);
    }

    @Override
    public void endSource(SourceSummary all) throws IOException {
      to.endSource(
          new SourceSummary(
              all.source(),
              all.windows(),
              all.leftOver(),
              all.judged(),
              all.loneDetections(),
              Optional.empty()));
    }
  }

  private Profile seen(StoredWindows.Reading reading) throws IOException {
    Profile profile = reading.get();
    report.sawFlowAt(profile.lastTime());
    return profile;
  }

  /** Profiles that this run did not make are read through first, as the windows are. */
  private boolean hasProfiles(Path file, String name) throws IOException {
    Path profiles = windows.profilesOf(file);
    if (!Files.exists(profiles)) {
      reporter.warn(profiles + ": no such file; the detector does not see " + name);
      return false;
    }
    return report.madeWindows(name)
        || holds(() -> windows.readBoth(file, (window, profile) -> requireFlows(file, profile)));
  }

  private void requireFlows(Path file, StoredWindows.Reading profile) throws IOException {
    long flows = profile.get().wholeFlows();
    int windowSize = engine.stored().state().orElseThrow().windowSize();
    if (flows != windowSize) {
      throw InputException.of(
          "%s: a profile of %s flows, but the baseline was learned from windows of %s",
          windows.profilesOf(file), flows, windowSize);
    }
  }
}
