package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Holds a run's artifacts against those that the original wrote for the same input. */
final class Golden {
  private static final double RELATIVE = 1e-9;
  private static final double LAST_OF_FOUR_DECIMALS = 1.01e-4;
  private static final double LAST_OF_TWO_DECIMALS = 1.01e-2;

  private final Path expected;
  private final Path actual;
  private final List<String> leftOut;

  /** Files whose name holds a text of {@code leftOut} depart from the original on purpose. */
  Golden(Path expected, Path actual, List<String> leftOut) {
    this.expected = expected;
    this.actual = actual;
    this.leftOut = leftOut;
  }

  void assertSame() throws IOException {
    assertTrue(sameTables("Data/processed", 0) > 0);
    assertTrue(sameTables("Data/windowed", RELATIVE) > 0);
    sameBaseline();
    sameAlerts();
  }

  private int sameTables(String folder, double tolerance) throws IOException {
    int files = 0;
    try (Stream<Path> all = Files.list(expected.resolve(folder))) {
      for (Path file : all.sorted().toList()) {
        String name = file.getFileName().toString();
        if (leftOut.stream().anyMatch(name::contains)) {
          continue;
        }
        List<String[]> want = read(file);
        List<String[]> have = read(actual.resolve(folder).resolve(name));
        if (want.isEmpty()) {
          assertEquals(1, have.size(), name + ": the header line alone");
          continue;
        }
        assertEquals(want.size(), have.size(), name + ": rows");
        for (int row = 0; row < want.size(); row++) {
          assertEquals(want.get(row).length, have.get(row).length, name + " row " + row);
          for (int column = 0; column < want.get(row).length; column++) {
            assertSameField(
                want.get(row)[column],
                have.get(row)[column],
                tolerance,
                name + " row " + row + " column " + column);
          }
        }
        files++;
      }
    }
    return files;
  }

  private void sameBaseline() throws IOException {
    JsonObject want = json(expected.resolve("Models/baseline_model.json"));
    JsonObject have = json(actual.resolve("Models/baseline_model.json"));
    assertEquals(List.copyOf(want.keySet()), List.copyOf(have.keySet()));
    for (String metric : want.keySet()) {
      for (String value : List.of("mean", "std")) {
        assertClose(
            want.getAsJsonObject(metric).get(value).getAsDouble(),
            have.getAsJsonObject(metric).get(value).getAsDouble(),
            RELATIVE,
            metric + " " + value);
      }
    }
  }

  private void sameAlerts() throws IOException {
    Map<String, Map<String, String>> want = alerts(expected);
    Map<String, Map<String, String>> have = alerts(actual);
    assertEquals(List.copyOf(want.keySet()), List.copyOf(have.keySet()));
    assertTrue(want.size() > 50, "the comparison says something");
    for (String window : want.keySet()) {
      Map<String, String> w = want.get(window);
      Map<String, String> h = have.get(window);
      for (String column :
          List.of(
              "severity",
              "likely_pattern",
              "confidence",
              "unique_source_ips",
              "unique_destination_ips",
              "unique_destination_ports")) {
        assertEquals(w.get(column), h.get(column), window + " " + column);
      }
      for (String column : List.of("anomaly_index", "max_z_score", "attack_ratio")) {
        assertEquals(
            Double.parseDouble(w.get(column)),
            Double.parseDouble(h.get(column)),
            LAST_OF_FOUR_DECIMALS,
            window + " " + column);
      }
      assertSameNumbersInText(w.get("trend"), h.get("trend"), window + " trend");
      assertEquals(indicators(w), indicators(h), window);
      assertEquals(17, h.size());
    }
  }

  /** Names of the indicators; the two that always tie count as one. */
  private static List<String> indicators(Map<String, String> alert) {
    List<String> names = new ArrayList<>();
    for (String indicator : alert.get("top_indicators").split(" \\|\\| ")) {
      names.add(
          indicator
              .substring(0, indicator.lastIndexOf(':'))
              .replace("avg_packets_per_flow", "total_packets"));
    }
    return names;
  }

  private static void assertSameNumbersInText(String want, String have, String where) {
    String number = "-?\\d+\\.\\d+";
    assertEquals(want.replaceAll(number, "#"), have.replaceAll(number, "#"), where);
    String[] w = want.split("[^-.0-9]+");
    String[] h = have.split("[^-.0-9]+");
    for (int i = 0; i < w.length; i++) {
      if (w[i].matches(number)) {
        assertEquals(
            Double.parseDouble(w[i]), Double.parseDouble(h[i]), LAST_OF_TWO_DECIMALS, where);
      }
    }
  }

  private Map<String, Map<String, String>> alerts(Path folder) throws IOException {
    List<String[]> rows = read(folder.resolve("Models/alerts_output.csv"));
    Map<String, Map<String, String>> alerts = new LinkedHashMap<>();
    for (String[] row : rows.subList(1, rows.size())) {
      Map<String, String> alert = new LinkedHashMap<>();
      List<String> header = new ArrayList<>(List.of(rows.get(0)));
      if (!header.contains("soc_action_hint")) {
        header.add(header.indexOf("attack_ratio") + 1, "soc_action_hint");
        List<String> padded = new ArrayList<>(java.util.Arrays.asList(row));
        padded.add(header.indexOf("soc_action_hint"), "");
        row = padded.toArray(String[]::new);
      }
      for (int i = 0; i < row.length; i++) {
        alert.put(header.get(i), row[i]);
      }
      if (leftOut.stream().noneMatch(alert.get("file")::contains)) {
        alerts.put(alert.get("file") + ":" + alert.get("window_id"), alert);
      }
    }
    return alerts;
  }

  private static void assertSameField(String want, String have, double tolerance, String where) {
    try {
      assertClose(number(want), number(have), tolerance, where);
    } catch (NumberFormatException e) {
      assertEquals(want, have, where);
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static void assertClose(double want, double have, double tolerance, String where) {
    if (want != have) {
      double limit = tolerance * Math.max(Math.abs(want), Math.abs(have));
      assertTrue(Math.abs(want - have) <= limit, where + ": " + have + ", expected " + want);
    }
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static List<String[]> read(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNullValue("");
    settings.getFormat().setLineSeparator("\n");
    settings.setReadInputOnSeparateThread(false);
    try (var reader = Files.newBufferedReader(file)) {
      return new CsvParser(settings).parseAll(reader);
    }
  }
}
