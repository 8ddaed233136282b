package io.logsentinel.cli.follow;

import io.logsentinel.cli.adapt.KeptBaselines;
import io.logsentinel.cli.append.AppendedFiles;
import io.logsentinel.cli.append.FindingFiles;
import io.logsentinel.cli.append.FindingParts;
import io.logsentinel.cli.detector.StoredSentinel;
import io.logsentinel.cli.detector.StoredSentinel.Parts;
import io.logsentinel.cli.follow.FollowSettings.Adapting;
import io.logsentinel.cli.follow.Follower.Setting;
import io.logsentinel.cli.journal.UnfinishedRun;
import io.logsentinel.cli.output.Outputs;
import io.logsentinel.cli.workspace.Artifact;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.cli.workspace.OutputFile;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.RunLock;
import io.logsentinel.cli.workspace.StateFolder;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.text.ArtifactException;
import io.logsentinel.core.text.Digests;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The following of sources that go on: it begins followers, saves what they know, and ends them.
 *
 * <p>Wherever the process is killed, the next run with the same argument goes on from the state
 * that was saved last: what was found after it is cut off the outputs and found again.
 */
public final class FollowRun {
  private static final String FOLDER = "follow";
  private static final int NAME_DIGITS = 8;

  /** A process that is told to end has so long to save what it knows. */
  private static final long LONGEST_END_SECONDS = 60;

  private final FollowSettings settings;
  private final Reporter reporter;
  private final BiFunction<Sentinel, Workspace, FindingSink> shown;
  private final FollowReport report = new FollowReport();
  private final Pulse pulse = new Pulse();
  private final ReentrantLock turn = new ReentrantLock(true);
  private final CountDownLatch isLeft = new CountDownLatch(1);
  private final AppendedFiles files;

  private final Path folder;
  private String baseline = "";

  /** Null until it has begun. */
  private @Nullable Begun begun;

  private long saved = -1;
  private long savedAt;
  private boolean isDelivered = true;

  /** What it has once it has begun. */
  private record Begun(
      Workspace run,
      Outputs outputs,
      DetectorSettings detector,
      FindingSink view,
      FollowedSources sources) {}

  /**
   * A follower, which has not begun.
   *
   * @param settings what to do
   * @param reporter where messages go
   * @param shown gives the sink that shows what is found, once it is known with what and where
   */
  public FollowRun(
      FollowSettings settings,
      Reporter reporter,
      BiFunction<Sentinel, Workspace, FindingSink> shown) {
    this.settings = settings;
    this.reporter = reporter;
    this.shown = shown;
    this.files = new AppendedFiles(reporter);
    this.folder = settings.state().folder().resolve(FOLDER).resolve(folderName(settings));
  }

  /** Two followers of one state folder have a folder each, named after what they follow. */
  private static String folderName(FollowSettings settings) {
    if (settings.isStandardInput()) {
      return "stdin-" + settings.standardInputName();
    }
    Path path = Path.of(settings.argument()).toAbsolutePath().normalize();
    byte[] bytes = path.toString().getBytes(StandardCharsets.UTF_8);
    return path.getFileName() + "-" + Digests.sha256Hex(bytes).substring(0, NAME_DIGITS);
  }

  /** {@return the folders of what it finds, once it has begun} */
  public Workspace folders() {
    return Objects.requireNonNull(begun, "nothing is followed yet").run();
  }

  /**
   * {@return the account, when nothing more is to be followed; empty where it was stopped}
   *
   * @throws InputException if there is nothing to go on with
   * @throws OutputException if something cannot be written
   * @throws IOException never but as one of these
   */
  @SuppressWarnings("try") // the lock is held, not used
  public Optional<FollowReport> run() throws IOException {
    StoredBaseline stored = StoredBaseline.load(settings.state().learned());
    baseline = stored.state().map(BaselineState::baselineDigest).orElse("");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
    Thread hook = new Thread(this::stop, "end of following");
    try (RunLock lock = new RunLock(folder);
        Workers workers = new Workers(settings.threads())) {
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        Begun now = begin(stored, workers);
        follow(now);
        finish(now);
        return Optional.of(report);
      } catch (Pulse.StoppedException e) {
        if (begun != null) {
          begun.sources().join();
          begun.sources().requireNoFailure();
          save(begun);
        }
        return Optional.empty();
      } finally {
        pulse.stop();
        if (begun != null) {
          begun.sources().join();
        }
        isLeft.countDown();
      }
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // the process is being ended already
      }
    }
  }

  /** Stops, from any thread, and waits until what is known is saved. */
  private void stop() {
    pulse.stop();
    try {
      isLeft.await(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Begun begin(StoredBaseline stored, Workers workers) throws IOException {
    Optional<FollowState> before = FollowState.read(folder, files, report);
    if (before.isPresent() && !before.get().baseline().equals(baseline)) {
      throw new InputException(
          folder
              + ": what was followed here was held against another baseline; remove it to begin"
              + " anew with the one that is there now");
    }
    if (before.isPresent() && before.get().quarantine() != quarantine()) {
      int asked = before.get().quarantine();
      throw new InputException(
          folder
              + ": what was followed here was followed "
              + (asked == 0 ? "without --adapt-baseline" : "with --adapt-baseline " + asked)
              + "; say so again, or remove it to begin anew");
    }
    Optional<Workspace> same =
        before
            .map(FollowState::run)
            .map(settings.state().runsFolder()::resolve)
            .flatMap(StateFolder::runAt);
    Workspace run = same.isPresent() ? same.get() : settings.state().claimRun(Instant.now());
    if (before.isEmpty()) { // whatever happens from here on, there is one run
      state(run, List.of()).write(folder, files, report);
    }
    run.create();
    OutputFile.removeLeftovers(List.of(folder, run.findings()));
    new UnfinishedRun(run.findings()).begin("monitor");
    Files.createDirectories(parts(run));
    StoredSentinel stages =
        new StoredSentinel(settings.state().learned(), stored, workers, reporter);
    DetectorSettings asked = stages.asked(settings.detector(), settings.alarmsPerDay());
    Parts made = stages.load(asked, settings.zone());
    if (made.forest().isEmpty()) {
      report.fail();
    }
    stages.tell(made.detector(), asked.falseAlarmRate(), settings.showsIncidents());
    Outputs outputs =
        Outputs.openLive(settings.outputs(), stored.baseline(), made.detector().isPresent(), files);
    Optional<AdaptedSource.Setting> adapted = adapted(run, stored, asked, workers);
    FindingSink view = shown.apply(made.sentinel(made.options()), run);
    SilenceWatch.Sink silences =
        silence -> {
          reporter.warn(silence.words());
          outputs.silence(silence);
        };
    FollowedSources sources =
        new FollowedSources(
            new Setting(settings, pulse, turn, workers, reporter, stored.state(), silences),
            folder,
            made,
            adapted,
            report,
            new FollowedSources.Sinks() {
              @Override
              public FindingSink of(String source) throws IOException {
                boolean guarded = settings.outputs().guarded();
                FindingSink parts = new FindingParts(files, parts(run), source, guarded);
                return FindingSink.all(List.of(parts, outputs, report, view));
              }

              @Override
              public void release(String source) throws IOException {
                FindingParts.release(files, parts(run), source);
              }
            });
    Begun now = new Begun(run, outputs, asked, view, sources);
    begun = now;
    try {
      sources.resume(before.map(FollowState::sources).orElse(List.of()));
    } catch (ArtifactException e) {
      throw new InputException(
          folder
              + ": what was followed here "
              + e.getMessage()
              + "; give the options that it was begun with, or remove it to begin anew",
          e);
    }
    save(now);
    sources.start();
    return now;
  }

  private int quarantine() {
    return settings.adapting().map(Adapting::quarantine).orElse(0);
  }

  /** What the baseline adapts with, if it does. */
  private Optional<AdaptedSource.Setting> adapted(
      Workspace run, StoredBaseline stored, DetectorSettings asked, Workers workers)
      throws InputException {
    if (settings.adapting().isEmpty()) {
      return Optional.empty();
    }
    Workspace learned = settings.state().learned();
    Path file = learned.path(Artifact.BASELINE_PROFILE);
    if (!stored.isDetecting() || stored.state().flatMap(BaselineState::history).isEmpty()) {
      throw new InputException(
          file
              + ": --adapt-baseline needs a baseline with profiles of "
              + Detector.MIN_WINDOWS
              + " windows or more, and what it was learned from; learn it anew, of more flows");
    }
    int halfLife = settings.adapting().get().halfLife();
    int own = stored.state().flatMap(BaselineState::history).get().halfLife();
    if (halfLife != 0 && own != 0 && halfLife != own) {
      throw new InputException(
          file
              + ": was learned with a half-life of "
              + own
              + " windows, which cannot be changed to "
              + halfLife
              + "; leave --half-life out");
    }
    Path quarantine = folder.resolve("quarantine");
    return Optional.of(
        new AdaptedSource.Setting(
            settings.adapting().get().quarantine(),
            halfLife,
            stored.state().get(),
            learned,
            files,
            new Workspace(quarantine, quarantine),
            new KeptBaselines(run.findings()),
            (folders, source) -> {
              StoredBaseline kept = StoredBaseline.load(folders);
              Parts parts =
                  new StoredSentinel(folders, kept, workers, reporter).load(asked, settings.zone());
              return FollowedSources.engine(settings, parts, source);
            },
            workers.threads(),
            reporter));
  }

  private static Path parts(Workspace run) {
    return run.findings().resolve(Workspace.PARTS);
  }

  private void follow(Begun now) throws IOException {
    FollowedSources sources = now.sources();
    long start = System.nanoTime();
    while (true) {
      sources.look();
      Optional<Duration> idle = settings.times().untilIdle();
      boolean isLong = idle.isPresent() && System.nanoTime() - start >= idle.get().toNanos();
      if (isLong && sources.areQuietFor(idle.get())) {
        pulse.finish();
      }
      if (sources.areDone() && (settings.isStandardInput() || pulse.isFinishing())) {
        return;
      }
      boolean isDue = System.nanoTime() - savedAt >= settings.times().saveEvery().toNanos();
      if (isDue || sources.areManyDone()) {
        if (sources.progress() != saved) {
          save(now);
        }
        deliver(now.outputs());
        writeMetrics(sources);
        savedAt = System.nanoTime();
      }
      pulse.await();
    }
  }

  /** Saves what is known, as of the last whole window of each source. */
  private void save(Begun now) throws IOException {
    FollowedSources sources = now.sources();
    turn.lock();
    try {
      long progress = sources.progress();
      List<SavedSource> state = sources.save();
      files.flush();
      now.outputs().spool();
      state(now.run(), state).write(folder, files, report);
      saved = progress;
      sources.tidy();
    } finally {
      turn.unlock();
    }
  }

  private FollowState state(Workspace run, List<SavedSource> now) {
    String name = run.findings().getFileName().toString();
    return new FollowState(baseline, quarantine(), name, now);
  }

  private void writeMetrics(FollowedSources sources) throws IOException {
    Optional<Path> target = settings.outputs().metricsFile();
    if (target.isPresent()) {
      FollowMetrics.write(report, sources.followers(), target.get());
    }
  }

  /** What cannot be sent waits, and is told once. */
  private void deliver(Outputs outputs) throws IOException {
    try {
      outputs.deliver();
      isDelivered = true;
    } catch (OutputException e) {
      if (isDelivered) {
        reporter.warn(e.getMessage());
      }
      isDelivered = false;
    }
  }

  /** Ends all: the artifacts appear, and there is nothing to go on from. */
  private void finish(Begun now) throws IOException {
    save(now);
    now.outputs().end();
    now.view().end();
    FindingFiles found = new FindingFiles(parts(now.run()), now.sources().names());
    found.write(now.run(), now.detector());
    new UnfinishedRun(now.run().findings()).end(Optional.empty());
    files.close();
    FollowState.remove(folder);
    now.sources().removeQuarantine();
    found.removeParts();
    now.sources().close();
    now.outputs().deliver();
    writeMetrics(now.sources());
  }
}
