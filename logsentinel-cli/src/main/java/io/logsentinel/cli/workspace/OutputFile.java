package io.logsentinel.cli.workspace;

import io.logsentinel.cli.journal.Journal;
import io.logsentinel.cli.journal.Journal.Change;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An artifact in the making: written beside its target and moved into place when it is whole, so
 * that a reader sees the old one or the new one. Closed without {@link #commit}, it leaves no
 * trace.
 */
public final class OutputFile extends OutputStream {
  private static final String PREFIX = ".logsentinel-";
  private static final String SUFFIX = ".tmp";
  private static final AtomicLong COUNTER = new AtomicLong();
  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  /** Guarded by {@link #UNFINISHED}, as is what is added to it. */
  private static boolean isEnding;

  /** So much of a file is forced to disk at a time while it is written, for its end to be quick. */
  private static final long FORCED_BYTES = 1 << 24;

  private static final ExecutorService FORCING =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "forcing to disk");
            thread.setDaemon(true);
            return thread;
          });

  private final Path target;
  private final Path beside;
  private final FileChannel channel;

  /** Bytes written since some were forced to disk. */
  private long unforced;

  /** Whether some are being forced to disk. */
  private volatile boolean isForcing;

  /**
   * Begins an artifact.
   *
   * @param target where it will be
   * @throws OutputException if nothing can be written there
   */
  public OutputFile(Path target) throws OutputException {
    this.target = target;
    Path free = next(target);
    FileChannel made = null;
    while (made == null) {
      try {
        made = open(free);
      } catch (FileAlreadyExistsException e) {
        // of another run: outside the working folders no lock keeps them apart
        free = next(target);
      } catch (IOException e) {
        throw new OutputException(target, e);
      }
    }
    this.beside = free;
    this.channel = made;
  }

  /** Nothing is begun any more once all that is unfinished has been removed. */
  private static FileChannel open(Path file) throws IOException {
    synchronized (UNFINISHED) {
      if (isEnding) {
        throw new IOException("the run is being ended");
      }
      FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.WRITE,
              StandardOpenOption.READ);
      UNFINISHED.add(file);
      return channel;
    }
  }

  private static Path next(Path target) {
    return target.resolveSibling(PREFIX + COUNTER.incrementAndGet() + SUFFIX);
  }

  /**
   * Undoes and removes what killed runs left in some folders; only for the one who holds their
   * locks. All is undone before anything is removed: a journal in one folder tells of files in
   * another.
   *
   * @param folders all that a run writes to
   * @throws OutputException if something cannot be undone or removed
   */
  public static void removeLeftovers(List<Path> folders) throws OutputException {
    for (Path folder : folders) {
      try {
        Journal.recover(folder, folders);
      } catch (IOException e) {
        throw new OutputException(folder, e);
      }
    }
    for (Path folder : folders) {
      removeLeftovers(folder);
    }
  }

  private static void removeLeftovers(Path folder) throws OutputException {
    try (var files = Files.newDirectoryStream(folder, PREFIX + "*" + SUFFIX)) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new OutputException(folder, e);
    }
  }

  /** Removes what this process has not finished: for a process that is about to end. */
  public static void removeUnfinished() {
    synchronized (UNFINISHED) {
      isEnding = true;
      for (Path file : UNFINISHED) {
        try {
          Files.deleteIfExists(file);
        } catch (IOException e) {
          // the next run removes it
        }
      }
    }
  }

  /**
   * Deletes an artifact that is not true any more.
   *
   * @param artifact where it is, if it is
   * @throws OutputException if it cannot be deleted
   */
  public static void delete(Path artifact) throws OutputException {
    try {
      Files.deleteIfExists(artifact);
    } catch (IOException e) {
      throw new OutputException(artifact, e);
    }
  }

  @Override
  public void write(int b) throws OutputException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws OutputException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      unforced += length;
      if (unforced >= FORCED_BYTES && !isForcing) {
        unforced = 0;
        isForcing = true;
        FORCING.execute(this::force);
      }
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      // at the end all is forced, and that says why it cannot be
    } finally {
      isForcing = false;
    }
  }

  /** Reads what was written: some bytes from a place on; how many, -1 where there are none. */
  int read(long place, byte[] bytes, int from, int length) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, from, length), place);
  }

  /**
   * Forces the file to disk and moves it into place.
   *
   * @throws OutputException if it cannot be
   */
  public void commit() throws OutputException {
    Change change = end();
    try {
      Journal.make(List.of(change));
    } catch (Journal.Failure e) {
      throw new OutputException(target, e.getCause());
    }
    UNFINISHED.remove(beside);
  }

  /** {@return the change that moves it into place} Ends the file and forces it to disk. */
  Change end() throws OutputException {
    try {
      channel.force(true);
      channel.close();
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
    return new Change(target, Optional.of(beside));
  }

  /** Where it has been moved by somebody else. */
  void moved() {
    UNFINISHED.remove(beside);
  }

  @Override
  public void close() throws OutputException {
    if (!UNFINISHED.contains(beside)) {
      return;
    }
    try {
      channel.close();
      Files.deleteIfExists(beside);
      UNFINISHED.remove(beside);
    } catch (IOException e) {
      throw new OutputException(target, e);
    }
  }
}
