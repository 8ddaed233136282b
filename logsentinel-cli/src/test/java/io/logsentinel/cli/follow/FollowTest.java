package io.logsentinel.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that grow and are rotated give what the finished file gives. */
class FollowTest {
  private static final String IDLE = "--until-idle=1s";

  @TempDir static Path week;
  @TempDir Path folder;

  private static FollowedWeek flows;
  private static Path expected;

  private Path state;
  private Path file;

  @BeforeAll
  static void monitor() throws IOException {
    flows = new FollowedWeek(week);
    expected = flows.state("monitored");
    Files.write(week.resolve("flows.csv"), flows.whole());
    Result result =
        Cli.run(
            "monitor", "--quiet", "--state=" + expected, week.resolve("flows.csv").toString());
    assertEquals(0, result.exit(), result.err());
    assertTrue(Files.size(FollowedWeek.run(expected).resolve("incidents.json")) > 1000);
  }

  @BeforeEach
  void begin() throws IOException {
    state = flows.state(folder.getFileName().toString());
    file = folder.resolve("flows.csv");
  }

  private void assertFound(CompletableFuture<Result> followed) throws Exception {
    Result result = FollowedWeek.end(followed);
    assertEquals(0, result.exit(), result.err());
    assertFalse(result.err().contains("lost"), result.err());
    FollowedWeek.assertSameFindings(expected, state);
  }

  private CompletableFuture<Result> follow() {
    return FollowedWeek.follow(state, file.toString(), IDLE);
  }

  private void awaitRead(CompletableFuture<Result> followed, byte[] rows) throws Exception {
    long read = flows.flows(rows);
    FollowedWeek.await(
        followed, () -> FollowedWeek.hasRead(state, file.toRealPath().toString(), read));
  }

  @Test
  void finishedFile_asMonitored() throws Exception {
    Files.write(file, flows.whole());
    assertFound(follow());
  }

  @Test
  void linesThatComeInPieces() throws Exception {
    byte[] all = flows.whole();
    CompletableFuture<Result> followed = follow();
    for (int at = 0; at < all.length; ) {
      int to = Math.min(all.length, at + 1 + at % 9973 * 7);
      FollowedWeek.append(file, Arrays.copyOfRange(all, at, to));
      at = to;
    }
    assertFound(followed);
  }

  @Test
  void standardInput() throws Exception {
    Files.write(file, flows.whole());
    Process cat =
        Cli.process(
                java.util.List.of(),
                "follow", "--quiet", "--state=" + state, "--stdin-name=flows.csv", "-")
            .redirectInput(file.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, Cli.exitOf(cat));
    FollowedWeek.assertSameFindings(expected, state);
  }

  @Test
  void renamed() throws Exception {
    CompletableFuture<Result> followed = follow();
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.3));
    awaitRead(followed, flows.rows(0, 0.3));
    Path old = folder.resolve("flows.csv.1");
    Files.move(file, old);
    FollowedWeek.append(old, flows.rows(0.3, 0.4)); // its writer did not see it yet
    FollowedWeek.append(file, flows.header, flows.rows(0.4, 1));
    assertFound(followed);
  }

  @Test
  void renamedTwice_beforeAnyoneLooks() throws Exception {
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.3));
    CompletableFuture<Result> followed = follow();
    awaitRead(followed, flows.rows(0, 0.3));
    Path first = folder.resolve("flows.csv.2");
    Path second = folder.resolve("flows.csv.1");
    Path next = folder.resolve("next");
    FollowedWeek.append(second, flows.header, flows.rows(0.3, 0.6));
    FollowedWeek.append(next, flows.header, flows.rows(0.6, 1));
    Files.move(file, first);
    Files.move(next, file);
    assertFound(followed);
  }

  @Test
  void copiedAndCut() throws Exception {
    CompletableFuture<Result> followed = follow();
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.3));
    awaitRead(followed, flows.rows(0, 0.3));
    FollowedWeek.append(file, flows.rows(0.3, 0.5));
    Files.copy(file, folder.resolve("flows.csv.1"));
    Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE).truncate(0).close();
    FollowedWeek.append(file, flows.header, flows.rows(0.5, 1));
    assertFound(followed);
  }

  @Test
  void compressedAfterRotation() throws Exception {
    CompletableFuture<Result> followed = follow();
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.3));
    awaitRead(followed, flows.rows(0, 0.3));
    Path old = folder.resolve("flows.csv.1");
    Files.move(file, old);
    try (GZIPOutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("flows.csv.1.gz")))) {
      Files.copy(old, out);
    }
    Files.delete(old);
    FollowedWeek.append(file, flows.header, flows.rows(0.3, 1));
    assertFound(followed);
  }

  @Test
  void deletedAndMadeAgain() throws Exception {
    CompletableFuture<Result> followed = follow();
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.3));
    awaitRead(followed, flows.rows(0, 0.3));
    FollowedWeek.append(file, flows.rows(0.3, 0.5));
    Files.delete(file);
    FollowedWeek.append(file, flows.header, flows.rows(0.5, 1));
    assertFound(followed);
  }

  @Test
  void lastLineWithoutItsEnd() throws Exception {
    CompletableFuture<Result> followed = follow();
    byte[] rows = flows.rows;
    FollowedWeek.append(file, flows.header, Arrays.copyOf(rows, rows.length - 1));
    assertFound(followed);
  }
}
