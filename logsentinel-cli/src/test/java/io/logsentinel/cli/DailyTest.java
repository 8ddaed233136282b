package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline learned once, and the days held against it. */
class DailyTest {
  private static final int WINDOW = 40;
  private static final int DAY = 30 * WINDOW;

  @TempDir Path folder;

  private Path state;
  private Path monday;
  private Path today;

  @BeforeEach
  void days() throws IOException {
    state = folder.resolve("state");
    monday = Files.writeString(folder.resolve("monday.csv"), Flows.benign(DAY));
    today = Files.writeString(folder.resolve("today.csv"), Flows.benign(DAY) + flood());
  }

  /** Three windows of an attack, at the end of a day. */
  private static String flood() {
    return Flows.flood(3 * WINDOW).lines().skip(1).reduce("", (all, row) -> all + row + "\n");
  }

  private Result learn(Path... files) {
    return command("learn", "--window-size=" + WINDOW, files);
  }

  private Result monitor(String option, Path... files) {
    return command("monitor", option, files);
  }

  private Result command(String name, String option, Path... files) {
    Stream<String> args = Stream.of(name, "--state", state.toString(), option, "--no-progress");
    return Cli.run(
        Stream.concat(args, Stream.of(files).map(Path::toString)).toArray(String[]::new));
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> runs = Files.list(state.resolve("runs"))) {
      return runs.sorted().toList();
    }
  }

  @Test
  void everyRun_hasResultsOfItsOwn() throws IOException {
    Result learned = learn(monday);
    assertEquals(0, learned.exit(), learned.err());
    assertTrue(learned.out().contains("  baseline      learned from 30 windows\n"), learned.out());
    Result first = monitor("--quiet", today);
    assertEquals(0, first.exit(), first.err());
    byte[] found = Files.readAllBytes(runs().get(0).resolve("detections.csv"));
    Result second = command("monitor", "--quiet", Path.of("--again"), today);
    assertEquals(2, runs().size());
    assertTrue(second.out().endsWith("  results       " + runs().get(1) + "\n"), second.out());
    for (Path run : runs()) {
      assertEquals(
          new String(found, StandardCharsets.UTF_8),
          Files.readString(run.resolve("detections.csv")));
    }
    assertTrue(found.length > 500, "nothing was found");
  }

  /** The pipeline over the original's folders finds the same. */
  @Test
  void theFindings_areThoseOfThePipeline() throws IOException {
    learn(monday);
    monitor("--quiet", today);
    Result whole =
        Cli.runIn(
            folder.resolve("whole"),
            "--window-size=" + WINDOW,
            "--baseline=monday.csv",
            monday.toString(),
            today.toString());
    assertEquals(0, whole.exit(), whole.err());
    Path models = folder.resolve("whole/Models");
    for (String artifact :
        List.of(
            "decisions.csv",
            "alerts_output.csv",
            "detections.csv",
            "detections.json",
            "incidents.json",
            "detector.json")) {
      assertEquals(
          Files.readString(models.resolve(artifact)),
          Files.readString(runs().get(0).resolve(artifact)),
          artifact);
    }
    for (String learned : List.of("baseline_model.json", "baseline_profile.json")) {
      assertEquals(
          Files.readString(models.resolve(learned)), Files.readString(state.resolve(learned)));
    }
  }

  @Test
  void explain_findsARunByTheBeginningOfAnId() throws IOException {
    learn(monday);
    Result found = monitor("--fail-on=LOW", today);
    assertEquals(4, found.exit(), found.err());
    String id =
        JsonParser.parseString(Files.readString(runs().get(0).resolve("incidents.json")))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString();
    String call = "./logsentinel explain " + id + " --state " + state + "\n";
    assertTrue(found.out().contains(call), found.out());
    Result whole = Cli.run("explain", id, "--state", state.toString());
    assertEquals(0, whole.exit(), whole.err());
    Result begun = Cli.run("explain", id.substring(0, 4), "--state", state.toString());
    assertEquals(
        whole.out().replace(id + " --state", "ID"),
        begun.out().replace(id.substring(0, 4) + " --state", "ID"));
    Result named = Cli.run("explain", id, "--state", runs().get(0).toString());
    assertEquals(whole.out(), named.out());
    assertTrue(Cli.run("explain", "today:30", "--state", state.toString()).exit() == 0);
    Result nothing = Cli.run("explain", "", "--state", state.toString());
    assertEquals(2, nothing.exit(), nothing.out());
    Result none = Cli.run("explain", "zzzz", "--state", state.toString());
    assertEquals(3, none.exit());
    assertTrue(none.err().contains("no incident `zzzz` among "), none.err());
  }

  /** A baseline learned from standard input has the name that was given to it. */
  @Test
  void standardInput_isWhatIsLearnedToo() throws IOException {
    Result learned =
        Cli.runWith(
            new ByteArrayInputStream(Files.readAllBytes(monday)),
            "learn",
            "--state=" + state,
            "--window-size=" + WINDOW,
            "--stdin-name=benign.csv",
            "-");
    assertEquals(0, learned.exit(), learned.err());
    String profile = Files.readString(state.resolve("baseline_profile.json"));
    assertTrue(profile.contains("\"benign.csv\""), profile);
  }

  @Test
  void standardInput_isADayToo() throws IOException {
    learn(monday);
    Result result =
        Cli.runWith(
            new ByteArrayInputStream(Files.readAllBytes(today)),
            "monitor",
            "--state=" + state,
            "--quiet",
            "--stdin-name=now.csv",
            "-");
    assertEquals(0, result.exit(), result.err());
    assertTrue(Files.readString(runs().get(0).resolve("detections.csv")).contains("now.csv"));
  }

  @Test
  void withoutABaseline_itSaysWhatToType() {
    Result result = monitor("--quiet", today);
    assertEquals(3, result.exit());
    assertEquals(
        "logsentinel: error: "
            + state.resolve("baseline_model.json")
            + ": no such file; learn a baseline first: ./logsentinel learn --state "
            + state
            + " FILE\n",
        result.err());
    assertFalse(Files.exists(state), "nothing is made");
  }

  /** Whatever it is called: what was learned is known by its windows. */
  @Test
  void whatWasLearned_isNotMonitored() throws IOException {
    learn(monday);
    Result result = monitor("--quiet", monday);
    assertTrue(
        result.err().contains("the baseline was learned from it; not monitored"), result.err());
    assertTrue(result.err().contains("no window was monitored"), result.err());
  }

  /** What did not alarm trains; what did is told again, the same. */
  @Test
  void aDay_trainsTheBaseline_butForWhatAlarms() throws IOException {
    learn(monday);
    monitor("--quiet", today);
    String found = Files.readString(runs().get(0).resolve("incidents.json"));
    Result updated =
        Cli.run("baseline", "update", "today.csv", "--state", state.toString(), "--quiet");
    assertEquals(0, updated.exit(), updated.err());
    assertTrue(
        updated.err().contains("today.csv: 3 of 33 windows alarm against the baseline"),
        updated.err());
    Result again = monitor("--quiet", today);
    assertEquals(0, again.exit(), again.err());
    assertTrue(
        again
            .err()
            .contains(
                "the baseline was learned from it; only the 3 windows that were held back are"
                    + " monitored"),
        again.err());
    Path second = runs().get(1);
    assertEquals(
        List.of("30", "31", "32"),
        Files.readAllLines(second.resolve("decisions.csv")).stream()
            .skip(1)
            .map(row -> row.split(",")[1])
            .toList());
    String id = "\"id\": ";
    String told = Files.readString(second.resolve("incidents.json"));
    assertEquals(
        found.lines().filter(line -> line.contains(id)).toList(),
        told.lines().filter(line -> line.contains(id)).toList());
    String begun = told.substring(told.indexOf(id) + id.length() + 1).substring(0, 12);
    Result explained = Cli.run("explain", begun, "--state", state.toString());
    assertEquals(0, explained.exit(), explained.err());
    assertEquals("", explained.err());
    Result reported = Cli.run("report", second.toString(), "--state", state.toString());
    assertEquals(0, reported.exit(), reported.err());
    assertTrue(reported.out().startsWith("3 windows, 1 incident: "), reported.out());
    String page = Files.readString(second.resolve("report.html"));
    assertTrue(page.contains("\"windows\":3,\"numbers\":[30,31,32],"), page);
    Result text = Cli.run("report", second.toString(), "--state", state.toString(), "--text");
    assertTrue(text.out().contains(" 3 of 3\n"), text.out());
    assertTrue(
        learn(monday)
            .err()
            .contains(
                "learned anew, without today.csv; ./logsentinel monitor --state "
                    + state
                    + " leaves a baseline as it is\n"));
  }

  @Test
  void aRunWithoutLabels_isNotEvaluated_andWhatToTypeIsSaid() throws IOException {
    learn(monday);
    monitor("--quiet", today);
    Result result = Cli.run("report", "--with-evaluation", "--state", state.toString());
    assertEquals(
        "logsentinel: error: --with-evaluation goes with a run over Data, but "
            + runs().get(0)
            + " is one of `monitor` or `follow`, which keep no labels: put its flows into Data/raw,"
            + " type ./logsentinel, then ./logsentinel report --with-evaluation\n"
            + "See logsentinel report --help\n",
        result.err());
    assertEquals(2, result.exit());
  }

  @Test
  void aFileThatFailed_isToldOfInTheReport() throws IOException {
    learn(monday);
    Path torn = Files.writeString(folder.resolve("torn.csv"), Flows.benign(DAY) + "\"1.2.3.4,x\n");
    assertEquals(3, monitor("--quiet", torn).exit());
    Result none = Cli.run("report", "--state", state.toString(), runs().get(0).toString());
    assertEquals(3, none.exit());
    assertTrue(none.err().contains("ended without findings, as its run.json"), none.err());
    assertEquals(3, monitor("--quiet", torn, monday).exit());
    Result text =
        Cli.run("report", runs().get(1).toString(), "--state", state.toString(), "--text");
    assertEquals(0, text.exit(), text.err());
    String first = "Results in " + runs().get(1) + "\n\nNot looked at: torn.csv, failed: ";
    assertTrue(text.out().startsWith(first), text.out());
    assertTrue(text.out().endsWith("so there is no timeline.\n"), text.out());
    monitor("--quiet", today);
    Result against =
        Cli.run(
            "report",
            runs().get(2).toString(),
            "--state",
            state.toString(),
            "--text",
            "--against=" + runs().get(1));
    assertTrue(against.out().contains("1 new"), against.out());
  }

  @Test
  void aDamagedBaseline_isToldBeforeFlowsAreRead() throws IOException {
    learn(monday);
    Path profile = state.resolve("baseline_profile.json");
    byte[] whole = Files.readAllBytes(profile);
    Files.write(profile, Arrays.copyOf(whole, whole.length / 2));
    Result damaged = monitor("--quiet", today);
    assertEquals(3, damaged.exit(), damaged.err());
    assertTrue(damaged.err().startsWith("logsentinel: error: " + profile + ": "), damaged.err());
    assertFalse(damaged.out().contains("rows"), damaged.out());
    String run = Files.readString(runs().get(0).resolve("run.json"));
    assertTrue(run.contains("baseline_profile.json"), run);
  }

  @Test
  void aFileThatIsNotThere_leavesNoRun() {
    learn(monday);
    Result result = monitor("--quiet", folder.resolve("missing.csv"));
    assertEquals(3, result.exit());
    assertFalse(Files.exists(state.resolve("runs")), "no run");
  }

  /** So many windows that the detector has enough of them. */
  @Test
  void theWindowSize_isChosenByTheFlows() throws IOException {
    Path large = Files.writeString(folder.resolve("large.csv"), Flows.benign(10_400));
    Result learned = command("learn", "--quiet", large);
    assertEquals(0, learned.exit(), learned.err());
    assertTrue(
        learned
            .out()
            .startsWith(
                "Windows of 200 flows: 52 of them in 10,400 flows; --window-size takes another"
                    + " size\n\n"),
        learned.out());
    assertTrue(learned.out().contains("learned from 52 windows"), learned.out());
    assertEquals(0, monitor("--quiet", large).exit());
    Result piped = command("learn", "--quiet", Path.of("-"));
    assertEquals(2, piped.exit());
    assertTrue(piped.err().contains("give a size, as --window-size 500"), piped.err());
  }

  /** Whatever it is called, and through links. */
  @Test
  void noOutput_replacesWhatIsReadOrWasFound() throws IOException {
    learn(monday);
    monitor("--quiet", today);
    byte[] flows = Files.readAllBytes(today);
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), today);
    for (String option :
        List.of("--output=csv:" + today, "--output=ecs:" + link, "--metrics-file=" + today)) {
      Result result = monitor(option, today);
      assertEquals(2, result.exit(), option);
      assertTrue(result.err().contains("would overwrite a file of the run"), result.err());
    }
    Path found = runs().get(0).resolve("incidents.json");
    for (Path of : List.of(found, state.resolve(".logsentinel.lock"))) {
      Result result = monitor("--output=ecs:" + of, today);
      assertEquals(2, result.exit(), result.err());
      assertTrue(result.err().contains("would overwrite a file of the run"), result.err());
    }
    assertArrayEquals(flows, Files.readAllBytes(today));
    assertEquals(1, runs().size());
  }

  /** What is beside the baseline is what it was learned from. */
  @Test
  void learningAgain_leavesNoWindowsOfBefore() throws IOException {
    learn(monday);
    Path other = Files.writeString(folder.resolve("other.csv"), Flows.benign(DAY));
    assertEquals(0, learn(other).exit());
    try (Stream<Path> windows = Files.list(state.resolve("learned/windowed"))) {
      assertEquals(
          List.of("profile_other.jsonl", "windowed_cleaned_other.csv"),
          windows.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  /** Learned from several days, named or as a folder. */
  @Test
  void learn_takesAllThatIsGiven() throws IOException {
    Path days = Files.createDirectory(folder.resolve("days"));
    Files.copy(monday, days.resolve("a.csv"));
    Files.writeString(days.resolve("b.csv"), Flows.benign(2 * DAY));
    Result learned = learn(days);
    assertEquals(0, learned.exit(), learned.err());
    assertTrue(learned.out().contains("learned from 90 windows"), learned.out());
    Files.createFile(days.resolve("c.csv"));
    Result with = learn(days);
    assertEquals(0, with.exit(), with.err());
    assertTrue(with.err().contains("c.csv: skipped: line 1: the file is empty\n"), with.err());
    assertTrue(with.out().contains("learned from 90 windows"), with.out());
    Files.writeString(days.resolve("d.csv"), Flows.HEADER);
    Result header = learn(days);
    assertEquals(3, header.exit(), "a file without a flow");
    assertTrue(header.err().contains("d.csv: has a header and no rows"), header.err());
    assertTrue(header.out().contains("learned from 90 windows"), header.out());
    byte[] learnt = Files.readAllBytes(state.resolve("baseline_model.json"));
    Path torn = Files.writeString(days.resolve("e.csv"), Flows.benign(DAY) + "\"1.2.3.4,x\n");
    Result refused = learn(days);
    assertEquals(3, refused.exit());
    assertTrue(
        refused
            .err()
            .endsWith(
                torn
                    + ": the baseline cannot be learned, the file was not processed; it would be one"
                    + " of less than was asked for: mend the file, or learn without it\n"),
        refused.err());
    assertArrayEquals(learnt, Files.readAllBytes(state.resolve("baseline_model.json")));
    assertEquals(2, Cli.run("--step=learn").exit());
    assertTrue(Cli.run("--step=learn").err().contains("`learn` and `monitor` are commands"));
  }
}
