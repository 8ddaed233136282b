package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code baseline update}, on three days of a small simulated week in windows of 200. */
class BaselineUpdateTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";
  private static final String TUESDAY = "Tuesday-WorkingHours.pcap_ISCX.csv";
  private static final String FRIDAY = "Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv";

  @TempDir static Path week;
  @TempDir Path folder;

  @BeforeAll
  static void learnMonday() throws IOException {
    Path raw = Files.createDirectories(week.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      if (List.of(MONDAY, TUESDAY, FRIDAY).contains(day.fileName())) {
        try (OutputStream out = Files.newOutputStream(raw.resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
    assertEquals(0, Cli.runIn(week, "--window-size=200", "--quiet").exit());
  }

  @BeforeEach
  void copyWeek() throws IOException {
    try (Stream<Path> files = Files.walk(week)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(week.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private Result run(String... args) {
    return Cli.runIn(folder, args);
  }

  private Result update(String... args) {
    List<String> all = new ArrayList<>(List.of("baseline", "update"));
    all.addAll(List.of(args));
    return run(all.toArray(String[]::new));
  }

  /** What a baseline consists of. */
  private Map<String, String> baseline() throws IOException {
    Map<String, String> artifacts = new TreeMap<>(TestData.artifacts(folder));
    artifacts
        .keySet()
        .retainAll(
            List.of(
                "Models/baseline_model.json",
                "Models/baseline_profile.json",
                "Models/isolation_forest_model.json",
                "Models/profile_forest.json"));
    assertEquals(4, artifacts.size());
    return artifacts;
  }

  private void assertRefused(String message, Result result) throws IOException {
    assertEquals(3, result.exit(), result.err());
    assertTrue(result.err().contains(message), result.err());
    assertEquals("", result.out());
  }

  private Path windowed(String raw) {
    return folder.resolve("Data/windowed/windowed_cleaned_" + raw);
  }

  private Path profiles(String raw) {
    return folder.resolve("Data/windowed/profile_" + raw.replace(".csv", ".jsonl"));
  }

  @Test
  void updatingEqualsBuilding_toTheByte() throws IOException {
    for (String halfLife : List.of("", "--half-life=40")) {
      String[] forgetting = halfLife.isEmpty() ? new String[0] : new String[] {halfLife};
      String[] build =
          Stream.concat(
                  Stream.of(
                      "--step=baseline", "--baseline=" + MONDAY + "," + TUESDAY + "," + FRIDAY),
                  Stream.of(forgetting))
              .toArray(String[]::new);
      assertEquals(0, run(build).exit());
      Map<String, String> built = baseline();
      assertEquals(
          0,
          run(Stream.concat(Stream.of("--step=baseline"), Stream.of(forgetting))
                  .toArray(String[]::new))
              .exit());
      assertEquals(0, update(TUESDAY, "--threads=1").exit());
      assertFalse(built.equals(baseline()));
      assertEquals(0, update(FRIDAY, "--threads=3").exit());
      assertEquals(built, baseline(), halfLife);
    }
  }

  @Test
  void whatItSays() throws IOException {
    Result result = update(TUESDAY, FRIDAY);
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        """
        Baseline update
          Tuesday-WorkingHours.pcap_ISCX.csv: 44 windows, 32 trained, 12 held back; baseline fit: cannot tell
          Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv: 22 windows, 6 trained, 16 held back; baseline fit: may not fit
          baseline: 90 windows of 3 files
          windows of: DIR/Data/windowed
        """
            .replace("DIR", folder.toString()),
        result.out());
    assertEquals(
        "logsentinel: warning: "
            + TUESDAY
            + ": 12 of 44 windows alarm against the baseline before it and do not train it;"
            + " --trust-baseline takes them in\n"
            + "logsentinel: warning: "
            + TUESDAY
            + ": 12 of 44 windows alarm, more than 1 % allows: there are attacks, or part of the"
            + " traffic is another; the windows cannot tell which\n"
            + "logsentinel: warning: "
            + FRIDAY
            + ": 16 of 22 windows alarm against the baseline before it and do not train it;"
            + " --trust-baseline takes them in\n"
            + "logsentinel: warning: "
            + FRIDAY
            + ": 16 of 22 windows alarm: an attack runs throughout, or the whole traffic is"
            + " another; the windows cannot tell which\n",
        result.err());
  }

  @Test
  void trusted_everyWindowTrains() throws IOException {
    assertEquals("", update(FRIDAY, "--trust-baseline", "--quiet").out());
    Result result = update(TUESDAY, "--trust-baseline");
    assertTrue(result.out().contains("44 windows, 44 trained, 0 held back"), result.out());
    assertTrue(result.out().contains("118 windows of 3 files"), result.out());
  }

  @Test
  void aFileTrainsOnce_whateverItIsCalled() throws IOException {
    Map<String, String> before = baseline();
    assertRefused(MONDAY + ": the baseline was learned from it already", update(MONDAY));
    Files.copy(windowed(MONDAY), windowed("other.csv"));
    Files.copy(profiles(MONDAY), profiles("other.csv"));
    assertRefused(
        "other.csv: the baseline was learned from the same windows already, in " + MONDAY,
        update(TUESDAY, "other.csv"));
    assertEquals(before, baseline(), "nothing is merged where a file is refused");
    assertEquals(0, update(TUESDAY).exit());
    assertRefused(TUESDAY + ": the baseline was learned from it already", update(TUESDAY));
  }

  /** Other labels are other attack ratios, and nothing else. */
  @Test
  void relabelled_theyAreStillTheSameWindows() throws IOException {
    assertEquals(0, update(TUESDAY).exit());
    for (String name : List.of(MONDAY, TUESDAY)) {
      List<String> lines = new ArrayList<>(Files.readAllLines(windowed(name)));
      lines.replaceAll(line -> line.replaceFirst(",[0-9.]+$", ",0.25"));
      Files.write(windowed(name), lines);
      assertRefused(name + ": the baseline was learned from it already", update(name));
    }
    assertTrue(run("--step=monitor", "--quiet").out().contains("monitored     34 windows"));
  }

  @Test
  void whatDoesNotFit_isRefused_andTheBaselineStands() throws IOException {
    Map<String, String> before = baseline();
    assertRefused(
        "nope.csv: no windows of it, neither in "
            + folder.resolve("Data/windowed")
            + " nor of a run in "
            + folder.resolve("Models/runs")
            + "; there are those of: ",
        update("nope.csv"));
    assertRefused(
        "baseline_profile.json: was learned without forgetting, which cannot be changed to 50 by an"
            + " update",
        update(TUESDAY, "--half-life=50"));
    Path profiles = profiles(TUESDAY);
    String whole = Files.readString(profiles);
    Files.writeString(profiles, whole.substring(0, whole.length() / 2));
    assertRefused(profiles + ": line ", update(TUESDAY));
    Files.write(profiles, whole.lines().skip(1).toList());
    assertRefused(profiles + ": 43 profiles, but " + windowed(TUESDAY), update(TUESDAY));
    Files.delete(profiles);
    assertRefused(profiles + ": no such file", update(TUESDAY));
    run("--step=preprocess");
    assertEquals(0, run("--step=window", "--window-size=100").exit());
    assertRefused(
        TUESDAY + ": windows of 100 flows, but the baseline was learned from windows of 200",
        update(TUESDAY));
    assertEquals(before, baseline());
  }

  @Test
  void aBaselineThatCannotGoOn_isRefused() throws IOException {
    Path profile = folder.resolve("Models/baseline_profile.json");
    String text = Files.readString(profile);
    Files.writeString(profile, text.replace("\"trained\": 52", "\"trained\": 51"));
    assertRefused(profile + ": at $.profile_places: places must rise", update(TUESDAY));
    Files.delete(profile);
    assertRefused(profile + ": no such file, without which nothing can be added", update(TUESDAY));
    Files.delete(folder.resolve("Models/baseline_model.json"));
    assertRefused(
        "no such file; learn a baseline first: ./logsentinel learn --state "
            + folder.resolve("Models")
            + " FILE, or ./logsentinel --step baseline --data-dir "
            + folder.resolve("Data")
            + " --models-dir "
            + folder.resolve("Models")
            + " of the pipeline",
        update(TUESDAY));
  }

  @Test
  void wrongUsage_isExitTwo() {
    assertEquals(2, update().exit());
    for (String[] wrong :
        new String[][] {
          {"a/", "FILES takes names of files in the raw folder, not ``"},
          {"--false-alarm-rate=0.7", "--false-alarm-rate must be 0.000001 to 0.5 but is 0.7"},
          {"--half-life=19", "--half-life must be 20 to 1000000 but is 19"},
          {"--threads=0", "--threads must be 1 to 256 but is 0"},
          {"--step=all", "Unknown option: '--step=all'"}
        }) {
      Result result = update(TUESDAY, wrong[0]);
      assertEquals(2, result.exit());
      assertTrue(result.err().contains(wrong[1]), result.err());
    }
    Result alone = Cli.run("baseline");
    assertEquals(0, alone.exit());
    assertTrue(alone.out().contains("update"), alone.out());
    assertTrue(Cli.run("baseline", "update", "--help").out().contains("--trust-baseline"));
    assertEquals(2, run("--half-life=5").exit());
  }

  @Test
  void environmentAndFile_areAsked() throws IOException {
    Path config = Files.writeString(folder.resolve("x.properties"), "trust-baseline=true\n");
    Result result =
        Cli.run(
            Map.of(
                "LOGSENTINEL_DATA_DIR",
                folder.resolve("Data").toString(),
                "LOGSENTINEL_MODELS_DIR",
                folder.resolve("Models").toString(),
                "LOGSENTINEL_CONFIG",
                config.toString()),
            "baseline",
            "update",
            TUESDAY);
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("44 trained"), result.out());
  }

  @Test
  void whatTrained_isNotMonitored_butWhatWasHeldBackAndOtherWindowsOfThatNameAre()
      throws IOException {
    update(TUESDAY);
    Result result = run("--step=monitor", "--quiet");
    assertTrue(
        result
            .err()
            .contains(
                windowed(TUESDAY)
                    + ": the baseline was learned from it; only the 12 windows that were held back"
                    + " are monitored"),
        result.err());
    assertTrue(result.out().contains("monitored     34 windows"), result.out());
    List<String> lines = Files.readAllLines(windowed(TUESDAY));
    Files.write(windowed(TUESDAY), lines.subList(0, lines.size() - 1));
    assertTrue(run("--step=monitor", "--quiet").out().contains("monitored     65 windows"));
  }

  @Test
  void learnedAnew_itSaysWhatIsLost() throws IOException {
    update(TUESDAY);
    Result result = run("--step=baseline");
    assertEquals(0, result.exit());
    assertEquals(
        "logsentinel: warning: "
            + folder.resolve("Models/baseline_profile.json")
            + ": learned anew, without "
            + TUESDAY
            + "; --step monitor leaves a baseline as it is\n",
        result.err());
    assertEquals("", run("--step", "baseline").err(), "the step, not the command");
  }

  @Test
  void withoutProfiles_allTrain_andItSaysSo() throws IOException {
    Files.delete(profiles(MONDAY));
    assertTrue(run("--step=baseline").err().contains("the baseline goes without profiles"));
    Result result = update(TUESDAY);
    assertEquals(0, result.exit());
    assertTrue(result.out().contains("44 windows, 44 trained"), result.out());
    assertTrue(
        result.err().contains("has profiles of fewer than 20 windows, so none can be held back"),
        result.err());
    assertFalse(Files.exists(folder.resolve("Models/profile_forest.json")));
  }

  @Test
  void drift_standsInTheManifest() throws IOException {
    Result result = run("--step=monitor", "--quiet", "--adapt=none");
    assertTrue(
        result.out().contains("  baseline fit  may not fit 1, cannot tell for 1 of 2 files\n"),
        result.out());
    JsonArray drift =
        JsonParser.parseString(Files.readString(folder.resolve("Models/run.json")))
            .getAsJsonObject()
            .getAsJsonArray("drift");
    assertEquals("unclear", drift.get(0).getAsJsonObject().get("verdict").getAsString());
    assertFalse(drift.get(0).getAsJsonObject().has("rate_now"));
    assertEquals(44, drift.get(1).getAsJsonObject().get("windows").getAsInt());
    assertEquals(12, drift.get(1).getAsJsonObject().get("alarms").getAsInt());
    // more alarms than the rate has, so nothing is said of it
    assertFalse(drift.get(1).getAsJsonObject().has("rate_now"));
  }
}
