package io.logsentinel.cli.run;

import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workspace;
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
final class BaselineStep {
  private final Workspace folders;
  private final Settings settings;
  private final Console console;
  private final BaselineFiles files;

  BaselineStep(Workspace folders, Settings settings, Console console, ProfileFiles profileFiles) {
    this.folders = folders;
    this.settings = settings;
    this.console = console;
    this.files = new BaselineFiles(folders, settings, console, profileFiles);
  }

  /** Does it. */
  StoredBaseline run() throws InputException, IOException {
    List<String> names = settings.baselineFiles();
    boolean profiled = true;
    for (String name : names) {
      Path file = folders.windowedOfRaw(name);
      if (!Files.exists(file)) {
        throw new InputException(
            file
                + ": no such file, which the baseline is learned from; name the raw file(s) of"
                + " benign traffic with --baseline");
      }
      if (!files.hasProfiles(name)) {
        console.warn(files.profilesOf(name) + ": no such file; the baseline goes without profiles");
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
    try (InputStream in = Files.newInputStream(folders.baselineProfile())) {
      lost.addAll(BaselineStateJson.trainedFiles(in));
      lost.removeAll(names);
    } catch (IOException e) {
      return; // there is none, or none that could be used
    }
    if (!lost.isEmpty()) {
      console.warn(
          folders.baselineProfile()
              + ": learned anew, without "
              + String.join(", ", lost)
              + "; --step monitor leaves a baseline as it is");
    }
  }
}
