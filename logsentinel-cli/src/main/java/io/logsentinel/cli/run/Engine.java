package io.logsentinel.cli.run;

import io.logsentinel.cli.detector.StoredSentinel;
import io.logsentinel.cli.detector.StoredSentinel.Parts;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Forests;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.window.Profile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The engine of a run, with what it is made of and the windows that fit it. */
record Engine(
    RunSettings settings,
    StoredBaseline stored,
    StoredSentinel stages,
    DetectorSettings asked,
    Parts parts,
    Sentinel sentinel) {

  /** Loads it; what is lacking is told. */
  static Engine load(
      RunSettings settings, StoredBaseline stored, Workers workers, Reporter reporter)
      throws IOException {
    StoredSentinel stages = new StoredSentinel(settings.folders(), stored, workers, reporter);
    DetectorSettings asked =
        stages.asked(settings.detection().detector(), settings.detection().alarmsPerDay());
    Parts parts = stages.load(asked, settings.ingest().timeZone());
    return new Engine(settings, stored, stages, asked, parts, parts.sentinel(parts.options()));
  }

  /** Tells where the detector is off, or cannot show what is asked of it. */
  void tell() {
    stages.tell(sentinel.detector(), asked.falseAlarmRate(), settings.detection().showsIncidents());
  }

  /** A window of another size than the baseline's, or the forest's, is not judged. */
  void requireSize(Path file, long flows) throws InputException {
    if (stored.state().isPresent() && stored.state().get().windowSize() != flows) {
      throw InputException.of(
          "%s: windows of %s flows, but the baseline was learned from windows of %s",
          file, flows, stored.state().get().windowSize());
    }
    if (parts.forest().isPresent()) {
      Path forest = settings.folders().path(Artifact.FOREST);
      Forests.requireWindowSize(parts.forest().get(), forest, flows);
    }
  }

  /** Bytes with headers are not to be held against bytes of payload. */
  void requireMeasure(Path file, Optional<Profile> first) throws InputException {
    if (settings.detection().mixesMeasures() || stored.state().isEmpty()) {
      return;
    }
    try {
      first.ifPresent(profile -> stored.state().get().requireMeasure(profile.measure()));
    } catch (IllegalArgumentException e) {
      throw new InputException(
          file
              + ": not monitored: "
              + e.getMessage()
              + "; learn a baseline of files of its kind, or say --mix-dialects",
          e);
    }
  }
}
