package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.Reporter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The files of one source: those held open, as flows of the window at hand may be in them, and
 * marks of those that were read before.
 *
 * <p>In turn, but for what finds files and opens them, which takes the turn itself.
 */
final class FollowedFiles implements LiveSource.Watch {
  /** So many files that were read are kept in mind, not to be read again under another name. */
  private static final int MOST_PAST = 32;

  private final Succession succession;
  private final ReentrantLock turn;
  private final Pulse pulse;
  private final Reporter reporter;
  private final FollowReport report;
  private final List<FollowedFile> held = new ArrayList<>();
  private final List<FileMark> past = new ArrayList<>();
  private volatile long opened;

  /**
   * No files yet.
   *
   * @param succession in which they come
   * @param turn guards what is known of them
   * @param pulse is beaten while something is waited for
   * @param reporter is told what is odd
   * @param report is told what is lost
   */
  FollowedFiles(
      Succession succession,
      ReentrantLock turn,
      Pulse pulse,
      Reporter reporter,
      FollowReport report) {
    this.succession = succession;
    this.turn = turn;
    this.pulse = pulse;
    this.reporter = reporter;
    this.report = report;
  }

  /** Goes on with the files of a saved source, wherever they are by now. */
  void resume(SavedSource saved) throws IOException {
    past.addAll(saved.past());
    for (FileMark mark : saved.files()) {
      List<FileMark> others = new ArrayList<>(past);
      others.addAll(saved.files());
      others.remove(mark);
      Optional<FollowedFile> found = find(mark, others);
      boolean wasLast = mark.equals(saved.files().get(saved.files().size() - 1));
      if (found.isPresent()) {
        FollowedFile file = found.get();
        file.judgedBefore = mark.judged();
        file.reading = mark.reading();
        file.hasOld(wasLast ? mark.bytes() : FileMark.ALL);
        held.add(file);
        if (wasLast) {
          tellOfCopy(mark, file.openedAt());
        }
      } else {
        past.add(mark);
        if (saved.isEnded()) {
          continue; // its last flows filled no window when all had come
        }
        if (wasLast && !isFoundAsAnother(mark, others)) {
          tellOfLossOfLast(mark);
        } else {
          tellOfLoss(mark);
        }
      }
    }
  }

  /** {@return the file that was marked, opened; empty where it is gone} */
  private Optional<FollowedFile> find(FileMark mark, List<FileMark> others) throws IOException {
    while (true) {
      Optional<Path> place = succession.find(mark, others);
      if (place.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Optional.of(FollowedFile.open(place.get(), succession.isCopy(place.get())));
      } catch (NoSuchFileException e) {
        pulse.requireGoing(); // renamed meanwhile: it is found again
      }
    }
  }

  /** Whether what was in a file that had no flows is among what is read next, if anything was. */
  private boolean isFoundAsAnother(FileMark mark, List<FileMark> others) throws IOException {
    if (mark.flows() > 0) {
      return false;
    }
    Fingerprint print = mark.print();
    for (Path place : succession.after(Optional.of(mark), others)) {
      boolean mayBeIt = !FileKey.isSame(place, mark.path()) || FileKey.isAt(place, mark.key());
      if (mayBeIt && (print.length() == 0 || print.fits(place))) {
        return true;
      }
    }
    return false;
  }

  /** A copy of the follower's own goes to where the follower ended, and the file maybe further. */
  private void tellOfCopy(FileMark mark, Path place) {
    boolean isFirst = !mark.key().isEmpty() && !FileKey.isAt(place, mark.key());
    if (succession.isCopy(place) && isFirst) {
      report.lose();
      reporter.warn(
          "%s: is read in place of a file that was deleted or moved away, as far as that was"
              + " copied; what was written to it since is not known",
          place);
    }
  }

  /** It may have been written to until it went. */
  private void tellOfLossOfLast(FileMark gone) {
    long open = gone.flows() - gone.judged();
    report.lose();
    reporter.warn(
        "%s: cannot be found again under any name; what was written to it after %s of its flows"
            + " were read is not known%s",
        gone.path(),
        gone.flows(),
        open == 0 ? "" : ", and the last " + open + " of these, of the window at hand, are lost");
  }

  private void tellOfLoss(FileMark gone) {
    if (gone.flows() > gone.judged()) {
      report.lose();
      reporter.warn(
          "%s: cannot be found again under any name; its last %s flows, of the window at"
              + " hand, are lost",
          gone.path(), gone.flows() - gone.judged());
    }
  }

  /** {@return the files that are held open by now, in order} */
  List<FollowedFile> held() {
    return List.copyOf(held);
  }

  /** {@return the place of the file to be read next; empty where there is none by now} */
  Optional<Path> next() throws IOException {
    List<FileMark> known = known(file -> true);
    Optional<FileMark> last =
        known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    for (Path place : succession.after(last, known)) {
      if (!isHeldWithoutFlows(place)) {
        return Optional.of(place);
      }
    }
    return Optional.empty();
  }

  /** One that failed, say: its mark does not tell it from what may have come in its place. */
  private boolean isHeldWithoutFlows(Path place) throws IOException {
    turn.lock();
    try {
      for (FollowedFile file : held) {
        if (file.flows == 0 && file.isStillAt(place)) {
          return true;
        }
      }
      return false;
    } finally {
      turn.unlock();
    }
  }

  /** {@return whether none comes after those that are over} */
  boolean areAll() {
    return succession.isEnded();
  }

  /** {@return the next file, held open from now on; empty where it is there no more} */
  @SuppressWarnings("NonAtomicVolatileUpdate") // in turn
  Optional<FollowedFile> open(Path next) throws IOException {
    turn.lock();
    try {
      if (succession.isOfOther(next)) {
        return Optional.empty(); // has become a source meanwhile
      }
      FollowedFile file = FollowedFile.open(next, succession.isCopy(next));
      held.add(file);
      opened++;
      return Optional.of(file);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // renamed meanwhile: it is found again
    } finally {
      turn.unlock();
    }
  }

  /** Marks of files that were read, in order. */
  private List<FileMark> known(Predicate<FollowedFile> which) {
    turn.lock();
    try {
      List<FileMark> known = new ArrayList<>(past);
      held.stream().filter(which).forEach(file -> known.add(file.mark(0)));
      return known;
    } finally {
      turn.unlock();
    }
  }

  /**
   * {@return marks of the files from the last one on in which a window ended} Partial flows at the
   * end of an earlier one may be of the window at hand. What was read of each can be found again.
   *
   * @param openFlows of the window at hand
   */
  List<FileMark> marks(long openFlows) throws IOException {
    keep();
    List<FileMark> marks = new ArrayList<>();
    long open = openFlows;
    for (int i = held.size() - 1; i >= 0; i--) {
      FollowedFile file = held.get(i);
      long later = isBeingSkipped(file) ? 0 : Math.min(open, file.flows);
      long judged = isBeingSkipped(file) ? file.judgedBefore : file.flows - later;
      marks.add(0, file.mark(judged));
      open -= later;
      if (judged > 0) {
        break;
      }
    }
    return marks;
  }

  /** Whether flows are passed over that were judged before the follower was begun again. */
  private static boolean isBeingSkipped(FollowedFile file) {
    return file.flows < file.judgedBefore;
  }

  /** {@return whether flows of a file are still passed over, as they were judged before} */
  boolean isSkipping() {
    return held.stream().anyMatch(FollowedFiles::isBeingSkipped);
  }

  /** Closes all files but the last ones. */
  void holdLast(int count) throws IOException {
    while (held.size() > count) {
      FollowedFile file = held.remove(0);
      past.add(file.mark(file.flows));
      tellOfLateBytes(file);
      file.drop();
    }
    while (past.size() > MOST_PAST) {
      past.remove(0);
    }
  }

  /** What is written once all are to end where they do is not read, and no loss. */
  private void tellOfLateBytes(FollowedFile file) throws IOException {
    long late = file.lateBytes();
    if (late > 0 && !pulse.isFinishing()) {
      report.lose();
      reporter.warn(
          "%s: %s bytes were written to it after it was taken to be at its end, and are lost;"
              + " give a longer --settle",
          file.path(), late);
    }
  }

  /** Has the marked files, the last ones that are held, be read from their starts again. */
  void readAgain(List<FileMark> marks) throws IOException {
    holdLast(marks.size());
    for (int i = 0; i < marks.size(); i++) {
      held.get(i).flows = 0;
      held.get(i).judgedBefore = marks.get(i).judged();
    }
  }

  /** Makes sure that the files that are held can be found again. */
  void keep() throws IOException {
    for (FollowedFile file : held) {
      succession.keep(file);
    }
  }

  /** {@return marks of the files that were read and are not held any longer, the last ones} */
  List<FileMark> past() {
    return past;
  }

  /** {@return whether a file is held open} */
  boolean holds(Path place) {
    return held.stream().anyMatch(file -> FileKey.isSame(file.path(), place));
  }

  /**
   * {@return whether a file that has the name of another source is one of these, under another
   * name}
   *
   * @param isNamedAfter whether a file is named after what is rotated
   */
  boolean haveRenamed(FoundFile file, Predicate<Path> isNamedAfter) {
    return held.stream().anyMatch(it -> file.isOfKey(it.key()))
        || Stream.concat(past.stream(), held.stream().map(it -> it.mark(0)))
            .anyMatch(mark -> mark.isRenamed(file, isNamedAfter));
  }

  /** {@return how many files were opened, apart from those of a saved source} At any time. */
  long opened() {
    return opened;
  }

  @Override
  public boolean isOver(FollowedFile file) throws IOException {
    return succession.isOver(file);
  }

  @Override
  public Optional<InputStream> copyOf(FollowedFile file, FileMark before) throws IOException {
    while (true) {
      Optional<Path> copy = succession.copyOf(file, before, known(it -> it != file));
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
        pulse.requireGoing(); // renamed or compressed meanwhile: it is found again
      }
    }
  }

  @Override
  public LiveSource.CutException lost(FollowedFile file) {
    report.lose();
    file.wasCut();
    return new LiveSource.CutException(
        "was cut after "
            + file.position
            + " bytes of it were read, and there is no copy of it beside: what was written to it"
            + " between is lost");
  }
}
