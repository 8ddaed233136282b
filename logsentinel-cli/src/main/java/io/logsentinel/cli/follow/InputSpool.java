package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard input as a file that grows: a thread of its own copies what comes, so that it can be had
 * again after the process was killed.
 */
final class InputSpool implements Succession {
  private static final int CHUNK_BYTES = 1 << 16;

  /** So much may come before it is judged; then whoever writes has to wait. */
  private static final long MOST_AHEAD = 1L << 28;

  private final Pulse pulse;
  private final Path file;
  private volatile boolean isEnded;
  private volatile @Nullable IOException failure;
  private volatile long written;

  /** Null until it is read. */
  private volatile @Nullable FollowedFile reading;

  /**
   * Begins to copy.
   *
   * @param in standard input
   * @param folder where it is kept, beside what an earlier run kept
   */
  InputSpool(InputStream in, Path folder, Pulse pulse) throws IOException {
    this.pulse = pulse;
    int number = 1;
    while (Files.exists(place(folder, number))) {
      number++;
    }
    this.file = place(folder, number);
    OutputStream out = Files.newOutputStream(file);
    Thread thread = new Thread(() -> copy(in, out), "standard input");
    thread.setDaemon(true); // it may wait for bytes that never come
    thread.start();
  }

  private static Path place(Path folder, int number) {
    return folder.resolve("stdin-" + number);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread copies
  private void copy(InputStream in, OutputStream out) {
    byte[] bytes = new byte[CHUNK_BYTES];
    try (out) {
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        out.write(bytes, 0, count);
        written += count;
        pulse.beat();
        while (reading != null && written - reading.position > MOST_AHEAD) {
          pulse.await();
        }
      }
    } catch (Pulse.StoppedException e) {
      // nobody reads on
    } catch (IOException e) {
      failure = e;
    }
    isEnded = true;
    pulse.beat();
  }

  /** Throws what went wrong with the copying. */
  void requireWritten() throws OutputException {
    if (failure != null) {
      throw new OutputException(file, failure);
    }
  }

  @Override
  public Optional<Path> find(FileMark mark, Collection<FileMark> others) {
    return Optional.of(mark.path()).filter(Files::exists);
  }

  @Override
  public List<Path> after(Optional<FileMark> last, Collection<FileMark> known) {
    Path place = file.toAbsolutePath();
    return known.stream().anyMatch(it -> it.path().equals(place)) ? List.of() : List.of(place);
  }

  @Override
  public boolean isOfOther(Path file) {
    return false;
  }

  @Override
  public boolean isOver(FollowedFile followed) throws IOException {
    if (!followed.path().toAbsolutePath().equals(file.toAbsolutePath())) {
      return true; // of an earlier run
    }
    reading = followed;
    requireWritten();
    return isEnded;
  }

  @Override
  public boolean isEnded() {
    return isEnded;
  }

  @Override
  public Optional<Path> copyOf(
      FollowedFile followed, FileMark before, Collection<FileMark> others) {
    return Optional.empty();
  }

  @Override
  public void keep(FollowedFile followed) {
    // it is kept as it is
  }

  @Override
  public boolean isCopy(Path place) {
    return true;
  }
}
