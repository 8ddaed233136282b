package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate} on a run over a small simulated week. */
class EvaluateWeekTest {
  private static final int SIZE = 200;
  private static final List<String> DAYS = List.of("Monday", "Friday-WorkingHours-A");

  @TempDir static Path week;
  @TempDir Path folder;

  @BeforeAll
  static void runPipeline() throws IOException {
    Files.createDirectories(week.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      if (DAYS.stream().anyMatch(day.fileName()::startsWith)) {
        try (OutputStream out =
            Files.newOutputStream(week.resolve("Data/raw").resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
    Result run = Cli.runIn(week, "--window-size=" + SIZE, "--false-alarm-rate=0.02", "--quiet");
    assertEquals(0, run.exit(), run.err());
  }

  @BeforeEach
  void copy() throws IOException {
    try (Stream<Path> files = Files.walk(week)) {
      for (Path file : files.toList()) {
        Path target = folder.resolve(week.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  private Result evaluate(String... options) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(options));
    return Cli.runIn(folder, all.toArray(String[]::new));
  }

  private Path models(String name) {
    return folder.resolve("Models").resolve(name);
  }

  private String text() throws IOException {
    return Files.readString(models("evaluation.json"));
  }

  private JsonObject judge(String name) throws IOException {
    return JsonParser.parseString(text())
        .getAsJsonObject()
        .getAsJsonObject("judges")
        .getAsJsonObject(name);
  }

  /** By "file,window", the share of attack flows that the windowed files say. */
  private Map<String, Double> attackRatios() throws IOException {
    Map<String, Double> ratios = new HashMap<>();
    try (var files = Files.newDirectoryStream(folder.resolve("Data/windowed"), "windowed_*")) {
      for (Path file : files) {
        for (String line : Files.readAllLines(file)) {
          String[] fields = line.split(",");
          if (!fields[0].equals("window_id") && !file.toString().contains("Monday")) {
            ratios.put(
                file.getFileName() + "," + fields[0],
                Double.parseDouble(fields[fields.length - 1]));
          }
        }
      }
    }
    return ratios;
  }

  /** "file,window" of the rows of a table that say something. */
  private Set<String> windows(String table, String saying) throws IOException {
    Set<String> windows = new HashSet<>();
    for (String line : Files.readAllLines(models(table))) {
      String[] fields = line.split(",");
      if (line.matches(saying) && !fields[0].equals("file")) {
        windows.add(fields[0] + "," + fields[1]);
      }
    }
    return windows;
  }

  @Test
  void counts_areThoseOfTheArtifacts() throws IOException {
    Result result = evaluate("--min-attack-share=0.05");
    assertEquals(0, result.exit(), result.err());
    check("rule", windows("alerts_output.csv", ".*"));
    check("forest", windows("decisions.csv", ".*,(true|false),true,[A-Z ]+"));
    check("decision", windows("decisions.csv", ".*(SUSPICIOUS|CONFIRMED ANOMALY)"));
    check("detector", windows("detections.csv", ".*"));
  }

  private void check(String judge, Set<String> alarms) throws IOException {
    Map<String, Integer> counts = new HashMap<>();
    int between = 0;
    for (Map.Entry<String, Double> window : attackRatios().entrySet()) {
      boolean alarm = alarms.contains(window.getKey());
      if (window.getValue() >= 0.05) {
        counts.merge(alarm ? "found" : "missed", 1, Integer::sum);
      } else if (window.getValue() == 0) {
        counts.merge(alarm ? "false_alarms" : "quiet", 1, Integer::sum);
      } else {
        between += alarm ? 1 : 0;
      }
    }
    JsonObject overall = judge(judge).getAsJsonObject("overall");
    for (String count : List.of("found", "missed", "false_alarms", "quiet")) {
      assertEquals(counts.getOrDefault(count, 0), overall.get(count).getAsInt(), judge + count);
    }
    assertEquals(between, overall.get("alarms_left_out").getAsInt());
  }

  @Test
  void table_saysWhatTheFiguresSay_in110Columns() throws IOException {
    Result result = evaluate();
    assertEquals("", result.err());
    assertTrue(result.out().lines().allMatch(line -> line.length() <= 110), result.out());
    double recall =
        judge("detector")
            .getAsJsonObject("overall")
            .getAsJsonObject("recall")
            .get("value")
            .getAsDouble();
    assertTrue(recall > 0.9, "recall " + recall);
    String detector =
        result.out().lines().filter(line -> line.startsWith("detector ")).findFirst().get();
    assertTrue(detector.contains(String.format(java.util.Locale.ROOT, " %.3f ", recall)));
    JsonObject incidents = judge("incidents").getAsJsonObject("overall");
    assertEquals(0, incidents.get("missed").getAsInt(), "every attack phase is in an incident");
    assertTrue(result.out().lines().anyMatch(line -> line.startsWith("incidents  1.000 ")));
    for (String part : List.of("By attack:", "PortScan ", "50 to 100 %", "By file:", "DDoS ")) {
      assertTrue(result.out().contains(part), part);
    }
    Result quiet = evaluate("--quiet");
    assertTrue(result.out().startsWith(quiet.out().replaceAll("All figures: .*\n", "")));
    assertTrue(!quiet.out().contains("By attack"));
  }

  @Test
  void anyThreads_andCleanedFlowsInPlaceOfRawOnes_giveTheSameBytes() throws IOException {
    Result once = evaluate("--threads=1");
    String expected = text();
    assertEquals(once, evaluate("--threads=3"));
    assertEquals(expected, text());
    try (Stream<Path> raw = Files.list(folder.resolve("Data/raw"))) {
      for (Path file : raw.toList()) {
        Files.delete(file);
      }
    }
    assertEquals(once, evaluate());
    assertEquals(expected, text());
  }

  @Test
  void optionsComeFromTheEnvironmentAndTheFileToo() throws IOException {
    Path config = folder.resolve("c.properties");
    Files.writeString(config, "min-attack-share=0.3\nwindow-size=200\n");
    Map<String, String> environment =
        Map.of(
            "LOGSENTINEL_CONFIG", config.toString(),
            "LOGSENTINEL_DATA_DIR", folder.resolve("Data").toString(),
            "LOGSENTINEL_MODELS_DIR", folder.resolve("Models").toString(),
            "LOGSENTINEL_QUIET", "true");
    Result result = Cli.run(environment, "evaluate");
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("from a share of 0.3 attack flows on"), result.out());
    assertTrue(!result.out().contains("By attack"));
  }

  @Test
  void incidents_areCountedByPhase() throws IOException {
    evaluate();
    JsonObject phase =
        JsonParser.parseString(text())
            .getAsJsonObject()
            .getAsJsonArray("phases")
            .get(0)
            .getAsJsonObject();
    long first = phase.get("first_window").getAsLong();
    String file = phase.get("file").getAsString();
    String quiet =
        attackRatios().entrySet().stream()
            .filter(window -> window.getValue() == 0)
            .map(Map.Entry::getKey)
            .findFirst()
            .get();
    Files.writeString(
        models("incidents.json"),
        """
        [{"id": 1, "file": "FILE", "severity": "HIGH", "windows": [FIRST]},
         {"id": 2, "file": "FILE", "windows": [FIRST], "more": {"any": []}},
         {"id": 3, "file": "QUIET", "windows": [WINDOW]}]
        """
            .replace("FILE", file)
            .replace("FIRST", Long.toString(first))
            .replace("QUIET", quiet.split(",")[0])
            .replace("WINDOW", quiet.split(",")[1]));
    Result result = evaluate();
    assertEquals(0, result.exit(), result.err());
    JsonObject overall = judge("incidents").getAsJsonObject("overall");
    assertEquals(1, overall.get("found").getAsInt());
    assertEquals(1, overall.get("false_alarms").getAsInt());
    assertEquals(1, overall.get("too_many").getAsInt());
    assertEquals(
        "{\"value\":null,\"reason\":\"an incident is no window\"}",
        overall.get("false_alarm_rate").toString());
    assertTrue(
        result.out().lines().anyMatch(line -> line.matches("incidents  0\\.500 .*n/a.*")),
        result.out());
    Files.writeString(
        models("incidents.json"), "[{\"id\":9,\"file\":\"" + file + "\",\"windows\":[99999]}]");
    Result other = evaluate();
    assertEquals(3, other.exit());
    assertTrue(
        other.err().contains("incidents.json: of another run: incident 9 names window 99999 of "),
        other.err());
  }

  @Test
  void artifactsOfDifferentRuns_areRefused() throws IOException {
    Path detections = models("detections.csv");
    List<String> lines = Files.readAllLines(detections);
    List<String> changed = new ArrayList<>(lines);
    changed.set(1, lines.get(1).replaceFirst(",(\\d+),(\\d+)\\.", ",$1,1$2."));
    assertNotEquals(lines, changed);
    Files.write(detections, changed);
    refused("detections.csv: of another run than ", "has a score of ");
    Files.write(detections, lines.subList(0, lines.size() - 1));
    refused("detections.csv: of another run than ", "has a p-value of ");
    changed = new ArrayList<>(lines);
    changed.add(lines.get(1).replaceFirst(",\\d+,", ",77777,"));
    Files.write(detections, changed);
    refused("window 77777 of ", "is not there; run --step monitor again");
    Files.write(detections, lines);

    Path decisions = models("decisions.csv");
    List<String> rows = Files.readAllLines(decisions);
    Files.write(decisions, rows.subList(0, rows.size() - 1));
    refused(" windows of 200 flows, but ", "they are of different runs");
    Files.write(decisions, List.of(rows.get(0), rows.get(2)));
    refused("decisions.csv: expected window 0 of ", " but found window 1");
    Files.write(decisions, rows.subList(0, 1));
    refused("decisions.csv: holds no window");
  }

  @Test
  void whatIsMissing_isNamed() throws IOException {
    Files.delete(models("detections.csv"));
    Result result = evaluate();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("detector   n/a: no detections.csv of the run"));
    Files.delete(models("decisions.csv"));
    refused("decisions.csv: no such file; run the pipeline first (runs of `monitor`");
    Files.delete(models("baseline_profile.json"));
    refused("baseline_profile.json: no such file; run the pipeline first (runs of `monitor`");
  }

  @Test
  void aFileWithoutProfiles_isNotJudged_andSaidSo() throws IOException {
    Path profile =
        folder.resolve("Data/windowed/profile_Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.jsonl");
    Files.delete(profile);
    Path detections = models("detections.csv");
    Files.write(
        detections,
        Files.readAllLines(detections).stream().filter(row -> !row.contains("DDos")).toList());
    Result result = evaluate();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains(profile + ": no such file; the detector did not see"));
    assertTrue(result.out().contains("detector: windows not judged: "), result.out());
  }

  @Test
  void flowsThatAreGone_areNamed() throws IOException {
    Files.delete(folder.resolve("Data/raw/Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv"));
    Files.delete(
        folder.resolve("Data/processed/cleaned_Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv"));
    refused(
        "nothing has the labels of windowed_cleaned_Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv");
  }

  private void refused(String... messages) {
    Result result = evaluate();
    assertEquals(3, result.exit(), result.err());
    for (String message : messages) {
      assertTrue(result.err().contains(message), result.err());
    }
  }

  @Test
  void figuresThatCannotBeWritten_areExitCode5() {
    Result result = evaluate("--json=" + folder.resolve("none/e.json"));
    assertEquals(5, result.exit());
    String said =
        "e.json: cannot be written: no folder " + folder.resolve("none") + "; make it first";
    assertTrue(result.err().contains(said), result.err());
  }
}
