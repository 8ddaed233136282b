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
import java.util.Objects;
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

  /** A number, a date or a span of time; after an underscore, a date alone. */
  private static final String NUMBER_OR_DATE = "([.-]|_(?=\\d{4}[-.]?\\d\\d))\\d[\\d.:_+TZ-]*";

  private static final String COMPRESSED = "\\.(gz|zst|bz2|xz|lz4|Z|zip)";

  private Path folder() {
    Path absolute = path.toAbsolutePath();
    return Objects.requireNonNullElse(absolute.getParent(), absolute);
  }

  /** {@return the file that was marked, wherever it is by now} */
  Optional<Path> find(FileMark mark, Collection<FileMark> others) throws InputException {
    if (mark.spooled()) {
      return Optional.of(mark.path()).filter(Files::exists);
    }
    Optional<Path> itself = placeOf(mark.path(), mark.key());
    byte[] head =
        itself.map(it -> Fingerprint.head(it, Fingerprint.MOST_BYTES)).orElse(new byte[0]);
    if (itself.isPresent() && mark.isOf(itself.get())) {
      Optional<Path> copy = mark.isDistinct() ? Optional.empty() : copyOf(mark, head, others);
      return copy.isPresent() ? copy : itself;
    }
    Optional<Path> copy = copyOf(mark, head, others);
    if (mark.flows() == 0 && !mark.key().isEmpty()) {
      return copy; // another header alone would be no sign, and hide what was written between
    }
    List<Path> places = new ArrayList<>(List.of(mark.path(), path));
    places.addAll(beside());
    return copy.or(() -> places.stream().filter(mark::isOf).findFirst());
  }

  /**
   * {@return the copy of a file that was cut, made before it was} It begins as the file did. That
   * tells it from others where flows of the file are known; where little more than a header is, its
   * copy is the first that was written since, and that is not how the file begins now. Of a file
   * that was renamed, it was written before the file was for the last time: later ones are of
   * others.
   *
   * @param mark of the file, before it was cut
   * @param head its first bytes by now
   * @param others marks of files that were read too
   */
  Optional<Path> copyOf(FileMark mark, byte[] head, Collection<FileMark> others)
      throws InputException {
    if (mark.isDistinct()) {
      return beside().stream()
          .filter(place -> !FileKey.isAt(place, mark.key()))
          .filter(mark.print()::fits)
          .findFirst();
    }
    Optional<Path> itself = placeOf(mark.path(), mark.key());
    if (itself.isEmpty()) {
      return Optional.empty();
    }
    long until = FileKey.isSame(itself.get(), path) ? Long.MAX_VALUE : modified(itself.get());
    return beside().stream()
        .filter(this::isNamedAfter)
        .filter(place -> !FileKey.isAt(place, mark.key()))
        .filter(place -> modified(place) >= mark.modified() && modified(place) <= until)
        .filter(place -> mark.print().length() == 0 || mark.print().fits(place))
        .filter(place -> !Fingerprint.of(place).fits(head))
        .filter(place -> others.stream().noneMatch(it -> it.isOf(place)))
        .min(OLDEST_FIRST);
  }

  /** {@return whether what a file holds lies in another for certain} */
  boolean hasCopy(FileMark mark) throws InputException {
    return mark.isDistinct() && copyOf(mark, new byte[0], List.of()).isPresent();
  }

  /** {@return where a file is by now, by what the file system knows it by; empty where nowhere} */
  Optional<Path> placeOf(FollowedFile file) throws InputException {
    return placeOf(file.path(), file.key());
  }

  private Optional<Path> placeOf(Path last, String key) throws InputException {
    return FileKey.isAt(last, key)
        ? Optional.of(last)
        : beside().stream().filter(place -> FileKey.isAt(place, key)).findFirst();
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
    for (Path place : beside()) {
      if (!FileKey.isSame(place, path)
          && isNamedAfter(place)
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

  /**
   * {@return whether a file is named as logrotate and others name what was {@code conn.log}:
   * conn.log.1, conn-2026.log.gz} What people number by hand, conn_2.log, is another.
   */
  boolean isNamedAfter(Path place) {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    String stem = Pattern.quote(dot > 0 ? name.substring(0, dot) : name);
    String ending = Pattern.quote(dot > 0 ? name.substring(dot) : "");
    return Pattern.matches(
        String.format(
            "%1$s(%2$s(%3$s|\\.old)?|%3$s%2$s)(%4$s)?", stem, ending, NUMBER_OR_DATE, COMPRESSED),
        place.getFileName().toString());
  }

  private List<Path> beside() throws InputException {
    return FolderListing.visible(folder()).stream().filter(Files::isRegularFile).toList();
  }

  static long modified(Path place) {
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
