package io.logsentinel.cli.run;

import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.FolderLock;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
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

/** Merges windowed files into the baseline of the models folder, as if learned from them too. */
public final class BaselineUpdate {
  private final Workspace folders;
  private final BaselineSettings settings;
  private final int threads;
  private final Reporter reporter;
  private final StoredWindows stored;

  /**
   * An update.
   *
   * @param folders where baseline and windowed files lie
   * @param settings whose files are merged
   * @param threads that judge profiles and train the forests, from 1
   * @param reporter where messages go
   */
  public BaselineUpdate(
      Workspace folders, BaselineSettings settings, int threads, Reporter reporter) {
    this.folders = folders;
    this.settings = settings;
    this.threads = threads;
    this.reporter = reporter;
    this.stored = new StoredWindows(folders);
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
    for (Path folder : List.of(folders.windowed(), folders.models())) {
      if (!Files.isDirectory(folder)) {
        throw new InputException(folder + ": no such folder");
      }
    }
    try (FolderLock data = new FolderLock(folders.data());
        FolderLock models = FolderLock.besides(folders.models(), folders.data());
        Workers workers = new Workers(threads)) {
      BaselineFiles files = new BaselineFiles(folders, settings, workers, reporter, stored);
      OutputFile.removeLeftovers(folders.models());
      BaselineLearner learner = resume();
      boolean profiled = learner.isProfiled();
      requireFiles(profiled);
      List<FileOutcome> learned = new ArrayList<>();
      for (String name : settings.files()) {
        learned.add(files.learn(learner, name, profiled));
      }
      files.write(learner, folders.path(Artifact.BASELINE_PROFILE).toString());
      return new UpdateReport(learned, learner.windows(), learner.files());
    }
  }

  private BaselineLearner resume() throws InputException {
    BaselineState profile =
        StoredBaseline.load(folders)
            .state()
            .orElseThrow(
                () ->
                    new InputException(
                        folders.path(Artifact.BASELINE_PROFILE)
                            + ": no such file, without which nothing can be added; run --step"
                            + " baseline"));
    if (profile.history().isEmpty()) {
      throw new InputException(
          folders.path(Artifact.BASELINE_PROFILE)
              + ": was made by an earlier version, which did not note what it learned from; run"
              + " --step baseline");
    }
    if (!profile.dialect().equals(CleanedCsv.DIALECT.name())) {
      throw new InputException(
          folders.path(Artifact.BASELINE_PROFILE)
              + ": its dialect must be "
              + CleanedCsv.DIALECT.name()
              + " but is "
              + profile.dialect());
    }
    TrainingHistory history = profile.history().get();
    if (settings.halfLife() != 0 && settings.halfLife() != history.halfLife()) {
      throw new InputException(
          folders.path(Artifact.BASELINE_PROFILE)
              + ": was learned "
              + (history.halfLife() == 0
                  ? "without forgetting"
                  : "with a half-life of " + history.halfLife() + " windows")
              + ", which cannot be changed to "
              + settings.halfLife()
              + " by an update; learn it anew with --step baseline");
    }
    return BaselineLearner.resume(profile);
  }

  private void requireFiles(boolean profiled) throws InputException {
    for (String name : settings.files()) {
      Path windowed = folders.windowedOfRaw(name);
      for (Path file :
          profiled ? List.of(windowed, stored.profilesOf(windowed)) : List.of(windowed)) {
        if (!Files.exists(file)) {
          throw new InputException(
              file
                  + ": no such file; make it of "
                  + folders.raw().resolve(name)
                  + " with --step preprocess and --step window");
        }
      }
    }
  }
}
