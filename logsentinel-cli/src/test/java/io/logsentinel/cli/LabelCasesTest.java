package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that were never made, and those of other dialects, through the whole command line. */
class LabelCasesTest {
  private static final int WINDOW = 20;
  private static final String[] OPTIONS = {"--window-size=" + WINDOW, "--baseline=benign.csv"};

  @TempDir Path folder;

  private static String rows(int count, String label) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(Flows.row(i, label));
    }
    return text.toString();
  }

  /** Two windows of probes, answered or not. */
  private static String scan(String rates, String label) {
    StringBuilder text = new StringBuilder();
    for (int port = 1; port <= 2 * WINDOW; port++) {
      text.append("10.9.9.9,192.168.1.1,40000,").append(port).append(",6,0,1,0,0,0,");
      text.append(rates).append(',').append(label).append('\n');
    }
    return text.toString();
  }

  /** A scan in windows 3 and 4 of eight, and a baseline of 30. */
  private Cli.Result run(Path where, String benign, String attack, Function<String, String> written)
      throws IOException {
    String today =
        Flows.HEADER + rows(3 * WINDOW, benign) + scan("0,0", attack) + rows(3 * WINDOW, benign);
    TestData.writeRaw(where, "benign.csv", written.apply(Flows.HEADER + rows(30 * WINDOW, benign)));
    TestData.writeRaw(where, "today.csv", written.apply(today));
    return Cli.runIn(where, OPTIONS);
  }

  private JsonObject json(String artifact) throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve(artifact))).getAsJsonObject();
  }

  private String windows() throws IOException {
    return json("Models/evaluation.json").get("windows").toString();
  }

  private List<String> attackRatios(String file) throws IOException {
    return Files.readAllLines(folder.resolve("Data/windowed/windowed_cleaned_" + file)).stream()
        .skip(1)
        .map(line -> line.substring(line.lastIndexOf(',') + 1))
        .toList();
  }

  /** The detector's findings, by artifact. */
  private static Map<String, String> findings(Path where) throws IOException {
    Map<String, String> found = TestData.artifacts(where);
    found.keySet().removeIf(name -> !name.matches("Models/(incidents|detections|decisions).*"));
    assertEquals(4, found.size(), found.keySet().toString());
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No Label",
        "NeedManualLabel",
        "Unknown",
        "Unlabeled",
        "unlabelled",
        "-",
        "NaN",
        "None",
        "flow=Background-UDP",
        "  ",
        ""
      })
  void aLabelThatWasNeverMade_supportsNoFigure(String label) throws IOException {
    Cli.Result result = run(folder, label, label, text -> text);
    assertEquals(0, result.exit(), result.err());
    assertEquals(List.of("", "", "", "", "", "", "", ""), attackRatios("today.csv"));
    boolean missing = label.isBlank() || label.equals("NaN");
    String shown = missing ? "(empty)" : label;
    assertTrue(
        result.out().contains("\n  labels        unlabelled: " + shown + " 760\n"), result.out());
    assertTrue(result.out().contains("10.9.9.9 opened 40 connections"), result.out());
    Cli.Result alerts = Cli.runIn(folder, "--step=monitor", "--view=alerts", OPTIONS[1]);
    assertTrue(alerts.out().contains("; not labelled"), alerts.out() + alerts.err());
    assertFalse(alerts.out().contains("attack ratio"), alerts.out());

    Cli.Result evaluation = Cli.runIn(folder, "evaluate");
    assertEquals(0, evaluation.exit(), evaluation.err());
    assertEquals("{\"benign\":0,\"attacked\":0,\"below_share\":0,\"unlabelled\":8}", windows());
    assertTrue(
        evaluation
            .err()
            .contains(
                "warning: no flow is labelled BENIGN; labels are: "
                    + shown
                    + " 160; --benign-label names those that are benign"),
        evaluation.err());
    assertTrue(evaluation.out().contains("left out  8: "), evaluation.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"no column", "empty", "attacks only", "blanks", "No Label"})
  void labelsDecideNothing(String kind, @TempDir Path labelled) throws IOException {
    run(labelled, "BENIGN", "PortScan", text -> text);
    String benign =
        switch (kind) {
          case "blanks" -> "  ";
          case "No Label" -> kind;
          default -> "";
        };
    Cli.Result result =
        run(
            folder,
            benign,
            kind.equals("attacks only") ? "PortScan" : benign,
            text -> kind.equals("no column") ? text.replaceAll(",(Label)?\n", "\n") : text);
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("760 read = 760 kept + 0 rejected"), result.out());
    assertEquals(findings(labelled), findings(folder));
    assertEquals(0, Cli.runIn(folder, "evaluate").exit());
    assertEquals(
        kind.equals("attacks only")
            ? "{\"benign\":0,\"attacked\":2,\"below_share\":0,\"unlabelled\":6}"
            : "{\"benign\":0,\"attacked\":0,\"below_share\":0,\"unlabelled\":8}",
        windows());
  }

  @Test
  void theRunSaysOnceWhatItTookLabelsFor() throws IOException {
    TestData.writeRaw(
        folder,
        "a.csv",
        Flows.HEADER + rows(7, "BENIGN") + rows(2, "DDoS") + rows(1, "Bot") + rows(3, "unknown"));
    TestData.writeRaw(folder, "b.csv", Flows.HEADER + rows(5, "Benign") + rows(4, "Nonbenign"));
    Cli.Result result = Cli.runIn(folder, "--step=preprocess");
    String line =
        "\n  labels        benign: BENIGN 7, Benign 5; attack: Nonbenign 4, DDoS 2, Bot 1;"
            + " unlabelled: unknown 3\n";
    assertTrue(result.out().contains(line), result.out());
    assertEquals(
        JsonParser.parseString(
            "{benign: {labels: [{label: BENIGN, flows: 7}, {label: Benign, flows: 5}],"
                + " flows_of_further_labels: 0},"
                + "attack: {labels: [{label: Nonbenign, flows: 4}, {label: DDoS, flows: 2},"
                + " {label: Bot, flows: 1}], flows_of_further_labels: 0},"
                + "unlabelled: {labels: [{label: unknown, flows: 3}],"
                + " flows_of_further_labels: 0}}"),
        json("Models/run.json").get("labels"));
    Cli.Result windowed = Cli.runIn(folder, "--step=window", "--window-size=9");
    assertTrue(windowed.out().contains(line), windowed.out());
    assertEquals(List.of("0.2222222222222222"), attackRatios("a.csv"), "2 of the first 9");
  }

  @Test
  void ofVeryManyLabels_theRestIsSummed() throws IOException {
    StringBuilder text = new StringBuilder(Flows.HEADER);
    for (int i = 0; i < 5000; i++) {
      text.append(Flows.row(i, "attack " + i));
    }
    TestData.writeRaw(folder, "a.csv", text.toString());
    Cli.Result result = Cli.runIn(folder, "--step=preprocess");
    assertTrue(
        result.out().contains("97 more labels, labels beyond the first 100 4,900\n"), result.out());
    assertEquals(
        4900,
        json("Models/run.json")
            .getAsJsonObject("labels")
            .getAsJsonObject("attack")
            .get("flows_of_further_labels")
            .getAsLong());
  }

  /** Only their own dialect knows what they mean; a cleaned file says it in the usual words. */
  @Test
  void labelsOfAnotherDialect_meanTheSameInEveryStep() throws IOException {
    Path dialect = folder.resolve("mine.properties");
    StringBuilder text = new StringBuilder();
    for (String column : Flows.HEADER.strip().split(",")) {
      String field =
          switch (column) {
            case "Total Fwd Packets" -> "forward-packets";
            case "Total Backward Packets" -> "backward-packets";
            case "Total Length of Fwd Packets" -> "forward-bytes";
            case "Total Length of Bwd Packets" -> "backward-bytes";
            case "Flow Bytes/s" -> "bytes-per-second";
            case "Flow Packets/s" -> "packets-per-second";
            default -> column.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
          };
      text.append(field).append('=').append(column).append('\n');
    }
    text.append("separator=;\ntime=Timestamp\nmissing=\nbenign=fine|0\nunlabelled=who knows\n");
    Files.writeString(dialect, text);
    String[] options = {"--dialect=" + dialect, OPTIONS[0], OPTIONS[1]};
    String today =
        Flows.HEADER
            + rows(WINDOW, "fine")
            + rows(WINDOW / 2, "0")
            + rows(WINDOW / 2, "1")
            + rows(WINDOW / 2, "who knows")
            + rows(WINDOW / 2, "0")
            + rows(WINDOW, "who knows")
            + rows(WINDOW, "BENIGN");
    TestData.writeRaw(
        folder, "benign.csv", (Flows.HEADER + rows(30 * WINDOW, "fine")).replace(',', ';'));
    TestData.writeRaw(folder, "today.csv", today.replace(',', ';'));
    Cli.Result all = Cli.runIn(folder, options);
    assertEquals(0, all.exit(), all.err());
    assertTrue(
        all.out()
            .contains(
                "labels        benign: fine 620, 0 20; attack: BENIGN 20, 1 10; unlabelled: who"
                    + " knows 30"),
        all.out());
    assertEquals(List.of("0", "0.5", "0", "", "1"), attackRatios("today.csv"));
    List<String> cleaned =
        Files.readAllLines(folder.resolve("Data/processed/cleaned_today.csv")).stream()
            .map(line -> line.substring(line.lastIndexOf(',') + 1))
            .distinct()
            .toList();
    assertEquals(List.of("Label", "BENIGN", "1", "Unlabelled", "ATTACK"), cleaned);
    Map<String, String> before = TestData.artifacts(folder);
    for (String step : List.of("preprocess", "window", "baseline", "monitor")) {
      assertEquals(
          0, Cli.runIn(folder, options[0], options[1], options[2], "--step=" + step).exit());
    }
    assertEquals(before, TestData.artifacts(folder));

    assertEquals(0, Cli.runIn(folder, "evaluate", options[0]).exit());
    String expected = "{\"benign\":2,\"attacked\":2,\"below_share\":0,\"unlabelled\":1}";
    assertEquals(expected, windows());
    assertEquals(
        "[\"FINE\",\"0\"]", json("Models/evaluation.json").get("benign_labels").toString());
    Files.delete(folder.resolve("Data/raw/today.csv"));
    assertEquals(0, Cli.runIn(folder, "evaluate").exit(), "by the cleaned file");
    assertEquals(expected, windows());
  }

  /** Probes that nobody answers are in no cleaned file, and an attack all the same. */
  @Test
  void aScanOfPartialFlows_isAnAttackInItsWindow() throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(30 * WINDOW));
    TestData.writeRaw(
        folder,
        "today.csv",
        Flows.benign(3 * WINDOW + 5)
            + scan("NaN,Infinity", "PortScan")
            + rows(2 * WINDOW, "BENIGN"));
    Cli.Result result = Cli.runIn(folder, OPTIONS);
    assertTrue(result.out().contains("labels        benign: BENIGN 705; attack: PortScan 40"));
    assertEquals(List.of("0", "0", "0", "0", "0"), attackRatios("today.csv"));
    assertEquals(0, Cli.runIn(folder, "evaluate").exit());
    assertEquals("{\"benign\":4,\"attacked\":1,\"below_share\":0,\"unlabelled\":0}", windows());
    JsonObject evaluation = json("Models/evaluation.json");
    JsonObject phase = evaluation.getAsJsonArray("phases").get(0).getAsJsonObject();
    assertEquals(3, phase.get("first_window").getAsInt());
    assertEquals(40 / 60.0, phase.get("attack_share").getAsDouble(), 1e-12);
    Files.delete(folder.resolve("Data/raw/today.csv"));
    assertEquals(
        0, Cli.runIn(folder, "evaluate").exit(), "by the cleaned file and the partial one");
    assertEquals(evaluation, json("Models/evaluation.json"));
    Files.writeString(folder.resolve("Data/processed/partial_today.csv"), "x\n");
    Cli.Result damaged = Cli.runIn(folder, "evaluate");
    assertEquals(3, damaged.exit());
    assertTrue(damaged.err().contains("partial_today.csv"), damaged.err());
  }
}
