package io.logsentinel.cli.run;

import io.logsentinel.cli.detector.BaselineArtifacts;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileTraining;
import io.logsentinel.core.baseline.FileTraining.FileOutcome;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.detect.calibrated.Drift.Verdict;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.work.OrderedWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Brings windowed files to a learner, and what it learned to the models folder. */
record BaselineFiles(
    Workspace folders,
    BaselineSettings settings,
    Workers workers,
    Reporter reporter,
    StoredWindows stored) {

  /** The file of profiles beside a raw file's windows. */
  Path profilesOf(String rawName) {
    return stored.profilesOf(folders.windowedOfRaw(rawName));
  }

  /** Learns from a raw file's windows, and says what did not train. */
  FileOutcome learn(BaselineLearner learner, String rawName, boolean profiled) throws IOException {
    Path file = folders.windowedOfRaw(rawName);
    FileOutcome learned;
    try {
      FileTraining training = learner.begin(rawName, settings.heldBackRate(), settings.trusted());
      if (profiled) {
        learnProfiled(training, file);
      } else {
        stored.read(file, window -> training.add(window, Optional.empty(), 1));
      }
      learned = training.end();
    } catch (IllegalArgumentException e) {
      throw new InputException(rawName + ": " + e.getMessage(), e);
    }
    tell(learned, learner.files() == 1);
    return learned;
  }

  private record Judged(Window window, Profile profile, double pValue) {
    static Judged by(FileTraining training, Window window, Profile profile) {
      return new Judged(window, profile, training.judge(profile));
    }
  }

  private void learnProfiled(FileTraining training, Path file) throws IOException {
    OrderedWork<Judged> judging = new OrderedWork<>(workers.helpers(), 2 * workers.threads());
    OrderedWork.Taker<Judged> taker =
        it -> training.add(it.window(), Optional.of(it.profile()), it.pValue());
    try {
      stored.readBoth(
          file,
          (window, reading) ->
              judging.give(() -> Judged.by(training, window, reading.get()), taker));
    } finally {
      // of two things that are wrong, a damaged line comes before a number that does not fit
      judging.finish(taker);
    }
  }

  private void tell(FileOutcome learned, boolean first) {
    String name = learned.file().name();
    if (!first && !learned.isJudged() && !settings.trusted()) {
      reporter.warn(
          "%s: the baseline before it has profiles of fewer than %s windows, so none can be held"
              + " back: all train",
          name, Detector.MIN_WINDOWS);
    }
    if (learned.file().heldBack() > 0) {
      reporter.warn(
          "%s: %s of %s windows alarm against the baseline before it and do not train it;"
              + " --trust-baseline takes them in",
          name, learned.file().heldBack(), learned.file().windows());
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
  StoredBaseline write(BaselineLearner learner, String names) throws IOException {
    try {
      Baseline baseline = learner.baseline();
      BaselineState state = learner.state(BaselineJson.digest(baseline));
      new BaselineArtifacts(folders, settings.seed(), workers.threads()).write(state);
      tellWhatIsLeft(state);
      return new StoredBaseline(baseline, Optional.of(state));
    } catch (ArtifactException | IllegalArgumentException e) {
      throw new InputException(names + ": " + e.getMessage(), e);
    }
  }

  private void tellWhatIsLeft(BaselineState state) {
    int left = state.windows().size();
    if (left < Detector.MIN_WINDOWS && left < state.history().orElseThrow().trained()) {
      reporter.warn(
          "--half-life leaves " + left + " windows; the detector needs " + Detector.MIN_WINDOWS);
    }
  }
}
