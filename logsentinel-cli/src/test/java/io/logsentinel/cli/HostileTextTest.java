package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an attacker writes as an address, a label or the name of a file stays text in every output:
 * no formula, no command of a terminal, no markup, no line of a log.
 */
class HostileTextTest {
  private static final List<String> FORMULAS =
      List.of(
          "=1+1",
          "+1+1",
          "-1+1",
          "@SUM(1+1)",
          "=cmd|'/C calc'!A0",
          "=HYPERLINK(\"http://example.org\",\"a\")",
          "\t=1+1",
          "\u000b=1+1",
          "\u00a0=1+1",
          "\ufeff=1+1",
          "'=1+1",
          "\"=1+1",
          ";=1+1",
          "=1+1;=1+1",
          "%0A=1+1",
          "\uff1d1+1",
          "\u001b]0;owned\u0007\u001b[2J",
          "\u009b31mred",
          "\u202e6.6.6.6",
          "\u2066isolated",
          "a\u0000b",
          "a\u007fb",
          "<script>alert(1)</script>",
          "</script><script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "\" onmouseover=\"alert(1)",
          "&lt;b&gt;",
          "a|b=c\\d|CEF:0|x",
          "a\\n<134>1 forged",
          "{\"a\": 1}",
          "\u2028next\u2029line",
          "a\"} 1",
          "..\\..\\x",
          "%s%n%x",
          "${jndi:ldap://x}");

  private static final Pattern OBEYED =
      Pattern.compile("[\\p{Cntrl}&&[^\n]]|[\u0080-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]");

  private static final Pattern METRIC =
      Pattern.compile("# (HELP|TYPE) .*|logsentinel_[a-z_]+(\\{[a-z]+=\"[^\"]*\"})? [-+.0-9eE]+");

  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  private static final int WINDOW = 10;

  @TempDir Path folder;

  @Test
  void formulasAndCommands_stayText() throws IOException {
    assertStaysText(FORMULAS);
  }

  /** The list is not part of the project. */
  @Test
  void naughtyStrings_stayText() throws IOException {
    Path list = TestData.shared("corpus/blns/blns.json");
    List<String> strings = new ArrayList<>();
    for (JsonElement string : JsonParser.parseString(Files.readString(list)).getAsJsonArray()) {
      strings.add(string.getAsString());
    }
    assertTrue(strings.size() > 500);
    assertStaysText(strings);
  }

  @Test
  void namesOfFiles_stayText() throws IOException {
    List<String> names = List.of("=1+1", "@x", "\u001b[2J\u202e", "<b>&'", "a\nb", "%n${x}", "-rf");
    for (String name : names) {
      TestData.writeRaw(folder, name + ".csv", attacked(List.of("10.9.9.9", "10.9.9.8")));
    }
    Result result = run();
    assertTrue(result.out().contains(names.size() + 1 + " processed"), result.out());
    assertHarmless(result, names);
  }

  @Test
  void withoutGuard_formulasStandAsTheyCame_butNothingIsObeyed() throws IOException {
    TestData.writeRaw(folder, "day.csv", attacked(FORMULAS));
    Path csv = folder.resolve("events.csv");
    run("--unguarded-csv", "--output=" + csv);
    for (Path table : List.of(csv, folder.resolve("Models/detections.csv"))) {
      String text = Files.readString(table);
      assertFalse(OBEYED.matcher(text).find(), table.toString());
      assertTrue(cells(text).stream().anyMatch(cell -> cell.startsWith("=1+1")), text);
    }
  }

  @Test
  void withoutGuard_aFollowerToo_writesWhatCame() throws IOException {
    Path state = folder.resolve("state");
    TestData.writeRaw(folder, "benign.csv", Flows.benign(405));
    TestData.writeRaw(folder, "day.csv", attacked(FORMULAS));
    Path raw = folder.resolve("Data/raw");
    Result learned =
        Cli.run(
            "learn",
            "--quiet",
            "--state=" + state,
            "--window-size=" + WINDOW,
            raw.resolve("benign.csv").toString());
    assertEquals(0, learned.exit(), learned.err());
    for (String guard : List.of("--unguarded-csv", "--quiet")) {
      try (InputStream in = Files.newInputStream(raw.resolve("day.csv"))) {
        Result followed = Cli.runWith(in, "follow", guard, "--state=" + state, "-");
        assertEquals(0, followed.exit(), followed.err());
      }
    }
    try (Stream<Path> runs = Files.list(state.resolve("runs"))) {
      List<Boolean> formulas = new ArrayList<>();
      for (Path run : runs.sorted().toList()) {
        String text = Files.readString(run.resolve("detections.csv"));
        formulas.add(cells(text).stream().anyMatch(cell -> cell.startsWith("=1+1")));
      }
      assertEquals(List.of(true, false), formulas);
    }
  }

  private void assertStaysText(List<String> strings) throws IOException {
    TestData.writeRaw(folder, "day.csv", attacked(strings));
    Result result = run();
    assertTrue(
        Files.readAllLines(folder.resolve("Models/detections.csv")).size() > strings.size() / 2,
        "hardly any was found: " + result.out());
    assertHarmless(result, strings);
  }

  /** Floods, a window of each address, with benign windows between, and the same as labels. */
  private static String attacked(List<String> addresses) {
    StringBuilder text = new StringBuilder(Flows.HEADER);
    int i = 0;
    for (String address : addresses) {
      for (int row = 0; row < WINDOW; row++) {
        text.append(quoted(address))
            .append(",192.168.10.50,1024,80,6,1000,90000,1,100,200,12345.5,1.25,")
            .append(quoted(address))
            .append('\n');
      }
      for (int row = 0; row < WINDOW; row++) {
        text.append(Flows.row(i++, "BENIGN"));
      }
    }
    return text.toString();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  private Result run(String... more) throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(405));
    List<String> args = new ArrayList<>(List.of("--window-size=" + WINDOW));
    for (String format : List.of("ndjson", "ecs", "ocsf", "cef", "eve", "csv")) {
      args.add("--output=" + format + ":" + folder.resolve("out." + format));
    }
    args.add("--metrics-file=" + folder.resolve("out.prom"));
    args.addAll(List.of(more));
    Result result = Cli.runIn(folder, args.toArray(String[]::new));
    assertEquals(0, result.exit(), result.err());
    return result;
  }

  private void assertHarmless(Result result, List<String> strings) throws IOException {
    assertObeyedNowhere("stdout", result.out());
    assertObeyedNowhere("stderr", result.err());
    try (Stream<Path> artifacts = Files.list(folder.resolve("Models"))) {
      for (Path artifact : artifacts.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(artifact);
        assertObeyedNowhere(artifact.toString(), text);
        if (artifact.toString().endsWith(".csv")) {
          assertNoFormula(text);
        }
      }
    }
    for (String format : List.of("ndjson", "ecs", "ocsf", "eve")) {
      assertLinesOfJson(out(format));
    }
    out("cef").lines().forEach(line -> assertTrue(line.startsWith("CEF:0|LogSentinel|"), line));
    assertEquals(out("ndjson").lines().count(), out("cef").lines().count());
    assertNoFormula(out("csv"));
    out("prom").lines().forEach(line -> assertTrue(METRIC.matcher(line).matches(), line));
    for (String[] command : new String[][] {{"evaluate"}, {"inspect", raw()}, {"explain", "all"}}) {
      Result shown = Cli.runIn(folder, command);
      assertObeyedNowhere(command[0], shown.out() + shown.err());
      assertFalse(shown.out().isEmpty() && shown.err().isEmpty(), command[0]);
    }
    assertReportHarmless(strings);
  }

  private String raw() {
    return folder.resolve("Data/raw").toString();
  }

  private String out(String format) throws IOException {
    String text = Files.readString(folder.resolve("out." + format), StandardCharsets.UTF_8);
    assertObeyedNowhere(format, text);
    assertFalse(text.isEmpty(), format);
    return text;
  }

  private static void assertObeyedNowhere(String where, String text) {
    assertFalse(
        OBEYED.matcher(text).find(),
        () -> {
          int at = OBEYED.matcher(text).results().findFirst().get().start();
          String near = text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 20));
          return where + ": U+" + Integer.toHexString(text.charAt(at)) + " after " + near;
        });
  }

  private static void assertLinesOfJson(String text) {
    text.lines()
        .forEach(
            line -> {
              try (JsonReader json = new JsonReader(new StringReader(line))) {
                json.setStrictness(Strictness.STRICT);
                json.skipValue();
                assertEquals(JsonToken.END_DOCUMENT, json.peek(), line);
              } catch (IOException e) {
                throw new AssertionError(line, e);
              }
            });
  }

  private static List<String> cells(String table) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setMaxCharsPerColumn(-1);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    List<String> cells = new ArrayList<>();
    for (String[] row : new CsvParser(settings).parseAll(new StringReader(table))) {
      for (String cell : row) {
        if (cell != null) {
          cells.add(cell);
        }
      }
    }
    return cells;
  }

  private static void assertNoFormula(String table) {
    for (String cell : cells(table)) {
      assertFalse(
          "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 && !NUMBER.matcher(cell).matches(), cell);
    }
  }

  private void assertReportHarmless(List<String> strings) throws IOException {
    Path file = folder.resolve("report.html");
    Result result = Cli.runIn(folder, "report", "--output=" + file);
    assertEquals(0, result.exit(), result.err());
    String page = Files.readString(file);
    assertObeyedNowhere("report", page);
    for (String string : strings) {
      if (string.matches("(?s).*<[a-zA-Z/!].*")) {
        assertFalse(page.contains(string), string);
      }
    }
    Result text = Cli.runIn(folder, "report", "--text");
    assertEquals(0, text.exit(), text.err());
    assertObeyedNowhere("report as text", text.out());
  }
}
