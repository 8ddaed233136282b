package io.logsentinel.cli.workspace;

import io.logsentinel.core.artifact.CleanedCsv;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.window.Profile;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * The files of profiles. Those that this run has written are kept in memory as far as they are few,
 * and not read back: reading gives the same.
 */
public final class ProfileFiles {
  /** All of a week of three million flows in windows of the default size; some 40 MB. */
  private static final int MOST_KEPT = 512;

  private final Map<Path, List<Profile>> recent = new HashMap<>();
  private int kept;

  /** {@return the number of profiles for which there is room in memory} */
  public int room() {
    return MOST_KEPT - kept;
  }

  /**
   * Keeps the profiles of a file that this run has written whole, if there is room for them.
   *
   * @param file that they are in
   * @param profiles all of them, in order
   */
  public void keep(Path file, List<Profile> profiles) {
    if (profiles.size() <= room()) {
      kept += profiles.size();
      recent.put(file, profiles);
    }
  }

  /** The receiver of a file's profiles. */
  public interface Sink {
    /**
     * Takes the next profile.
     *
     * @param profile of the file
     * @throws IOException if an output cannot be written
     * @throws InputException if the profile cannot be used
     */
    void accept(Profile profile) throws IOException, InputException;
  }

  /**
   * The receiver of what profiles became.
   *
   * @param <T> what a profile becomes
   */
  public interface ResultSink<T> {
    /**
     * Takes what the next profile became.
     *
     * @param result of the profile
     * @throws IOException if an output cannot be written
     * @throws InputException if the profile cannot be used
     */
    void accept(T result) throws IOException, InputException;
  }

  /**
   * Reads a file.
   *
   * @param file of profiles
   * @param sink where they go, in order
   * @throws InputException if the file cannot be used
   * @throws IOException if the sink throws it
   */
  public void read(Path file, Sink sink) throws InputException, IOException {
    map(file, profile -> profile, 1, sink::accept);
  }

  /**
   * Makes something of every profile, on as many threads, and passes it on in the order of the
   * file. A thread works on one line, and few wait: memory does not grow with the file.
   *
   * @param <T> what a profile becomes
   * @param file of profiles
   * @param work made of each on any thread
   * @param threads from 1
   * @param sink where the results go, in order
   * @throws InputException if the file cannot be used
   * @throws IOException if the sink throws it
   */
  public <T> void map(Path file, Function<Profile, T> work, int threads, ResultSink<T> sink)
      throws InputException, IOException {
    ExecutorService pool = threads == 1 ? null : Executors.newFixedThreadPool(threads);
    try (Source source = source(file)) {
      Deque<Future<T>> under = new ArrayDeque<>();
      for (Callable<Profile> next = source.next(); next != null; next = source.next()) {
        Callable<Profile> taken = next;
        FutureTask<T> task = new FutureTask<>(() -> work.apply(taken.call()));
        (pool == null ? (Executor) Runnable::run : pool).execute(task);
        under.add(task);
        if (under.size() > 2 * threads) {
          sink.accept(result(under.remove()));
        }
      }
      while (!under.isEmpty()) {
        sink.accept(result(under.remove()));
      }
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw WindowedFiles.unusable(file, e);
    } finally {
      if (pool != null) {
        pool.shutdownNow();
      }
    }
  }

  /**
   * The result of a task, once it is there.
   *
   * @param <T> what the task makes
   * @param task under way
   * @return its result
   * @throws InputException if the task ended with it
   */
  public static <T> T result(Future<T> task) throws InputException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InputException inputException) {
        throw inputException;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Gives one profile after the other, each to be made on any thread; null after the last. */
  private interface Source extends Closeable {
    Callable<Profile> next() throws IOException;
  }

  private Source source(Path file) throws IOException {
    List<Profile> profiles = recent.get(file);
    return profiles == null ? onDisk(file) : inMemory(profiles.iterator());
  }

  private static Source inMemory(Iterator<Profile> profiles) {
    return new Source() {
      @Override
      public Callable<Profile> next() {
        if (!profiles.hasNext()) {
          return null;
        }
        Profile profile = profiles.next();
        return () -> profile;
      }

      @Override
      public void close() {}
    };
  }

  private static Source onDisk(Path file) throws IOException {
    BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    return new Source() {
      private long number;

      @Override
      public Callable<Profile> next() throws IOException {
        String line = lines.readLine();
        long at = ++number;
        return line == null ? null : () -> profile(file, at, line);
      }

      @Override
      public void close() throws IOException {
        lines.close();
      }
    };
  }

  private static Profile profile(Path file, long number, String line) throws InputException {
    try {
      return ProfilesJsonl.read(line, CleanedCsv.DIALECT.name());
    } catch (IOException e) {
      throw new InputException(file + ": line " + number + ": " + IoMessages.of(e), e);
    }
  }
}
