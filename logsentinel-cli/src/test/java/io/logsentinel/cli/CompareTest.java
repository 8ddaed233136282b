package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.journal.UnfinishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs side by side. */
class CompareTest {
  private static final int WINDOW = 40;
  private static final int DAY = 30 * WINDOW;

  @TempDir Path folder;

  private Path state;

  @BeforeEach
  void baseline() throws IOException {
    state = folder.resolve("state");
    Path monday = Files.writeString(folder.resolve("monday.csv"), Flows.benign(DAY));
    Result learned = run("learn", "--window-size=" + WINDOW, monday.toString());
    assertEquals(0, learned.exit(), learned.err());
  }

  private Result run(String command, String... args) {
    return Cli.run(
        Stream.concat(Stream.of(command, "--state", state.toString()), Stream.of(args))
            .toArray(String[]::new));
  }

  private static String flood() {
    return Flows.flood(3 * WINDOW).lines().skip(1).reduce("", (all, row) -> all + row + "\n");
  }

  private Path monitor(String name, String flows) throws IOException {
    Path day = Files.writeString(folder.resolve(name), flows);
    Result result = run("monitor", "--quiet", "--no-progress", day.toString());
    assertEquals(0, result.exit(), result.err());
    List<Path> runs = runs();
    return runs.get(runs.size() - 1);
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> runs = Files.list(state.resolve("runs"))) {
      return runs.sorted().toList();
    }
  }

  private static JsonArray incidents(Path run) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("incidents.json"))).getAsJsonArray();
  }

  @Test
  void anAttack_isNew_goesOn_andIsGone() throws IOException {
    Path quiet = monitor("tuesday.csv", Flows.benign(DAY));
    assertEquals(0, incidents(quiet).size());
    Path attacked = monitor("wednesday.csv", Flows.benign(DAY) + flood());
    assertEquals(1, incidents(attacked).size());
    String id = incidents(attacked).get(0).getAsJsonObject().get("id").getAsString();
    Result fresh = run("compare");
    assertEquals(0, fresh.exit(), fresh.err());
    assertTrue(
        fresh
            .out()
            .startsWith(attacked + " against " + quiet + "\n\nNEW, not in the earlier run\n\n"),
        fresh.out());
    assertTrue(fresh.out().contains("  " + id + "\n  what "), fresh.out());
    assertTrue(
        fresh.out().contains("./logsentinel explain " + id + " --state " + state + "\n"),
        fresh.out());
    assertTrue(fresh.out().endsWith("\n1 new, 0 ongoing, 0 gone\n"), fresh.out());

    Path again = monitor("thursday.csv", Flows.benign(DAY) + flood());
    Result ongoing = run("compare");
    assertTrue(ongoing.out().contains("ONGOING, in both runs\n\n"), ongoing.out());
    assertTrue(ongoing.out().contains(", " + id + "\n"), ongoing.out());
    assertTrue(ongoing.out().endsWith("\n0 new, 1 ongoing, 0 gone\n"), ongoing.out());

    Result gone = run("compare", again.toString(), quiet.getFileName().toString());
    assertTrue(gone.out().contains("GONE, in the earlier run only\n\n"), gone.out());
    assertTrue(gone.out().endsWith("\n0 new, 0 ongoing, 1 gone\n"), gone.out());
    Result same = run("compare", quiet.toString(), quiet.toString());
    assertEquals(
        quiet + " against " + quiet + "\n\n0 new, 0 ongoing, 0 gone\n", same.out(), same.err());
  }

  @Test
  void otherSettings_areSaid() throws IOException {
    Path day = Files.writeString(folder.resolve("day.csv"), Flows.benign(DAY));
    run("monitor", "--quiet", day.toString());
    run("monitor", "--quiet", "--false-alarm-rate=0.02", day.toString());
    Result compared = run("compare");
    assertTrue(
        compared
            .out()
            .endsWith(
                "The detector was set otherwise in the two runs (detector.json): what is new or"
                    + " gone may be so for that.\n"),
        compared.out());
  }

  /** One that was killed has no account that could tell how it ended. */
  @Test
  void interruptedRuns_areSaidToBe() throws IOException {
    Path killed = Files.createDirectories(state.resolve("runs/2026-11-26T18-42-18"));
    new UnfinishedRun(killed).begin("preprocess");
    String was = " was interrupted, or is under way; ";
    String another = "./logsentinel monitor --state " + state + " FILE makes another";
    String run = state.resolve("runs") + ": run `2026-11-26T18-42-18`" + was + another;
    assertRefused(run, run("compare"));
    assertRefused(run, run("compare", "2026-11-26T18-42-18"));
    assertRefused(run, run("report"));
    assertRefused(run, run("report", killed.toString()));
    assertRefused(killed + ": the run" + was + another, run("explain", "today:1"));
    Path ended = monitor("today.csv", Flows.benign(DAY));
    String others = "; others have findings: " + ended.getFileName();
    assertRefused(run + others, run("report", killed.getFileName().toString()));
    new UnfinishedRun(Files.createDirectories(state.resolve("runs/2036-11-26T18-42-18")))
        .begin("preprocess");
    Result explained = run("explain", "today:1");
    assertEquals(0, explained.exit(), explained.err());
    Files.createDirectories(killed.resolve("parts"));
    assertRefused(
        killed + ": the run" + was + "the same ./logsentinel follow goes on with it",
        Cli.run("explain", "today:1", "--models-dir", killed.toString()));
  }

  private static void assertRefused(String message, Result result) {
    assertEquals("logsentinel: error: " + message + "\n", result.err());
    assertEquals(3, result.exit());
  }

  @Test
  void runsThatAreNotThere_areSaid() throws IOException {
    Path runs = state.resolve("runs");
    Result many = run("compare", "a", "b", "c");
    assertEquals(2, many.exit());
    assertEquals(
        "logsentinel: error: two runs are compared, the earlier and the later, but there are 3: a,"
            + " b, c\nSee logsentinel compare --help\n",
        many.err());
    Result none = run("compare");
    assertEquals(3, none.exit());
    assertEquals(
        "logsentinel: error: "
            + runs
            + ": no run with results, but two are needed; ./logsentinel monitor --state "
            + state
            + " FILE makes one\n",
        none.err());
    Path run = monitor("tuesday.csv", Flows.benign(DAY));
    String name = run.getFileName().toString();
    Result unknown = run("compare", "1999");
    assertEquals(3, unknown.exit());
    assertEquals(
        "logsentinel: error: "
            + runs
            + ": no run `1999`, and no folder of that name holds incidents.json; there are: "
            + name
            + "\n",
        unknown.err());
    monitor("wednesday.csv", Flows.benign(DAY));
    // a day is its last run
    Result ofDay = run("compare", name.substring(0, "2026-11-19".length()));
    assertEquals(0, ofDay.exit(), ofDay.err());
    String[] against = ofDay.out().lines().findFirst().orElseThrow().split(" against ");
    assertEquals(2, against.length);
    assertNotEquals(
        against[0], against[1], "the last run of its own day is not held against itself");
    Result several = run("compare", "20");
    assertTrue(
        several
            .err()
            .startsWith(
                "logsentinel: error: "
                    + runs
                    + ": `20` is the beginning of several runs, name more of it: 20"),
        several.err());
    Files.writeString(run.resolve("incidents.json"), "[{]");
    assertTrue(run("compare", name).err().contains("incidents.json: is damaged: "), several.err());
  }
}
