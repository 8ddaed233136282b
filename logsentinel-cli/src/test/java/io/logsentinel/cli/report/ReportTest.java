package io.logsentinel.cli.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.artifact.ProfilesJsonl;
import io.logsentinel.core.detect.calibrated.Detector;
import io.logsentinel.core.detect.calibrated.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report holds what the artifacts hold, and text stays text. */
class ReportTest {
  @TempDir static Path run;
  @TempDir Path folder;

  private static String page;
  private static JsonObject data;

  @BeforeAll
  static void report() throws IOException {
    ReportedRun.simulate(run);
    page = ReportedRun.page(run);
    data = ReportedRun.data(page);
    assertTrue(incidents().size() >= 3, "too few incidents to tell anything");
  }

  private static JsonElement artifact(String name) throws IOException {
    return JsonParser.parseString(Files.readString(run.resolve("Models").resolve(name)));
  }

  private static JsonArray incidents() throws IOException {
    return artifact("incidents.json").getAsJsonArray();
  }

  private static List<JsonObject> files() {
    List<JsonObject> files = new ArrayList<>();
    data.getAsJsonArray("files").forEach(file -> files.add(file.getAsJsonObject()));
    return files;
  }

  private static List<String[]> rows(Path csv) throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",")).toList();
  }

  private static List<JsonObject> profiles(JsonObject file) throws IOException {
    String name = file.get("name").getAsString().replaceFirst("\\.csv$", ".jsonl");
    List<JsonObject> profiles = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("Data/windowed/profile_" + name))) {
      profiles.add(JsonParser.parseString(line).getAsJsonObject());
    }
    return profiles;
  }

  @Test
  void manifestAndEvaluation_areThoseOfTheRun() throws IOException {
    assertEquals(artifact("run.json").toString(), data.get("manifest").toString());
    assertEquals(artifact("evaluation.json").toString(), data.get("evaluation").toString());
  }

  /** Long lists are cut, and then say how long they are; nothing else differs. */
  @Test
  void incidents_areThoseOfTheRun() throws IOException {
    JsonArray shown = data.getAsJsonArray("incidents");
    assertEquals(incidents().size(), shown.size());
    for (int i = 0; i < shown.size(); i++) {
      JsonObject actual = shown.get(i).getAsJsonObject();
      JsonObject expected = incidents().get(i).getAsJsonObject();
      for (String member : expected.keySet()) {
        JsonElement all = expected.get(member);
        if (actual.has(member + "_in_all")) {
          assertEquals(all.getAsJsonArray().size(), actual.get(member + "_in_all").getAsInt());
          assertTrue(actual.getAsJsonArray(member).size() < all.getAsJsonArray().size());
        } else if (all.isJsonArray()) {
          assertEquals(all.getAsJsonArray().size(), actual.getAsJsonArray(member).size(), member);
        }
        assertShows(all, actual.get(member), member);
      }
      String text = actual.get("explanation").getAsString();
      assertTrue(text.contains(expected.get("id").getAsString()), text);
      if (i >= 2) {
        continue; // each takes seconds
      }
      Result explained = Cli.runIn(run, "explain", expected.get("id").getAsString());
      assertEquals(explained.out(), text);
    }
  }

  /** Counted line by line in the cleaned file. */
  @Test
  void keptFlows_areThoseOfTheCleanedFile() throws IOException {
    int told = 0;
    for (JsonElement element : data.getAsJsonArray("incidents")) {
      JsonObject incident = element.getAsJsonObject();
      JsonObject kept = incident.getAsJsonObject("kept_flows");
      String cleaned = incident.get("file").getAsString().replaceFirst("^windowed_", "");
      List<String[]> all = rows(run.resolve("Data/processed").resolve(cleaned));
      List<String> expected = new ArrayList<>();
      for (JsonElement window : incident.getAsJsonArray("windows")) {
        int from = window.getAsInt() * 200;
        for (String[] row : all.subList(from, from + 200)) {
          if (isBetween(incident, row[0], row[1]) || isBetween(incident, row[1], row[0])) {
            expected.add(String.join(" ", row[0], row[1], row[2], row[3], row[4]));
          }
        }
      }
      assertEquals(
          expected.size(), kept.get("in_all").getAsInt(), incident.get("reason")::toString);
      List<String> first = ends(kept, "first");
      List<String> last = ends(kept, "last");
      assertEquals(expected.subList(0, first.size()), first);
      assertEquals(expected.subList(expected.size() - last.size(), expected.size()), last);
      assertEquals(Math.min(6, expected.size()), first.size() + last.size());
      told += first.size();
      for (JsonElement flow : kept.getAsJsonArray("first")) {
        long time = flow.getAsJsonObject().get("time").getAsLong();
        assertTrue(time >= time(incident, "first_time") && time <= time(incident, "last_time"));
      }
    }
    assertTrue(told > 6, "of several incidents");
  }

  private static long time(JsonObject incident, String member) {
    return java.time.Instant.parse(incident.get(member).getAsString()).toEpochMilli();
  }

  private static boolean isBetween(JsonObject incident, String a, String b) {
    String attackers = roles(incident, "ATTACKER");
    String victims = roles(incident, "VICTIM");
    return attackers.isEmpty() && victims.isEmpty()
        ? roles(incident, "INVOLVED").contains(" " + a + " ")
            && roles(incident, "INVOLVED").contains(" " + b + " ")
        : (attackers.isEmpty() || attackers.contains(" " + a + " "))
            && (victims.isEmpty() || victims.contains(" " + b + " "));
  }

  private static String roles(JsonObject incident, String role) {
    StringBuilder addresses = new StringBuilder();
    for (JsonElement entity : incident.getAsJsonArray("entities")) {
      if (entity.getAsJsonObject().get("role").getAsString().equals(role)) {
        addresses.append(" ").append(entity.getAsJsonObject().get("address").getAsString());
      }
    }
    return addresses.length() == 0 ? "" : addresses.append(" ").toString();
  }

  private static List<String> ends(JsonObject kept, String end) {
    List<String> flows = new ArrayList<>();
    for (JsonElement flow : kept.getAsJsonArray(end)) {
      JsonObject json = flow.getAsJsonObject();
      flows.add(
          String.join(
              " ",
              json.get("source").getAsString(),
              json.get("destination").getAsString(),
              json.get("source_port").getAsString(),
              json.get("destination_port").getAsString(),
              json.get("protocol").getAsString()));
    }
    return flows;
  }

  private static void assertShows(JsonElement expected, JsonElement actual, String where) {
    if (actual.isJsonObject()) {
      for (Map.Entry<String, JsonElement> member : actual.getAsJsonObject().entrySet()) {
        JsonElement of = expected.getAsJsonObject().get(member.getKey());
        assertShows(of, member.getValue(), where + "." + member.getKey());
      }
    } else if (actual.isJsonArray()) {
      for (int i = 0; i < actual.getAsJsonArray().size(); i++) {
        assertShows(expected.getAsJsonArray().get(i), actual.getAsJsonArray().get(i), where);
      }
    } else {
      assertEquals(expected.toString(), actual.toString(), where);
    }
  }

  @Test
  void decisionsAndDetections_areThoseOfTheRun() throws IOException {
    Map<String, JsonObject> byName = new HashMap<>();
    files().forEach(file -> byName.put(file.get("file").getAsString(), file));
    List<String> words = List.of("NORMAL", "SUSPICIOUS", "CONFIRMED ANOMALY");
    List<String[]> decisions = rows(run.resolve("Models/decisions.csv"));
    for (String[] row : decisions) {
      JsonObject file = byName.get(row[0]);
      int window = Integer.parseInt(row[1]);
      assertEquals(row[2], file.getAsJsonArray("anomaly_index").get(window).toString());
      int level = file.getAsJsonArray("decision").get(window).getAsInt();
      assertEquals(row[6], words.get(level));
    }
    int shown = 0;
    for (String[] row : rows(run.resolve("Models/detections.csv"))) {
      JsonObject file = byName.get(row[0]);
      int window = Integer.parseInt(row[1]);
      assertEquals(row[2], file.getAsJsonArray("score").get(window).toString());
      assertEquals(row[3], file.getAsJsonArray("p_value").get(window).toString());
      JsonArray detection = new JsonArray();
      detection.add(window);
      detection.add(row[4]);
      String all = file.get("detections").toString();
      assertTrue(all.contains("[" + window + ",\"" + row[4] + "\","), all);
    }
    for (JsonObject file : files()) {
      shown += file.getAsJsonArray("detections").size();
    }
    assertEquals(rows(run.resolve("Models/detections.csv")).size(), shown);
    assertEquals(
        decisions.size(), files().stream().mapToInt(f -> f.get("windows").getAsInt()).sum());
  }

  /** Asks the detector, as a user of the library does. */
  @Test
  void scoresTimesAndEvidence_areWhatTheDetectorSays() throws IOException {
    Detector detector;
    try (InputStream in = Files.newInputStream(run.resolve("Models/baseline_profile.json"))) {
      detector = BaselineStateJson.read(in).detector(true).orElseThrow();
    }
    JsonArray evidence = data.getAsJsonArray("evidence");
    for (int f = 0; f < files().size(); f++) {
      JsonObject file = files().get(f);
      Detector.Memory memory = detector.memory(0.01);
      List<JsonObject> profiles = profiles(file);
      for (int w = 0; w < profiles.size(); w++) {
        Detector.Step step =
            detector.judge(ProfilesJsonl.read(profiles.get(w).toString(), "cic-ids2017"), memory);
        memory = step.memory();
        double score = file.getAsJsonArray("score").get(w).getAsDouble();
        assertEquals(step.finding().score(), score);
        assertEquals(step.finding().pValue(), file.getAsJsonArray("p_value").get(w).getAsDouble());
        for (String end : List.of("first", "last")) {
          assertEquals(
              java.time.Instant.parse(profiles.get(w).get(end + "_time").getAsString()),
              java.time.Instant.ofEpochMilli(file.getAsJsonArray(end).get(w).getAsLong()));
        }
        Map<String, Double> strongest = new HashMap<>();
        for (Evidence each : step.finding().evidence()) {
          String kind = each.entity().map(it -> it.kind().label()).orElse("window");
          if (each.channel().name().contains("new")) {
            kind = each.channel().name().split(" ")[0];
          }
          strongest.merge(kind, each.pValue(), Math::min);
        }
        for (JsonElement kind : evidence) {
          JsonElement p =
              kind.getAsJsonObject().getAsJsonArray("p_value").get(f).getAsJsonArray().get(w);
          Double expected = strongest.get(kind.getAsJsonObject().get("kind").getAsString());
          assertEquals(expected, p.isJsonNull() ? null : (Double) p.getAsDouble());
        }
      }
    }
  }

  @Test
  void metricsAndTheirRanges_areThoseOfTheWindowsAndTheBaseline() throws IOException {
    assertEquals(1, data.getAsJsonObject("run").get("windows_per_bin").getAsInt());
    JsonObject baseline = artifact("baseline_model.json").getAsJsonObject();
    int sums = 0;
    for (JsonElement element : data.getAsJsonArray("metrics")) {
      JsonObject metric = element.getAsJsonObject();
      String name = metric.get("name").getAsString();
      boolean isSum = metric.get("kind").getAsString().equals("sum");
      if (isSum) {
        sums++;
        JsonObject spread = baseline.getAsJsonObject(name);
        double reach = 3 * spread.get("std").getAsDouble();
        double mean = spread.get("mean").getAsDouble();
        assertEquals(mean - reach, metric.get("low").getAsDouble());
        assertEquals(mean + reach, metric.get("high").getAsDouble());
      }
      for (int f = 0; f < files().size(); f++) {
        JsonObject file = files().get(f);
        JsonArray values =
            metric.getAsJsonArray("files").get(f).getAsJsonObject().getAsJsonArray("min");
        assertEquals(file.get("windows").getAsInt(), values.size());
        Path windowed = run.resolve("Data/windowed").resolve(file.get("file").getAsString());
        List<String> columns = List.of(Files.readAllLines(windowed).get(0).split(","));
        List<String[]> windows = rows(windowed);
        List<JsonObject> profiles = profiles(file);
        for (int w = 0; w < values.size(); w++) {
          String expected =
              isSum
                  ? windows.get(w)[columns.indexOf(name)]
                  : profiles.get(w).getAsJsonObject("metrics").get(name).toString();
          assertEquals(expected, values.get(w).toString(), name);
        }
      }
    }
    assertEquals(9, sums);
  }

  /** Sums up again what the profiles list. */
  @Test
  void talkers_areTheSumsOfTheProfiles() throws IOException {
    Map<String, long[]> sums = new TreeMap<>();
    for (JsonObject file : files()) {
      String alarms = file.get("detections").toString();
      for (JsonObject profile : profiles(file)) {
        boolean alarm = alarms.contains("[" + profile.get("window_id") + ",");
        for (String kind : List.of("source", "destination", "service")) {
          for (JsonElement element : profile.getAsJsonArray(kind)) {
            JsonArray talker = element.getAsJsonArray();
            String key = kind + " " + talker.get(0).getAsString() + talker.get(1).getAsString();
            long[] sum = sums.computeIfAbsent(key, any -> new long[7]);
            sum[0]++;
            sum[1] += alarm ? 1 : 0;
            for (int i = 0; i < 3; i++) {
              sum[2 + i] += talker.get(2 + i).getAsLong();
            }
            sum[5] = Math.max(sum[5], talker.get(5).getAsLong());
            sum[6] = Math.max(sum[6], talker.get(6).getAsLong());
          }
        }
      }
    }
    for (String kind : List.of("source", "destination", "service")) {
      JsonArray rows = data.getAsJsonObject("talkers").getAsJsonObject(kind).getAsJsonArray("rows");
      assertTrue(rows.size() > 5);
      long least = Long.MAX_VALUE;
      for (JsonElement element : rows) {
        JsonArray row = element.getAsJsonArray();
        String address = row.get(0).getAsString();
        String key =
            kind + " " + (kind.equals("service") ? row.get(1).getAsString() : "") + address;
        long[] told = new long[7];
        for (int i = 0; i < 7; i++) {
          told[i] = row.get(2 + i).getAsLong();
        }
        assertArrayEquals(sums.remove(key), told, key);
        least = told[2];
      }
      long atMost = least;
      sums.forEach((key, sum) -> assertTrue(!key.startsWith(kind + " ") || sum[2] <= atMost, key));
    }
  }

  @Test
  void equalRuns_giveEqualBytes_atAnyTime() throws IOException {
    assertEquals(page, ReportedRun.page(run));
    Result elsewhere = Cli.runIn(run, "report", "--output=" + folder.resolve("week.html"));
    assertEquals(0, elsewhere.exit(), elsewhere.err());
    assertEquals(page, Files.readString(folder.resolve("week.html")));
  }

  @Test
  void thePolicy_letsInOneStyleAndOneScriptByTheirHashes() throws Exception {
    Matcher policy =
        Pattern.compile(
                "content=\"default-src 'none'; style-src '(sha256-[^']+)'; script-src '(sha256-[^']+)';"
                    + " base-uri 'none'; form-action 'none'\"")
            .matcher(page);
    assertTrue(policy.find());
    assertEquals(policy.group(1), hash(between("<style>", "</style>")));
    assertEquals(policy.group(2), hash(between("<script>", "</script>")));
    String own = page.replace(between("id=\"data\">", "</script>"), "");
    assertFalse(Pattern.compile("\\b(src|srcset|style|on[a-z]+)=").matcher(markup(own)).find());
    assertFalse(
        own.matches("(?s).*(eval\\(|new Function|innerHTML|fetch\\(|XMLHttp|@import|url\\().*"));
  }

  private static String between(String begin, String end) {
    int from = page.indexOf(begin) + begin.length();
    return page.substring(from, page.indexOf(end, from));
  }

  private static String markup(String own) {
    return own.replaceAll("(?s)<style>.*?</style>|<script>.*?</script>", "");
  }

  private static String hash(String text) throws Exception {
    return "sha256-"
        + Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void hostileTexts_stayText() throws IOException {
    ReportedRun.hostile(folder);
    String hostile = ReportedRun.page(folder);
    assertEquals(2, hostile.split("<script", -1).length - 1);
    assertEquals(2, hostile.split("</script", -1).length - 1);
    assertFalse(hostile.contains("<img"));
    assertFalse(hostile.contains("<!--"));
    String all = ReportedRun.data(hostile).toString();
    for (String text : ReportedRun.HOSTILE) {
      String json = new com.google.gson.JsonPrimitive(text).toString();
      assertTrue(all.contains(json.substring(1, json.length() - 1)), text);
    }
  }

  @Test
  void sizes_keepTheirBudget() throws IOException {
    assertTrue(files().stream().mapToInt(f -> f.get("windows").getAsInt()).sum() > 100);
    assertTrue(page.length() < 1_000_000, page.length() + " bytes");
    ReportedRun.large(folder, 10_000, 1_000);
    String large = ReportedRun.page(folder);
    JsonObject run = ReportedRun.data(large);
    assertEquals(1_000, run.getAsJsonArray("incidents").size());
    assertEquals("", run.getAsJsonObject("run").get("note").getAsString());
    assertTrue(large.length() < 5_000_000, large.length() + " bytes");
  }
}
