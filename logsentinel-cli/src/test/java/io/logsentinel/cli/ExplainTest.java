package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.ProfileMetric;
import io.logsentinel.core.window.Window;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code explain} agrees with the artifacts of the run, on a small simulated week. */
class ExplainTest {
  private static final List<String> DAYS =
      List.of("Monday", "Friday-WorkingHours-Afternoon", "Thursday-WorkingHours-Morning");

  /** Every so many windows one is looked at. */
  private static final int STEP = 5;

  private static final Pattern METRIC =
      Pattern.compile(
          "(?m)^ {4}(\\w+) +(\\S+) +(\\S+) to (\\S+) +(above|below|within) +(-?[0-9.]+) +(\\d+) %$");
  private static final Pattern BEHAVIOURAL =
      Pattern.compile(
          "(?m)^ {4}(\\w+) +(\\S+) +(\\S+) to (\\S+) +(above|below|within) +(\\S+) +([0-9.]+)$");
  private static final Pattern PART = Pattern.compile("(?m)^ {4} *([0-9]+\\.[0-9]{2})  \\w+ ");

  @TempDir static Path week;
  private static final List<DecisionsCsv.Row> LOOKED_AT = new ArrayList<>();
  private static final Map<String, String> EXPLAINED = new HashMap<>();

  @BeforeAll
  static void runTheWeek() throws IOException {
    Files.createDirectories(week.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      if (DAYS.stream().anyMatch(day.fileName()::startsWith)) {
        try (OutputStream out =
            Files.newOutputStream(week.resolve("Data/raw").resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
    assertEquals(0, Cli.runIn(week, "--window-size=200", "--quiet").exit());
    try (TableReader<DecisionsCsv.Row> reader =
        DecisionsCsv.reader(Files.newInputStream(week.resolve("Models/decisions.csv")))) {
      int number = 0;
      for (var row = reader.next(); row != null; row = reader.next()) {
        if (number++ % STEP == 0) {
          LOOKED_AT.add(row);
          EXPLAINED.put(target(row), explain(target(row)));
        }
      }
    }
  }

  private static String target(DecisionsCsv.Row row) {
    return row.file() + ":" + row.windowId();
  }

  private static String explain(String target) {
    Result result = Cli.runIn(week, "explain", target, "--full");
    assertEquals(0, result.exit(), result.err());
    assertEquals("", result.err());
    return result.out();
  }

  private static List<JsonObject> json(String artifact) throws IOException {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonElement element :
        JsonParser.parseString(Files.readString(week.resolve("Models").resolve(artifact)))
            .getAsJsonArray()) {
      objects.add(element.getAsJsonObject());
    }
    return objects;
  }

  private static List<MatchResult> rows(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }

  private static void assertRounded(double expected, String printed) {
    assertEquals(
        new BigDecimal(expected).round(new MathContext(5)).doubleValue(),
        Double.parseDouble(printed));
  }

  private static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  private static void assertDirection(MatchResult row) {
    double value = Double.parseDouble(row.group(2));
    double low = Double.parseDouble(row.group(3));
    double high = Double.parseDouble(row.group(4));
    assertTrue(low <= high, row.group());
    switch (row.group(5)) {
      case "above" -> assertTrue(value >= high, row.group());
      case "below" -> assertTrue(value <= low, row.group());
      default -> assertTrue(value >= low && value <= high, row.group());
    }
  }

  private static Window window(DecisionsCsv.Row row) throws IOException {
    try (TableReader<Window> reader =
        WindowsCsv.reader(
            Files.newInputStream(week.resolve("Data/windowed").resolve(row.file())))) {
      Window window = reader.next();
      while (window.id() != row.windowId()) {
        window = reader.next();
      }
      return window;
    }
  }

  @Test
  void theOriginalsVerdict_isThatOfTheDecisions_andItsMetricsThoseOfTheWindow() throws IOException {
    int alerts = 0;
    for (DecisionsCsv.Row row : LOOKED_AT) {
      String text = EXPLAINED.get(target(row));
      String rule = text.substring(0, text.indexOf("\nThe detector: "));
      assertTrue(rule.startsWith(row.file() + "  window " + row.windowId() + ", 200 flows\n\n"));
      assertTrue(rule.contains("\nThe 3-sigma rule: " + row.decision().words() + "\n"), rule);
      assertEquals(row.zTrigger(), rule.contains("\n  z-scores alert: "), rule);
      assertEquals(row.zTrigger(), rule.contains("\n  an alert, "), rule);
      assertTrue(rule.contains("\n  anomaly index " + fixed(row.anomalyIndex(), 2) + ","), rule);
      OutlierVerdict opinion = row.opinion().orElseThrow();
      String forest = opinion.anomalous() ? "anomaly" : "normal";
      assertTrue(
          rule.contains("\n  forest: " + forest + " (score " + fixed(opinion.score(), 4) + ", "));
      List<MatchResult> metrics = rows(METRIC, rule);
      assertEquals(Metric.NAMES, metrics.stream().map(metric -> metric.group(1)).toList());
      List<Double> values = Metric.all(window(row));
      double sum = 0;
      long shares = 0;
      for (int i = 0; i < metrics.size(); i++) {
        MatchResult metric = metrics.get(i);
        assertRounded(values.get(i), metric.group(2));
        assertDirection(metric);
        double z = Double.parseDouble(metric.group(6));
        sum += Math.abs(z);
        shares += Long.parseLong(metric.group(7));
        assertEquals(
            100 * Math.abs(z) / row.anomalyIndex(), Double.parseDouble(metric.group(7)), 0.7);
      }
      assertEquals(row.anomalyIndex(), sum, 9 * 0.005 + 1e-9);
      assertEquals(100, shares, 4.5, rule);
      alerts += row.zTrigger() ? 1 : 0;
    }
    assertTrue(alerts >= 3 && alerts <= LOOKED_AT.size() - 3, alerts + " of " + LOOKED_AT.size());
  }

  @Test
  void theDetectorsVerdict_isThatOfTheDetections() throws IOException {
    Map<String, JsonObject> detections = new HashMap<>();
    for (JsonObject detection : json("detections.json")) {
      detections.put(
          detection.get("file").getAsString() + ":" + detection.get("window_id").getAsLong(),
          detection);
    }
    int alarms = 0;
    for (DecisionsCsv.Row row : LOOKED_AT) {
      String text = EXPLAINED.get(target(row));
      String detector = text.substring(text.indexOf("The detector: "));
      JsonObject detection = detections.get(target(row));
      if (detection == null) {
        assertTrue(detector.startsWith("The detector: no alarm\n"), detector);
        assertTrue(detector.contains(", if it were an attack\n"), detector);
        continue;
      }
      alarms++;
      double score = detection.get("score").getAsDouble();
      assertTrue(
          detector.startsWith(
              "The detector: an alarm, "
                  + detection.get("severity").getAsString()
                  + ", "
                  + detection.get("decision").getAsString()
                  + "\n"),
          detector);
      assertTrue(detector.contains("; score " + fixed(score, 2) + "\n"), detector);
      String pattern = detection.get("likely_pattern").getAsString();
      assertTrue(detector.contains("\n  looks like: " + pattern + ", confidence "), detector);
      assertTrue(detector.contains("\n  " + detection.get("reason").getAsString() + "\n"));
      assertTrue(
          detector.contains("\n  next step: " + detection.get("next_step").getAsString() + "\n"));
    }
    assertTrue(alarms >= 3 && alarms <= LOOKED_AT.size() - 3, alarms + " of " + LOOKED_AT.size());
  }

  @Test
  void behaviouralMetricsAreThoseOfTheProfile_andPartsAddUpToTheScore() throws IOException {
    for (DecisionsCsv.Row row : LOOKED_AT) {
      String text = EXPLAINED.get(target(row));
      List<MatchResult> metrics = rows(BEHAVIOURAL, text);
      assertEquals(ProfileMetric.NAMES, metrics.stream().map(metric -> metric.group(1)).toList());
      String name = row.file().replace("windowed_cleaned_", "profile_").replace(".csv", ".jsonl");
      JsonObject profile =
          JsonParser.parseString(
                  Files.readAllLines(week.resolve("Data/windowed").resolve(name))
                      .get((int) row.windowId()))
              .getAsJsonObject()
              .getAsJsonObject("metrics");
      for (MatchResult metric : metrics) {
        assertRounded(profile.get(metric.group(1)).getAsDouble(), metric.group(2));
        assertDirection(metric);
      }
      List<MatchResult> parts = rows(PART, text);
      double sum = parts.stream().mapToDouble(part -> Double.parseDouble(part.group(1))).sum();
      double score = Double.parseDouble(text.replaceAll("(?s).*; score ([0-9.]+)\n.*", "$1"));
      assertEquals(score, sum, 0.005 * (1 + parts.size()) + 1e-9, text);
    }
  }

  @Test
  void everyOtherPattern_isRuledOut_inLinesThatFitATerminal() {
    for (String text : EXPLAINED.values()) {
      String ruledOut = text.substring(text.indexOf("  ruled out:\n"));
      assertEquals(14, ruledOut.lines().count(), ruledOut);
      assertFalse(text.contains("null") || text.contains("NaN"), text);
      text.lines().forEach(line -> assertTrue(line.length() <= 130, line));
      text.lines().forEach(line -> assertEquals(line.stripTrailing(), line));
    }
  }

  @Test
  void anIncident_isExplainedByItsMostUnusualWindow() throws IOException {
    List<JsonObject> incidents = json("incidents.json");
    assertTrue(incidents.size() >= 2, incidents.toString());
    for (JsonObject incident : incidents) {
      String text = explain(incident.get("id").getAsString());
      String file = incident.get("file").getAsString();
      String most = "";
      double score = 0;
      for (JsonObject detection : json("detections.json")) {
        boolean isOfIt =
            detection.get("file").getAsString().equals(file)
                && incident.getAsJsonArray("windows").contains(detection.get("window_id"));
        if (isOfIt && detection.get("score").getAsDouble() > score) {
          score = detection.get("score").getAsDouble();
          most = file + ":" + detection.get("window_id");
        }
      }
      String head =
          "Incident %s  %s  %s\n  %s\n  next step  %s\n  windows    "
              .formatted(
                  incident.get("id").getAsString(),
                  incident.get("severity").getAsString(),
                  incident.get("likely_pattern").getAsString(),
                  incident.get("reason").getAsString(),
                  incident.get("next_step").getAsString());
      assertTrue(text.startsWith(head), text);
      assertEquals(explain(most), text.substring(text.indexOf("\n\n") + 2));
    }
  }
}
