package io.logsentinel.cli.evaluate;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.DetectionsCsv;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Detector.Memory;
import io.logsentinel.core.detect.calibrated.Detector.Step;
import io.logsentinel.core.detect.calibrated.Finding;
import io.logsentinel.core.detect.naming.AttackPattern;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.evaluate.Verdicts;
import io.logsentinel.core.evaluate.Verdicts.Subject;
import io.logsentinel.core.evaluate.Verdicts.Verdict;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.incident.IncidentCorrelator;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.work.OrderedWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The detector's verdicts on every window. Its alarms are those of the run; scores, of which the
 * run keeps those of alarms only, come from judging the profiles again, and must agree.
 */
final class DetectorVerdicts {
  private static final double MILLIS_PER_DAY = 86_400_000;

  private final Workspace folders;
  private final int threads;
  private final Reporter reporter;
  private final BaselineState baseline;

  /** By file and window, what the run alarmed on and was not seen again yet. */
  private final Map<String, Map<Long, DetectionsCsv.Row>> detections = new HashMap<>();

  /** How long the judged windows last; NaN where one has no times. */
  private double millis;

  /** By file, windows that are in an incident for certain. */
  private final Map<String, Set<Long>> told = new HashMap<>();

  /** The rate of the run, where it is known; else what is above the largest p-value alarmed on. */
  private double rate;

  DetectorVerdicts(Workspace folders, int threads, Reporter reporter, BaselineState baseline) {
    this.folders = folders;
    this.threads = threads;
    this.reporter = reporter;
    this.baseline = baseline;
  }

  /**
   * Judges every window.
   *
   * @param decisions by windowed file: as many as it has windows
   * @param leftOut other files, of which the run may have detections
   */
  Verdicts read(Map<String, ? extends List<?>> decisions, Set<String> leftOut) throws IOException {
    if (!Files.exists(folders.path(Artifact.DETECTIONS))) {
      return Verdicts.none(
          Subject.DETECTOR,
          "no " + folders.path(Artifact.DETECTIONS).getFileName() + " of the run");
    }
    if (baseline.profiles().size() < Detector.MIN_WINDOWS) {
      return Verdicts.none(
          Subject.DETECTOR,
          "profiles of "
              + baseline.profiles().size()
              + " baseline windows, it needs "
              + Detector.MIN_WINDOWS);
    }
    readDetections();
    detections.keySet().removeAll(leftOut);
    DetectorSettings settings = DetectorSettings.load(folders);
    if (Files.exists(folders.path(Artifact.DETECTOR))) {
      rate = settings.falseAlarmRate();
    }
    Detector detector = baseline.detector(settings.adaptive()).orElseThrow();
    Memory memory = detector.memory(settings.falseAlarmRate());
    List<Optional<Verdict>> verdicts = new ArrayList<>();
    boolean any = false;
    for (Map.Entry<String, ? extends List<?>> file : decisions.entrySet()) {
      Path profiles = folders.files(file.getKey()).profiles();
      int windows = file.getValue().size();
      if (Files.exists(profiles)) {
        verdicts.addAll(judge(detector, settings, memory, file.getKey(), windows));
        any = true;
      } else {
        reporter.warn(profiles + ": no such file; the detector did not see " + file.getKey());
        verdicts.addAll(Collections.nCopies(windows, Optional.empty()));
      }
    }
    for (Map.Entry<String, Map<Long, DetectionsCsv.Row>> file : detections.entrySet()) {
      for (long window : file.getValue().keySet()) {
        throw differs(file.getKey(), window, "is not there");
      }
    }
    return any
        ? Verdicts.of(Subject.DETECTOR, verdicts)
        : Verdicts.none(Subject.DETECTOR, "no profiles of the monitored windows");
  }

  /**
   * Days of 24 hours that the judged windows last; empty where one has no times, or none is long.
   */
  OptionalDouble days() {
    return millis > 0 ? OptionalDouble.of(millis / MILLIS_PER_DAY) : OptionalDouble.empty();
  }

  /** {@return by windowed file, windows that alarmed so that the run told an incident of them} */
  Map<String, Set<Long>> told() {
    return told;
  }

  private void readDetections() throws IOException {
    try (TableReader<DetectionsCsv.Row> reader =
        DetectionsCsv.reader(StoredFile.open(folders.path(Artifact.DETECTIONS)))) {
      for (DetectionsCsv.Row row = reader.next(); row != null; row = reader.next()) {
        detections.computeIfAbsent(row.file(), file -> new HashMap<>()).put(row.windowId(), row);
        rate = Math.max(rate, Math.nextUp(row.pValue()));
        if (isToldAlone(row)) {
          told.computeIfAbsent(row.file(), file -> new TreeSet<>()).add(row.windowId());
        }
      }
    } catch (IOException e) {
      throw InputException.unusable(folders.path(Artifact.DETECTIONS), e);
    }
  }

  private static boolean isToldAlone(DetectionsCsv.Row row) {
    return Arrays.stream(AttackPattern.values())
        .filter(pattern -> pattern.label().equals(row.pattern()))
        .anyMatch(pattern -> IncidentCorrelator.isToldAlone(row.pValue(), pattern));
  }

  /** Every file is judged from its first window on, as in the run. */
  private List<Optional<Verdict>> judge(
      Detector detector, DetectorSettings settings, Memory before, String file, int windows)
      throws IOException {
    double rate = settings.falseAlarmRate();
    Predicate<String> own = detector.own(settings.inside());
    Memory[] memory = {before};
    Map<Long, DetectionsCsv.Row> alarmed = detections.getOrDefault(file, new HashMap<>());
    List<Optional<Verdict>> verdicts = new ArrayList<>();
    Path profiles = folders.files(file).profiles();
    try (Workers workers = new Workers(threads)) {
      OrderedWork.Taker<Profile> taker =
          profile -> {
            boolean isTimed = profile.firstTime() != FlowBatch.NO_TIME;
            millis += isTimed ? profile.lastTime() - profile.firstTime() : Double.NaN;
            Step step = Detection.judge(detector, profile, memory[0], rate, own).step();
            memory[0] = step.memory();
            verdicts.add(verdict(file, profile, step.finding(), verdicts.size(), alarmed));
          };
      OrderedWork<Profile> reading = new OrderedWork<>(workers.helpers(), 2 * threads);
      new StoredWindows(folders)
          .readProfiles(
              folders.windowed().resolve(file), profile -> reading.give(profile::get, taker));
      reading.finish(taker);
    }
    if (verdicts.size() != windows) {
      throw InputException.of(
          "%s: has %s windows, but %s has %s: they are of different runs",
          profiles, verdicts.size(), folders.path(Artifact.DECISIONS), windows);
    }
    return verdicts;
  }

  private Optional<Verdict> verdict(
      String file,
      Profile profile,
      Finding finding,
      int window,
      Map<Long, DetectionsCsv.Row> alarmed)
      throws InputException {
    if (profile.windowId() != window || profile.wholeFlows() != baseline.windowSize()) {
      throw InputException.of(
          "%s: expected window %s of %s flows but found window %s of %s",
          folders.files(file).profiles(),
          window,
          baseline.windowSize(),
          profile.windowId(),
          profile.wholeFlows());
    }
    return Optional.of(
        verdict(file, profile.windowId(), finding, alarmed.remove(profile.windowId())));
  }

  private Verdict verdict(
      String file, long window, Finding finding, DetectionsCsv.@Nullable Row detection)
      throws InputException {
    if (detection == null && finding.pValue() < rate) {
      throw differs(file, window, "has a p-value of " + finding.pValue() + " now");
    }
    if (detection != null
        && (detection.score() != finding.score() || detection.pValue() != finding.pValue())) {
      throw differs(
          file, window, "has a score of " + finding.score() + " now, not of " + detection.score());
    }
    return new Verdict(finding.score(), detection != null);
  }

  private InputException differs(String file, long window, String how) {
    return InputException.of(
        "%s: of another run than %s and the profiles: window %s of %s %s; run --step"
            + " monitor again",
        folders.path(Artifact.DETECTIONS),
        folders.path(Artifact.BASELINE_PROFILE),
        window,
        file,
        how);
  }
}
