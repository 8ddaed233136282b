package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.baseline.BaselineLearner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Learns baseline and forests from the windowed files of benign traffic, in the order given. */
record BaselineStep(BaselineFiles files) {
  StoredBaseline run() throws IOException {
    BaselineSettings settings = files.settings();
    List<String> names = settings.files();
    boolean profiled = true;
    for (String name : names) {
      Path file = files.folders().windowedOfRaw(name);
      if (!Files.exists(file)) {
        throw InputException.of(
            "%s: no such file, which the baseline is learned from; name the raw file(s) of benign"
                + " traffic with --baseline",
            file);
      }
      if (!Files.exists(files.profilesOf(name))) {
        files
            .reporter()
            .warn(files.profilesOf(name) + ": no such file; the baseline goes without profiles");
        profiled = false;
      }
    }
    BaselineLearner learner =
        new BaselineLearner(CleanedCsv.DIALECT.name(), settings.halfLife(), profiled);
    for (String name : names) {
      files.learn(learner, name, profiled);
    }
    warnOfLostUpdates(names);
    return files.write(learner, String.join(", ", names));
  }

  /** What was merged into the baseline that this one replaces. */
  private void warnOfLostUpdates(List<String> names) {
    List<String> lost = new ArrayList<>();
    try (InputStream in = Files.newInputStream(files.folders().path(Artifact.BASELINE_PROFILE))) {
      lost.addAll(BaselineStateJson.trainedFiles(in));
      lost.removeAll(names);
    } catch (IOException e) {
      return; // there is none, or none that could be used
    }
    if (!lost.isEmpty()) {
      files
          .reporter()
          .warn(
              "%s: learned anew, without %s; --step monitor leaves a baseline as it is",
              files.folders().path(Artifact.BASELINE_PROFILE), String.join(", ", lost));
    }
  }
}
