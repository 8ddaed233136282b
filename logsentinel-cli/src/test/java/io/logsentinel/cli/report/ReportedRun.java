package io.logsentinel.cli.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.Flows;
import io.logsentinel.cli.TestData;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Runs to report on: a simulated one, one of hostile flows, and a very large one made of little.
 */
final class ReportedRun {
  static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  /** An address, or a label, that a page must not take for anything but text. */
  static final List<String> HOSTILE =
      List.of(
          "<script>alert(1)</script>",
          "\"\"><img src=x onerror=alert(1)>".substring(1),
          "</script><!--<script>",
          "a\u202Eb\u2066c",
          "&lt;b&gt;'=`${x}",
          "x".repeat(4096));

  private ReportedRun() {}

  /** Some days of a small simulated week, monitored and evaluated. */
  static void simulate(Path folder) throws IOException {
    Path raw = Files.createDirectories(folder.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 1).days()) {
      if (day.fileName().matches("(Monday|Tuesday|Friday).*")) {
        try (OutputStream out = Files.newOutputStream(raw.resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
    done(Cli.runIn(folder, "--window-size=200", "--quiet"));
    done(Cli.runIn(folder, "evaluate", "--quiet"));
  }

  /** Flows whose addresses and labels are hostile, in a file that alarms. */
  static void hostile(Path folder) throws IOException {
    TestData.writeRaw(folder, MONDAY, Flows.benign(1000));
    StringBuilder friday = new StringBuilder(Flows.benign(100));
    for (int i = 0; i < 300; i++) {
      String text = '"' + HOSTILE.get(i % HOSTILE.size()).replace("\"", "\"\"") + '"';
      String other = '"' + HOSTILE.get((i + 1) % HOSTILE.size()).replace("\"", "\"\"") + '"';
      friday.append(
          text + "," + other + ",1024,80,6,1000,9000,1,100,200,12345.5,1.25," + text + "\n");
    }
    TestData.writeRaw(folder, "Friday.csv", friday.toString());
    done(Cli.runIn(folder, "--window-size=20", "--quiet"));
  }

  /**
   * A run of so many windows and incidents: those of a small one again and again, at other times.
   */
  static void large(Path folder, int windows, int incidents) throws IOException {
    TestData.writeRaw(folder, MONDAY, Flows.benign(1000));
    TestData.writeRaw(
        folder, "Friday.csv", Flows.benign(160) + Flows.flood(40).substring(Flows.HEADER.length()));
    done(Cli.runIn(folder, "--window-size=20", "--quiet"));
    Path models = folder.resolve("Models");
    Path windowed = folder.resolve("Data/windowed/windowed_cleaned_Friday.csv");
    Path profiles = folder.resolve("Data/windowed/profile_Friday.jsonl");
    List<String> rows = Files.readAllLines(windowed);
    int all = rows.size() - 1;
    rewrite(windowed, 1, windows, n -> n + rows.get(1 + n % all).replaceFirst("^\\d+", ""));
    List<String> lines = Files.readAllLines(profiles);
    rewrite(
        profiles,
        0,
        windows,
        n ->
            lines
                .get(n % all)
                .replaceFirst("\"window_id\":\\d+", "\"window_id\":" + n)
                .replaceFirst(
                    "(\"dialect\":\"[^\"]*\")",
                    "$1,\"first_time\":\"" + time(n) + "\",\"last_time\":\"" + time(n + 1) + "\""));
    Path decisions = models.resolve("decisions.csv");
    List<String> decided = Files.readAllLines(decisions);
    rewrite(
        decisions, 1, windows, n -> decided.get(1 + n % all).replaceFirst(",\\d+,", "," + n + ","));
    Path detections = models.resolve("detections.csv");
    List<String> detected = Files.readAllLines(detections);
    List<String> more = new ArrayList<>(detected.subList(0, 1));
    for (int turn = 0; turn * all < windows; turn++) {
      for (String row : detected.subList(1, detected.size())) {
        int window = turn * all + Integer.parseInt(row.split(",")[1]);
        if (window < windows) {
          more.add(row.replaceFirst(",\\d+,", "," + window + ","));
        }
      }
    }
    write(detections, more);
    JsonObject incident =
        JsonParser.parseString(Files.readString(models.resolve("incidents.json")))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject();
    List<String> made = new ArrayList<>();
    for (int n = 0; n < incidents; n++) {
      int window = (int) ((long) n * windows / incidents) / all * all + all - 2;
      JsonObject copy = incident.deepCopy();
      copy.addProperty("id", String.format("%012x", n));
      copy.addProperty("severity", List.of("LOW", "MEDIUM", "HIGH", "CRITICAL").get(n % 4));
      copy.addProperty("first_window", window);
      copy.addProperty("last_window", window + 1);
      copy.add("windows", JsonParser.parseString("[" + window + "," + (window + 1) + "]"));
      copy.addProperty("first_time", time(window));
      copy.addProperty("last_time", time(window + 2));
      made.add(copy.toString());
    }
    Files.writeString(models.resolve("incidents.json"), "[" + String.join(",\n", made) + "]");
  }

  private static String time(int window) {
    return java.time.Instant.ofEpochSecond(1_499_040_000L + 60L * window).toString();
  }

  private static void rewrite(Path file, int head, int lines, IntFunction<String> line)
      throws IOException {
    List<String> all = new ArrayList<>(Files.readAllLines(file).subList(0, head));
    for (int n = 0; n < lines; n++) {
      all.add(line.apply(n));
    }
    write(file, all);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.writeString(file, lines.stream().collect(Collectors.joining("\n", "", "\n")));
  }

  static void done(Result result) {
    assertEquals(0, result.exit(), result.err());
  }

  /** Reports on the run of a folder, and reads the file back. */
  static String page(Path folder, String... options) throws IOException {
    List<String> args = new ArrayList<>(List.of("report"));
    args.addAll(List.of(options));
    done(Cli.runIn(folder, args.toArray(String[]::new)));
    return Files.readString(folder.resolve("Models/report.html"), StandardCharsets.UTF_8);
  }

  /** The data of a page. */
  static JsonObject data(String page) {
    String begin = "<script type=\"application/json\" id=\"data\">";
    int from = page.indexOf(begin) + begin.length();
    return JsonParser.parseString(page.substring(from, page.indexOf("</script>", from)))
        .getAsJsonObject();
  }
}
