package io.logsentinel.cli.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli;
import io.logsentinel.core.text.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A follower that is killed at any byte finds what one finds that is never killed. More kills than
 * a build has time for: {@code mvn test -Dtest=FollowKillTest -Dlogsentinel.kills=200}.
 */
class FollowKillTest {
  private static final int KILLS = Integer.getInteger("logsentinel.kills", 6);
  private static final long SEED = Long.getLong("logsentinel.seed", 1);

  /** Kills of one following, from its first byte to its last. */
  private static final int KILLS_OF_A_WEEK = 6;

  @TempDir Path folder;

  private FollowedWeek flows;

  private Path file;
  private Path output;
  private Process process;
  private int runs;
  private List<String> options = List.of();

  @Test
  void killedAtAnyByte_asIfNeverKilled() throws Exception {
    followAndKill(KILLS);
  }

  @Test
  void killedAtAnyByte_theBaselineLearnsTheSame() throws Exception {
    options = List.of("--adapt-baseline=20");
    followAndKill((KILLS + 1) / 2);
    Path expected = folder.resolve("undisturbed");
    assertTrue(learned(expected).size() > 3, learned(expected)::toString);
    assertEquals(learned(expected), learned(folder.resolve("killed-0")));
  }

  /** The log of what was learned, and the files of the baselines that came of it. */
  private static List<String> learned(Path state) throws IOException {
    Path run = FollowedWeek.run(state);
    List<String> learned = new ArrayList<>(Files.readAllLines(run.resolve("adaptations.ndjson")));
    for (Path file : FollowedWeek.filesBelow(run.resolve("baselines")).stream().sorted().toList()) {
      learned.add(run.relativize(file) + " " + Digests.sha256Hex(Files.readAllBytes(file)));
    }
    return learned;
  }

  private void followAndKill(int kills) throws Exception {
    flows = new FollowedWeek(folder);
    Path undisturbed = flows.state("undisturbed");
    begin("undisturbed-flows");
    FollowedWeek.append(file, flows.whole());
    start(undisturbed, "--until-idle=1s");
    assertEquals(0, Cli.exitOf(process));
    String events = Files.readString(output);
    assertTrue(events.lines().count() > 3, events);
    for (int week = 0; week * KILLS_OF_A_WEEK < kills; week++) {
      Random random = new Random(SEED + week);
      Path state = flows.state("killed-" + week);
      begin("flows-" + week);
      killed(state, random, Math.min(KILLS_OF_A_WEEK, kills - week * KILLS_OF_A_WEEK));
      try {
        FollowedWeek.assertSameFindings(undisturbed, state);
      } catch (AssertionError e) {
        for (int run = 0; run < runs; run++) {
          System.err.println(run + ": " + Files.readString(folder.resolve("err-" + run)));
        }
        throw e;
      }
      assertEquals(events, Files.readString(output), "week " + week);
    }
  }

  private void begin(String name) throws IOException {
    Path here = Files.createDirectories(folder.resolve(name));
    file = here.resolve("flows.csv");
    output = folder.resolve(name + ".ndjson");
  }

  private void start(Path state, String... more) throws IOException {
    process =
        Cli.process(
                List.of(),
                Stream.concat(
                        Stream.of(
                            "follow",
                            "--quiet",
                            "--state=" + state,
                            "--save-every=30ms",
                            "--settle=100ms",
                            "--clock=12",
                            "--output=" + output,
                            file.toString()),
                        Stream.concat(options.stream(), Stream.of(more)))
                    .toArray(String[]::new))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(folder.resolve("err-" + runs++).toFile())
            .start();
  }

  /** Writes the week piece by piece; in each the follower is killed, and begun again. */
  private void killed(Path state, Random random, int kills) throws Exception {
    FollowedWeek.append(file, flows.header);
    for (int kill = 0; kill < kills; kill++) {
      start(state);
      if (kill == 0) { // what was rotated away before anyone looked is not followed
        await(() -> FollowedWeek.knowsFile(state), Cli.LONGEST_WAIT_SECONDS * 1000);
      }
      write(random, (double) kill / kills, (kill + 1.0) / kills);
      if (random.nextInt(4) > 0) { // else while it begins
        long begun = saved(state);
        await(() -> saved(state) > begun, Cli.LONGEST_WAIT_SECONDS * 1000);
      }
      // at a length of what was found, or at a time: whichever comes first
      long bytes = found(state) + random.nextInt(4000);
      await(() -> found(state) >= bytes, random.nextInt(800));
      process.destroyForcibly();
      assertTrue(process.waitFor(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    }
    start(state, "--until-idle=1s");
    assertEquals(0, Cli.exitOf(process), Files.readString(folder.resolve("err-" + (runs - 1))));
    assertTrue(
        !Files.readString(folder.resolve("err-" + (runs - 1))).contains("lost"),
        Files.readString(folder.resolve("err-" + (runs - 1))));
  }

  private void await(FollowedWeek.Condition condition, long millis) throws Exception {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!condition.holds() && System.nanoTime() < until) {
      assertTrue(
          !process.waitFor(1, TimeUnit.MILLISECONDS),
          () -> "ended by itself: " + process.exitValue());
    }
  }

  /** When the state was saved last. */
  private static long saved(Path state) {
    return FollowedWeek.savedStates(state).stream()
        .mapToLong(it -> it.toFile().lastModified())
        .sum();
  }

  /** Bytes of what was found so far. */
  private static long found(Path state) {
    return FollowedWeek.filesBelow(state.resolve("runs")).stream()
        .filter(part -> part.toString().endsWith(".decisions"))
        .mapToLong(part -> part.toFile().length())
        .sum();
  }

  /** Appends a share of the rows, cut anywhere; in its middle the file is rotated away. */
  private void write(Random random, double from, double to) throws IOException {
    byte[] rows = flows.rows(from, to);
    int half = half(rows);
    int cut = half == 0 ? 0 : random.nextInt(half);
    FollowedWeek.append(file, Arrays.copyOf(rows, cut));
    FollowedWeek.append(file, Arrays.copyOfRange(rows, cut, half));
    rotate(random.nextInt(3));
    FollowedWeek.append(file, Arrays.copyOfRange(rows, half, rows.length));
  }

  private static int half(byte[] rows) {
    int half = rows.length / 2;
    while (rows[half - 1] != '\n') {
      half++;
    }
    return half;
  }

  /** Renames the file, compresses it, or copies and cuts it. */
  private void rotate(int how) throws IOException {
    int number = 1;
    try (Stream<Path> beside = Files.list(file.getParent())) {
      number += (int) beside.count();
    }
    Path old = file.resolveSibling("flows.csv." + number);
    if (how == 2) {
      Files.copy(file, old);
      Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE).truncate(0).close();
    } else {
      Files.move(file, old);
    }
    if (how == 1) {
      try (GZIPOutputStream out =
          new GZIPOutputStream(
              Files.newOutputStream(file.resolveSibling(old.getFileName() + ".gz")))) {
        Files.copy(old, out);
      }
      Files.delete(old);
    }
    FollowedWeek.append(file, flows.header);
  }
}
