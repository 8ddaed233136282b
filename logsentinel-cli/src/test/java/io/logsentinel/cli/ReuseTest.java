package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A result stands as long as nothing has changed that it follows from, and no longer. */
class ReuseTest {
  private static final int WINDOW = 40;
  private static final String STANDS = "its result stands";

  @TempDir Path folder;

  private Path today;

  @BeforeEach
  void learnAndMonitor() throws IOException {
    today = Files.writeString(folder.resolve("today.csv"), Flows.benign(10 * WINDOW) + flood());
    learn(30);
    Result first = monitor(today);
    assertEquals(0, first.exit(), first.err());
    assertEquals(1, runs());
  }

  private static String flood() {
    return Flows.flood(3 * WINDOW).lines().skip(1).reduce("", (all, row) -> all + row + "\n");
  }

  private void learn(int windows) throws IOException {
    Path monday = Files.writeString(folder.resolve("monday.csv"), Flows.benign(windows * WINDOW));
    Result learned =
        Cli.run("learn", "--state", state(), "--window-size=" + WINDOW, monday.toString());
    assertEquals(0, learned.exit(), learned.err());
  }

  private String state() {
    return folder.resolve("Models").toString();
  }

  private Result monitor(Path file, String... options) {
    List<String> args = new ArrayList<>(List.of("monitor", "--state", state()));
    args.addAll(List.of(options));
    args.add(file.toString());
    return Cli.run(args.toArray(String[]::new));
  }

  private long runs() throws IOException {
    try (Stream<Path> runs = Files.list(Path.of(state(), "runs"))) {
      return runs.count();
    }
  }

  private void assertStands(Result result) throws IOException {
    assertTrue(result.out().contains(STANDS), result.out());
    assertEquals(1, runs());
  }

  private void assertMonitored(Result result) throws IOException {
    assertEquals(0, result.exit(), result.err());
    assertFalse(result.out().contains(STANDS), result.out());
    assertEquals(2, runs());
  }

  /** A run whose result is taken again does not become the last one. */
  @Test
  void theReport_saysWhoseItIs() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), Flows.benign(2 * WINDOW));
    assertMonitored(monitor(other));
    Result stands = monitor(today);
    assertTrue(stands.out().contains(STANDS), stands.out());
    String results = "  results       ";
    String first = stands.out().substring(stands.out().indexOf(results) + results.length()).strip();
    List<String> both;
    try (Stream<Path> all = Files.list(Path.of(state(), "runs"))) {
      both = all.map(Path::toString).toList();
    }
    String last = both.stream().filter(run -> !run.equals(first)).findFirst().orElseThrow();
    Result ofLast = Cli.run("report", "--state", state(), "--text");
    assertEquals(0, ofLast.exit(), ofLast.err());
    assertTrue(ofLast.out().startsWith("Results in " + last + "\n\nTimeline"), ofLast.out());
    Result ofFirst = Cli.run("report", first, "--state", state(), "--text");
    assertTrue(ofFirst.out().startsWith("Results in " + first + "\n\nTimeline"), ofFirst.out());
    Result page = Cli.run("report", "--state", state());
    assertTrue(page.out().endsWith(Path.of(last, "report.html") + "\n"), page.out());
  }

  private static String afterSummary(Result result) {
    return result.out().substring(result.out().indexOf("Summary\n"));
  }

  @Test
  void nothingHasChanged() throws IOException {
    Result anew = monitor(today, "--again", "--quiet");
    assertEquals(2, runs());
    Result stands = monitor(today, "--quiet");
    assertEquals(2, runs());
    assertEquals(afterSummary(anew), afterSummary(stands));
    assertFalse(stands.out().contains("10.9.9.9"), stands.out());
  }

  @Test
  void incidents_areTold() throws IOException {
    Result stands = monitor(today);
    assertStands(stands);
    assertEquals("", stands.err());
    assertTrue(stands.out().contains("10.9.9.9"), stands.out());
  }

  @Test
  void exitCodes_areThoseOfTheRun() throws IOException {
    assertEquals(4, monitor(today, "--fail-on=LOW").exit());
    assertEquals(4, monitor(today, "--fail-on-alerts=LOW").exit());
    assertEquals(0, monitor(today, "--strict").exit());
    assertStands(monitor(today, "--threads=1", "--no-progress", "--color=always"));
  }

  @Test
  void strict_ofRejectedRows() throws IOException {
    Path torn = Files.writeString(folder.resolve("torn.csv"), Files.readString(today) + "a,b\n");
    assertEquals(0, monitor(torn).exit());
    assertEquals(3, monitor(torn, "--strict").exit());
    assertEquals(2, runs());
  }

  /** Of the same size and with the old time put back. */
  @Test
  void otherBytes() throws IOException {
    FileTime modified = Files.getLastModifiedTime(today);
    Files.writeString(today, Files.readString(today).replaceFirst("12345.5", "12345.6"));
    Files.setLastModifiedTime(today, modified);
    assertMonitored(monitor(today));
  }

  @Test
  void otherBaseline() throws IOException {
    learn(40);
    assertMonitored(monitor(today));
  }

  @Test
  void otherOption() throws IOException {
    assertMonitored(monitor(today, "--false-alarm-rate=0.02"));
  }

  @Test
  void otherAllowlist_ofTheSameName() throws IOException {
    Path allow = Files.writeString(folder.resolve("allow.csv"), "address,reason\n10.9.9.9,a\n");
    assertMonitored(monitor(today, "--allow=" + allow));
    Files.writeString(allow, "address,reason\n10.9.9.8,a\n");
    assertFalse(monitor(today, "--allow=" + allow).out().contains(STANDS));
    assertTrue(monitor(today, "--allow=" + allow).out().contains(STANDS));
    assertEquals(3, runs());
  }

  @Test
  void oneMoreFile() throws IOException {
    Path more = Files.writeString(folder.resolve("more.csv"), Flows.benign(3 * WINDOW));
    assertMonitored(monitor(today, more.toString()));
    assertTrue(monitor(today, more.toString()).out().contains(STANDS));
  }

  /** Events are made of what is found while it is found. */
  @Test
  void outputs() throws IOException {
    Path events = folder.resolve("events.json");
    assertMonitored(monitor(today, "--output=ecs:" + events));
    assertTrue(Files.size(events) > 0);
  }

  @Test
  void standardInput() throws IOException {
    byte[] flows = Files.readString(today).getBytes(StandardCharsets.UTF_8);
    for (int run = 2; run <= 3; run++) {
      Result result =
          Cli.runWith(new ByteArrayInputStream(flows), "monitor", "--state", state(), "-");
      assertFalse(result.out().contains(STANDS), result.out());
      assertEquals(run, runs());
    }
  }

  /** A run that failed in something, or is damaged, is none to go by. */
  @Test
  void failedAndDamagedRuns() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), Flows.HEADER);
    assertEquals(3, monitor(today, empty.toString()).exit());
    assertEquals(3, monitor(today, empty.toString()).exit());
    assertEquals(3, runs());
    try (Stream<Path> files = Files.walk(Path.of(state(), "runs"))) {
      for (Path file : files.filter(it -> it.endsWith("judged.json")).toList()) {
        Files.writeString(file, "{");
      }
    }
    assertFalse(monitor(today).out().contains(STANDS));
  }
}
