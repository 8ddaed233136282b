package io.logsentinel.cli.follow;

import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.ingest.TimeWarnings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.input.row.RejectedRows;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follower of one source: reads its files one after the other, on a thread of its own, and adds
 * their flows to a session.
 *
 * <p>What is shared with other followers and with whoever saves is guarded by one turn.
 */
final class Follower implements Runnable {
  private final String name;
  private final String path;
  private final Setting setting;
  private final FollowReport report;
  private final FollowedFiles files;
  private final FollowedSession session;
  private final SilenceWatch silence;
  private final Buffers buffers = new Buffers();

  private volatile long flows;

  /** How often rejected rows were told. */
  private volatile long toldRejections;

  /** The file that is read; null until there is one. */
  private volatile @Nullable FollowedFile current;

  /** What was saved of it when it had ended: its files are closed since. */
  private Optional<SavedSource> ended = Optional.empty();

  private volatile boolean isDone;
  private volatile @Nullable Throwable failure;

  /**
   * What all followers share.
   *
   * @param settings of following
   * @param pulse what they wait on
   * @param turn guards sessions and what is found
   * @param workers help to read and to judge
   * @param reporter is told what is odd
   * @param baseline what it was made of, if that is known
   * @param silences where it is told that a source is silent
   */
  record Setting(
      FollowSettings settings,
      Pulse pulse,
      ReentrantLock turn,
      Workers workers,
      Reporter reporter,
      Optional<BaselineState> baseline,
      SilenceWatch.Sink silences) {}

  /** Signal that a file is to be read from its start again, as another clock or encoding showed. */
  private static final class AgainException extends IOException {
    private static final long serialVersionUID = 1L;

    AgainException() {
      super("the file is to be read again");
    }
  }

  Follower(
      String name,
      String path,
      Succession succession,
      Setting setting,
      Sentinel learned,
      Optional<AdaptedSource> adapted,
      FindingSink sink,
      FollowReport report) {
    this.name = name;
    this.path = path;
    this.setting = setting;
    this.report = report;
    files =
        new FollowedFiles(succession, setting.turn(), setting.pulse(), setting.reporter(), report);
    session =
        new FollowedSession(
            name,
            learned,
            adapted,
            sink,
            setting.baseline().filter(it -> !setting.settings().mixesMeasures()),
            setting.reporter());
    silence =
        new SilenceWatch(name, path, setting.settings().times().silentAfter(), setting.silences());
  }

  /** Goes on where a saved one was. */
  void resume(SavedSource saved) throws IOException {
    session.resume(saved);
    silence.resume(saved.silence());
    files.resume(saved);
  }

  @Override
  public void run() {
    try {
      while (!follow()) {
        again();
      }
      end();
    } catch (Pulse.StoppedException e) {
      // what was found until the last saving stands
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    } finally {
      isDone = true;
      setting.pulse().beat();
    }
  }

  /** Reads all files; false where it has to begin again. */
  private boolean follow() throws IOException {
    try {
      for (FollowedFile file : files.held()) {
        read(file);
      }
      while (true) {
        Optional<Path> next = files.next();
        if (next.isPresent()) {
          Optional<FollowedFile> file = files.open(next.get());
          if (file.isPresent()) {
            read(file.get());
          }
        } else if (files.areAll()) {
          return true;
        } else {
          setting.pulse().await();
        }
      }
    } catch (AgainException e) {
      return false;
    }
  }

  private void read(FollowedFile file) throws IOException {
    setting.turn().lock();
    try {
      current = file;
      file.flows = 0;
      session.skip(file.judgedBefore);
    } finally {
      setting.turn().unlock();
    }
    LiveSource source = new LiveSource(file, files, setting.pulse());
    boolean[] isBegun = {false};
    try {
      RowCounts counts =
          FlowReader.readAll(
              source,
              setting.settings().format(),
              setting.settings().clock(),
              setting.workers().helpers(),
              setting.workers().blocksAhead(),
              buffers,
              hasTimes -> {
                if (isBegun[0]) {
                  throw new AgainException();
                }
                isBegun[0] = true;
                return new Rows(file);
              });
      tell(file, counts);
    } catch (FlowFileException e) {
      setting.pulse().requireGoing();
      if (e.getCause() instanceof AgainException again) {
        throw again;
      }
      fail(file, e);
    }
  }

  /** Takes a file's flows, and knows at once which rows are lost. */
  private final class Rows implements FlowSink<Void>, RejectedRows {
    private final FollowedFile file;

    Rows(FollowedFile file) {
      this.file = file;
    }

    @Override
    public void accept(FlowBatch batch, @Nullable Void none) throws IOException {
      add(file, batch);
    }

    @Override
    public void rejected(RowCounts soFar) {
      tellRejected(file, soFar, reason -> !file.toldRejections.containsKey(reason));
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  private void add(FollowedFile file, FlowBatch batch) throws IOException {
    setting.turn().lock();
    try {
      setting.pulse().requireGoing();
      session.add(batch, file);
      file.flows += batch.size();
      flows += batch.size();
    } finally {
      setting.turn().unlock();
    }
  }

  private void tell(FollowedFile file, RowCounts counts) {
    Reporter reporter = setting.reporter();
    for (String line : RowMessages.odd(counts)) {
      reporter.warn("%s: %s", file.path(), line);
    }
    tellRejected(
        file,
        counts,
        reason -> !Objects.equals(counts.rejected().get(reason), file.toldRejections.get(reason)));
    for (String line : TimeWarnings.of(counts, setting.settings().clock())) {
      reporter.warn("%s: %s", file.path(), line);
    }
    if (file.flows < file.judgedBefore) {
      report.lose();
      reporter.warn(
          "%s: has %s flows, and %s of it were judged before: it is not what it was, and what"
              + " followed these is lost",
          file.path(), file.flows, file.judgedBefore);
    }
  }

  /** Tells of rows that were rejected: of each reason when it is new, and what it came to. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  private void tellRejected(FollowedFile file, RowCounts counts, Predicate<Rejection> which) {
    setting.turn().lock();
    try {
      for (String line : RowMessages.rejected(counts, which)) {
        setting.reporter().warn("%s: %s", file.path(), line);
      }
      if (counts.rejected().keySet().stream().anyMatch(RowMessages::isLoss)) {
        report.lose();
      }
      file.toldRejections.putAll(counts.rejected());
      toldRejections++;
    } finally {
      setting.turn().unlock();
    }
  }

  private void fail(FollowedFile file, FlowFileException e) {
    if (e.kind() == Kind.EMPTY) {
      return; // rotated before anything was written to it
    }
    file.isClosed = true;
    report.fail();
    setting
        .reporter()
        .error(
            file.path()
                + ": "
                + e.getMessage()
                + "; what was read of it before stands, what follows it is read");
  }

  /** Begins the window at hand again: its flows were read as they are not. */
  private void again() throws IOException {
    setting.turn().lock();
    try {
      FollowedFile file = Objects.requireNonNull(current, "it was read");
      List<FileMark> marks = files.marks(session.openFlows());
      String saved = session.saved();
      setting
          .reporter()
          .warn(
              "%s: its clock or encoding turns out to be another than its beginning showed; %s",
              file.path(),
              "windows that were judged stand, it is read again from the one at hand on");
      session.resume(saved);
      files.readAgain(marks);
    } finally {
      setting.turn().unlock();
    }
  }

  private void end() throws IOException {
    setting.turn().lock();
    try {
      setting.pulse().requireGoing();
      session.end();
    } finally {
      setting.turn().unlock();
    }
  }

  /** {@return what is to be saved of it} In turn. */
  SavedSource save() throws IOException {
    if (ended.isPresent()) {
      return ended.get();
    }
    boolean isEnded = session.isEnded();
    String known = isEnded ? "" : session.saved();
    List<FileMark> marks = files.marks(session.openFlows());
    files.holdLast(marks.size());
    SavedSource saved =
        new SavedSource(
            name,
            path,
            isEnded,
            known,
            session.openWindow(),
            marks,
            files.past(),
            silence.told(),
            isEnded ? "" : session.savedBaseline());
    if (isEnded) {
      ended = Optional.of(saved);
      files.holdLast(0);
    }
    return saved;
  }

  /** {@return what was saved of it, once nothing is left to do for it} In turn. */
  Optional<SavedSource> ended() {
    return isDone ? ended : Optional.empty();
  }

  /** Removes what is not needed any more, now that the state is saved. In turn. */
  void tidy() throws IOException {
    session.tidy();
  }

  /** Removes the windows in quarantine, when nothing is to go on from them. */
  void removeQuarantine() throws IOException {
    session.removeQuarantine();
  }

  /** Looks after what becomes of the files that may be needed again. */
  void lookAfter() throws IOException {
    setting.turn().lock();
    try {
      files.keep();
      if (isDone || session.isEnded()) {
        return; // its thread may still be on its way out
      }
      Optional<Duration> most = setting.settings().times().maxDelay();
      if (most.isPresent() && !files.isSkipping()) {
        session.cutAfter(most.get());
      }
      session.goBack();
      silence.look(current, session.openWindow());
    } finally {
      setting.turn().unlock();
    }
  }

  /** {@return whether nothing came for so long} */
  boolean isQuietFor(Duration time) {
    FollowedFile file = current;
    return isDone || file == null || file.quiet().compareTo(time) >= 0;
  }

  boolean isDone() {
    return isDone;
  }

  /** Throws what ended it, if something did. */
  void requireNoFailure() throws IOException {
    if (failure instanceof AccessDeniedException e) {
      throw InputException.unusable(Path.of(e.getFile()), e);
    }
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }

  String name() {
    return name;
  }

  /** {@return whether a file is held open} In turn. */
  boolean holds(Path place) {
    return files.holds(place);
  }

  /** {@return whether it reads a file that has the name of another source, or did} In turn. */
  boolean hasRenamed(FoundFile file) {
    return files.haveRenamed(file, new Rotation(Path.of(path))::isNamedAfter);
  }

  /** {@return flows that were read so far} */
  long flows() {
    return flows;
  }

  /** {@return bytes of the file at hand that are written, and not read yet} */
  long unreadBytes() {
    FollowedFile file = current;
    try {
      return file == null ? 0 : Math.max(0, file.length() - file.position);
    } catch (IOException e) {
      return 0; // closed meanwhile
    }
  }

  /** {@return how long nothing came} */
  Duration quiet() {
    return silence.quiet(current);
  }

  /** {@return whether it was told to be silent, and is not heard yet} */
  boolean isSilent() {
    return silence.told().isPresent();
  }

  /** {@return a number that changes with what is to be saved} */
  long progress() {
    return flows + toldRejections + files.opened() + session.changes() + silence.changes();
  }
}
