package io.logsentinel.cli.run;

import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.WindowSink;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.StoredWindows;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.Session;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.work.SerialWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The part of monitoring that is done while flows are still read, by any thread that is free: the
 * baseline is learned, or loaded, as soon as its files are there, and windows are judged as they
 * are made. What is found is recorded, for the monitoring step to tell when it is its file's turn.
 *
 * <p>It only saves time. Whatever does not fit, fails or is too much to hold is left to the step,
 * which does it again in its place and says what is wrong.
 */
final class EarlyMonitoring implements AutoCloseable {
  /** Windows that may wait to be judged, some 80 KB each. */
  private static final int MOST_WAITING = 16;

  /** Windows whose assessments are recorded: some MB. */
  private static final int MOST_WINDOWS = 1 << 13;

  /** Detections that are recorded, each with a profile: some 20 MB. */
  private static final int MOST_DETECTIONS = 256;

  private final RunSettings settings;
  private final Workers workers;
  private final StoredWindows stored;
  private final HeldMessages ofLearning;
  private final HeldMessages ofLoading;
  private final SerialWork work;
  private boolean begun;

  // what only the work touches, and who has finished it

  private @Nullable StoredBaseline baseline;
  private @Nullable Engine engine;
  private @Nullable IOException failure;
  private final Map<String, RecordedFindings> found = new HashMap<>();
  private int windows;
  private int detections;

  EarlyMonitoring(RunSettings settings, Workers workers, StoredWindows stored, Reporter reporter) {
    this.settings = settings;
    this.workers = workers;
    this.stored = stored;
    this.ofLearning = new HeldMessages(reporter);
    this.ofLoading = new HeldMessages(reporter);
    this.work = new SerialWork(workers.helpers());
  }

  private interface Piece {
    void run() throws IOException;
  }

  /**
   * Begins: learns the baseline of windowed files.
   *
   * @param learning of which, and how
   * @param read files that this run has read by now
   */
  void learn(BaselineSettings learning, List<FileResult> read) {
    BaselineFiles files =
        new BaselineFiles(settings.folders(), learning, workers, ofLearning, stored);
    OptionalLong flows = flowsOf(learning.files(), read);
    begin(() -> baseline = new BaselineStep(files, settings.ingest().windowSize(), flows).run());
  }

  /** The flows of some files, where this run has read them all. */
  private static OptionalLong flowsOf(List<String> names, List<FileResult> files) {
    List<FileResult> read =
        files.stream().filter(file -> names.contains(file.input().artifactName())).toList();
    return read.size() < names.size()
        ? OptionalLong.empty()
        : OptionalLong.of(read.stream().mapToLong(file -> file.counts().kept()).sum());
  }

  /**
   * Begins: loads the baseline that is there; throws what keeps it from being loaded, before flows
   * are read in vain.
   */
  void load() throws IOException {
    work.finish(begin(() -> baseline = StoredBaseline.load(settings.folders())));
    requireBaseline();
  }

  /**
   * Gives what makes the baseline, and returns its number; the engine comes after it where windows
   * are monitored.
   */
  private long begin(Piece makesBaseline) {
    begun = true;
    long made = work.give(() -> unlessFailed(makesBaseline));
    if (settings.step().includes(Step.MONITOR)) {
      work.give(
          () ->
              unlessFailed(
                  () -> engine = Engine.load(settings, requireBaseline(), workers, ofLoading)));
    }
    return made;
  }

  private void unlessFailed(Piece piece) {
    if (failure == null) {
      try {
        piece.run();
      } catch (IOException e) {
        failure = e;
      }
    }
  }

  /** Whether there is a baseline, or will be without more being done. */
  boolean hasBegun() {
    return begun;
  }

  /** The baseline; throws what kept it from being learned or loaded. */
  StoredBaseline baseline() throws IOException {
    work.finish();
    ofLearning.release();
    return requireBaseline();
  }

  private StoredBaseline requireBaseline() throws IOException {
    if (baseline == null) {
      throw Objects.requireNonNull(failure, "what has begun ends with a baseline, or fails");
    }
    return baseline;
  }

  /** The engine; throws what kept it from being loaded. */
  Engine engine() throws IOException {
    work.finish();
    ofLoading.release();
    if (engine == null) {
      throw Objects.requireNonNull(failure, "what has begun ends with an engine, or fails");
    }
    return engine;
  }

  /** What was found in a windowed file that was judged early; empty where it was not. */
  Optional<RecordedFindings> found(String windowedName) {
    work.finish();
    return Optional.ofNullable(found.get(windowedName));
  }

  /** What judges the windows of a file that is read now; does nothing before it has begun. */
  WindowSink watch(Path windowed) {
    boolean isOfBaseline =
        settings.step().includes(Step.BASELINE)
            && settings.baseline().isNamed(windowed.getFileName().toString());
    return begun && settings.step().includes(Step.MONITOR) && !isOfBaseline
        ? new Watch(windowed)
        : WindowSink.NONE;
  }

  /**
   * Drops what nobody has begun; no thread works on it from now on. A baseline that was learned
   * stays, also where the run failed before its turn: what there is to say of it is said.
   */
  @Override
  public void close() {
    work.drop();
    ofLearning.release();
  }

  /** The judging of one reading of a file. */
  private final class Watch implements WindowSink {
    private final Path file;
    private final String name;
    private final RecordedFindings recorded = new RecordedFindings();

    /** Null before the first window. */
    private @Nullable Session session;

    /** Whether the file is left to the step. */
    private boolean isLeft;

    Watch(Path file) {
      this.file = file;
      this.name = file.getFileName().toString();
    }

    @Override
    public void add(Window window, Profile profile) {
      long piece = work.give(() -> unlessLeft(with -> judge(with, window, profile)));
      work.finish(Math.max(0, piece - MOST_WAITING));
    }

    @Override
    public void end() {
      work.give(
          () ->
              unlessLeft(
                  with -> {
                    if (session == null) {
                      session = with.sentinel().session(name, recorded);
                    }
                    session.end();
                    found.put(name, recorded);
                    windows += recorded.windows();
                    detections += recorded.detections();
                  }));
    }

    private void judge(Engine with, Window window, Profile profile) throws IOException {
      if (session == null) {
        with.requireSize(file, window.totalFlows());
        with.requireMeasure(file, Optional.of(profile));
        session = with.sentinel().session(name, recorded);
      }
      if (with.sentinel().detector().isPresent()) {
        recorded.sawFlowAt(profile.lastTime());
        session.add(window, () -> profile);
      } else {
        session.add(window);
      }
      isLeft =
          windows + recorded.windows() > MOST_WINDOWS
              || detections + recorded.detections() > MOST_DETECTIONS;
    }

    /** What is wrong is said by the step, in its place. */
    private void unlessLeft(Judging piece) {
      if (isLeft || engine == null || engine.stored().knows(name)) {
        isLeft = true;
        return;
      }
      try {
        piece.run(engine);
      } catch (IOException | IllegalArgumentException e) {
        isLeft = true;
      }
    }
  }

  private interface Judging {
    void run(Engine with) throws IOException;
  }
}
