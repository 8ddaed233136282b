package io.logsentinel.cli.run;

import io.logsentinel.cli.allow.AllowFile;
import io.logsentinel.cli.allow.AllowMessages;
import io.logsentinel.cli.ingest.FileIngest;
import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.ingest.TimeWarnings;
import io.logsentinel.cli.journal.UnfinishedRun;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.FolderLock;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.StandardInput;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.window.WindowAccumulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps over the working folders.
 *
 * <p>{@link Step#ALL} reads each raw file once and writes cleaned and windowed files on the way;
 * from the windowed files on, it does what the single steps do, so both give the same artifacts.
 */
public final class Pipeline {
  /** What to do where there are no flows. */
  private static final String WAYS =
      "; name files of flows (./logsentinel learn FILE), put some there, or have some made"
          + " (./logsentinel simulate --out Data/raw --scale 0.1; ./logsentinel demo shows it all)";

  private final RunSettings settings;
  private final Reporter reporter;
  private final Function<Sentinel, FindingSink> shown;
  private final Workspace folders;
  private final RunReport report = new RunReport();
  private final StoredWindows windows;

  /** What this run has learned, which need not be read back; else read when it is needed. */
  private @Nullable StoredBaseline baseline;

  /**
   * A run.
   *
   * @param settings what to do
   * @param reporter where messages and progress go
   * @param shown gives the sink that shows what is found, once it is known with what
   */
  public Pipeline(RunSettings settings, Reporter reporter, Function<Sentinel, FindingSink> shown) {
    this.settings = settings;
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
          folders.data() + ": no such folder; nothing was read before, run ./logsentinel first");
    }
    folders.create();
    try (FolderLock data = new FolderLock(folders.data());
        FolderLock models = FolderLock.besides(folders.models(), folders.data());
        Workers workers = new Workers(settings.threads());
        EarlyMonitoring early = new EarlyMonitoring(settings, workers, reporter)) {
      OutputFile.removeLeftovers(
          List.of(folders.processed(), folders.windowed(), folders.models(), folders.findings()));
      UnfinishedRun mark = new UnfinishedRun(folders.findings());
      Optional<Step> killed = mark.step().map(Step::of);
      requireOfOneRun(killed);
      written(() -> mark.begin(settings.step().first()));
      try {
        runSteps(raw, workers, early);
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
        settings.step().includes(Step.BASELINE) && baseline == null ? Step.BASELINE : Step.MONITOR);
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
      throw new InputException(folders.raw() + ": no such folder" + WAYS);
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

  private void runSteps(@Nullable FlowInputs raw, Workers workers, EarlyMonitoring early)
      throws IOException {
    if (settings.step().includes(Step.WINDOW)) {
      settings.ingest().oddWindows(Runtime.getRuntime().maxMemory()).ifPresent(reporter::warn);
    }
    if (raw != null) {
      timed(
          settings.step().isWhole() ? "preprocess and window" : "preprocess",
          () -> readRaw(raw, workers, early));
    }
    if (settings.step().includes(Step.WINDOW)) {
      timed("window", () -> windowCleaned(workers, early));
      for (String line : AllowMessages.odd(settings.ingest().allow(), report.allowed())) {
        reporter.warn(line);
      }
    }
    if (settings.step().includes(Step.BASELINE)) {
      timed(
          "baseline",
          () -> {
            if (!early.hasBegun()) {
              early.begin(learned(learning(raw), report.files(), workers));
            }
            baseline = early.baseline();
            report.learned(baseline.windows());
            if (settings.step() == Step.LEARN) {
              removeOlderWindows();
            }
          });
    }
    if (settings.step().includes(Step.MONITOR)) {
      timed(
          "monitor",
          () -> {
            if (!early.hasBegun()) {
              early.begin(stored());
            }
            baseline = early.baseline();
            new MonitorStep(settings, reporter, report, windows, early, baseline).run(shown);
          });
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

  /** The baseline of some files, once they are windowed. */
  private EarlyMonitoring.Source learned(
      BaselineSettings learning, List<FileResult> read, Workers workers) {
    OptionalLong flows = flowsOf(learning.files(), read);
    int windowSize = settings.ingest().windowSize();
    return messages ->
        new BaselineStep(
                new BaselineFiles(folders, learning, workers, messages, windows), windowSize, flows)
            .run();
  }

  private EarlyMonitoring.Source stored() {
    return messages -> StoredBaseline.load(folders);
  }

  /** The flows of some files, where this run has read them all. */
  private static OptionalLong flowsOf(List<String> names, List<FileResult> files) {
    List<FileResult> read =
        files.stream().filter(file -> names.contains(file.input().artifactName())).toList();
    return read.size() < names.size()
        ? OptionalLong.empty()
        : OptionalLong.of(read.stream().mapToLong(file -> file.counts().kept()).sum());
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

  private void readRaw(FlowInputs raw, Workers workers, EarlyMonitoring early) throws IOException {
    String where = settings.input().files().isEmpty() ? folders.raw().toString() : "FILEs";
    List<FileIngest> passes = new ArrayList<>();
    for (FlowInput input : raw.inputs()) {
      passes.add(FileIngest.ofRaw(input, folders, settings.ingest(), settings.step().isWhole()));
    }
    if (passes.isEmpty()) {
      throw new InputException(
          where
              + ": no file processed, as none is named *"
              + FlowInputs.endings()
              + raw.passedOver()
                  .map(names -> "; but there: " + names + "; name what you mean as a FILE")
                  .orElse(settings.input().files().isEmpty() ? WAYS : ""));
    }
    raw.passedOver()
        .ifPresent(
            names -> {
              reporter.warn(
                  where + ": not read: " + names + "; files are *" + FlowInputs.endings());
              report.passedOver();
            });
    if (settings.step() == Step.WATCH) {
      early.begin(stored());
    }
    read(passes, where, workers, early);
    if (settings.step().includes(Step.BASELINE)) {
      requireBaseline(learning(raw).files());
    }
  }

  /** A baseline file that failed in this run must not be replaced by what an old run left of it. */
  private void requireBaseline(List<String> learned) throws InputException {
    for (FileResult file : report.files()) {
      if (file.outcome() != Outcome.PROCESSED && learned.contains(file.input().artifactName())) {
        throw new InputException(
            file.input() + ": the baseline cannot be learned, the file was not processed");
      }
    }
  }

  /** In a whole run, what the raw files became is windowed already; older cleaned files are not. */
  private void windowCleaned(Workers workers, EarlyMonitoring early) throws IOException {
    Set<Path> done = new HashSet<>();
    for (FileResult file : report.files()) {
      done.add(folders.files(Workspace.windowedName(file.name())).cleaned());
    }
    List<FileIngest> passes = new ArrayList<>();
    for (Path cleaned : folders.cleanedFiles()) {
      boolean ofEarlierRun = settings.step().isWhole() && !done.contains(cleaned);
      if (settings.step() == Step.WINDOW || ofEarlierRun) {
        if (ofEarlierRun) {
          reporter.warn(
              cleaned + ": of an earlier run, no raw file of that name; windowed as it is");
        }
        passes.add(FileIngest.ofCleaned(cleaned, folders, settings.ingest()));
      }
    }
    if (settings.step() == Step.WINDOW || !passes.isEmpty()) {
      read(passes, folders.processed().toString(), workers, early);
    }
  }

  private void read(List<FileIngest> passes, String where, Workers workers, EarlyMonitoring early)
      throws IOException {
    boolean isKnown = passes.stream().allMatch(pass -> pass.input().file().isPresent());
    long bytes = isKnown ? passes.stream().mapToLong(pass -> pass.input().length()).sum() : 0;
    Map<FileIngest, FileResult> results = new HashMap<>();
    FileIngest.Tools tools = new FileIngest.Tools(workers, windows, early::watch);
    try (Progress progress = reporter.progress("reading flows", bytes)) {
      for (FileIngest pass : baselineFirst(passes)) { // one after the other, each with all threads
        results.put(pass, pass.run(tools, progress));
        if (settings.step() == Step.ALL && !early.hasBegun()) {
          learnEarly(List.copyOf(results.values()), workers, early);
        }
      }
    }
    for (FileIngest pass : passes) {
      FileResult result = Objects.requireNonNull(results.get(pass), "every file was read");
      report.add(result);
      tell(result);
    }
    if (results.values().stream().noneMatch(result -> result.outcome() == Outcome.PROCESSED)) {
      throw new InputException(where + ": no file processed, of " + results.size());
    }
  }

  /** What is learned from is read first: the others' windows are then judged as they are made. */
  private List<FileIngest> baselineFirst(List<FileIngest> passes) {
    if (settings.step() != Step.ALL) {
      return passes;
    }
    List<String> learned = settings.baseline().files();
    return passes.stream()
        .sorted(Comparator.comparing(pass -> !learned.contains(pass.input().artifactName())))
        .toList();
  }

  private void learnEarly(List<FileResult> read, Workers workers, EarlyMonitoring early) {
    List<String> processed =
        read.stream()
            .filter(file -> file.outcome() == Outcome.PROCESSED)
            .map(file -> file.input().artifactName())
            .toList();
    if (processed.containsAll(settings.baseline().files())) {
      early.begin(learned(settings.baseline(), read, workers));
    }
  }

  private static String notScored(FileResult result) {
    return result.leftOverPartials() == 0
        ? ""
        : "; not scored, as in no whole window or beyond the "
            + WindowAccumulator.MAX_PARTIAL_FLOWS
            + " of one: "
            + result.leftOverPartials();
  }

  private void tell(FileResult result) {
    switch (result.outcome()) {
      case FAILED, EMPTY -> reporter.error(result.input() + ": " + result.message());
      case SKIPPED -> reporter.warn(result.input() + ": skipped: " + result.message());
      default -> {
        if (result.leftOver() > 0 && result.windows() == 0) {
          reporter.warn(
              "%s: %s flows fill no window of %s: nothing was looked at for attacks",
              result.input(), result.leftOver(), settings.ingest().windowSize());
        }
        for (String line : RowMessages.odd(result.counts())) {
          reporter.warn("%s: %s", result.input(), line);
        }
        for (String line : RowMessages.rejected(result.counts())) {
          reporter.warn("%s: %s", result.input(), line);
        }
        if (result.counts().partial() > 0) {
          reporter.warn(
              "%s: partial flows: %s, which lack a rate, a port or a label; the profiles of their"
                  + " windows count them, the sums do not%s",
              result.input(), result.counts().partial(), notScored(result));
        }
        for (String line : TimeWarnings.of(result.counts(), settings.ingest().clock())) {
          reporter.warn("%s: %s", result.input(), line);
        }
      }
    }
  }
}
