package io.logsentinel.cli.run;

import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.SafeText;
import io.logsentinel.cli.workspace.FolderLock;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileOutcome;
import io.logsentinel.core.baseline.TrainingHistory;
import io.logsentinel.core.input.Dialect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Merges windowed files into the baseline of the models folder, as if learned from them too. */
public final class BaselineUpdate {
  private final Settings settings;
  private final Console console;
  private final Workspace folders;
  private final BaselineFiles files;

  /**
   * An update.
   *
   * @param settings whose baseline files are merged
   * @param console where messages and the outcome go
   */
  public BaselineUpdate(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
    this.folders = new Workspace(settings.dataDir(), settings.modelsDir());
    this.files = new BaselineFiles(folders, settings, console, new ProfileFiles());
  }

  /**
   * Runs. The baseline is replaced when all files are merged, else it stays as it was.
   *
   * @throws InputException if baseline or files cannot be used, or do not fit each other
   * @throws IOException if an artifact cannot be written
   */
  @SuppressWarnings("try") // the locks are held, not used
  public void run() throws InputException, IOException {
    for (Path folder : List.of(folders.windowed(), folders.models())) {
      if (!Files.isDirectory(folder)) {
        throw new InputException(folder + ": no such folder");
      }
    }
    try (FolderLock data = new FolderLock(folders.data());
        FolderLock models = FolderLock.besides(folders.models(), folders.data())) {
      OutputFile.removeLeftovers(folders.models());
      BaselineLearner learner = resume();
      boolean profiled = learner.isProfiled();
      requireFiles(profiled);
      List<FileOutcome> learned = new ArrayList<>();
      for (String name : settings.baselineFiles()) {
        learned.add(files.learn(learner, name, profiled));
      }
      files.write(learner, folders.baselineProfile().toString());
      if (settings.showFindings()) {
        console.print(summary(learned, learner));
      }
    }
  }

  private BaselineLearner resume() throws InputException {
    BaselineState profile =
        StoredBaseline.load(folders)
            .profile()
            .orElseThrow(
                () ->
                    new InputException(
                        folders.baselineProfile()
                            + ": no such file, without which nothing can be added; run --step"
                            + " baseline"));
    if (profile.history().isEmpty()) {
      throw new InputException(
          folders.baselineProfile()
              + ": was made by an earlier version, which did not note what it learned from; run"
              + " --step baseline");
    }
    if (!profile.dialect().equals(Dialect.CIC_IDS_2017.name())) {
      throw new InputException(
          folders.baselineProfile()
              + ": its dialect must be "
              + Dialect.CIC_IDS_2017.name()
              + " but is "
              + profile.dialect());
    }
    TrainingHistory history = profile.history().get();
    if (settings.halfLife() != 0 && settings.halfLife() != history.halfLife()) {
      throw new InputException(
          folders.baselineProfile()
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
    for (String name : settings.baselineFiles()) {
      Path windowed = folders.windowedOfRaw(name);
      for (Path file : profiled ? List.of(windowed, files.profilesOf(name)) : List.of(windowed)) {
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

  private static String summary(List<FileOutcome> learned, BaselineLearner learner) {
    StringBuilder text = new StringBuilder("Baseline update\n");
    for (FileOutcome file : learned) {
      text.append("  ")
          .append(SafeText.of(file.file().name()))
          .append(": ")
          .append(file.file().windows())
          .append(" windows, ")
          .append(file.file().trained())
          .append(" trained, ")
          .append(file.file().heldBack())
          .append(" held back");
      file.drift().ifPresent(drift -> text.append("; drift: ").append(drift.verdict().words()));
      text.append('\n');
    }
    return text.append("  baseline: ")
        .append(learner.windows())
        .append(" windows of ")
        .append(learner.files())
        .append(" files\n")
        .toString();
  }
}
