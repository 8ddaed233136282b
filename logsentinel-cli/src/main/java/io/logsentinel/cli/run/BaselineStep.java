package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.NameList;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredFile;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Learns baseline and forests from the windowed files of benign traffic, in the order given.
 *
 * @param windowSize flows per window as this run cuts them
 * @param flows that the files have, where this run has cut them
 */
record BaselineStep(BaselineFiles files, int windowSize, OptionalLong flows) {
  StoredBaseline run() throws IOException {
    BaselineSettings settings = files.settings();
    List<String> names = settings.files();
    boolean profiled = true;
    for (String name : names) {
      Path file = files.folders().windowedOfRaw(name);
      if (!Files.exists(file)) {
        throw InputException.of(
            "%s: no such file, which the baseline is learned from; name the raw file(s) of benign"
                + " traffic with --baseline%s",
            file, NameList.instead(windowed()));
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
    requireWindows(learner.windows(), String.join(", ", names));
    warnOfLostUpdates(names);
    return files.write(learner, String.join(", ", names));
  }

  /** The names that windowed files go by. */
  private List<String> windowed() throws InputException {
    return Workspace.csvFiles(files.folders().windowed()).stream()
        .map(file -> Workspace.rawName(file.getFileName().toString()))
        .toList();
  }

  private void requireWindows(int windows, String names) throws InputException {
    if (windows >= Baseline.MIN_WINDOWS) {
      return;
    }
    String needed =
        String.format(
            Locale.ROOT,
            "%s: a baseline needs at least %s windows but there %s",
            names,
            Baseline.MIN_WINDOWS,
            windows == 1 ? "is 1" : "are " + windows);
    if (flows.isEmpty()) {
      throw new InputException(
          needed + ": cut smaller ones with --step window --window-size, as 100, and learn again");
    }
    long all = flows.getAsLong();
    int size = Windower.sizeFor(all);
    throw new InputException(
        String.format(
            Locale.ROOT,
            "%s in %,d flows with --window-size %d; %s",
            needed,
            all,
            windowSize,
            all / size >= Baseline.MIN_WINDOWS && size < windowSize
                ? "--window-size " + size + " gives " + all / size
                : "learn it from more traffic"));
  }

  /** What was merged into the baseline that this one replaces. */
  private void warnOfLostUpdates(List<String> names) {
    List<String> lost = new ArrayList<>();
    try (InputStream in = StoredFile.openWhole(files.folders().path(Artifact.BASELINE_PROFILE))) {
      lost.addAll(BaselineStateJson.trainedFiles(in));
      lost.removeAll(names);
    } catch (IOException e) {
      return; // there is none, or none that could be used
    }
    if (!lost.isEmpty()) {
      files
          .reporter()
          .warn(
              "%s: learned anew, without %s; %s leaves a baseline as it is",
              files.folders().path(Artifact.BASELINE_PROFILE),
              String.join(", ", lost),
              files.folders().isDaily()
                  ? "./logsentinel monitor" + files.folders().options()
                  : "--step monitor");
    }
  }
}
