package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.FlowNames;
import io.logsentinel.cli.workspace.FolderListing;
import io.logsentinel.cli.workspace.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rotation of a file: under which names lies what was once written to one path.
 *
 * @param path that is written to
 */
record Rotation(Path path) {
  private static final Comparator<Path> OLDEST_FIRST =
      Comparator.comparingLong(Rotation::modified).thenComparing(Path::toString);

  private Path folder() {
    return path.toAbsolutePath().getParent();
  }

  /** {@return the file that was marked, wherever it is by now} */
  Optional<Path> find(FileMark mark, Collection<FileMark> others) throws InputException {
    List<Path> places = new ArrayList<>(List.of(mark.path(), path));
    places.addAll(beside());
    Optional<Path> itself =
        places.stream().filter(it -> FileKey.isAt(it, mark.key()) && mark.isOf(it)).findFirst();
    if (itself.isPresent() && isSame(itself.get(), path)) {
      Optional<Path> copy = copyOfYoung(mark, others);
      return copy.isPresent() ? copy : itself;
    }
    return itself.or(() -> places.stream().filter(mark::isOf).findFirst());
  }

  /**
   * {@return a copy of a file that was cut when little more than its header was known} It begins
   * then as it did. A copy that was written since, and has other flows than it, is what it was.
   *
   * @param mark of the file, before it was cut
   * @param others marks of files that were read too
   */
  Optional<Path> copyOfYoung(FileMark mark, Collection<FileMark> others) throws InputException {
    if (mark.print().length() == Fingerprint.MOST_BYTES || !FileKey.isAt(path, mark.key())) {
      return Optional.empty(); // known by its flows, or not cut but rotated away
    }
    Pattern rotated = rotated();
    return beside().stream()
        .filter(place -> rotated.matcher(place.getFileName().toString()).matches())
        .filter(place -> modified(place) >= mark.modified())
        .filter(place -> mark.print().length() == 0 || mark.print().fits(place))
        .filter(place -> !Fingerprint.of(place).fits(path))
        .filter(place -> others.stream().noneMatch(it -> it.isOf(place)))
        .min(OLDEST_FIRST);
  }

  /** {@return a copy of a file that was cut: another file that begins as it did} */
  Optional<Path> copyOf(FollowedFile file, Fingerprint print) throws InputException {
    return beside().stream()
        .filter(place -> !FileKey.isAt(place, file.key()))
        .filter(print::fits)
        .findFirst();
  }

  /** {@return where a file is by now, by what the file system knows it by; empty where nowhere} */
  Optional<Path> placeOf(FollowedFile file) throws InputException {
    return FileKey.isAt(file.path(), file.key())
        ? Optional.of(file.path())
        : beside().stream().filter(place -> FileKey.isAt(place, file.key())).findFirst();
  }

  /** {@return whether another file stands at the path than this} */
  boolean isReplaced(FollowedFile file) {
    return Files.exists(path) && !FileKey.isAt(path, file.key());
  }

  /**
   * {@return the files that are to be read after one, in their order: those that were rotated away
   * since, then that at the path}
   *
   * @param last that was read last
   * @param known files that were read, or are being read
   */
  List<Path> after(FileMark last, Collection<FileMark> known) throws InputException {
    List<Path> after = new ArrayList<>();
    Pattern rotated = rotated();
    for (Path place : beside()) {
      if (!isSame(place, path)
          && rotated.matcher(place.getFileName().toString()).matches()
          && modified(place) >= last.modified()
          && known.stream().noneMatch(it -> it.isOf(place))) {
        after.add(place);
      }
    }
    after.sort(OLDEST_FIRST);
    if (Files.isRegularFile(path) && known.stream().noneMatch(it -> it.isOf(path))) {
      after.add(path);
    }
    return after;
  }

  /** As logrotate and others name what was {@code conn.log}: conn.log.1, conn-2026.log.gz. */
  private Pattern rotated() {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    return Pattern.compile(Pattern.quote(name) + "[._-].+|" + Pattern.quote(stem) + "[._-]\\d.*");
  }

  private List<Path> beside() throws InputException {
    return FolderListing.visible(folder()).stream().filter(Files::isRegularFile).toList();
  }

  private static boolean isSame(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static long modified(Path place) {
    try {
      return Files.getLastModifiedTime(place).toMillis();
    } catch (IOException e) {
      return Long.MIN_VALUE; // gone meanwhile
    }
  }

  /** {@return the files of a folder that are read, in the order in which they were written} */
  static List<Path> flowFiles(Path folder) throws InputException {
    return FolderListing.visible(folder).stream()
        .filter(Files::isRegularFile)
        .filter(file -> FlowNames.isOfFlows(file.getFileName().toString()))
        .sorted(OLDEST_FIRST)
        .toList();
  }
}
