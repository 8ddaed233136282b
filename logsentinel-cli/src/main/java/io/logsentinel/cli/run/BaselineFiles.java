package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.WindowedFiles;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileOutcome;
import io.logsentinel.core.baseline.FileTraining;
import io.logsentinel.core.baseline.TrainedFile;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Drift.Verdict;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.Digests;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.Window;
import io.logsentinel.ml.ForestFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Brings windowed files to a learner, and what it learned to the models folder. */
final class BaselineFiles {
  private final Workspace folders;
  private final BaselineSettings settings;
  private final int threads;
  private final Reporter reporter;
  private final ProfileFiles profileFiles;

  BaselineFiles(
      Workspace folders,
      BaselineSettings settings,
      int threads,
      Reporter reporter,
      ProfileFiles profileFiles) {
    this.folders = folders;
    this.settings = settings;
    this.threads = threads;
    this.reporter = reporter;
    this.profileFiles = profileFiles;
  }

  /** Whether a raw file's windows have profiles. */
  boolean hasProfiles(String rawName) {
    return Files.exists(profilesOf(rawName));
  }

  Path profilesOf(String rawName) {
    return folders.profileOfWindowed(Workspace.windowedName(rawName));
  }

  /** Learns from a raw file's windows, and says what did not train. */
  FileOutcome learn(BaselineLearner learner, String rawName, boolean profiled)
      throws InputException, IOException {
    Path file = folders.windowedOfRaw(rawName);
    List<Window> windows = new ArrayList<>();
    WindowedFiles.read(file, windows::add);
    FileOutcome learned;
    try {
      FileTraining fileLearner =
          learner.begin(
              rawName, TrainedFile.digest(windows), settings.heldBackRate(), settings.trusted());
      if (profiled) {
        learnProfiled(fileLearner, rawName, windows);
      } else {
        windows.forEach(window -> fileLearner.add(window, Optional.empty(), 1));
      }
      learned = fileLearner.end();
    } catch (IllegalArgumentException e) {
      throw new InputException(rawName + ": " + e.getMessage(), e);
    }
    tell(learned, learner.files() == 1);
    return learned;
  }

  private record Judged(Profile profile, double pValue) {}

  private void learnProfiled(FileTraining learner, String rawName, List<Window> windows)
      throws InputException, IOException {
    int[] profiles = new int[1];
    profileFiles.map(
        profilesOf(rawName),
        profile -> new Judged(profile, learner.judge(profile)),
        threads,
        judged -> {
          int place = profiles[0]++;
          if (place < windows.size()) {
            learner.add(windows.get(place), Optional.of(judged.profile()), judged.pValue());
          }
        });
    if (profiles[0] != windows.size()) {
      throw new InputException(
          rawName
              + ": "
              + windows.size()
              + " windows but "
              + profiles[0]
              + " profiles of them; run --step window again");
    }
  }

  private void tell(FileOutcome learned, boolean first) {
    String name = learned.file().name();
    if (!first && !learned.isJudged() && !settings.trusted()) {
      reporter.warn(
          name
              + ": the baseline before it has profiles of fewer than "
              + Detector.MIN_WINDOWS
              + " windows, so none can be held back: all train");
    }
    if (learned.file().heldBack() > 0) {
      reporter.warn(
          name
              + ": "
              + learned.file().heldBack()
              + " of "
              + learned.file().windows()
              + " windows alarm against the baseline before it and do not train it;"
              + " --trust-baseline takes them in");
    }
    Optional<Drift> drift = learned.drift();
    if (drift.isPresent() && (drift.get().hasMoved() || drift.get().verdict() == Verdict.UNCLEAR)) {
      reporter.warn(name + ": " + drift.get().sentence());
    }
  }

  /**
   * Writes baseline, its profile and the forests, and moves them into place together.
   *
   * @return the baseline as it would be read back
   */
  StoredBaseline write(BaselineLearner learner, String names) throws InputException, IOException {
    try {
      Baseline baseline = learner.baseline();
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BaselineJson.write(baseline, bytes);
      BaselineState profile = learner.state(Digests.sha256Hex(bytes.toByteArray()));
      write(bytes.toByteArray(), profile);
      return new StoredBaseline(baseline, Optional.of(profile));
    } catch (ArtifactException | IllegalArgumentException e) {
      throw new InputException(names + ": " + e.getMessage(), e);
    }
  }

  private void write(byte[] baseline, BaselineState profile) throws IOException {
    try (OutputFile baselineOut = new OutputFile(folders.path(Artifact.BASELINE));
        OutputFile profileOut = new OutputFile(folders.path(Artifact.BASELINE_PROFILE));
        OutputFile forestOut = new OutputFile(folders.path(Artifact.FOREST));
        OutputFile profileForestOut = new OutputFile(folders.path(Artifact.PROFILE_FOREST))) {
      baselineOut.write(baseline);
      BaselineStateJson.write(profile, profileOut);
      writeForest(
          profile.windows().stream().map(Metric::vector).toArray(double[][]::new),
          Metric.NAMES,
          profile.windowSize(),
          forestOut);
      int left = profile.windows().size();
      if (left < Detector.MIN_WINDOWS && left < profile.history().orElseThrow().trained()) {
        reporter.warn(
            "--half-life leaves " + left + " windows; the detector needs " + Detector.MIN_WINDOWS);
      }
      boolean detects = profile.profiles().size() >= Detector.MIN_WINDOWS;
      if (detects) {
        writeForest(
            profile.profiles().stream().map(Profile::vector).toArray(double[][]::new),
            ProfileMetric.NAMES,
            profile.windowSize(),
            profileForestOut);
      }
      baselineOut.commit();
      profileOut.commit();
      forestOut.commit();
      if (detects) {
        profileForestOut.commit();
      } else {
        // one of an earlier baseline would be taken for this one's
        OutputFile.delete(folders.path(Artifact.PROFILE_FOREST));
      }
    }
  }

  private void writeForest(double[][] vectors, List<String> metrics, int windowSize, OutputFile out)
      throws IOException {
    ForestFile.write(Forests.train(vectors, metrics, windowSize, settings.seed(), threads), out);
  }
}
