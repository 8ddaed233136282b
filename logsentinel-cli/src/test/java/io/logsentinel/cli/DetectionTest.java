package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
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
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The detector in the pipeline, on a small simulated week of windows of 200. */
class DetectionTest {
  private static final String[] OPTIONS = {"--window-size=200", "--false-alarm-rate=0.02"};
  private static final List<String> DAYS = List.of("Monday", "Friday-WorkingHours-Afternoon");

  @TempDir static Path week;
  @TempDir Path folder;

  @BeforeAll
  static void simulate() throws IOException {
    Files.createDirectories(week.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      if (DAYS.stream().anyMatch(day.fileName()::startsWith)) {
        try (OutputStream out =
            Files.newOutputStream(week.resolve("Data/raw").resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
  }

  @BeforeEach
  void copy() throws IOException {
    TestData.copyRaw(week.resolve("Data/raw"), folder);
  }

  private Result run(String... options) {
    List<String> all = new ArrayList<>(List.of(OPTIONS));
    all.addAll(List.of(options));
    return Cli.runIn(folder, all.toArray(String[]::new));
  }

  private JsonArray detections() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("Models/detections.json")))
        .getAsJsonArray();
  }

  private Path profiles(String day) throws IOException {
    try (var files = Files.newDirectoryStream(folder.resolve("Data/windowed"), "profile_*")) {
      for (Path file : files) {
        if (file.getFileName().toString().contains(day)) {
          return file;
        }
      }
    }
    throw new AssertionError("no profiles of " + day);
  }

  /** The words of a name that an attack of a file may have. */
  private static Optional<String> family(String file) {
    return file.contains("PortScan")
        ? Optional.of("scan")
        : file.contains("DDos") ? Optional.of("DoS") : Optional.empty();
  }

  @Test
  void attacks_areFoundNamedAndExplained() throws IOException {
    assertEquals(0, run().exit());
    int named = 0;
    int told = 0;
    JsonArray detections = detections();
    for (JsonElement element : detections) {
      JsonObject detection = element.getAsJsonObject();
      String pattern = detection.get("likely_pattern").getAsString();
      String file = detection.get("file").getAsString();
      named += family(file).filter(word -> pattern.contains(word)).isPresent() ? 1 : 0;
      told += detection.get("entities").toString().contains("192.168.10.50") ? 1 : 0;
      double sum = 0;
      for (JsonElement evidence : detection.getAsJsonArray("evidence")) {
        sum += evidence.getAsJsonObject().get("contribution").getAsDouble();
      }
      assertEquals(detection.get("score").getAsDouble(), sum, 1e-9);
      assertTrue(detection.get("first_time").getAsString().startsWith("2017-07-07T"));
    }
    assertTrue(detections.size() >= 25, detections.size() + " detections");
    assertTrue(named >= 0.9 * detections.size(), named + " named of " + detections.size());
    assertTrue(told >= 0.9 * detections.size(), told + " told of " + detections.size());
    List<String> table = Files.readAllLines(folder.resolve("Models/detections.csv"));
    assertEquals(
        "file,window_id,score,p_value,severity,likely_pattern,confidence,entities,contributions,"
            + "forest_verdict,decision,reason",
        table.get(0));
    assertEquals(detections.size() + 1, table.size());
  }

  @Test
  void atOnceAndStepByStep_giveTheSameBytes() throws IOException {
    run("--threads=3");
    Map<String, String> expected = TestData.artifacts(folder);
    assertTrue(
        expected.keySet().stream().anyMatch(name -> name.startsWith("Data/windowed/profile_")));
    for (String step : List.of("preprocess", "window", "baseline", "monitor")) {
      assertEquals(0, run("--step=" + step, "--threads=1").exit());
    }
    assertEquals(expected, TestData.artifacts(folder));
  }

  @Test
  void aHigherRate_alarmsOnAtLeastTheSame() throws IOException {
    run();
    int few = detections().size();
    Cli.runIn(folder, "--step=monitor", "--false-alarm-rate=0.2");
    assertTrue(detections().size() >= few);
  }

  @Test
  void aRateOutOfRange_isWrongUsage() {
    Result result = Cli.runIn(folder, "--false-alarm-rate=0.7");
    assertEquals(2, result.exit());
    assertTrue(
        result.err().contains("--false-alarm-rate must be 0.000001 to 0.5 but is 0.7"),
        result.err());
  }

  @Test
  void aDamagedProfile_isNamedWithItsLine_andTheOthersGoOn() throws IOException {
    run();
    Path damaged = profiles("PortScan");
    List<String> lines = new ArrayList<>(Files.readAllLines(damaged));
    lines.set(2, lines.get(2).substring(0, 100));
    Files.write(damaged, lines);
    Result result = run("--step=monitor");
    assertEquals(3, result.exit());
    assertTrue(result.err().contains(damaged + ": line 3: at $.last_time: "), result.err());
    String table = Files.readString(folder.resolve("Models/detections.csv"));
    assertFalse(table.contains("PortScan"));
    assertTrue(table.contains("DDos"));
  }

  @Test
  void profilesOfOtherWindows_areRefused() throws IOException {
    run();
    Path shorter = profiles("DDos");
    List<String> lines = Files.readAllLines(shorter);
    Files.write(shorter, lines.subList(0, lines.size() - 1));
    Result result = run("--step=monitor");
    assertEquals(3, result.exit());
    assertTrue(
        result.err().contains((lines.size() - 1) + " profiles, but ")
            && result.err().contains("run --step window again"),
        result.err());
  }

  @Test
  void withoutProfiles_theOriginalsRuleGoesOn() throws IOException {
    run();
    String alerts = Files.readString(folder.resolve("Models/alerts_output.csv"));
    Files.delete(profiles("Monday"));
    assertEquals(0, run("--step=baseline").exit());
    Result result = run("--step=monitor");
    assertEquals(0, result.exit());
    assertTrue(result.err().contains("the detector needs 20 and stays off"), result.err());
    assertEquals(alerts, Files.readString(folder.resolve("Models/alerts_output.csv")));
    assertEquals(0, detections().size());
    assertFalse(Files.exists(folder.resolve("Models/profile_forest.json")));
  }

  @Test
  void withoutItsForest_detectionsGoOn() throws IOException {
    run();
    int all = detections().size();
    Files.delete(folder.resolve("Models/profile_forest.json"));
    Result result = run("--step=monitor");
    assertEquals(0, result.exit());
    assertTrue(result.err().contains("detections go without a forest's opinion"), result.err());
    assertEquals(all, detections().size());
    assertFalse(detections().toString().contains("forest_verdict"));
  }

  @Test
  void timesOfAnotherFile_failTheCleanedFile() throws IOException {
    run();
    Path times;
    try (var files = Files.newDirectoryStream(folder.resolve("Data/processed"), "times_*DDos*")) {
      times = files.iterator().next();
    }
    List<String> lines = Files.readAllLines(times);
    Files.write(times, lines.subList(0, lines.size() - 1));
    Result result = run("--step=window");
    assertEquals(3, result.exit());
    assertTrue(
        result.err().contains("has " + (lines.size() - 1) + " times, and there are more flows"),
        result.err());
  }
}
