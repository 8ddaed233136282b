package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of a day, each in a fresh folder and in at most two commands, as docs/jobs.md has them. */
class JobsTest {
  private static final int WINDOW = 40;
  private static final int DAY = 30 * WINDOW;
  private static final String ATTACKER = "10.9.9.9";

  @TempDir Path folder;

  private String today;

  @BeforeEach
  void baseline() throws IOException {
    Path monday = Files.writeString(folder.resolve("monday.csv"), Flows.benign(DAY));
    today = Files.writeString(folder.resolve("today.csv"), Flows.benign(DAY) + flood()).toString();
    Result learned = run("learn", "--window-size=" + WINDOW, monday.toString());
    assertEquals(0, learned.exit(), learned.err());
  }

  private static String flood() {
    return Flows.flood(3 * WINDOW).lines().skip(1).reduce("", (all, row) -> all + row + "\n");
  }

  private Result run(String command, String... args) {
    return Cli.run(
        Stream.concat(
                Stream.of(command, "--state", folder.resolve("Models").toString()), Stream.of(args))
            .toArray(String[]::new));
  }

  private Result monitor(String... args) {
    return run("monitor", Stream.concat(Stream.of(args), Stream.of(today)).toArray(String[]::new));
  }

  private String id() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("Models/runs"))) {
      Path incidents = files.filter(it -> it.endsWith("incidents.json")).findFirst().orElseThrow();
      return JsonParser.parseString(Files.readString(incidents))
          .getAsJsonArray()
          .get(0)
          .getAsJsonObject()
          .get("id")
          .getAsString();
    }
  }

  @Test
  void alertsIntoJq() throws Exception {
    Result events = monitor("--output=ndjson:-");
    assertEquals(0, events.exit(), events.err());
    Process jq;
    try {
      jq = new ProcessBuilder("jq", "-r", ".reason").start();
    } catch (IOException e) {
      Assumptions.abort("no jq: skipped");
      return;
    }
    try (OutputStream in = jq.getOutputStream()) {
      in.write(events.out().getBytes(StandardCharsets.UTF_8));
    }
    String printed = new String(jq.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, Cli.exitOf(jq));
    assertEquals(events.out().lines().count(), printed.lines().count());
    assertTrue(printed.contains(ATTACKER), printed);
  }

  @Test
  void alertsIntoElastic() throws IOException {
    Path alerts = folder.resolve("alerts.json");
    assertEquals(0, monitor("--output=ecs:" + alerts).exit());
    List<String> lines = Files.readAllLines(alerts);
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      JsonObject event = JsonParser.parseString(line).getAsJsonObject();
      assertTrue(event.has("ecs") && event.has("event") && event.has("message"), line);
    }
  }

  @Test
  void silenceAScanner() throws IOException {
    assertTrue(monitor().out().contains(ATTACKER));
    Result example = Cli.run("allow", "--example");
    assertEquals(0, example.exit(), example.err());
    Path allow = folder.resolve("allow.csv");
    Files.writeString(allow, "address,reason\n" + ATTACKER + ",load test\n");
    Result quiet = monitor("--allow=" + allow);
    assertEquals(0, quiet.exit(), quiet.err());
    assertFalse(quiet.out().contains(ATTACKER), quiet.out());
    assertTrue(quiet.out().contains("load test"), quiet.out());
  }

  @Test
  void whyDidItFire() throws IOException {
    monitor("--quiet");
    Result why = run("explain", id());
    assertEquals(0, why.exit(), why.err());
    assertTrue(why.out().lines().count() <= 15, why.out());
    assertTrue(why.out().contains(ATTACKER), why.out());
  }

  @Test
  void todayAgainstLastWeek() {
    Result first = monitor("--quiet");
    monitor("--quiet", "--again");
    String run = first.out().substring(first.out().indexOf("runs/") + "runs/".length()).strip();
    Result compared = run("compare", run);
    assertEquals(0, compared.exit(), compared.err());
    assertTrue(compared.out().endsWith("\n0 new, 1 ongoing, 0 gone\n"), compared.out());
  }

  @Test
  void cronThatFails() {
    assertEquals(4, monitor("--fail-on=LOW", "--quiet").exit());
    Result critical = monitor("--fail-on=CRITICAL", "--quiet");
    assertEquals(critical.out().contains("CRITICAL 1") ? 4 : 0, critical.exit(), critical.out());
  }

  @Test
  void ownLayout() throws IOException {
    String own = Files.readString(Path.of(today)).replaceFirst("Source IP", "client_addr");
    today = Files.writeString(folder.resolve("own.csv"), own).toString();
    assertEquals(3, monitor("--quiet").exit());
    Result mapped = monitor("--map=Source IP=client_addr");
    assertEquals(0, mapped.exit(), mapped.err());
    assertTrue(mapped.out().contains(ATTACKER), mapped.out());
  }
}
