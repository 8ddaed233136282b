package io.logsentinel.cli.follow;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that grow and are rotated give what the finished file gives. */
class FollowTest {
  private static final String IDLE = "--until-idle=1s";

  @TempDir static Path week;
  @TempDir Path folder;

  private static FollowedWeek flows;
  private static Path expected;
  private static String monitored;

  private Path state;
  private Path file;

  @BeforeAll
  static void monitor() throws IOException {
    flows = new FollowedWeek(week);
    expected = flows.state("monitored");
    Files.write(week.resolve("flows.csv"), flows.whole());
    Result result =
        Cli.run("monitor", "--quiet", "--state=" + expected, week.resolve("flows.csv").toString());
    assertEquals(0, result.exit(), result.err());
    monitored = result.out();
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
    List<String> summed =
        result.out().lines().filter(line -> line.matches("  (alerts|incidents) .*")).toList();
    assertEquals(2, summed.size(), result.out());
    summed.forEach(line -> assertTrue(monitored.contains("\n" + line), line + "\n" + monitored));
  }

  private CompletableFuture<Result> follow() {
    // what is written meanwhile is written by a thread that may have to wait for its turn
    return FollowedWeek.follow(state, file.toString(), "--until-idle=2s");
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
    Result reported = Cli.run("report", "--state=" + state);
    assertEquals(0, reported.exit(), reported.err());
    String page = Files.readString(FollowedWeek.run(state).resolve("report.html"));
    assertTrue(page.contains("\"incidents\":[{"), "nothing was found");
    assertFalse(page.contains("./logsentinel explain"), "no window is kept that it could explain");
  }

  /** It may be still to come, or misspelt: whoever waits for it is told at once. */
  @Test
  void fileThatIsNotThere_isSaidToBeWaitedFor() throws Exception {
    Files.write(file, flows.header);
    Files.write(folder.resolve("other.csv.1"), flows.header);
    String name = folder.resolve("flow.csv").toString();
    Map<String, String> words =
        Map.of(
            name,
            "; did you mean " + file + "?",
            folder.resolve("other.csv").toString(),
            "",
            folder.resolve("none/other.csv").toString(),
            ", and so is its folder",
            folder.resolve("*.csv").toString(),
            " by this very name, as a pattern is none here; name the folder to follow its files");
    for (Map.Entry<String, String> word : words.entrySet()) {
      Result result =
          FollowedWeek.end(FollowedWeek.follow(state, word.getKey(), "--until-idle=1ms"));
      assertEquals(0, result.exit(), result.err());
      String said = word.getKey() + ": no such file yet; it is waited for" + word.getValue() + "\n";
      assertEquals(2, (result.err() + "-").split(Pattern.quote(said)).length, result.err());
    }
    Result there =
        FollowedWeek.end(FollowedWeek.follow(state, file.toString(), "--until-idle=1ms"));
    assertFalse(there.err().contains("waited for"), there.err());
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

  /** What the text is shows itself late; read again, it comes in other pieces. */
  @Test
  @Timeout(120)
  void notUtf8AfterAll_allFlowsAreRead() throws Exception {
    byte[] early = relabel(flows.rows(0, 0.3), true, "caf\u00e9".getBytes(UTF_8));
    byte[] late = relabel(flows.rows(0.3, 1), false, "caf\u00e9".getBytes(ISO_8859_1));
    Path plain = flows.state("plain");
    Path whole = folder.resolve("whole/flows.csv");
    Files.createDirectories(whole.getParent());
    FollowedWeek.append(whole, flows.header, early, late);
    Result result = Cli.run("monitor", "--quiet", "--state=" + plain, whole.toString());
    assertEquals(0, result.exit(), result.err());
    CompletableFuture<Result> followed = follow();
    FollowedWeek.append(file, flows.header, early);
    awaitRead(followed, early);
    FollowedWeek.append(file, late);
    Result read = FollowedWeek.end(followed);
    assertEquals(0, read.exit(), read.err());
    assertTrue(read.err().contains("its clock or encoding turns out to be another"), read.err());
    FollowedWeek.assertSameFindings(plain, state);
  }

  /** Rows of which the first or last harmless one is labelled otherwise. */
  private static byte[] relabel(byte[] rows, boolean last, byte[] label) {
    String text = new String(rows, ISO_8859_1);
    int at = last ? text.lastIndexOf("BENIGN") : text.indexOf("BENIGN");
    return (text.substring(0, at)
            + new String(label, ISO_8859_1)
            + text.substring(at + "BENIGN".length()))
        .getBytes(ISO_8859_1);
  }

  @Test
  void standardInput() throws Exception {
    Files.write(file, flows.whole());
    Process cat =
        Cli.process(
                List.of(), "follow", "--quiet", "--state=" + state, "--stdin-name=flows.csv", "-")
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
    Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
    FollowedWeek.append(file, flows.header, flows.rows(0.5, 1));
    assertFound(followed);
  }

  /** What it begins with says nothing then: both begin with the header. */
  @Test
  void copiedAndCut_whenOnlyItsHeaderWasRead() throws Exception {
    FollowedWeek.append(file, flows.header);
    CompletableFuture<Result> followed = follow();
    awaitRead(followed, new byte[0]);
    FollowedWeek.append(file, flows.rows(0, 0.5));
    Files.copy(file, folder.resolve("flows.csv.1"));
    Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
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

  @Test
  void folder_eachFileASource_severalAtOnce() throws Exception {
    Path days = Files.createDirectories(folder.resolve("days"));
    Path monitored = flows.state("days-" + folder.getFileName());
    CompletableFuture<Result> followed =
        FollowedWeek.follow(state, days.toString(), IDLE, "--end-after=100ms", "--threads=2");
    byte[] first = flows.rows(0, 0.5);
    byte[] second = flows.rows(0.5, 1);
    FollowedWeek.append(days.resolve("a.csv"), flows.header);
    FollowedWeek.append(days.resolve("b.csv"), flows.header);
    for (int i = 0; i < 10; i++) { // both grow, line by line or not
      FollowedWeek.append(days.resolve("a.csv"), tenth(first, i));
      FollowedWeek.append(days.resolve("b.csv"), tenth(second, i));
    }
    Result result = FollowedWeek.end(followed);
    assertEquals(0, result.exit(), result.err());
    assertFalse(result.err().contains("not read"), result.err());
    Result expected = Cli.run("monitor", "--quiet", "--state=" + monitored, days.toString());
    assertEquals(0, expected.exit(), expected.err());
    FollowedWeek.assertSameFindings(monitored, state);
  }

  private static byte[] tenth(byte[] rows, int i) {
    return Arrays.copyOfRange(
        rows, rows.length / 10 * i, i == 9 ? rows.length : rows.length / 10 * (i + 1));
  }

  @Test
  void events_openGrowAndClose_underOneId() throws Exception {
    Files.write(file, flows.whole());
    Path events = folder.resolve("events");
    Path table = folder.resolve("events.csv");
    Result result =
        FollowedWeek.end(
            FollowedWeek.follow(
                state, file.toString(), IDLE, "--output=ocsf:" + events, "--output=" + table));
    assertEquals(0, result.exit(), result.err());
    Map<String, List<Integer>> activities = new TreeMap<>();
    for (String line : Files.readAllLines(events)) {
      JsonObject event = JsonParser.parseString(line).getAsJsonObject();
      assertEquals(200400 + event.get("activity_id").getAsInt(), event.get("type_uid").getAsInt());
      activities
          .computeIfAbsent(
              event.get("finding_info").getAsJsonObject().get("uid").getAsString(),
              id -> new ArrayList<>())
          .add(event.get("activity_id").getAsInt());
    }
    long incidents =
        JsonParser.parseString(Files.readString(FollowedWeek.run(state).resolve("incidents.json")))
            .getAsJsonArray()
            .size();
    assertEquals(incidents + 1, Files.readAllLines(table).size(), "a row each, and the header");
    assertTrue(activities.size() >= incidents, activities::toString);
    for (List<Integer> ofOne : activities.values()) {
      assertTrue(ofOne.toString().matches("\\[(1, (2, )*)?3]"), activities::toString);
    }
    assertTrue(activities.toString().contains("1, 2"), "one grew");
  }

  @Test
  void cutAndThenRenamed_whileNobodyLooked_whenOnlyItsHeaderWasRead() throws Exception {
    FollowedWeek.append(file, flows.header);
    Process process =
        Cli.process(List.of(), "follow", "--state=" + state, "--save-every=20ms", file.toString())
            .start();
    try {
      await(process, () -> FollowedWeek.knowsFile(state));
    } finally {
      process.destroyForcibly();
    }
    assertTrue(process.waitFor(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    FollowedWeek.append(file, flows.rows(0, 0.3));
    Files.copy(file, folder.resolve("flows.csv.1"));
    Files.newByteChannel(file, StandardOpenOption.WRITE).truncate(0).close();
    FollowedWeek.append(file, flows.header, flows.rows(0.3, 0.6));
    Files.move(file, folder.resolve("flows.csv.2"));
    FollowedWeek.append(file, flows.header, flows.rows(0.6, 1));
    assertFound(follow());
  }

  @Test
  void silentSource_isTold_once_andWhenItIsHeardAgain() throws Exception {
    Files.write(file, flows.whole());
    Path told = folder.resolve("told.ndjson");
    List<String> words =
        List.of(
            "follow",
            "--state=" + state,
            "--save-every=20ms",
            "--silent-after=300ms",
            "--output=" + told,
            file.toString());
    Process process = Cli.process(List.of(), words.toArray(String[]::new)).start();
    try {
      await(process, () -> FollowedWeek.knowsSilence(state));
    } finally {
      process.destroyForcibly();
    }
    assertTrue(process.waitFor(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    process = Cli.process(List.of(), words.toArray(String[]::new)).start();
    try { // what was told before is not told again
      FollowedWeek.append(file, flows.rows(0, 0.1));
      await(process, () -> silences(told).size() >= 2);
    } finally {
      process.destroyForcibly();
    }
    List<JsonObject> silences = silences(told);
    assertEquals(2, silences.size(), silences::toString);
    assertEquals("create", silences.get(0).get("activity").getAsString());
    assertEquals("close", silences.get(1).get("activity").getAsString());
    assertEquals(silences.get(0).get("event_id"), silences.get(1).get("event_id"));
    assertEquals(
        file + ": has been silent for 0 s: nothing was written to it that could be looked at.",
        silences.get(0).get("reason").getAsString());
  }

  @Test
  void silentSource_interrupted_staysSilent() throws Exception {
    Files.write(file, flows.whole());
    Path told = folder.resolve("told.ndjson");
    String output = "--output=" + told;
    Process process =
        Cli.process(
                List.of(),
                "follow",
                "--state=" + state,
                "--save-every=20ms",
                "--silent-after=300ms",
                output,
                file.toString())
            .start();
    long all = flows.flows(flows.rows);
    String read = file.toRealPath().toString();
    try {
      await(
          process,
          () -> FollowedWeek.hasRead(state, read, all) && FollowedWeek.knowsSilence(state));
    } finally {
      process.destroyForcibly();
    }
    assertTrue(process.waitFor(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    Result result =
        FollowedWeek.end(
            FollowedWeek.follow(state, file.toString(), IDLE, "--silent-after=300ms", output));
    assertEquals(0, result.exit(), result.err());
    assertFalse(result.err().contains("silent"), result.err());
    List<JsonObject> silences = silences(told);
    assertEquals(
        "create",
        silences.get(silences.size() - 1).get("activity").getAsString(),
        silences::toString);
  }

  private static List<JsonObject> silences(Path told) throws IOException {
    List<JsonObject> silences = new ArrayList<>();
    for (String line : Files.exists(told) ? Files.readAllLines(told) : List.<String>of()) {
      JsonObject event = JsonParser.parseString(line).getAsJsonObject();
      if (event.get("kind").getAsString().equals("silence")) {
        silences.add(event);
      }
    }
    return silences;
  }

  private static void await(Process process, FollowedWeek.Condition condition) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Cli.LONGEST_WAIT_SECONDS);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < until, "waited too long");
      assertFalse(process.waitFor(5, TimeUnit.MILLISECONDS), "ended by itself");
    }
  }

  @Test
  void figures_areThoseOfWhatWasFollowed() throws Exception {
    Files.write(file, flows.whole());
    Path metrics = folder.resolve("follow.prom");
    Result result =
        FollowedWeek.end(
            FollowedWeek.follow(
                state, file.toString(), IDLE, "--silent-after=100ms", "--metrics-file=" + metrics));
    assertEquals(0, result.exit(), result.err());
    List<String> lines = Files.readAllLines(metrics);
    long windows = rowsOf("decisions.csv") - 1;
    assertTrue(
        lines.contains("logsentinel_windows{state=\"monitored\"} " + windows), lines::toString);
    assertTrue(lines.contains("logsentinel_windows{state=\"judged\"} " + windows), lines::toString);
    assertTrue(lines.contains("logsentinel_run_failed 0"), lines::toString);
    assertTrue(lines.contains("logsentinel_rows_lost 0"), lines::toString);
    long incidents =
        JsonParser.parseString(Files.readString(FollowedWeek.run(state).resolve("incidents.json")))
            .getAsJsonArray()
            .size();
    long told =
        lines.stream()
            .filter(line -> line.startsWith("logsentinel_incidents{"))
            .mapToLong(line -> Long.parseLong(line.replaceFirst(".* ", "")))
            .sum();
    assertEquals(incidents, told);
  }

  @Test
  void fileThatNeverComes_isSilent() throws Exception {
    Result result =
        FollowedWeek.end(FollowedWeek.follow(state, file.toString(), IDLE, "--silent-after=100ms"));
    assertEquals(0, result.exit(), result.err());
    assertEquals(1, result.err().lines().filter(line -> line.contains("has been silent")).count());
  }

  @Test
  void windowThatDoesNotFill_isJudgedAfterAWhile() throws Exception {
    byte[] scan = flows.rows(0.7, 0.706);
    assertTrue(flows.flows(scan) < 100, "no whole window");
    FollowedWeek.append(file, flows.header, scan);
    CompletableFuture<Result> followed = FollowedWeek.follow(state, file.toString(), IDLE);
    assertEquals(0, FollowedWeek.end(followed).exit());
    assertEquals(1, rowsOf("detections.csv"), "the header alone");
    Path later = flows.state("cut-" + folder.getFileName());
    state = later;
    // its first bytes are awaited before its format is decided: at its end, they are there
    Path next = folder.resolve("flows.csv.1");
    Files.move(file, next);
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.1), scan);
    assertEquals(
        0,
        FollowedWeek.end(FollowedWeek.follow(state, file.toString(), IDLE, "--max-delay=100ms"))
            .exit());
    assertTrue(rowsOf("detections.csv") > 1);
  }

  private int rowsOf(String artifact) throws IOException {
    return Files.readAllLines(FollowedWeek.run(state).resolve(artifact)).size();
  }

  /** A follower of its own process, which can be interrupted. */
  private Process begin(String option) throws IOException {
    return Cli.process(List.of(), "follow", "--quiet", "--state=" + state, option, file.toString())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void interrupted_savesItsState_andGoesOn() throws Exception {
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.5));
    Process process = begin("--save-every=1h");
    CompletableFuture<Process> meanwhile = process.onExit();
    // what is found is only written where much of it is, or the state is saved
    FollowedWeek.await(meanwhile, () -> FollowedWeek.isBegun(state));
    process.destroy();
    assertEquals(143, Cli.exitOf(process));
    FollowedWeek.append(file, flows.rows(0.5, 1));
    assertFound(follow());
  }

  /** What was judged by other options is not gone on with, nor called a defect. */
  @Test
  void interrupted_andCalledWithOtherOptions_saysWhatToGive() throws Exception {
    byte[] rows = flows.rows(0, 0.5);
    FollowedWeek.append(file, flows.header, rows);
    Process process = begin("--save-every=10ms");
    CompletableFuture<Process> meanwhile = process.onExit();
    long read = flows.flows(rows);
    FollowedWeek.await(
        meanwhile, () -> FollowedWeek.hasRead(state, file.toRealPath().toString(), read));
    process.destroy();
    assertEquals(143, Cli.exitOf(process));
    for (String other : List.of("--false-alarm-rate=0.2", "--adapt=none")) {
      Result refused = Cli.run("follow", "--quiet", "--state=" + state, other, file.toString());
      assertEquals(3, refused.exit(), refused.err());
      assertTrue(refused.err().contains(": what was followed here is of "), refused.err());
      assertTrue(
          refused
              .err()
              .contains("; give the options that it was begun with, or remove it to begin anew\n"),
          refused.err());
    }
    FollowedWeek.append(file, flows.rows(0.5, 1));
    assertFound(follow());
  }

  @Test
  void fileThatMayNotBeRead_isToldSo() throws Exception {
    Files.write(file, flows.whole());
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "whoever runs this may read everything");
    Result refused = FollowedWeek.end(follow());
    assertEquals(3, refused.exit(), refused.err());
    assertTrue(refused.err().contains("flows.csv: access denied\n"), refused.err());
  }

  @Test
  void rejectedRows_areToldWhileTheFileIsWritten_andInAllAtItsEnd() throws Exception {
    FollowedWeek.append(file, flows.header, flows.rows(0, 0.3), "x\n".getBytes(UTF_8));
    Path told = folder.resolve("told");
    Path metrics = folder.resolve("follow.prom");
    Process process =
        Cli.process(
                List.of(),
                "follow",
                "--quiet",
                "--state=" + state,
                "--save-every=20ms",
                "--settle=100ms",
                "--metrics-file=" + metrics,
                file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(told.toFile())
            .start();
    try {
      await(process, () -> rejections(told).size() == 1);
      await(
          process,
          () ->
              Files.exists(metrics)
                  && Files.readAllLines(metrics).contains("logsentinel_rows_lost 1"));
      FollowedWeek.append(file, flows.rows(0.3, 0.4), "x\n".getBytes(UTF_8));
      Files.move(file, folder.resolve("flows.csv.1"));
      FollowedWeek.append(file, flows.header, flows.rows(0.4, 0.5));
      await(process, () -> rejections(told).size() == 2);
      process.destroy();
      assertEquals(143, Cli.exitOf(process));
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = rejections(told);
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("rows rejected: 1 of "), lines::toString);
    assertTrue(lines.get(1).contains("rows rejected: 2 of "), lines::toString);
  }

  private static List<String> rejections(Path told) throws IOException {
    return Files.readAllLines(told).stream()
        .filter(line -> line.contains("rows rejected"))
        .toList();
  }
}
