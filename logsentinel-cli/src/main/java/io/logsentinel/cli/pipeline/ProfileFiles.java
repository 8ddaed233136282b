package io.logsentinel.cli.pipeline;

import io.logsentinel.core.flow.Dialect;
import io.logsentinel.core.json.StrictJson;
import io.logsentinel.core.profile.Profile;
import io.logsentinel.core.profile.ProfileJson;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/** Reads files of profiles from disk. */
final class ProfileFiles {
  private ProfileFiles() {}

  /** Takes a profile of a file. */
  interface Sink {
    void accept(Profile profile) throws IOException, InputException;
  }

  /** Takes what a profile became. */
  interface ResultSink<T> {
    void accept(T result) throws IOException, InputException;
  }

  static void read(Path file, Sink sink) throws InputException, IOException {
    map(file, profile -> profile, 1, sink::accept);
  }

  /**
   * Makes something of every profile, on as many threads, and passes it on in the order of the
   * file. A thread works on one line, and few wait: memory does not grow with the file.
   */
  static <T> void map(Path file, Function<Profile, T> work, int threads, ResultSink<T> sink)
      throws InputException, IOException {
    ExecutorService pool = threads == 1 ? null : Executors.newFixedThreadPool(threads);
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      Deque<Future<T>> under = new ArrayDeque<>();
      long number = 1;
      for (String line = next(lines, file); line != null; line = next(lines, file)) {
        String taken = line;
        long at = number++;
        FutureTask<T> task = new FutureTask<>(() -> work.apply(profile(file, at, taken)));
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

  private static <T> T result(Future<T> task) throws InputException {
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

  private static String next(BufferedReader lines, Path file) throws InputException {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw WindowedFiles.unusable(file, e);
    }
  }

  private static Profile profile(Path file, long number, String line) throws InputException {
    try {
      return StrictJson.read(
          new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)),
          json -> ProfileJson.read(json, Dialect.CIC_IDS_2017.name()));
    } catch (IOException e) {
      throw new InputException(file + ": line " + number + ": " + Reason.of(e), e);
    }
  }
}
