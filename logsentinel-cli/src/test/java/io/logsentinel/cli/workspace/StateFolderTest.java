package io.logsentinel.cli.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that begin in the same second have folders of their own. */
class StateFolderTest {
  private static final Instant NOW = Instant.parse("2026-02-03T04:05:06Z");

  @TempDir Path folder;

  private String claimed() throws OutputException {
    return new StateFolder(folder).claimRun(NOW).findings().getFileName().toString();
  }

  @Test
  void runsOfOneSecond_areNumbered() throws OutputException {
    assertEquals("2026-02-03T04-05-06", claimed());
    assertEquals("2026-02-03T04-05-06-2", claimed());
    assertEquals(
        "2026-02-03T04-05-06-3",
        new StateFolder(folder).newRun(NOW).findings().getFileName().toString());
    assertEquals("2026-02-03T04-05-06-3", claimed());
  }

  @Test
  void runsThatBeginAtOnce_getDifferentFolders() throws Exception {
    int runs = 32;
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<String>> claims =
          IntStream.range(0, runs).mapToObj(i -> (Callable<String>) this::claimed).toList();
      Set<String> names = new HashSet<>();
      for (Future<String> claim : threads.invokeAll(claims)) {
        names.add(claim.get());
      }
      assertEquals(runs, names.size());
    } finally {
      threads.shutdownNow();
    }
  }
}
