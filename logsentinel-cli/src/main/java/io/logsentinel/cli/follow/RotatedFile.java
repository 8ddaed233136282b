package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.FolderListing;
import io.logsentinel.cli.workspace.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Succession of the files that are written to one path and rotated away from there. */
final class RotatedFile implements Succession {
  /** How names of copies of deleted files begin. */
  private static final String COPY = "deleted-";

  private final Rotation rotation;
  private final FollowTimes times;
  private final boolean isOfFolder;
  private final Predicate<Path> isOfOther;
  private final Pulse pulse;
  private final Path spool;
  private final Reporter reporter;

  /** Whether a newer file has appeared in the folder. */
  private final AtomicBoolean hasSuccessor = new AtomicBoolean();

  /** The file that is known to be gone and too long to be copied, so that it is told once. */
  private @Nullable FollowedFile tooLong;

  RotatedFile(
      Path path,
      boolean isOfFolder,
      Predicate<Path> isOfOther,
      FollowTimes times,
      Pulse pulse,
      Path spool,
      Reporter reporter) {
    this.rotation = new Rotation(path);
    this.isOfFolder = isOfFolder;
    this.isOfOther = isOfOther;
    this.times = times;
    this.pulse = pulse;
    this.spool = spool;
    this.reporter = reporter;
  }

  /** {@return the copies of deleted files in a folder} */
  static List<Path> copies(Path spool) throws IOException {
    return FolderListing.visible(spool).stream()
        .filter(file -> file.getFileName().toString().startsWith(COPY))
        .toList();
  }

  /** Takes note that a newer file has appeared in the folder. */
  void noteSuccessor() {
    hasSuccessor.set(true);
  }

  @Override
  public Optional<Path> find(FileMark mark, Collection<FileMark> others) throws IOException {
    Optional<Path> place = rotation.find(mark, others);
    return place.isPresent() ? place : keptCopyOf(mark, others);
  }

  /** One that was copied, and then the follower ended before that was saved. */
  private Optional<Path> keptCopyOf(FileMark mark, Collection<FileMark> others) throws IOException {
    return copies(spool).stream()
        .filter(mark.print()::fits)
        .filter(copy -> others.stream().noneMatch(it -> FileKey.isSame(it.path(), copy)))
        .findFirst();
  }

  @Override
  public List<Path> after(Optional<FileMark> last, Collection<FileMark> known) throws IOException {
    if (last.isEmpty()) {
      return Files.isRegularFile(rotation.path()) ? List.of(rotation.path()) : List.of();
    }
    return rotation.after(last.get(), known).stream()
        .filter(it -> !pulse.isFinishing() || Rotation.modified(it) <= pulse.finishedAt())
        .filter(it -> !isOfOther(it))
        .takeWhile(it -> !isBeingCompressed(it))
        .toList();
  }

  /** It may hold what was read: that is to be seen first, and what follows it comes after. */
  private boolean isBeingCompressed(Path file) {
    return !pulse.isFinishing()
        && FoundFile.at(file).filter(it -> it.isBeingCompressed(times.settle())).isPresent();
  }

  @Override
  public boolean isOfOther(Path file) {
    return isOfOther.test(file);
  }

  @Override
  public boolean isOver(FollowedFile file) {
    if (pulse.isFinishing()) {
      return true;
    }
    if (isCopy(file.openedAt())) {
      return true; // nobody writes to it
    }
    boolean isReplaced = rotation.isReplaced(file);
    boolean isRotated = isReplaced || file.isCompressed() || file.isSpooled();
    Duration time = isRotated ? times.settle() : max(times.settle(), times.endAfter());
    if (isReplaced || (isOfFolder && !Files.exists(rotation.path()))) {
      return isSettled(file, time);
    }
    return (file.isCompressed() || (isOfFolder && hasSuccessor.get())) && file.isQuietFor(time);
  }

  /** What was rotated away before it was opened may have been let alone for long by then. */
  private boolean isSettled(FollowedFile file, Duration time) {
    file.hasLeft();
    boolean wasAway = !FileKey.isSame(file.openedAt(), rotation.path());
    return file.hasSettledFor(time) || (wasAway && file.isUntouchedFor(time));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  @Override
  public boolean isEnded() {
    return pulse.isFinishing() || (isOfFolder && hasSuccessor.get());
  }

  @Override
  public Optional<Path> copyOf(FollowedFile file, FileMark before, Collection<FileMark> others)
      throws IOException {
    return rotation.copyOf(before, file.head(), others);
  }

  /**
   * Where it is called otherwise by now, or lies in a copy, it is found; else it is copied, on and
   * on.
   */
  @Override
  public void keep(FollowedFile file) throws IOException {
    if (isCopy(file.openedAt()) || file == tooLong || FileKey.isAt(file.path(), file.key())) {
      return;
    }
    if (file.isSpooled()) {
      copyOn(file);
      return;
    }
    Optional<Path> place = rotation.placeOf(file);
    if (place.isPresent()) {
      file.isAt(place.get());
    } else if (!rotation.hasCopy(file.mark(0))) {
      copy(file);
    }
  }

  /** Who writes to a file may go on when it has lost its name. */
  private void copyOn(FollowedFile file) throws IOException {
    if (file.hasOutgrownCopy() && fits(file)) {
      file.copyTo(file.path());
    }
  }

  private boolean fits(FollowedFile file) throws IOException {
    long bytes = file.length();
    if (bytes <= FollowTimes.MOST_SPOOLED) {
      return true;
    }
    tooLong = file;
    reporter.warn(
        "%s: was deleted; its %s bytes are not kept, as they are more than %s: if this run is"
            + " killed before the window at hand is full, flows of it are lost",
        file.openedAt(), bytes, FollowTimes.MOST_SPOOLED);
    return false;
  }

  private void copy(FollowedFile file) throws IOException {
    if (!fits(file)) {
      return;
    }
    int number = 1;
    while (Files.exists(spool.resolve(COPY + number))) {
      number++;
    }
    Path copy = spool.resolve(COPY + number);
    file.copyTo(copy);
    file.isKeptAt(copy);
  }

  @Override
  public boolean isCopy(Path place) {
    Path folder = place.toAbsolutePath().getParent();
    return folder != null && FileKey.isSame(folder, spool);
  }
}
