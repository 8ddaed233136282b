package io.logsentinel.cli.run;

import io.logsentinel.cli.ingest.FileIngest;
import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.ingest.TimeWarnings;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.cli.workspace.FlowInputs;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Reporter.Progress;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.window.WindowAccumulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The reading of files of flows, one after the other, each with all workers: of raw files, which
 * are cleaned or windowed, or both, and of cleaned ones, which are windowed. What can be learned or
 * judged on the way is begun.
 */
record IngestStep(
    RunSettings settings,
    Reporter reporter,
    RunReport report,
    StoredWindows windows,
    Workers workers,
    EarlyMonitoring early) {
  /** What to do where there are no flows. */
  static String ways(Workspace folders) {
    return "; name files of flows (./logsentinel learn"
        + folders.stateOption()
        + " FILE), put some there, or have some made (./logsentinel simulate --out "
        + Workspace.typed(folders.raw().toString())
        + " --scale 0.1; ./logsentinel demo shows it all)";
  }

  private Workspace folders() {
    return settings.folders();
  }

  /** Reads all raw files. */
  void readRaw(FlowInputs raw) throws IOException {
    List<String> named = settings.input().files();
    String where = named.isEmpty() ? folders().raw().toString() : StateFolder.listed(named);
    List<FileIngest> passes = new ArrayList<>();
    for (FlowInput input : raw.inputs()) {
      passes.add(FileIngest.ofRaw(input, folders(), settings.ingest(), settings.step().isWhole()));
    }
    if (passes.isEmpty()) {
      throw new InputException(
          where
              + ": no file processed, as none is named *"
              + FlowInputs.endings()
              + raw.passedOver()
                  .map(names -> "; but there: " + names + "; name what you mean as a FILE")
                  .orElse(settings.input().files().isEmpty() ? ways(folders()) : ""));
    }
    raw.passedOver()
        .ifPresent(
            names -> {
              reporter.warn(
                  where + ": not read: " + names + "; files are *" + FlowInputs.endings());
              report.passedOver();
            });
    raw.readOnce().ifPresent(names -> reporter.warn(where + ": read once: " + names));
    if (settings.step() == Step.WATCH) {
      early.load();
    }
    read(passes, where);
  }

  /** In a whole run, what the raw files became is windowed already; older cleaned files are not. */
  void windowCleaned() throws IOException {
    Set<Path> done = new HashSet<>();
    for (FileResult file : report.files()) {
      done.add(folders().files(Workspace.windowedName(file.name())).cleaned());
    }
    List<FileIngest> passes = new ArrayList<>();
    for (Path cleaned : folders().cleanedFiles()) {
      boolean ofEarlierRun = settings.step().isWhole() && !done.contains(cleaned);
      if (settings.step() == Step.WINDOW || ofEarlierRun) {
        if (ofEarlierRun) {
          reporter.warn(
              cleaned + ": of an earlier run, no raw file of that name; windowed as it is");
        }
        passes.add(FileIngest.ofCleaned(cleaned, folders(), settings.ingest()));
      }
    }
    if (settings.step() == Step.WINDOW || !passes.isEmpty()) {
      read(passes, folders().processed().toString());
    }
  }

  private void read(List<FileIngest> passes, String where) throws IOException {
    boolean isKnown = passes.stream().allMatch(pass -> pass.input().file().isPresent());
    long bytes = isKnown ? passes.stream().mapToLong(pass -> pass.input().length()).sum() : 0;
    Map<FileIngest, FileResult> results = new HashMap<>();
    FileIngest.Tools tools = new FileIngest.Tools(workers, windows, early::watch);
    try (Progress progress = reporter.progress("reading flows", bytes)) {
      for (FileIngest pass : baselineFirst(passes)) { // one after the other, each with all threads
        results.put(pass, pass.run(tools, progress));
        if (settings.step() == Step.ALL && !early.hasBegun()) {
          learnEarly(List.copyOf(results.values()));
        }
      }
    }
    for (FileIngest pass : passes) {
      FileResult result = Objects.requireNonNull(results.get(pass), "every file was read");
      report.add(result);
      tell(result);
    }
    if (results.values().stream().noneMatch(result -> result.outcome() == Outcome.PROCESSED)) {
      throw new InputException(
          where
              + (results.size() == 1
                  ? ": the only file was not processed"
                  : ": no file processed, of " + results.size()));
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

  private void learnEarly(List<FileResult> read) {
    List<String> processed =
        read.stream()
            .filter(file -> file.outcome() == Outcome.PROCESSED)
            .map(file -> file.input().artifactName())
            .toList();
    if (processed.containsAll(settings.baseline().files())) {
      early.learn(settings.baseline(), read);
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
              "%s: partial flows: %s, which lack %s; the profiles of their windows count them, the"
                  + " sums do not%s",
              result.input(),
              result.counts().partial(),
              RowMessages.lacking(result.counts(), rows -> Long.toString(rows)),
              notScored(result));
        }
        for (String line : TimeWarnings.of(result.counts(), settings.ingest().clock())) {
          reporter.warn("%s: %s", result.input(), line);
        }
      }
    }
  }
}
