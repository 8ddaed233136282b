package io.logsentinel.cli.report;

import io.logsentinel.cli.explain.AllowedFlows;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.detect.naming.Detection.Judged;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the windows of a run, file by file, each from its first window on. The run keeps
 * the scores of what alarmed alone; those of all others come from judging the profiles again.
 */
final class WindowPass {
  private final Workspace folders;
  private final Reporter reporter;
  private final StoredWindows stored;
  private final RunVerdicts verdicts;
  private final ZScoreMonitor monitor;
  private final Optional<Detector> detector;
  private final double falseAlarmRate;
  private final Predicate<String> own;
  private final int windowSize;
  private final IncidentWatch watch;
  private final MetricBands bands;
  private final EvidenceGrid grid;
  private final TalkerTotals talkers = new TalkerTotals();
  private final List<FileTrack> tracks = new ArrayList<>();

  /** Whether the detector says what it said in the run. */
  private boolean agrees = true;

  /**
   * A pass that has not begun.
   *
   * @param detector that judges again; empty where the run had none
   * @param windowSize flows per window of the baseline, 0 where that is not known
   * @param bin windows that are drawn as one
   */
  WindowPass(
      Workspace folders,
      Reporter reporter,
      RunVerdicts verdicts,
      ZScoreMonitor monitor,
      Optional<Detector> detector,
      DetectorSettings settings,
      int windowSize,
      IncidentWatch watch,
      int bin) {
    this.folders = folders;
    this.reporter = reporter;
    this.stored = new StoredWindows(folders);
    this.verdicts = verdicts;
    this.monitor = monitor;
    this.detector = detector;
    this.falseAlarmRate = settings.falseAlarmRate();
    this.own = detector.map(it -> it.own(settings.inside())).orElse(address -> false);
    this.windowSize = windowSize;
    this.watch = watch;
    this.bands = new MetricBands(bin);
    this.grid = new EvidenceGrid(bin);
  }

  /** Goes over all files; false, and all is to be thrown away, where the detector is another. */
  boolean run() throws IOException {
    for (String file : verdicts.files()) {
      new OfFile(file).read();
      if (!agrees) {
        return false;
      }
    }
    return true;
  }

  List<FileTrack> tracks() {
    return tracks;
  }

  MetricBands bands() {
    return bands;
  }

  EvidenceGrid grid() {
    return grid;
  }

  TalkerTotals talkers() {
    return talkers;
  }

  IncidentWatch watch() {
    return watch;
  }

  /** The pass over a file. */
  private final class OfFile {
    private final String file;
    private final List<WindowRow> rows = new ArrayList<>();

    /** All that the file has, monitored or not. */
    private long windows;

    private @Nullable ZScoreAssessment previous;

    /** Of the detector, where there is one. */
    private Optional<Memory> memory;

    OfFile(String file) {
      this.file = file;
      this.memory = detector.map(it -> it.memory(falseAlarmRate));
    }

    void read() throws IOException {
      bands.beginFile();
      grid.beginFile();
      Path windowed = folders.windowed().resolve(file);
      if (!Files.exists(windowed)) {
        reporter.warn(windowed + ": no such file; of its windows only the verdicts are told");
        for (long window : verdicts.windows(file)) {
          add(window, Optional.empty(), Optional.empty());
        }
      } else if (Files.exists(stored.profilesOf(windowed))) {
        stored.readBoth(windowed, (window, profile) -> see(window, Optional.of(profile.get())));
      } else {
        reporter.warn(
            stored.profilesOf(windowed) + ": no such file; the detector does not see " + file);
        stored.read(windowed, window -> see(window, Optional.empty()));
      }
      int monitored = verdicts.windows(file).size();
      if (rows.size() != monitored) {
        throw InputException.of(
            "%s: has %s of the %s windows that the run decided on: they are of different runs",
            windowed, rows.size(), monitored);
      }
      if (monitored < windows) {
        reporter.warn("%s: only %s of its %s windows were monitored", windowed, monitored, windows);
      }
      tracks.add(new FileTrack(file, Workspace.rawName(file), monitored >= windows, rows));
    }

    private void see(Window window, Optional<Profile> profile) {
      windows++;
      if (verdicts.decision(file, window.id()).isEmpty()) {
        return; // not monitored
      }
      bands.add(window);
      ZScoreAssessment assessment = monitor.assess(window, previous);
      previous = assessment;
      Optional<Finding> finding = Optional.empty();
      if (profile.isPresent() && detector.isPresent() && memory.isPresent()) {
        if (profile.get().wholeFlows() != windowSize) {
          agrees = false;
        } else {
          Memory before = memory.get();
          bands.ask(detector.get(), profile.get(), before);
          Judged judged =
              Detection.judge(detector.get(), profile.get(), before, falseAlarmRate, own);
          memory = Optional.of(judged.step().memory());
          finding = Optional.of(judged.step().finding());
          watch.see(
              new JudgedWindow(
                  file,
                  assessment,
                  judged.profile(),
                  before,
                  judged.step().finding(),
                  AllowedFlows.of(judged, profile.get())));
        }
      }
      add(window.id(), profile, finding);
    }

    private void add(long id, Optional<Profile> profile, Optional<Finding> finding) {
      Optional<DetectionsCsv.Row> detection = verdicts.detection(file, id);
      DecisionsCsv.Row decision = verdicts.decision(file, id).orElseThrow();
      if (finding.isPresent() && !verdicts.agree(detection, finding.get())) {
        agrees = false;
      }
      bands.add(profile);
      grid.add(finding);
      profile.ifPresent(it -> talkers.add(it, detection.isPresent()));
      rows.add(
          new WindowRow(
              id,
              profile.map(Profile::firstTime).orElse(FlowBatch.NO_TIME),
              profile.map(Profile::lastTime).orElse(FlowBatch.NO_TIME),
              finding
                  .map(Finding::score)
                  .or(() -> detection.map(DetectionsCsv.Row::score))
                  .orElse(Double.NaN),
              finding
                  .map(Finding::pValue)
                  .or(() -> detection.map(DetectionsCsv.Row::pValue))
                  .orElse(Double.NaN),
              detection.map(DetectionsCsv.Row::severity).orElse(""),
              detection.map(DetectionsCsv.Row::pattern).orElse(""),
              decision.anomalyIndex(),
              decision.decision().ordinal()));
    }
  }
}
