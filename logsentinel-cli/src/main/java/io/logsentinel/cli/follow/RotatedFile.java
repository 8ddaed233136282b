package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.Reporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Succession of the files that are written to one path and rotated away from there. */
final class RotatedFile implements Succession {
  private final Rotation rotation;
  private final FollowTimes times;
  private final boolean isOfFolder;
  private final Pulse pulse;
  private final Path spool;
  private final Reporter reporter;

  /** Whether a newer file has appeared in the folder. */
  private final AtomicBoolean hasSuccessor = new AtomicBoolean();

  /** The file that is known to be gone, so that it is not copied twice. */
  private FollowedFile kept;

  RotatedFile(
      Path path,
      boolean isOfFolder,
      FollowTimes times,
      Pulse pulse,
      Path spool,
      Reporter reporter) {
    this.rotation = new Rotation(path);
    this.isOfFolder = isOfFolder;
    this.times = times;
    this.pulse = pulse;
    this.spool = spool;
    this.reporter = reporter;
  }

  void hasSuccessor() {
    hasSuccessor.set(true);
  }

  @Override
  public Optional<Path> find(FileMark mark, Collection<FileMark> others) throws IOException {
    return rotation.find(mark, others);
  }

  @Override
  public List<Path> after(Optional<FileMark> last, Collection<FileMark> known) throws IOException {
    if (last.isEmpty()) {
      return Files.isRegularFile(rotation.path()) ? List.of(rotation.path()) : List.of();
    }
    return rotation.after(last.get(), known);
  }

  @Override
  public boolean isOver(FollowedFile file) {
    if (pulse.isFinishing()) {
      return true;
    }
    boolean isReplaced = rotation.isReplaced(file);
    if (isReplaced || file.isCompressed() || file.isSpooled()) {
      return file.isQuietFor(times.settle());
    }
    boolean isSuperseded = isOfFolder && (hasSuccessor.get() || !Files.exists(rotation.path()));
    return isSuperseded && file.isQuietFor(max(times.settle(), times.endAfter()));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  @Override
  public boolean isEnded() {
    return pulse.isFinishing() || (isOfFolder && hasSuccessor.get());
  }

  @Override
  public Optional<Path> copyOf(FollowedFile file) throws IOException {
    return rotation.copyOf(file, file.print());
  }

  @Override
  public Optional<Path> copyOfYoung(FileMark mark, Collection<FileMark> others) throws IOException {
    return rotation.copyOfYoung(mark, others);
  }

  /** Where it is called otherwise by now, or lies in a copy, it is found; else it is copied. */
  @Override
  public void keep(FollowedFile file) throws IOException {
    if (file.isSpooled() || file == kept || FileKey.isAt(file.path(), file.key())) {
      return;
    }
    Optional<Path> place = rotation.placeOf(file);
    if (place.isPresent()) {
      file.isAt(place.get());
    } else if (copyOf(file).isEmpty()) {
      kept = file;
      copy(file);
    }
  }

  private void copy(FollowedFile file) throws IOException {
    long bytes = file.length();
    if (bytes > FollowTimes.MOST_SPOOLED) {
      reporter.warn(
          "%s: was deleted; its %s bytes are not kept, as they are more than %s: if this run is"
              + " killed before the window at hand is full, flows of it are lost",
          file.path(), bytes, FollowTimes.MOST_SPOOLED);
      return;
    }
    Path copy = spool.resolve("deleted-" + file.print().digest().substring(0, 12));
    file.copyTo(copy);
    file.isKeptAt(copy);
  }

  @Override
  public boolean areCopies() {
    return false;
  }
}
