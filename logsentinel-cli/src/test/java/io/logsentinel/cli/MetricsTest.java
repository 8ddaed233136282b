package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The figures of runs for Prometheus, held against the manifest of the same runs. */
class MetricsTest extends SmallRun {
  private static final Pattern SAMPLE =
      Pattern.compile("(logsentinel_[a-z_]+(?:\\{[a-z]+=\"(?:[^\"\\\\\n]|\\\\.)*\"})?) (\\S+)");

  private Map<String, Double> samples(Path file) throws IOException {
    Map<String, Double> samples = new LinkedHashMap<>();
    Set<String> typed = new HashSet<>();
    String text = Files.readString(file);
    assertTrue(text.endsWith("\n"));
    for (String line : text.lines().toList()) {
      if (line.startsWith("# TYPE ")) {
        assertTrue(typed.add(line.split(" ")[2]), "once: " + line);
        assertTrue(line.endsWith(" gauge"), line);
      } else if (!line.startsWith("# HELP ")) {
        Matcher sample = SAMPLE.matcher(line);
        assertTrue(sample.matches(), line);
        assertTrue(typed.contains(sample.group(1).replaceFirst("\\{.*", "")), line);
        assertEquals(null, samples.put(sample.group(1), Double.valueOf(sample.group(2))), line);
      }
    }
    return samples;
  }

  private JsonObject manifest() throws IOException {
    return JsonParser.parseString(Files.readString(model("run.json"))).getAsJsonObject();
  }

  @Test
  void figures_areThoseOfTheManifest() throws IOException {
    TestData.writeRaw(folder, "Friday.csv", Flows.flood(20) + "torn,row\n");
    Path file = folder.resolve("logsentinel.prom");
    Result result = Cli.runIn(folder, "--window-size=10", "--quiet", "--metrics-file=" + file);
    assertEquals(0, result.exit(), result.err());
    Map<String, Double> samples = samples(file);
    JsonObject run = manifest();
    JsonObject rows = run.getAsJsonObject("rows");
    assertEquals(rows.get("read").getAsDouble(), samples.get("logsentinel_rows_read"));
    assertEquals(rows.get("kept").getAsDouble(), samples.get("logsentinel_rows_kept"));
    double rejected = 0;
    for (Map.Entry<String, Double> sample : samples.entrySet()) {
      if (sample.getKey().startsWith("logsentinel_rows_rejected{")) {
        String reason = sample.getKey().replaceAll(".*\"(.*)\".*", "$1");
        JsonElement told = rows.getAsJsonObject("rejected").get(reason);
        assertEquals(told == null ? 0 : told.getAsDouble(), sample.getValue(), reason);
        rejected += sample.getValue();
      }
    }
    assertEquals(
        samples.get("logsentinel_rows_read"),
        samples.get("logsentinel_rows_kept") + samples.get("logsentinel_rows_partial") + rejected);
    assertTrue(rejected > 0);
    for (String what : List.of("alerts", "detections", "incidents")) {
      for (String severity : List.of("low", "medium", "high", "critical")) {
        JsonElement told = run.getAsJsonObject(what + "_by_severity").get(severity);
        assertEquals(
            told == null ? 0 : told.getAsDouble(),
            samples.get("logsentinel_" + what + "{severity=\"" + severity + "\"}"),
            what + " " + severity);
      }
    }
    assertEquals(
        run.get("monitored_windows").getAsDouble(),
        samples.get("logsentinel_windows{state=\"monitored\"}"));
    assertEquals(
        run.get("judged_windows").getAsDouble(),
        samples.get("logsentinel_windows{state=\"judged\"}"));
    assertEquals(3, samples.get("logsentinel_files{outcome=\"processed\"}"));
    assertEquals(
        2,
        samples.entrySet().stream()
            .filter(sample -> sample.getKey().startsWith("logsentinel_baseline_fit_files"))
            .mapToDouble(Map.Entry::getValue)
            .sum());
    assertEquals(0, samples.get("logsentinel_run_failed"));
    assertTrue(samples.containsKey("logsentinel_stage_seconds{stage=\"monitor\"}"));
  }

  @Test
  void theNewestFlow_isThatOfTheIncidents_orLater() throws IOException {
    String header =
        "Source IP,Destination IP,Source Port,Destination Port,Protocol,Flow Duration,"
            + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
            + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Timestamp,Label\n";
    StringBuilder monday = new StringBuilder(header);
    StringBuilder friday = new StringBuilder(header);
    for (int i = 0; i < 300; i++) {
      String flow = "10.0.0." + i % 7 + ",10.0.1.1,5000,443,6,900,4,4,100,100,1,1,";
      monday.append(flow).append("3/7/2017 9:").append(i % 60 + 100).append("BENIGN\n");
      friday.append(flow).append("2017-07-07T10:00:").append(10 + i / 10).append(",BENIGN\n");
    }
    TestData.writeRaw(folder, MONDAY, monday.toString().replaceAll("9:1([0-9]{2})BEN", "9:$1,BEN"));
    TestData.writeRaw(folder, "Friday.csv", friday.toString());
    Path file = folder.resolve("logsentinel.prom");
    Result result =
        Cli.runIn(folder, "--window-size=10", "--time-zone=UTC", "--metrics-file=" + file);
    assertEquals(0, result.exit(), result.err());
    assertEquals(
        java.time.Instant.parse("2017-07-07T10:00:39Z").getEpochSecond(),
        samples(file).get("logsentinel_newest_flow_timestamp_seconds"));
  }

  @Test
  void aRunThatFails_saysSo() throws IOException {
    Files.writeString(model("baseline_model.json"), "{");
    Path file = folder.resolve("logsentinel.prom");
    Result result = Cli.runIn(folder, "--step=monitor", "--metrics-file=" + file);
    assertEquals(3, result.exit());
    assertEquals(1, samples(file).get("logsentinel_run_failed"));
    assertFalse(samples(file).containsKey("logsentinel_newest_flow_timestamp_seconds"));
    assertEquals(0, samples(file).get("logsentinel_incidents{severity=\"critical\"}"));
  }

  @Test
  void aFolderThatIsNotThere_isSaidBeforeTheRun() {
    Path file = folder.resolve("no/logsentinel.prom");
    Result result = Cli.runIn(folder, "--metrics-file=" + file);
    assertEquals(5, result.exit());
    assertEquals(
        "logsentinel: error: "
            + file
            + ": cannot be written: no folder "
            + file.getParent()
            + "; make it first\n",
        result.err());
  }

  @Test
  void aFolder_isSaidBeforeTheRun() {
    for (Path target : List.of(folder, Path.of("/"))) {
      Result result = Cli.runIn(folder, "--metrics-file=" + target);
      assertEquals(
          "logsentinel: error: " + target + ": cannot be written: it is a folder\n", result.err());
      assertEquals(5, result.exit());
    }
  }
}
