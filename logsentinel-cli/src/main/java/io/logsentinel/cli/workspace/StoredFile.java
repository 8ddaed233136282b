package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one gate through which artifacts and settings are read: regular files only, as a pipe or a
 * device may have no end, and none that is held in memory at once and does not fit there.
 */
public final class StoredFile {
  /** The largest file of settings, which people write: 1 MiB. */
  private static final long MOST_SETTINGS = 1 << 20;

  /** What is held in memory at once takes some times the bytes of its file. */
  private static final long MEMORY_PER_BYTE = 6;

  private StoredFile() {}

  /**
   * {@return the bytes of a file that is read piece by piece}
   *
   * @param file a file, or a link to one
   * @throws IOException if it is no regular file, or cannot be opened
   */
  public static InputStream open(Path file) throws IOException {
    requireNoOther(file);
    return Files.newInputStream(file);
  }

  /** Requires that what stands there, if anything, is a file: a pipe waits for its other end. */
  static void requireNoOther(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(
          Files.isDirectory(file) ? "is a folder" : "is no regular file but a pipe or a device");
    }
  }

  /**
   * {@return the bytes of a file that is held in memory at once}
   *
   * @param file a file, or a link to one
   * @throws IOException if it is no regular file, too large for the memory, or cannot be opened
   */
  public static InputStream openWhole(Path file) throws IOException {
    long memory = Runtime.getRuntime().maxMemory();
    return open(
        file,
        memory / MEMORY_PER_BYTE,
        " that fit into a memory of "
            + (memory >> 20)
            + " MB; more is given by LOGSENTINEL_JAVA_OPTS=-Xmx...");
  }

  /**
   * {@return the bytes of a file of settings}
   *
   * @param file a file, or a link to one
   * @throws IOException if it is no regular file, larger than such a file is, or cannot be opened
   */
  public static InputStream openSettings(Path file) throws IOException {
    return open(file, MOST_SETTINGS, " that settings may have");
  }

  private static InputStream open(Path file, long most, String why) throws IOException {
    InputStream in = open(file);
    long size = Files.size(file);
    if (size > most) {
      in.close();
      throw new IOException("has " + size + " bytes, more than the " + most + why);
    }
    return in;
  }
}
