package io.logsentinel.cli.journal;

import com.google.gson.stream.JsonReader;
import io.logsentinel.core.text.JsonWriter;
import io.logsentinel.core.text.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Journal of files that replace others together: all of them, or none, whatever becomes of the
 * process or the machine in between. Before the first file is moved, what is to be replaced gets a
 * second name, and the journal tells which (a rollback journal, as databases have it). Once all are
 * moved, the journal goes, and with that the change is made; where it is still there, it is undone.
 */
public final class Journal {
  private static final String NAME = ".logsentinel-journal";
  private static final String PREFIX = ".logsentinel-";
  private static final String SUFFIX = ".tmp";

  private Journal() {}

  /**
   * Change of one file.
   *
   * @param target the file that is changed
   * @param made what takes its place, in the same folder; empty where it is deleted
   */
  public record Change(Path target, Optional<Path> made) {}

  /**
   * What a file was before.
   *
   * @param target the file
   * @param backup its second name, in the same folder; empty where there was none
   */
  private record Former(Path target, Optional<Path> backup) {}

  /**
   * Makes all changes, forced to disk. Where one cannot be made, what was changed is undone.
   *
   * @param changes at least one, their files forced to disk
   * @throws Failure if one cannot be made; then none is
   */
  public static void make(List<Change> changes) throws Failure {
    Path first = changes.get(0).target();
    try {
      if (changes.size() == 1) {
        make(changes.get(0));
        force(folder(first));
      } else {
        makeAll(changes, folder(first));
      }
    } catch (Failure e) {
      throw e;
    } catch (IOException e) {
      throw new Failure(first, e);
    }
  }

  private static void makeAll(List<Change> changes, Path folder) throws IOException {
    List<Former> formers = new ArrayList<>();
    try {
      for (Change change : changes) {
        formers.add(former(change.target()));
      }
      write(folder, formers);
      for (Change change : changes) {
        make(change);
      }
      for (Path changed : foldersOf(formers)) {
        force(changed);
      }
    } catch (IOException e) {
      try {
        undo(folder, formers);
      } catch (IOException again) {
        e.addSuppressed(again); // the next run undoes it
      }
      throw e;
    }
    end(folder, formers);
  }

  /**
   * Undoes what a run that was killed began in a folder; only for the one who holds the locks of
   * all.
   *
   * @param folder any folder
   * @param folders all that the run may change: a journal that came from elsewhere, in a state that
   *     was handed over, cannot name files of others
   * @throws IOException if it cannot be undone, or is to change other files
   */
  public static void recover(Path folder, List<Path> folders) throws IOException {
    if (isIn(folder)) {
      List<Former> formers = read(folder);
      for (Former former : formers) {
        requireOurs(former, folder, folders);
      }
      undo(folder, formers);
    }
  }

  private static void requireOurs(Former former, Path folder, List<Path> folders)
      throws IOException {
    Path parent = folder(former.target());
    boolean isOurs = former.backup().map(it -> isBackup(it, parent)).orElse(true);
    for (Path known : folders) {
      if (isOurs && Files.exists(parent) && Files.isSameFile(known, parent)) {
        return;
      }
    }
    throw new IOException(
        NAME
            + " is to change "
            + former.target()
            + ", which is in none of the folders of this run: run the command again that was"
            + " killed, or remove that file if you do not know where it comes from");
  }

  private static boolean isBackup(Path file, Path folder) {
    String name = file.getFileName().toString();
    return folder(file).equals(folder) && name.startsWith(PREFIX) && name.endsWith(SUFFIX);
  }

  /**
   * {@return whether a change of files in a folder was begun and did not end}
   *
   * @param folder any folder
   */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME));
  }

  private static Path folder(Path file) {
    Path absolute = file.toAbsolutePath();
    return Objects.requireNonNullElse(absolute.getParent(), absolute);
  }

  private static Set<Path> foldersOf(List<Former> formers) {
    Set<Path> folders = new LinkedHashSet<>();
    formers.forEach(former -> folders.add(folder(former.target())));
    return folders;
  }

  private static void make(Change change) throws Failure {
    try {
      if (change.made().isPresent()) {
        move(change.made().get(), change.target());
      } else {
        Files.deleteIfExists(change.target());
      }
    } catch (IOException e) {
      throw new Failure(change.target(), e);
    }
  }

  /** A change that could not be made. */
  public static final class Failure extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Path target;

    Failure(Path target, IOException cause) {
      super(target.toString(), cause);
      this.target = target;
    }

    /** {@return the file that could not be changed} */
    public Path target() {
      return target;
    }

    @Override
    public synchronized IOException getCause() {
      return (IOException) Objects.requireNonNull(super.getCause(), "a failure has a cause");
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Gives a file a second name, or a copy where the file system knows one name only. */
  private static Former former(Path target) throws IOException {
    if (!Files.exists(target)) {
      return new Former(target, Optional.empty());
    }
    if (Files.isDirectory(target)) {
      throw new Failure(target, new IOException("is a folder"));
    }
    Path backup = target.resolveSibling(PREFIX + UUID.randomUUID() + SUFFIX);
    try {
      Files.createLink(backup, target);
    } catch (UnsupportedOperationException | IOException e) {
      Files.copy(target, backup, StandardCopyOption.COPY_ATTRIBUTES);
    }
    return new Former(target, Optional.of(backup));
  }

  private static void write(Path folder, List<Former> formers) throws IOException {
    JsonWriter json = JsonWriter.document().beginObject();
    json.name("replaced");
    json.objects(
        formers,
        former -> {
          json.name("target").value(relative(folder, former.target()));
          json.name("before").value(former.backup().map(it -> relative(folder, it)).orElse(""));
        });
    byte[] bytes = json.endObject().toBytes();
    Path beside = folder.resolve(PREFIX + UUID.randomUUID() + SUFFIX);
    try {
      try (FileChannel channel =
          FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
          channel.write(left);
        }
        channel.force(true);
      }
      move(beside, folder.resolve(NAME));
    } finally {
      Files.deleteIfExists(beside); // where the disk was full; else it has moved
    }
    force(folder);
  }

  /** As long as the folders stay beside each other, they may be moved. */
  private static String relative(Path folder, Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path from = folder.toAbsolutePath().normalize();
    return absolute.getRoot().equals(from.getRoot())
        ? from.relativize(absolute).toString()
        : absolute.toString();
  }

  private static List<Former> read(Path folder) throws IOException {
    Path journal = folder.resolve(NAME);
    if (!Files.isRegularFile(journal)) {
      throw new IOException(NAME + " is no regular file");
    }
    try (InputStream in = Files.newInputStream(journal)) {
      return StrictJson.read(
          in,
          json -> {
            json.beginObject();
            List<Former> formers =
                StrictJson.list(json, "replaced", replaced -> former(folder, replaced));
            json.endObject();
            return formers;
          });
    }
  }

  private static Former former(Path folder, JsonReader json) throws IOException {
    json.beginObject();
    Path target = folder.resolve(StrictJson.string(json, "target")).normalize();
    String before = StrictJson.string(json, "before");
    json.endObject();
    return new Former(
        target,
        before.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(before).normalize()));
  }

  /** May itself be cut off at any point, and be done again. */
  private static void undo(Path folder, List<Former> formers) throws IOException {
    if (isIn(folder)) { // else nothing was changed yet
      for (Former former : formers) {
        if (former.backup().isEmpty()) {
          Files.deleteIfExists(former.target());
        } else if (Files.exists(former.backup().get())) {
          move(former.backup().get(), former.target());
        }
      }
      for (Path changed : foldersOf(formers)) {
        force(changed);
      }
    }
    end(folder, formers);
  }

  private static void end(Path folder, List<Former> formers) throws IOException {
    if (Files.deleteIfExists(folder.resolve(NAME))) {
      force(folder);
    }
    for (Former former : formers) {
      if (former.backup().isPresent()) {
        Files.deleteIfExists(former.backup().get());
      }
    }
  }

  /** Forces the names in a folder to disk, on systems that let folders be opened. */
  private static void force(Path folder) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(folder, StandardOpenOption.READ);
    } catch (IOException e) {
      return;
    }
    try (channel) {
      channel.force(true);
    }
  }
}
