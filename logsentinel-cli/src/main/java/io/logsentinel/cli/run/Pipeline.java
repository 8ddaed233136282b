package io.logsentinel.cli.run;

import io.logsentinel.cli.run.FileResult.Outcome;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.FolderLock;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.ProfileFiles;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/**
 * Runs the steps over the working folders.
 *
 * <p>{@link Step#ALL} reads each raw file once and writes cleaned and windowed files on the way;
 * from the windowed files on, it does what the single steps do, so both give the same artifacts.
 */
public final class Pipeline {
  /** Blocks under way per thread: enough that none waits, few enough to stay small. */
  private static final int BLOCKS_AHEAD = 3;

  /** A quarter of the memory is for blocks, and one takes up to 4 MB with what is made of it. */
  private static final long MEMORY_PER_BLOCK = 16 << 20;

  private final RunSettings settings;
  private final Reporter reporter;
  private final Consumer<Alert> alerts;
  private final Consumer<Incident> incidents;
  private final Workspace folders;
  private final RunReport report = new RunReport();
  private final ProfileFiles profiles = new ProfileFiles();

  /** What this run has learned, which need not be read back; else read when it is needed. */
  private StoredBaseline baseline;

  /**
   * A run.
   *
   * @param settings what to do
   * @param reporter where messages and progress go
   * @param alerts where alerts are shown, if the settings say so
   * @param incidents where incidents are shown, if the settings say so
   */
  public Pipeline(
      RunSettings settings,
      Reporter reporter,
      Consumer<Alert> alerts,
      Consumer<Incident> incidents) {
    this.settings = settings;
    this.reporter = reporter;
    this.alerts = alerts;
    this.incidents = incidents;
    this.folders = settings.folders();
  }

  /** {@return the account of the run, filled in as far as it came} */
  public RunReport report() {
    return report;
  }

  /**
   * Runs.
   *
   * @throws InputException if there is nothing to go on with; what was done until then stands
   * @throws OutputException if an artifact cannot be written
   * @throws IOException never but as one of these
   */
  @SuppressWarnings("try") // the locks are held, not used
  public void run() throws InputException, IOException {
    requireFolders();
    folders.create();
    try (FolderLock data = new FolderLock(folders.data());
        FolderLock models = FolderLock.besides(folders.models(), folders.data())) {
      for (Path folder : List.of(folders.processed(), folders.windowed(), folders.models())) {
        OutputFile.removeLeftovers(folder);
      }
      try {
        runSteps();
      } catch (InputException e) {
        report.end(e);
        throw e;
      } finally {
        RunFile.write(report, settings.manifest(), folders.path(Artifact.RUN));
      }
    }
  }

  /** Before anything is made: a folder that is not there was misspelt. */
  private void requireFolders() throws InputException {
    boolean readsRaw = settings.step().includes(Step.PREPROCESS);
    Path needed = readsRaw ? folders.raw() : folders.data();
    if (!Files.isDirectory(needed)) {
      throw new InputException(needed + ": no such folder");
    }
    for (String name : readsRaw ? settings.baseline().named() : List.<String>of()) {
      if (!Files.exists(folders.raw().resolve(name))) {
        throw new InputException(
            folders.raw().resolve(name) + ": no such file, which --baseline names");
      }
    }
  }

  private void runSteps() throws InputException, IOException {
    if (settings.step().includes(Step.PREPROCESS)) {
      timed(settings.step() == Step.ALL ? "preprocess and window" : "preprocess", this::readRaw);
    }
    if (settings.step().includes(Step.WINDOW)) {
      timed("window", this::windowCleaned);
    }
    if (settings.step().includes(Step.BASELINE)) {
      timed(
          "baseline",
          () -> {
            baseline = new BaselineStep(settings, reporter, profiles).run();
            report.learned(baseline.windows());
          });
    }
    if (settings.step().includes(Step.MONITOR)) {
      Map<Path, Long> windows = new LinkedHashMap<>();
      FutureTask<Optional<Detector>> learning = new FutureTask<>(() -> baseline.detector());
      timed(
          "monitor",
          () -> {
            baseline = baseline == null ? StoredBaseline.load(folders) : baseline;
            begin(learning);
            windows.putAll(new MonitorStep(settings, reporter, report, baseline, alerts).run());
          });
      timed(
          "detect",
          () ->
              new DetectStep(settings, reporter, report, profiles, incidents)
                  .run(baseline.profile(), learning, windows));
    }
  }

  /** What the detector learns does not depend on what is monitored meanwhile. */
  private void begin(FutureTask<Optional<Detector>> learning) {
    if (settings.threads() > 1) {
      Thread thread = new Thread(learning, "detector");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private interface Work {
    void run() throws InputException, IOException;
  }

  private void timed(String stage, Work work) throws InputException, IOException {
    long start = System.nanoTime();
    try {
      work.run();
    } finally {
      report.took(stage, (System.nanoTime() - start) / 1_000_000);
    }
  }

  private void readRaw() throws InputException, IOException {
    List<FileIngest> passes = new ArrayList<>();
    for (Path raw : Workspace.csvFiles(folders.raw())) {
      passes.add(FileIngest.ofRaw(raw, settings, profiles));
    }
    read(passes, folders.raw());
    if (settings.step() == Step.ALL) {
      requireBaseline();
    }
  }

  /** A baseline file that failed in this run must not be replaced by what an old run left of it. */
  private void requireBaseline() throws InputException {
    for (FileResult file : report.files()) {
      if (file.outcome() != Outcome.PROCESSED
          && settings.baseline().files().contains(file.name())) {
        throw new InputException(
            file.input() + ": the baseline cannot be learned, the file was not processed");
      }
    }
  }

  /** In a whole run, what the raw files became is windowed already; older cleaned files are not. */
  private void windowCleaned() throws InputException, IOException {
    Set<Path> done = new HashSet<>();
    for (FileResult file : report.files()) {
      done.add(folders.cleanedOfRaw(file.name()));
    }
    List<FileIngest> passes = new ArrayList<>();
    for (Path cleaned : folders.cleanedFiles()) {
      boolean ofEarlierRun = settings.step() == Step.ALL && !done.contains(cleaned);
      if (settings.step() == Step.WINDOW || ofEarlierRun) {
        if (ofEarlierRun) {
          reporter.warn(
              cleaned + ": of an earlier run, no raw file of that name; windowed as it is");
        }
        passes.add(FileIngest.ofCleaned(cleaned, settings, profiles));
      }
    }
    if (settings.step() == Step.WINDOW || !passes.isEmpty()) {
      read(passes, folders.processed());
    }
  }

  private void read(List<FileIngest> passes, Path folder) throws InputException, IOException {
    long bytes = 0;
    for (FileIngest pass : passes) {
      bytes += pass.input().toFile().length();
    }
    List<FileResult> results;
    try (Progress progress = reporter.progress("reading flows", bytes)) {
      results = inTurn(passes, progress);
    }
    for (FileResult result : results) {
      report.add(result);
      tell(result);
    }
    if (results.stream().noneMatch(result -> result.outcome() == Outcome.PROCESSED)) {
      throw new InputException(folder + ": no file processed, of " + results.size() + " *.csv");
    }
  }

  private void tell(FileResult result) {
    switch (result.outcome()) {
      case FAILED -> reporter.error(result.input() + ": " + result.message());
      case SKIPPED -> reporter.warn(result.input() + ": skipped: " + result.message());
      default -> {
        if (result.leftOver() > 0) {
          reporter.warn(
              result.input()
                  + ": flows after the last whole window of "
                  + settings.ingest().windowSize()
                  + ", not scored: "
                  + result.leftOver());
        }
        result
            .counts()
            .odd()
            .forEach(
                (oddity, rows) ->
                    reporter.warn(
                        result.input() + ": rows kept with an " + oddity.words() + ": " + rows));
      }
    }
  }

  /** One file after the other, each with all threads: this one, and helpers. */
  private List<FileResult> inTurn(List<FileIngest> passes, Progress progress) throws IOException {
    int helpers = settings.threads() - 1;
    ExecutorService pool = helpers == 0 ? null : Executors.newFixedThreadPool(helpers);
    try {
      List<FileResult> results = new ArrayList<>();
      Windower windowing =
          Windower.withProfiles(settings.ingest().windowSize(), (window, profile) -> {});
      for (FileIngest pass : passes) {
        results.add(
            pass.run(pool == null ? Runnable::run : pool, blocksAhead(), windowing, progress));
      }
      return results;
    } finally {
      if (pool != null) {
        pool.shutdownNow();
      }
    }
  }

  /** More blocks than fit the memory would end the run; fewer than threads only leave some idle. */
  private int blocksAhead() {
    long fitting = Runtime.getRuntime().maxMemory() / MEMORY_PER_BLOCK;
    return (int) Math.max(2, Math.min(fitting, (long) BLOCKS_AHEAD * settings.threads()));
  }
}
