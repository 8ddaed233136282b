package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A lock that keeps two runs out of one folder. It goes with the process, however that ends. */
public final class FolderLock implements AutoCloseable {
  private static final String NAME = ".logsentinel.lock";

  private final FileChannel channel;

  /**
   * Locks a folder.
   *
   * @param folder any folder
   * @throws InputException if another run has it
   * @throws OutputException if nothing can be written there
   */
  public FolderLock(Path folder) throws InputException, OutputException {
    Path file = folder.resolve(NAME);
    try {
      StoredFile.requireNoOther(file);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
    if (!lock(file)) {
      close();
      throw new InputException(folder + ": in use by another run");
    }
  }

  /**
   * {@return a lock of another folder; null where both are one}
   *
   * @param folder to be locked
   * @param locked that is locked already
   * @throws InputException if another run has it
   * @throws IOException if it cannot be written or looked at
   */
  public static @Nullable FolderLock besides(Path folder, Path locked)
      throws InputException, IOException {
    return Files.isSameFile(folder, locked) ? null : new FolderLock(folder);
  }

  private boolean lock(Path file) throws OutputException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
  }

  /** {@return whether a file is the lock of its folder} */
  static boolean isLock(Path file) {
    return file.endsWith(NAME);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing was written, and the lock is gone with the process at the latest
    }
  }
}
