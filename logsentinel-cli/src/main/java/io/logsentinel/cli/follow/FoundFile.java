package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.FlowNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** File of a followed folder as it is found: what tells which it is, looked at once. */
final class FoundFile {
  private final Path path;
  private final String key;
  private final long bytes;
  private final long modified;
  private final String look;

  /** Its first bytes, and their fingerprint; null until they are asked for. */
  private byte @Nullable [] head;

  private @Nullable Fingerprint print;

  private FoundFile(Path path, BasicFileAttributes now) {
    this.path = path;
    this.key = FileKey.of(now);
    this.bytes = now.size();
    this.modified = now.lastModifiedTime().toMillis();
    this.look = bytes + " " + now.lastModifiedTime();
  }

  /** {@return the file at a place as it is now; empty where it is gone} */
  static Optional<FoundFile> at(Path place) {
    try {
      return Optional.of(
          new FoundFile(place, Files.readAttributes(place, BasicFileAttributes.class)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path path() {
    return path;
  }

  /** {@return its length and time, which differ when it has been written to} */
  String look() {
    return look;
  }

  /** {@return whether it has more than so many bytes on disk} */
  boolean isLongerThan(long length) {
    return bytes > length;
  }

  /**
   * {@return whether it cannot be known yet what it holds: it is compressed, breaks off within its
   * first bytes, and was written to a moment ago}
   *
   * @param settle so long after that, nobody goes on with it
   */
  boolean isBeingCompressed(Duration settle) {
    return Math.abs(System.currentTimeMillis() - modified) < settle.toMillis()
        && FlowNames.isCompressed(path.getFileName().toString())
        && Fingerprint.isTorn(path);
  }

  boolean isOfKey(String other) {
    return !other.isEmpty() && other.equals(key);
  }

  /** {@return whether its text begins so} */
  boolean beginsAs(Fingerprint other) {
    return other.length() > 0 && other.fits(head());
  }

  /** {@return whether its text is so, as far as fingerprints go} */
  boolean isOf(Fingerprint other) {
    return other.length() > 0 && hasPrint(other);
  }

  /** {@return whether its text is so, or as empty} */
  boolean hasPrint(Fingerprint other) {
    Fingerprint own = print == null ? Fingerprint.of(head()) : print;
    print = own;
    return other.equals(own);
  }

  private byte[] head() {
    byte[] bytes = head == null ? Fingerprint.head(path, Fingerprint.MOST_BYTES) : head;
    head = bytes;
    return bytes;
  }
}
