package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the detector keeps up, what is inside, and a budget of alarms, from the command line. */
class AdaptTest {
  private static final String HEADER =
      "Source IP,Destination IP,Destination Port,Source Port,Protocol,Flow Duration,"
          + "Total Fwd Packets,Total Backward Packets,Total Length of Fwd Packets,"
          + "Total Length of Bwd Packets,Flow Bytes/s,Flow Packets/s,Timestamp,Label\n";
  private static final int WINDOW = 40;
  private static final int BASELINE_WINDOWS = 60;

  @TempDir Path folder;

  @BeforeEach
  void baseline() throws IOException {
    write("monday.csv", BASELINE_WINDOWS * WINDOW, 0, i -> "", true);
  }

  private static String flow(String from, String to, int port) {
    return from + "," + to + "," + port + ",50000,6,900,4,4,300,600,1,1";
  }

  private static String benign(int i) {
    int port = List.of(443, 53, 80, 443).get(i % 4);
    String server = i % 4 == 1 ? "10.0.1.3" : "198.51.100." + (i * 7 + i / 11) % 13;
    return flow("10.0.0." + (i * 3 + i / 7) % 9, server, port);
  }

  /** A file whose windows begin with so many other flows; one flow a second. */
  private void write(
      String name, int rows, int othersPerWindow, IntFunction<String> other, boolean timed)
      throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < rows; i++) {
      String time =
          String.format(Locale.ROOT, "7/7/2017 %02d:%02d:%02d", 9 + i / 3600, i / 60 % 60, i % 60);
      text.append(i % WINDOW < othersPerWindow ? other.apply(i) : benign(i))
          .append(',')
          .append(timed ? time : "")
          .append(",BENIGN\n");
    }
    TestData.writeRaw(folder, name, text.toString());
  }

  private Result run(String... options) {
    List<String> all =
        new ArrayList<>(List.of("--window-size=" + WINDOW, "--baseline=monday.csv", "--quiet"));
    all.addAll(List.of(options));
    return Cli.runIn(folder, all.toArray(String[]::new));
  }

  private long detections() throws IOException {
    try (var lines = Files.lines(folder.resolve("Models/detections.csv"))) {
      return lines.count() - 1;
    }
  }

  private JsonObject settings() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("Models/detector.json")))
        .getAsJsonObject();
  }

  /** A new client that stays is news once to the one, and for ever to the other. */
  @Test
  void whatIsNewAndStays_isToldOnce() throws IOException {
    write("today.csv", 20 * WINDOW, 6, i -> flow("10.0.0.77", "198.51.100.1", 443), true);
    assertEquals(0, run("--adapt=none").exit());
    assertEquals(20, detections());
    assertFalse(settings().get("adaptive").getAsBoolean());
    assertEquals(0, run().exit());
    assertTrue(detections() >= 1 && detections() <= 4, detections() + " detections");
    assertTrue(settings().get("adaptive").getAsBoolean());
  }

  /** Nothing says what came before what. */
  @Test
  void withoutTimes_nothingIsKnownFromBefore() throws IOException {
    write("monday.csv", BASELINE_WINDOWS * WINDOW, 0, i -> "", false);
    write("today.csv", 20 * WINDOW, 6, i -> flow("10.0.0.77", "198.51.100.1", 443), false);
    assertEquals(0, run().exit());
    assertEquals(20, detections());
  }

  /** Whatever ran in between, the findings are asked for again as they were made. */
  @Test
  void explainAndEvaluate_takeTheSettingsOfTheFindings() throws IOException {
    write("today.csv", 20 * WINDOW, 6, i -> flow("10.0.0.77", "198.51.100.1", 443), true);
    assertEquals(0, run("--false-alarm-rate=0.2", "--adapt=auto").exit());
    List<String> rows = Files.readAllLines(folder.resolve("Models/detections.csv"));
    assertEquals(0, run("--step=window").exit(), "with the default rate");
    Result evaluated = Cli.runIn(folder, "evaluate");
    assertEquals(0, evaluated.exit(), evaluated.err());
    for (String row : rows.subList(1, rows.size())) {
      String[] fields = row.split(",");
      Result explained = Cli.runIn(folder, "explain", "today.csv:" + fields[1], "--full");
      assertEquals(0, explained.exit(), explained.err());
      String score = String.format(Locale.ROOT, "%.2f", Double.parseDouble(fields[2]));
      assertTrue(explained.out().contains("score " + score), score + " in\n" + explained.out());
    }
  }

  /** Public addresses of one's own: who is called there is no outside address. */
  @Test
  void inside_isTold() throws IOException {
    write("today.csv", 4 * WINDOW, 12, i -> flow("10.0.0." + i % 5, "203.0.113.7", 8081), true);
    assertEquals(0, run().exit());
    assertTrue(Files.readString(incidents()).contains("8081 outside"));
    assertEquals(0, run("--inside=192.0.2.0/24,203.0.113.0/24").exit());
    assertFalse(Files.readString(incidents()).contains("outside"));
    assertEquals("[\"192.0.2.0/24\",\"203.0.113.0/24\"]", settings().get("inside").toString());
    Result explained = Cli.runIn(folder, "explain", "today.csv:0");
    assertFalse(explained.out().contains("outside"), explained.out());
  }

  private Path incidents() {
    return folder.resolve("Models/incidents.json");
  }

  /** Forty flows of a second each: 2,160 windows a day, and a little more with the gaps. */
  @Test
  void aBudgetOfAlarms_isARate() throws IOException {
    write("today.csv", 4 * WINDOW, 0, i -> "", true);
    assertEquals(0, run("--alarms-per-day=20").exit());
    double rate = settings().get("false_alarm_rate").getAsDouble();
    assertEquals(20 / (86_400.0 / (WINDOW - 1)), rate, 1e-9);
    Result most = run("--alarms-per-day=1000000");
    assertEquals(0, most.exit());
    assertTrue(
        most.err()
            .contains(
                "--alarms-per-day 1000000 of 2,215 windows a day is a rate beyond 0.000001 to 0.5;"
                    + " 0.5 is taken"),
        most.err());
    assertEquals(0.5, settings().get("false_alarm_rate").getAsDouble());
  }

  @Test
  void wrongOnes_sayWhatToType() throws IOException {
    write("today.csv", 4 * WINDOW, 0, i -> "", true);
    assertWrong(
        "give either --alarms-per-day or --false-alarm-rate, not both",
        "--alarms-per-day=2",
        "--false-alarm-rate=0.02");
    assertWrong(
        "--alarms-per-day must be above 0 and at most 1,000,000 but is 0.0", "--alarms-per-day=0");
    assertWrong(
        "a range must be an address, or one with its bits as 10.0.0.0/8, but is \"10.0.0.0/\"",
        "--inside=10.0.0.0/");
    assertWrong("it must be auto or none but is `some`", "--adapt=some");
    write("monday.csv", BASELINE_WINDOWS * WINDOW, 0, i -> "", false);
    Result result = run("--alarms-per-day=2");
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "Models/baseline_profile.json: nothing says how many windows a day has, as the"
                    + " baseline's flows have no times; use --false-alarm-rate instead of"
                    + " --alarms-per-day"),
        result.err());
  }

  private void assertWrong(String message, String... options) {
    Result result = run(options);
    assertEquals(2, result.exit());
    assertTrue(result.err().contains(message), result.err());
  }

  /** Settings that were changed by hand are no settings. */
  @Test
  void damagedSettings_areRefused() throws IOException {
    write("today.csv", 4 * WINDOW, 0, i -> "", true);
    assertEquals(0, run().exit());
    Path file = folder.resolve("Models/detector.json");
    for (String wrong :
        List.of(
            "",
            "{}",
            "{\"false_alarm_rate\":0,\"adaptive\":true,\"inside\":[]}",
            "{\"false_alarm_rate\":0.01,\"adaptive\":1,\"inside\":[]}",
            "{\"false_alarm_rate\":0.01,\"adaptive\":true,\"inside\":[\"x\"]}")) {
      Files.writeString(file, wrong);
      Result result = Cli.runIn(folder, "explain", "today.csv:0");
      assertEquals(3, result.exit(), wrong);
      assertTrue(result.err().contains("detector.json: "), result.err());
    }
  }
}
