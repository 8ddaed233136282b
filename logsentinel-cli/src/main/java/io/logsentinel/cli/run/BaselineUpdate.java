package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.RunLock;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileTraining.FileOutcome;
import io.logsentinel.core.baseline.TrainingHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Merges windowed files into the baseline of the models folder, as if learned from them too.
 *
 * @param folders where baseline and windowed files lie
 * @param settings whose files are merged
 * @param threads that judge profiles and train the forests, from 1
 * @param reporter where messages go
 */
public record BaselineUpdate(
    Workspace folders, BaselineSettings settings, int threads, Reporter reporter) {

  /**
   * {@return the folders that hold the windows of some files: the working folders, else those of
   * the last run against the baseline that has them all}
   *
   * @param folders the working folders
   * @param files names of raw files
   * @throws InputException if there are no such windows, or no baseline to add them to
   */
  public static Workspace foldersWith(Workspace folders, List<String> files) throws InputException {
    StoredBaseline.windowSize(folders);
    List<Workspace> all = new ArrayList<>(List.of(folders));
    all.addAll(new StateFolder(folders.models()).runs());
    for (Workspace run : all) {
      if (hasAll(run, files)) {
        return run;
      }
    }
    throw without(all, files);
  }

  private static InputException without(List<Workspace> all, List<String> files)
      throws InputException {
    Workspace folders = all.get(0);
    Set<String> known = new TreeSet<>();
    for (Workspace run : all) {
      if (Files.isDirectory(run.windowed())) {
        Workspace.csvFiles(run.windowed())
            .forEach(file -> known.add(Workspace.rawName(file.getFileName().toString())));
      }
    }
    Optional<String> unknown =
        files.stream()
            .filter(file -> all.stream().noneMatch(run -> hasAll(run, List.of(file))))
            .findFirst();
    if (unknown.isEmpty()) {
      return InputException.of(
          "%s: no run has the windows of all of %s; update with the files of one after the other",
          new StateFolder(folders.models()).runsFolder(), String.join(", ", files));
    }
    return InputException.of(
        "%s: no windows of it, neither in %s nor of a run in %s; there are those of: %s;"
            + " ./logsentinel monitor%s FILE makes them, or --step preprocess and --step window do",
        unknown.get(),
        folders.windowed(),
        new StateFolder(folders.models()).runsFolder(),
        StateFolder.listed(List.copyOf(known)),
        folders.stateOption());
  }

  private static boolean hasAll(Workspace folders, List<String> files) {
    return files.stream().allMatch(file -> Files.exists(folders.windowedOfRaw(file)));
  }

  /**
   * Runs. The baseline is replaced when all files are merged, else it stays as it was.
   *
   * @return what came of it
   * @throws InputException if baseline or files cannot be used, or do not fit each other
   * @throws IOException if an artifact cannot be written
   */
  @SuppressWarnings("try") // the locks are held, not used
  public UpdateReport run() throws IOException {
    try (RunLock data = new RunLock(folders.data());
        RunLock models = RunLock.besides(folders.models(), folders.data());
        Workers workers = new Workers(threads)) {
      BaselineFiles files =
          new BaselineFiles(folders, settings, workers, reporter, new StoredWindows(folders));
      OutputFile.removeLeftovers(List.of(folders.windowed(), folders.models()));
      BaselineLearner learner = resume();
      boolean profiled = learner.isProfiled();
      requireFiles(files, profiled);
      List<FileOutcome> learned = new ArrayList<>();
      for (String name : settings.files()) {
        learned.add(files.learn(learner, name, profiled));
      }
      files.write(learner, folders.path(Artifact.BASELINE_PROFILE).toString());
      return new UpdateReport(learned, learner.windows(), learner.files());
    }
  }

  private BaselineLearner resume() throws InputException {
    Path file = folders.path(Artifact.BASELINE_PROFILE);
    Optional<BaselineState> state = StoredBaseline.load(folders).state();
    if (state.isEmpty()) {
      throw InputException.of(
          "%s: no such file, without which nothing can be added; learn one: ./logsentinel learn%s"
              + " FILE",
          file, folders.stateOption());
    }
    BaselineState profile = state.get();
    if (profile.history().isEmpty()) {
      throw InputException.of(
          "%s: was made by an earlier version, which did not note what it learned from; learn"
              + " it anew",
          file);
    }
    if (!profile.dialect().equals(CleanedCsv.DIALECT.name())) {
      throw InputException.of(
          "%s: its dialect must be %s but is %s",
          file, CleanedCsv.DIALECT.name(), profile.dialect());
    }
    TrainingHistory history = profile.history().get();
    if (settings.halfLife() != 0 && settings.halfLife() != history.halfLife()) {
      throw InputException.of(
          "%s: was learned %s, which cannot be changed to %s by an update; learn it" + " anew",
          file,
          history.halfLife() == 0
              ? "without forgetting"
              : "with a half-life of " + history.halfLife() + " windows",
          settings.halfLife());
    }
    return BaselineLearner.resume(profile);
  }

  private void requireFiles(BaselineFiles files, boolean profiled) throws InputException {
    for (String name : settings.files()) {
      Path windowed = folders.windowedOfRaw(name);
      for (Path file : profiled ? List.of(windowed, files.profilesOf(name)) : List.of(windowed)) {
        if (!Files.exists(file)) {
          throw InputException.of(
              "%s: no such file; make it of %s with --step preprocess and --step window",
              file, folders.raw().resolve(name));
        }
      }
    }
  }
}
