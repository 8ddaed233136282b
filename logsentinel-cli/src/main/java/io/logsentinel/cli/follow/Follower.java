package io.logsentinel.cli.follow;

import io.logsentinel.cli.ingest.RowMessages;
import io.logsentinel.cli.ingest.TimeWarnings;
import io.logsentinel.cli.workspace.InputException;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.core.FindingSink;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.Session;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFileException.Kind;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.input.FlowReader.Buffers;
import io.logsentinel.core.input.FlowSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follower of one source: reads its files one after the other, on a thread of its own, and adds
 * their flows to a session.
 *
 * <p>What is shared with other followers and with whoever saves is guarded by one turn.
 */
final class Follower implements Runnable, LiveSource.Watch {
  /** So many files that were read are kept in mind, not to be read again under another name. */
  private static final int MOST_PAST = 32;

  private final String name;
  private final String path;
  private final Succession files;
  private final Setting setting;
  private final Sentinel learned;
  private final Optional<AdaptedSource> adapted;
  private final FindingSink sink;
  private final FollowReport report;
  private final SilenceWatch silence;
  private final Buffers buffers = new Buffers();

  // in turn

  private Session session;
  private final List<FollowedFile> held = new ArrayList<>();
  private final List<FileMark> past = new ArrayList<>();
  private volatile boolean isEnded;
  private volatile long flows;

  /** When the window at hand got its first flow, by {@link System#nanoTime}. */
  private long openSince;

  private volatile long opened;

  /** Windows that were cut. */
  private volatile long cuts;

  /** How often an earlier baseline was put back. */
  private volatile long rollbacks;

  /** The file that is read; null until there is one. */
  private volatile @Nullable FollowedFile current;

  private volatile boolean isDone;
  private volatile @Nullable Throwable failure;
  private boolean isMeasured;

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
      Succession files,
      Setting setting,
      Sentinel learned,
      Optional<AdaptedSource> adapted,
      FindingSink sink,
      FollowReport report) {
    this.name = name;
    this.path = path;
    this.files = files;
    this.setting = setting;
    this.learned = learned;
    this.adapted = adapted;
    this.sink = sink;
    this.report = report;
    silence =
        new SilenceWatch(name, path, setting.settings().times().silentAfter(), setting.silences());
    session = learned.session(name, sink);
    begin();
  }

  private void begin() {
    session.tellOpenIncidents();
    adapted.ifPresent(it -> it.begin(session));
  }

  /** Goes on where a saved one was. */
  void resume(SavedSource saved) throws IOException {
    if (adapted.isPresent()) {
      adapted.get().resume(saved.adapted());
    }
    resume(saved.session());
    silence.resume(saved.silence());
    past.addAll(saved.past());
    for (FileMark mark : saved.files()) {
      List<FileMark> others = new ArrayList<>(past);
      others.addAll(saved.files());
      others.remove(mark);
      Optional<Path> place = files.find(mark, others);
      if (place.isPresent()) {
        FollowedFile file = FollowedFile.open(place.get(), files.isCopy(place.get()));
        file.judgedBefore = mark.judged();
        file.readings = mark.readings();
        held.add(file);
      } else {
        past.add(mark);
        if (mark.flows() > mark.judged()) {
          report.lose();
          setting
              .reporter()
              .warn(
                  "%s: cannot be found again under any name; its last %s flows, of the window at"
                      + " hand, are lost",
                  mark.path(), mark.flows() - mark.judged());
        }
      }
    }
  }

  private void resume(String saved) throws IOException {
    session =
        adapted
            .map(AdaptedSource::sentinel)
            .orElse(learned)
            .resume(name, sink, new ByteArrayInputStream(saved.getBytes(StandardCharsets.UTF_8)));
    begin();
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
      for (FollowedFile file : List.copyOf(held)) {
        read(file);
      }
      while (true) {
        List<Path> next = files.after(last(), known());
        if (!next.isEmpty()) {
          Optional<FollowedFile> file = open(next.get(0));
          if (file.isPresent()) {
            read(file.get());
          }
        } else if (files.isEnded()) {
          return true;
        } else {
          setting.pulse().await();
        }
      }
    } catch (AgainException e) {
      return false;
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  private Optional<FollowedFile> open(Path next) throws IOException {
    setting.turn().lock();
    try {
      FollowedFile file = FollowedFile.open(next, files.isCopy(next));
      held.add(file);
      opened++;
      return Optional.of(file);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // renamed meanwhile: it is found again
    } finally {
      setting.turn().unlock();
    }
  }

  private Optional<FileMark> last() {
    List<FileMark> known = known();
    return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
  }

  /** Files that were read, in order. */
  private List<FileMark> known() {
    return known(file -> true);
  }

  private List<FileMark> known(Predicate<FollowedFile> which) {
    setting.turn().lock();
    try {
      List<FileMark> known = new ArrayList<>(past);
      held.stream().filter(which).forEach(file -> known.add(file.mark(0)));
      return known;
    } finally {
      setting.turn().unlock();
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
    LiveSource source = new LiveSource(file, this, setting.pulse());
    int[] opened = {0};
    try {
      RowCounts counts =
          FlowReader.readAll(
              source,
              setting.settings().format(),
              setting.settings().clock(),
              setting.workers().helpers(),
              setting.workers().blocksAhead(),
              buffers,
              hasTimes -> sink(file, opened[0]++));
      tell(file, counts);
    } catch (FlowFileException e) {
      setting.pulse().requireGoing();
      if (e.getCause() instanceof AgainException again) {
        throw again;
      }
      fail(file, e);
    }
    file.isOver = true;
  }

  /** A reading that turned out wrong before is gone through again, to know so again. */
  private FlowSink<Void> sink(FollowedFile file, int reading) throws AgainException {
    if (reading > file.readings) {
      file.readings = reading;
      throw new AgainException();
    }
    return reading < file.readings ? (batch, none) -> {} : (batch, none) -> add(file, batch);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  private void add(FollowedFile file, FlowBatch batch) throws IOException {
    setting.turn().lock();
    try {
      setting.pulse().requireGoing();
      if (!isMeasured) {
        requireMeasure(file, batch);
      }
      long before = session.openFlows();
      session.add(batch);
      if (before == 0 || session.openFlows() < before + batch.size()) {
        openSince = System.nanoTime();
      }
      file.flows += batch.size();
      flows += batch.size();
    } finally {
      setting.turn().unlock();
    }
  }

  private void requireMeasure(FollowedFile file, FlowBatch batch) throws InputException {
    isMeasured = true;
    if (setting.settings().mixesMeasures() || setting.baseline().isEmpty()) {
      return;
    }
    try {
      setting.baseline().get().requireMeasure(batch.measure());
    } catch (IllegalArgumentException e) {
      throw new InputException(
          file.path()
              + ": not monitored: "
              + e.getMessage()
              + "; learn a baseline of files of its kind, or say --mix-dialects",
          e);
    }
  }

  private void tell(FollowedFile file, RowCounts counts) {
    Reporter reporter = setting.reporter();
    for (String line : RowMessages.odd(counts)) {
      reporter.warn("%s: %s", file.path(), line);
    }
    for (String line : RowMessages.rejected(counts)) {
      reporter.warn("%s: %s", file.path(), line);
    }
    for (String line : TimeWarnings.of(counts, setting.settings().clock())) {
      reporter.warn("%s: %s", file.path(), line);
    }
    if (counts.rejected().keySet().stream().anyMatch(RowMessages::isLoss)) {
      report.lose();
    }
    if (file.flows < file.judgedBefore) {
      report.lose();
      reporter.warn(
          "%s: has %s flows, and %s of it were judged before: it is not what it was",
          file.path(), file.flows, file.judgedBefore);
    }
  }

  private void fail(FollowedFile file, FlowFileException e) {
    if (e.kind() == Kind.EMPTY) {
      return; // rotated before anything was written to it
    }
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
      List<FileMark> marks = marks();
      String saved = saved();
      setting
          .reporter()
          .warn(
              "%s: its clock or encoding turns out to be another than its beginning showed; %s",
              file.path(),
              "windows that were judged stand, it is read again from the one at hand on");
      resume(saved);
      drop(held.size() - marks.size());
      for (int i = 0; i < marks.size(); i++) {
        held.get(i).flows = 0;
        held.get(i).judgedBefore = marks.get(i).judged();
        held.get(i).isOver = false;
      }
    } finally {
      setting.turn().unlock();
    }
  }

  private void end() throws IOException {
    setting.turn().lock();
    try {
      setting.pulse().requireGoing();
      Optional<Drift> drift = session.end().drift();
      if (drift.filter(it -> it.verdict() == Drift.Verdict.CALMER).isPresent()) {
        setting
            .reporter()
            .warn("%s: %s; see `logsentinel baseline update`", name, drift.get().sentence());
      }
      isEnded = true;
    } finally {
      setting.turn().unlock();
    }
  }

  /** {@return what is to be saved of it} In turn. */
  SavedSource save() throws IOException {
    String saved = isEnded ? "" : saved();
    List<FileMark> marks = marks();
    drop(isEnded ? held.size() : held.size() - marks.size());
    return new SavedSource(
        name,
        path,
        isEnded,
        saved,
        isEnded ? List.of() : marks,
        past,
        isEnded ? Optional.empty() : silence.told(),
        isEnded ? "" : adapted.map(AdaptedSource::saved).orElse(""));
  }

  private String saved() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    session.save(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * The files from the last one on in which a window ended: partial flows at the end of an earlier
   * one may be of the window at hand.
   */
  private List<FileMark> marks() {
    List<FileMark> marks = new ArrayList<>();
    long open = session.openFlows();
    for (int i = held.size() - 1; i >= 0; i--) {
      FollowedFile file = held.get(i);
      boolean isBeingSkipped = file.flows < file.judgedBefore;
      long later = isBeingSkipped ? 0 : Math.min(open, file.flows);
      long judged = isBeingSkipped ? file.judgedBefore : file.flows - later;
      marks.add(0, file.mark(judged));
      open -= later;
      if (judged > 0) {
        break;
      }
    }
    return marks;
  }

  /** Closes files that are not needed any longer, the first ones. */
  private void drop(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      FollowedFile file = held.remove(0);
      past.add(file.mark(file.flows));
      file.drop();
    }
    while (past.size() > MOST_PAST) {
      past.remove(0);
    }
  }

  /** Removes what is not needed any more, now that the state is saved. In turn. */
  void tidy() throws IOException {
    if (adapted.isPresent()) {
      adapted.get().tidy();
    }
  }

  /** Removes the windows in quarantine, when nothing is to go on from them. */
  void removeQuarantine() throws IOException {
    if (adapted.isPresent()) {
      adapted.get().end();
    }
  }

  /** Looks after what becomes of the files that may be needed again. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  void lookAfter() throws IOException {
    setting.turn().lock();
    try {
      for (FollowedFile file : held) {
        files.keep(file);
      }
      Optional<Duration> most = setting.settings().times().maxDelay();
      boolean isLate = most.isPresent() && System.nanoTime() - openSince >= most.get().toNanos();
      if (isLate && !isDone && !isSkipping() && session.cut() > 0) {
        cuts++;
      }
      if (adapted.isPresent() && !isDone && adapted.get().goBack()) {
        rollbacks++;
      }
      if (!isDone) {
        silence.look(current, session.openWindow());
      }
    } finally {
      setting.turn().unlock();
    }
  }

  /** Whether flows are still passed over that were judged before the follower was begun again. */
  private boolean isSkipping() {
    return held.stream().anyMatch(file -> file.flows < file.judgedBefore);
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

  boolean isEnded() {
    return isEnded;
  }

  String name() {
    return name;
  }

  /** {@return whether a file is held open} In turn. */
  boolean holds(Path place) {
    return held.stream().anyMatch(file -> FileKey.isSame(file.path(), place));
  }

  /** {@return whether a file was read for this source, under this name or another} In turn. */
  boolean hasRead(Path place) {
    return Stream.concat(past.stream(), held.stream().map(file -> file.mark(0)))
        .anyMatch(mark -> mark.isOf(place));
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
    return flows + opened + cuts + rollbacks + silence.changes() + (isEnded ? 1 : 0);
  }

  @Override
  public boolean isOver(FollowedFile file) throws IOException {
    return files.isOver(file);
  }

  @Override
  public Optional<InputStream> copyOf(FollowedFile file, FileMark before) throws IOException {
    while (true) {
      Optional<Path> copy = files.copyOf(file, before, known(it -> it != file));
      if (copy.isEmpty()) {
        return Optional.empty();
      }
      try {
        byte[] head = Fingerprint.head(copy.get(), Fingerprint.MOST_BYTES);
        InputStream text = Fingerprint.text(copy.get());
        try {
          text.skipNBytes(file.position);
        } catch (EOFException e) {
          text.close();
          return Optional.empty();
        }
        file.began(head);
        return Optional.of(text);
      } catch (NoSuchFileException e) {
        setting.pulse().requireGoing(); // renamed or compressed meanwhile: it is found again
      }
    }
  }

  @Override
  public LiveSource.CutException lost(FollowedFile file) {
    report.lose();
    return new LiveSource.CutException(
        "was cut after "
            + file.position
            + " bytes of it were read, and there is no copy of it beside: what was written to it"
            + " between is lost");
  }
}
