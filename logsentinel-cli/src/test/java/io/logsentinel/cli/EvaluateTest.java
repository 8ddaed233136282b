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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code evaluate} on small files made by hand: windows of 10 flows. */
class EvaluateTest {
  private static final String HOSTILE = "\u001b]0;x\u0007<b>\u202eDDoS";

  @TempDir Path folder;

  /** A file whose every window of 10 flows has these labels, in turn. */
  private void write(String name, List<String> labels) throws IOException {
    StringBuilder text = new StringBuilder(Flows.HEADER);
    for (int i = 0; i < labels.size(); i++) {
      text.append(Flows.row(i, '"' + labels.get(i).replace("\"", "\"\"") + '"'));
    }
    TestData.writeRaw(folder, name, text.toString());
  }

  private static List<String> window(String label, int flows, String rest) {
    List<String> labels = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      labels.add(i < flows ? label : rest);
    }
    return labels;
  }

  private void run(List<List<String>> windows) throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(100));
    write("Friday.csv", windows.stream().flatMap(List::stream).toList());
    assertEquals(0, Cli.runIn(folder, "--window-size=10", "--quiet").exit());
  }

  private Result evaluate(String... options) {
    List<String> all = new ArrayList<>(List.of("evaluate"));
    all.addAll(List.of(options));
    return Cli.runIn(folder, all.toArray(String[]::new));
  }

  private JsonObject json() throws IOException {
    return JsonParser.parseString(Files.readString(folder.resolve("Models/evaluation.json")))
        .getAsJsonObject();
  }

  private String windows() throws IOException {
    return json().get("windows").toString();
  }

  @Test
  void hostileLabels_stayText() throws IOException {
    String quoted = "a \"quoted\", label\nof two lines" + "!".repeat(3000);
    run(List.of(window(HOSTILE, 5, "BENIGN"), window(quoted, 10, ""), window("", 0, "BENIGN")));
    Result result = evaluate();
    assertEquals(0, result.exit(), result.err());
    for (char c : new char[] {'\u001b', '\u0007', '\u202e'}) {
      assertFalse(result.out().indexOf(c) >= 0, result.out());
    }
    assertTrue(result.out().contains("\n\\u001b]0;x\\u0007<b>\\u..."), result.out());
    assertTrue(result.out().lines().allMatch(line -> line.length() <= 110), result.out());
    List<String> attacks = new ArrayList<>();
    for (JsonElement phase : json().getAsJsonArray("phases")) {
      attacks.add(phase.getAsJsonObject().get("attack").getAsString());
    }
    assertEquals(List.of(HOSTILE, quoted), attacks);
  }

  @Test
  void ofManyLabels_thoseWithTheMostWindowsAreShown() throws IOException {
    List<List<String>> windows = new ArrayList<>();
    for (int i = 0; i < 35; i++) {
      windows.add(window("Attack " + (10 + i), 5, "BENIGN"));
    }
    windows.add(window("Attack 44", 5, "BENIGN"));
    run(windows);
    Result result = evaluate();
    assertEquals(30, result.out().lines().filter(line -> line.startsWith("Attack ")).count());
    assertTrue(result.out().contains("Attack 38 "), result.out());
    assertFalse(result.out().contains("Attack 39 "), result.out());
    assertTrue(result.out().contains("Attack 44 "), result.out());
    assertTrue(result.out().contains("\nand 5 more; all are in the JSON\n"), result.out());
    JsonObject rule = json().getAsJsonObject("judges").getAsJsonObject("rule");
    assertEquals(35, rule.getAsJsonArray("by_attack").size());
  }

  @ParameterizedTest
  @CsvSource({
    "attack, 2, 1, 0",
    "benign, 1, 2, 0",
    "unlabelled, 1, 1, 1",
  })
  void attempted_countsAsAsked(String kind, int attacked, int benign, int unlabelled)
      throws IOException {
    run(
        List.of(
            window("Bot", 5, "BENIGN"),
            window("Bot - Attempted", 10, ""),
            window("", 0, "BENIGN")));
    assertEquals(0, evaluate("--attempted=" + kind).exit());
    assertEquals(
        "{\"benign\":"
            + benign
            + ",\"attacked\":"
            + attacked
            + ",\"below_share\":0,\"unlabelled\":"
            + unlabelled
            + "}",
        windows());
    assertEquals(1, json().getAsJsonArray("phases").size());
    assertEquals(kind, json().get("attempted").getAsString());
  }

  @Test
  void labelsChangedAfterTheRun_areOfAnotherRun() throws IOException {
    run(List.of(window("Bot", 5, "BENIGN"), window("Bot", 5, "BENIGN")));
    Path raw = folder.resolve("Data/raw/Friday.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(raw));
    lines.set(11, lines.get(11).replace("Bot", "BENIGN"));
    Files.write(raw, lines);
    Result result = evaluate();
    assertEquals(3, result.exit());
    Path windowed = folder.resolve("Data/windowed/windowed_cleaned_Friday.csv");
    assertTrue(
        result
            .err()
            .contains(
                raw
                    + ": of another run than "
                    + windowed
                    + ": by its labels window 1 has an attack ratio of 0.4, there of 0.5;"),
        result.err());
    Files.delete(windowed);
    assertEquals(0, evaluate().exit());
  }

  @Test
  void figures_doNotOverwriteTheRun() throws IOException {
    run(List.of(window("Bot", 5, "BENIGN")));
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("Models"));
    Map<String, String> before = TestData.artifacts(folder);
    for (String target :
        List.of(
            "Models/incidents.json",
            "Models/decisions.csv",
            "Models/run.json",
            "Models/../link/baseline_profile.json",
            "Data/raw/Friday.csv",
            "Data/raw/new.json",
            "Data/windowed/windowed_cleaned_Friday.csv",
            "Data/processed/new/x.json")) {
      Result result = evaluate("--json=" + folder.resolve(target));
      assertEquals(2, result.exit(), target);
      assertTrue(result.err().contains(target + " is a file of the run, or lies"), result.err());
    }
    assertEquals(before, TestData.artifacts(folder));
    for (String target : List.of("Models/evaluation.json", "Models/mine.json", "Data/mine.json")) {
      assertEquals(0, evaluate("--json=" + folder.resolve(target)).exit(), target);
    }
  }

  @Test
  void figures_goToNoFolder() throws IOException {
    run(List.of(window("Bot", 5, "BENIGN")));
    for (Path target : List.of(folder.resolve("Data"), Path.of("/"))) {
      Result result = evaluate("--json=" + target);
      assertEquals(
          "logsentinel: error: " + target + ": cannot be written: it is a folder\n", result.err());
      assertEquals(5, result.exit());
    }
  }

  @Test
  void unlabelledFlows_areNeitherBenignNorAttacks() throws IOException {
    run(
        List.of(
            window("NeedManualLabel", 10, ""),
            window("Background", 9, "BENIGN"),
            window("cic", 9, "Bot"),
            window("Bot", 1, "BENIGN"),
            window("BENIGN", 10, "")));
    Result result = evaluate("--min-attack-share=0.2");
    assertTrue(
        result.out().contains("left out  3: attack flows below that share 2, no labelled flow 1"),
        result.out());
    assertEquals("{\"benign\":2,\"attacked\":0,\"below_share\":2,\"unlabelled\":1}", windows());
    assertTrue(
        result.out().contains("rule: recall, F1, ROC, PR n/a: no window is attacked"),
        result.out());
    assertTrue(result.out().contains("delay n/a: no attack phase"), result.out());
    evaluate("--unlabelled-label=Nothing", "--benign-label=Background,benign");
    assertEquals("{\"benign\":2,\"attacked\":3,\"below_share\":0,\"unlabelled\":0}", windows());
  }

  @Test
  void filesOfOneLabel_supportNoFigureOfAttacks() throws IOException {
    run(List.of(window("NeedManualLabel", 10, ""), window("NeedManualLabel", 10, "")));
    Result result = evaluate();
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("false-alarm rate n/a: no window is benign"), result.out());
    assertTrue(result.out().contains("recall, F1, ROC, PR n/a: no window is attacked"));
    assertTrue(
        result
            .out()
            .contains(
                """
                detector   n/a: profiles of 10 baseline windows, it needs 20
                incidents  n/a: profiles of 10 baseline windows, it needs 20
                """),
        result.out());
    JsonObject overall =
        json().getAsJsonObject("judges").getAsJsonObject("rule").getAsJsonObject("overall");
    assertTrue(overall.getAsJsonObject("recall").get("value").isJsonNull());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--min-attack-share=1.5 | --min-attack-share must be 0 to 1 but is 1.5",
        "--min-attack-share=NaN | it must be a number, as 0.02 or 2e-2, but is `NaN`",
        "--threads=0 | --threads must be 1 to 256 but is 0",
        "--benign-label=A,,B | --benign-label takes words, none of them blank",
        "--attempted=perhaps | Invalid value for option '--attempted'",
      })
  void wrongValue_isNamedWithItsLimit(String option, String message) {
    Result result = evaluate(option);
    assertEquals(2, result.exit());
    assertTrue(result.err().contains(message), result.err());
    assertTrue(result.err().contains("See logsentinel evaluate --help"), result.err());
  }

  @Test
  void help_leadsWithExamples() {
    Result result = Cli.run("evaluate", "--help");
    assertEquals(0, result.exit());
    assertTrue(
        result
            .out()
            .startsWith(
                """
                Measure what the last run found against the labels of its flows.

                  logsentinel evaluate
                """),
        result.out());
    assertTrue(result.out().lines().allMatch(line -> line.length() <= 100));
    assertTrue(
        result.out().contains("what a label that says nothing has as a word of its own"),
        result.out());
  }

  @Test
  void withoutARun_itSaysSo() {
    Result result = evaluate();
    assertEquals(3, result.exit());
    assertTrue(result.err().contains("Models: no such folder"), result.err());
  }
}
