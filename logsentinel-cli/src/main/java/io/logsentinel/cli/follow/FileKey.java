package io.logsentinel.cli.follow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.OptionalLong;

/** What the file system knows a file by, whatever its name: an inode, on Unix. */
final class FileKey {
  private FileKey() {}

  /** {@return the key of a file; empty where it is known by its name alone} */
  static String of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class));
  }

  /** {@return the key of a file whose attributes were read} */
  static String of(BasicFileAttributes file) {
    Object key = file.fileKey();
    return key == null ? "" : key.toString();
  }

  /**
   * {@return when the file of a key that is there was written to last, in milliseconds from 1970;
   * empty where it is not there any more} Asked at once: it may be renamed at any time.
   */
  static OptionalLong modified(Path file, String key) throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return !key.isEmpty() && of(now).equals(key)
          ? OptionalLong.of(now.lastModifiedTime().toMillis())
          : OptionalLong.empty();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * {@return when a file was written to, renamed or moved last, in milliseconds from 1970; empty
   * where the file system does not say}
   */
  static OptionalLong touched(Path file) throws IOException {
    try {
      return OptionalLong.of(((FileTime) Files.getAttribute(file, "unix:ctime")).toMillis());
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  /** {@return whether two paths are one, as they are written} */
  static boolean isSame(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  /** {@return whether a file of that key is there} */
  static boolean isAt(Path file, String key) {
    try {
      return !key.isEmpty() && Files.exists(file) && of(file).equals(key);
    } catch (IOException e) {
      return false; // gone meanwhile
    }
  }
}
