package io.logsentinel.cli.run;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.allow.AllowMessages;
import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.journal.UnfinishedRun;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.RunLock;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps over the working folders.
 *
 * <p>{@link Step#ALL} reads each raw file once and writes cleaned and windowed files on the way;
 * from the windowed files on, it does what the single steps do, so both give the same artifacts.
 */
public final class Pipeline {
  private final RunSettings settings;
  private final Reporter reporter;
  private final Function<Sentinel, FindingSink> shown;
  private final Supplier<Workers> threads;
  private final Workspace folders;
  private final RunReport report = new RunReport();
  private final StoredWindows windows;

  /** Whether this run has learned a baseline. */
  private boolean hasLearned;

  /**
   * A run.
   *
   * @param settings what to do
   * @param reporter where messages and progress go
   * @param shown gives the sink that shows what is found, once it is known with what
   */
  public Pipeline(RunSettings settings, Reporter reporter, Function<Sentinel, FindingSink> shown) {
    this(settings, reporter, shown, () -> new Workers(settings.threads()));
  }

  /** A run on threads that are made when it begins, and end with it. */
  Pipeline(
      RunSettings settings,
      Reporter reporter,
      Function<Sentinel, FindingSink> shown,
      Supplier<Workers> threads) {
    this.settings = settings;
    this.threads = threads;
    this.reporter = reporter;
    this.shown = shown;
    this.folders = settings.folders();
    this.windows = new StoredWindows(folders);
    report.allows(settings.ingest().allow());
  }

  /** {@return the account of the run, filled in as far as it came} */
  public RunReport report() {
    return report;
  }

  /**
   * Runs.
   *
   * @throws InputException if there is nothing to go on with; what was done until then stands, and
   *     is marked where it is beside what an earlier run did
   * @throws OutputException if an artifact cannot be written
   * @throws IOException never but as one of these
   */
  public void run() throws IOException {
    try (StandardInput standardInput = standardInput()) {
      run(standardInput);
    }
  }

  /**
   * Kept among the cleaned files: what is left there by a run that was killed, the next removes.
   */
  private StandardInput standardInput() {
    InputSettings input = settings.input();
    return new StandardInput(input.standardInput(), input.standardInputName(), folders.processed());
  }

  @SuppressWarnings("try") // the locks are held, not used
  private void run(StandardInput standardInput) throws IOException {
    FlowInputs raw = settings.step().includes(Step.PREPROCESS) ? rawInputs(standardInput) : null;
    if (raw == null && !Files.isDirectory(folders.data())) {
      throw new InputException(
          folders.data()
              + ": no such folder; nothing was read before, run ./logsentinel"
              + folders.options()
              + " first");
    }
    folders.create();
    try (RunLock data = new RunLock(folders.data());
        RunLock models = RunLock.besides(folders.models(), folders.data());
        Workers workers = threads.get();
        EarlyMonitoring early = new EarlyMonitoring(settings, workers, windows, reporter)) {
      OutputFile.removeLeftovers(
          List.of(folders.processed(), folders.windowed(), folders.models(), folders.findings()));
      UnfinishedRun mark = new UnfinishedRun(folders.findings());
      Optional<Step> killed = mark.step().map(Step::of);
      requireOfOneRun(killed);
      written(() -> mark.begin(settings.step().first()));
      try {
        runSteps(raw, new IngestStep(settings, reporter, report, windows, workers, early), early);
        written(() -> mark.end(settings.step().after(killed).map(Step::word)));
      } catch (InputException e) {
        report.end(e);
        written(() -> mark.end(leftBy(killed).map(Step::word)));
        throw e;
      } finally {
        RunFile.write(report, settings.manifest(), folders.path(Artifact.RUN));
      }
    }
  }

  /**
   * The first step whose artifacts may be of two runs, now that this one ended with an error: what
   * comes after the last step that it did is of an earlier run, if it is there at all.
   */
  private Optional<Step> leftBy(Optional<Step> killed) {
    boolean isWholeWithFiles =
        settings.step().isWhole()
            && report.files().stream().anyMatch(file -> file.outcome() == Outcome.PROCESSED);
    if (!isWholeWithFiles) {
      return killed;
    }
    return Optional.of(
        settings.step().includes(Step.BASELINE) && !hasLearned ? Step.BASELINE : Step.MONITOR);
  }

  private void written(Work mark) throws OutputException {
    try {
      mark.run();
    } catch (IOException e) {
      throw new OutputException(folders.findings(), e);
    }
  }

  /**
   * What a killed run left of its first steps may be of another run than what is left of others.
   */
  private void requireOfOneRun(Optional<Step> killed) throws InputException {
    if (killed.isPresent() && !settings.step().isWhole() && settings.step().isAfter(killed.get())) {
      throw InputException.of(
          "%s: a run was killed here, or failed, and from --step %s on artifacts may be of two"
              + " runs; run --step %s again, or all of ./logsentinel",
          folders.findings(), killed.get().word(), killed.get().word());
    }
  }

  /** Found before anything is made or read: what is not there was misspelt. */
  private FlowInputs rawInputs(StandardInput standardInput) throws InputException {
    List<String> files = settings.input().files();
    if (files.isEmpty() && !Files.isDirectory(folders.raw())) {
      throw new InputException(folders.raw() + ": no such folder" + IngestStep.ways(folders));
    }
    FlowInputs raw =
        files.isEmpty() ? FlowInputs.ofFolder(folders.raw()) : FlowInputs.of(files, standardInput);
    requireKept(raw);
    for (String name : settings.baseline().named()) {
      if (raw.find(name).isEmpty()) {
        requireEarlier(name, files.isEmpty(), raw.instead());
      }
    }
    return raw;
  }

  /** What is read must not be replaced by what is found in it. */
  private void requireKept(FlowInputs raw) throws InputException {
    List<Path> outputs = new ArrayList<>();
    settings.outputs().targets().forEach(target -> target.file().ifPresent(outputs::add));
    settings.outputs().metricsFile().ifPresent(outputs::add);
    AllowFile allowed = settings.ingest().allow();
    for (Path output : allowed.isGiven() ? outputs : List.<Path>of()) {
      if (isSame(output, Path.of(allowed.name()))) {
        throw new InputException(
            allowed.name() + ": an output of that name would replace it; choose another name");
      }
    }
    for (FlowInput input : raw.inputs()) {
      for (Path output : outputs) {
        if (input.file().isPresent() && isSame(output, input.file().get())) {
          throw new InputException(
              input + ": an output of that name would replace it; choose another name");
        }
      }
    }
  }

  private static boolean isSame(Path output, Path input) throws InputException {
    try {
      return Files.exists(output) && Files.isSameFile(output, input);
    } catch (IOException e) {
      throw InputException.unusable(input, e);
    }
  }

  /** A baseline may be learned again from what an earlier run made of its files. */
  private void requireEarlier(String name, boolean fromFolder, String instead)
      throws InputException {
    if (fromFolder) {
      throw new InputException(
          folders.raw().resolve(name) + ": no such file, which --baseline names" + instead);
    }
    if (!Files.exists(folders.windowedOfRaw(name))) {
      throw new InputException(
          name
              + ": --baseline names it, but no FILE has that name, nor is there "
              + folders.windowedOfRaw(name)
              + " of an earlier run"
              + instead);
    }
  }

  private void runSteps(@Nullable FlowInputs raw, IngestStep ingest, EarlyMonitoring early)
      throws IOException {
    BaselineSettings asked = learning(raw);
    if (settings.step().includes(Step.WINDOW)) {
      settings.ingest().oddWindows(Runtime.getRuntime().maxMemory()).ifPresent(reporter::warn);
    }
    if (raw != null) {
      timed(
          settings.step().isWhole() ? "preprocess and window" : "preprocess",
          () -> ingest.readRaw(raw));
      if (settings.step().includes(Step.BASELINE)) {
        requireRead(asked.files());
      }
    }
    BaselineSettings learning = settings.step() == Step.LEARN ? withRows(asked) : asked;
    if (settings.step().includes(Step.WINDOW)) {
      timed("window", ingest::windowCleaned);
      for (String line : AllowMessages.odd(settings.ingest().allow(), report.allowed())) {
        reporter.warn(line);
      }
    }
    if (settings.step().includes(Step.BASELINE)) {
      timed("baseline", () -> learn(learning, early));
    }
    if (settings.step().includes(Step.MONITOR)) {
      timed(
          "monitor",
          () -> {
            if (!early.hasBegun()) {
              early.load();
            }
            MonitorStep.begin(settings, reporter, report, windows, early).run(shown);
          });
    }
  }

  /** A baseline file that failed in this run must not be replaced by what an old run left of it. */
  private void requireRead(List<String> learned) throws InputException {
    for (FileResult file : report.files()) {
      boolean isMissed = file.outcome() != Outcome.PROCESSED && !isLeftOut(file);
      if (isMissed && learned.contains(file.input().artifactName())) {
        throw new InputException(
            file.input()
                + ": the baseline cannot be learned, the file was not processed; it would be one of"
                + " less than was asked for: mend the file, or learn without it");
      }
    }
  }

  /** What has no row at all teaches nothing, and takes nothing from what all that is read does. */
  private boolean isLeftOut(FileResult file) {
    return settings.step() == Step.LEARN && file.isWithoutRows();
  }

  private BaselineSettings withRows(BaselineSettings asked) {
    List<String> without =
        report.files().stream()
            .filter(this::isLeftOut)
            .map(file -> file.input().artifactName())
            .toList();
    return asked.of(asked.files().stream().filter(name -> !without.contains(name)).toList());
  }

  private void learn(BaselineSettings learning, EarlyMonitoring early) throws IOException {
    if (!early.hasBegun()) {
      early.learn(learning, report.files());
    }
    report.learned(early.baseline().windows());
    hasLearned = true;
    if (settings.step() == Step.LEARN) {
      removeOlderWindows();
    }
  }

  /** Beside what was learned lie no windows that it was not learned from. */
  private void removeOlderWindows() throws IOException {
    for (Path windowed : Workspace.csvFiles(folders.windowed())) {
      if (!report.madeWindows(windowed.getFileName().toString())) {
        OutputFile.delete(windowed);
        OutputFile.delete(windows.profilesOf(windowed));
      }
    }
  }

  /** What is learned from is named; of {@code learn} it is all that is read. */
  private BaselineSettings learning(@Nullable FlowInputs raw) {
    return settings.step() == Step.LEARN && raw != null
        ? settings.baseline().of(raw.inputs().stream().map(FlowInput::name).toList())
        : settings.baseline();
  }

  private interface Work {
    void run() throws IOException;
  }

  private void timed(String stage, Work work) throws IOException {
    long start = System.nanoTime();
    try {
      work.run();
    } finally {
      report.took(stage, (System.nanoTime() - start) / 1_000_000);
    }
  }
}
