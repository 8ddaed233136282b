package io.logsentinel.cli.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A lock that keeps two runs out of one folder, or from one file. It goes with the process, however
 * that ends.
 */
public final class RunLock implements AutoCloseable {
  private static final String NAME = ".logsentinel.lock";

  /**
   * Of the lock of a file: beyond what stands in it, so that who is refused may read that. Who has
   * it may not: a process that closes a file loses its locks of it.
   */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  /** Where it is removed at its end; null where it stays. */
  private final @Nullable Path removed;

  private final boolean isLocked;

  /**
   * Locks a folder.
   *
   * @param folder any folder
   * @throws InputException if another run has it
   * @throws OutputException if nothing can be written there
   */
  public RunLock(Path folder) throws InputException, OutputException {
    this(folder.resolve(NAME), false);
    if (!isLocked) {
      throw new InputException(folder + ": in use by another run");
    }
  }

  private RunLock(Path file, boolean isRemoved) throws OutputException {
    removed = isRemoved ? file : null;
    try {
      StoredFile.requireNoOther(file);
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new OutputException(file, e);
    }
    isLocked = lock(file);
    if (!isLocked) {
      close();
    }
  }

  /**
   * {@return a lock of one file alone, which lies beside it, says whose it is, and is removed at
   * its end}
   *
   * @param file a file, there or not, in a folder that is there
   * @throws InputException if another run has it
   * @throws OutputException if nothing can be written there
   */
  public static RunLock ofFile(Path file) throws InputException, OutputException {
    Path beside = file.resolveSibling("." + file.getFileName() + NAME);
    RunLock lock = new RunLock(beside, true);
    if (!lock.isLocked) {
      throw new InputException(
          file
              + ": another run writes to it"
              + holder(beside)
              + "; name another file, or wait until that run has ended");
    }
    lock.sign();
    return lock;
  }

  private void sign() {
    try {
      channel.truncate(0);
      String process = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(process.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      // whose it is, is not told then
    }
  }

  private static String holder(Path file) {
    try {
      String process = Files.readString(file).strip();
      return process.matches("[0-9]{1,20}") ? ", process " + process : "";
    } catch (IOException e) {
      return "";
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
  public static @Nullable RunLock besides(Path folder, Path locked)
      throws InputException, IOException {
    return Files.isSameFile(folder, locked) ? null : new RunLock(folder);
  }

  private boolean lock(Path file) throws OutputException {
    try {
      return (removed == null ? channel.tryLock() : channel.tryLock(LOCKED_BYTE, 1, false)) != null;
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
    if (isLocked && removed != null) {
      try {
        Files.deleteIfExists(removed); // before it is let go of: after that it may be of another
      } catch (IOException e) {
        // it stays, and the next run takes it
      }
    }
    try {
      channel.close();
    } catch (IOException e) {
      // nothing was written, and the lock is gone with the process at the latest
    }
  }
}
