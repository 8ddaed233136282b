package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attacker of one story of a simulated week is allowed; all else is found as before. */
class AllowWeekTest {
  private static final String ATTACKER = "172.16.0.1";
  private static final String OTHER = "172.16.0.99";
  private static final String FTP = "192.168.10.50:21 (FTP)";

  @TempDir static Path folder;

  private static final List<Path> DAYS = new ArrayList<>();
  private static Path tuesday;
  private static Path scanned;

  @BeforeAll
  static void week() throws IOException {
    for (SimulatedDay day : new SimulatedWeek(0.05, 1).days()) {
      Path file = folder.resolve(day.fileName());
      if (file.toString().matches(".*(Monday|Tuesday|PortScan|DDos).*")) {
        try (OutputStream out = Files.newOutputStream(file)) {
          day.write(out);
        }
        if (day.fileName().startsWith("Tuesday")) {
          tuesday = file;
        }
        if (day.fileName().startsWith("Monday")) {
          Result learned =
              Cli.run("learn", state(), "--window-size=200", "--quiet", file.toString());
          assertEquals(0, learned.exit(), learned.err());
        } else {
          DAYS.add(file);
        }
        scanned = day.fileName().contains("PortScan") ? file : scanned;
      }
    }
  }

  private static String state() {
    return "--state=" + folder.resolve("state");
  }

  /** The incidents by their ids: what a person reads of each. */
  private static Map<String, String> incidents(List<Path> files, String... options)
      throws IOException {
    Result result =
        Cli.run(
            Stream.of(
                    Stream.of("monitor", state(), "--quiet"),
                    Stream.of(options),
                    files.stream().map(Path::toString))
                .flatMap(it -> it)
                .toArray(String[]::new));
    assertEquals(0, result.exit(), result.err());
    String run = result.out().substring(result.out().indexOf("  results       ") + 16).strip();
    Map<String, String> incidents = new TreeMap<>();
    for (JsonElement each :
        JsonParser.parseString(Files.readString(Path.of(run, "incidents.json"))).getAsJsonArray()) {
      JsonObject incident = each.getAsJsonObject();
      String told =
          incident.get("severity") + " " + incident.get("reason") + " " + incident.get("windows");
      incidents.put(incident.get("id").getAsString(), told);
    }
    return incidents;
  }

  private static String allow(String rule) throws IOException {
    Path file = folder.resolve("allow.csv");
    Files.writeString(file, "address,direction,port,pattern,file\n" + rule + "\n");
    return "--allow=" + file;
  }

  @Test
  void everyOtherIncident_isAsItWas() throws IOException {
    Map<String, String> before = incidents(DAYS);
    assertTrue(before.size() >= 4, before.toString());
    for (String rule : List.of(",from,21,,Tuesday*", ",from,21,brute-force,Tuesday*")) {
      Map<String, String> after = incidents(DAYS, allow(ATTACKER + rule));
      Map<String, String> expected = new TreeMap<>(before);
      expected.values().removeIf(told -> told.contains(FTP));
      assertEquals(before.size() - 1, expected.size(), "one story is of FTP");
      if (rule.contains("brute")) { // what its windows have besides has another name, and is told
        after.values().removeIf(told -> told.startsWith("\"LOW\" \"Unusual: "));
      }
      assertEquals(expected, after, rule);
    }
  }

  /** Another attacker scans in the very windows of the story. */
  @Test
  void anAttackThatHidesBehindTheStory_isFound() throws IOException {
    List<String> probes =
        Files.readAllLines(scanned, StandardCharsets.ISO_8859_1).stream()
            .filter(row -> row.endsWith("PortScan"))
            .toList();
    List<String> names =
        Arrays.stream(Files.readAllLines(scanned, StandardCharsets.ISO_8859_1).get(0).split(","))
            .map(String::strip)
            .toList();
    StringBuilder text = new StringBuilder();
    int hidden = 0;
    for (String row : Files.readAllLines(tuesday, StandardCharsets.ISO_8859_1)) {
      text.append(row).append('\n');
      if (row.endsWith("FTP-Patator")) {
        String[] probe = probes.get(hidden++).split(",");
        probe[names.indexOf("Source IP")] = OTHER;
        probe[names.indexOf("Timestamp")] = row.split(",")[names.indexOf("Timestamp")];
        text.append(String.join(",", probe)).append('\n');
      }
    }
    Path file = folder.resolve("Tuesday-hidden.csv");
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    for (String rule : List.of(",from,21,,", ",from,21,brute-force,")) {
      Map<String, String> found = incidents(List.of(file), allow(ATTACKER + rule));
      List<String> ofOther =
          found.values().stream().filter(told -> told.contains("\"" + OTHER + " opened")).toList();
      assertEquals(1, ofOther.size(), found.toString());
      assertTrue(ofOther.get(0).matches(".* opened 3[0-9]{2} connections .*"), ofOther.get(0));
      assertTrue(found.values().stream().noneMatch(told -> told.contains(FTP)), found.toString());
    }
  }
}
