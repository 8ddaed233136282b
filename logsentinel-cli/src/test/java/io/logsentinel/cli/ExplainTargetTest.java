package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How {@code explain} finds what it is asked about, and what it says where it cannot. */
class ExplainTargetTest extends SmallRun {
  @ParameterizedTest
  @ValueSource(
      strings = {"Friday.csv", "cleaned_Friday.csv", "windowed_cleaned_Friday.csv", "Frid", "F"})
  void anyNameOfAFile_givesTheSameText(String name) {
    String text = explained(name + ":1");
    assertTrue(text.startsWith("windowed_cleaned_Friday.csv  window 1, 10 flows\n\n"), text);
    assertEquals(explained("Friday.csv:1"), text);
    assertTrue(text.contains("; window before: 990081.71\n"), text);
    assertFalse(explained("F:0").contains("window before"));
  }

  @Test
  void aWholeName_winsOverPartsOfOthers() throws IOException {
    for (String other :
        List.of("windowed_cleaned_aFriday.csv", "windowed_cleaned_Friday.csv.csv")) {
      Files.copy(windowed("windowed_cleaned_Friday.csv"), windowed(other));
    }
    assertTrue(explained("Friday.csv:1").startsWith("windowed_cleaned_Friday.csv  window 1"));
    assertRefused(
        "Friday:1",
        folder.resolve("Data/windowed")
            + ": \"Friday\" is ambiguous: Friday.csv, Friday.csv.csv, aFriday.csv");
  }

  @Test
  void aNameWithColons_isCutAtTheLast() throws IOException {
    Files.copy(windowed("windowed_cleaned_Friday.csv"), windowed("windowed_cleaned_a:1.csv"));
    assertTrue(explained("a:1.csv:1").startsWith("windowed_cleaned_a:1.csv  window 1, 10 flows"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "day:1 | D: \"day\" is ambiguous: Friday.csv, Monday-WorkingHours.pcap_ISCX.csv, Tuesday.csv",
        ":1 | D: \"\" is ambiguous: Friday.csv, Monday-WorkingHours.pcap_ISCX.csv, Tuesday.csv",
        "Sunday:1 | D: no windowed file matches \"Sunday\"; there are: Friday.csv,"
            + " Monday-WorkingHours.pcap_ISCX.csv, Tuesday.csv",
        "Friday:2 | D/windowed_cleaned_Friday.csv: no window 2; it has 2, counted from 0",
        "Friday:9223372036854775807 | D/windowed_cleaned_Friday.csv: no window 9223372036854775807; it has 2, counted from 0",
        "0123456789ab | M/incidents.json: no incident `0123456789ab` among 1; a window is named as FILE:WINDOW",
      })
  void whatIsNotThere_isNamed(String target, String message) {
    assertRefused(
        target,
        message
            .replaceAll("^D\\b", folder.resolve("Data/windowed").toString())
            .replaceAll("^M\\b", folder.resolve("Models").toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "abc", "", "1.0", "9223372036854775808"})
  void whatIsNoWindow_isWrongUsage(String window) {
    Result result = explain("Friday:" + window);
    assertEquals(
        "logsentinel: error: Friday:"
            + window
            + ": a window is a whole number from 0 but is `"
            + window
            + "`; name it as FILE:WINDOW, as Friday.csv:12\nSee logsentinel explain --help\n",
        result.err());
    assertEquals(2, result.exit());
  }

  @Test
  void withoutARate_thatOfTheRunHolds() {
    assertEquals(0, Cli.runIn(folder, "--step=monitor", "--false-alarm-rate=0.375").exit());
    assertEquals(explained("Tuesday:1", "--false-alarm-rate=0.375"), explained("Tuesday:1"));
    assertTrue(explained("Tuesday:1").contains("0.375"));
  }

  @Test
  void anIncidentOfAnotherBaseline_isToldOf() throws IOException {
    String incidents = Files.readString(model("incidents.json"));
    String id =
        JsonParser.parseString(incidents)
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString();
    assertEquals("", explain(id).err());
    Files.writeString(
        model("incidents.json"), incidents.replaceFirst("\"score\": [0-9.]+", "\"score\": 1.5"));
    Result result = explain(id);
    assertEquals(0, result.exit());
    assertTrue(
        result.err().contains("is of another run than")
            && result.err().contains("its score is 1.5, now it would be "),
        result.err());
  }

  @Test
  void hostileTargets_areEscaped() {
    assertRefused(
        "\u001b[2J\u202e:1",
        folder.resolve("Data/windowed")
            + ": no windowed file matches \"\\u001b[2J\\u202e\"; there are: Friday.csv,"
            + " Monday-WorkingHours.pcap_ISCX.csv, Tuesday.csv");
  }

  @Test
  void anIncident_withAndWithoutTheDetector() throws IOException {
    String id =
        JsonParser.parseString(Files.readString(model("incidents.json")))
            .getAsJsonArray()
            .get(0)
            .getAsJsonObject()
            .get("id")
            .getAsString();
    String text = explained(id);
    assertTrue(text.startsWith("Incident " + id + "  LOW  "), text);
    assertTrue(text.contains("\n  windows    0 to 1; the most unusual one:\n\nwindowed_"), text);
    Files.delete(windowed("profile_Friday.jsonl"));
    text = explained(id);
    assertTrue(text.contains("\n  windows    0 to 1; the first one:\n\nwindowed_"), text);
    Files.delete(model("incidents.json"));
    assertRefused(
        id,
        "`"
            + id
            + "` is no FILE:WINDOW, and there is no "
            + model("incidents.json")
            + " to look it up in");
  }

  @Test
  void theFolders_areThoseOfTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "LOGSENTINEL_DATA_DIR", folder.resolve("Data").toString(),
            "LOGSENTINEL_MODELS_DIR", folder.resolve("Models").toString(),
            "LOGSENTINEL_FALSE_ALARM_RATE", "0.5");
    Result result = Cli.run(environment, "explain", "Tuesday:1", "--full");
    assertEquals(0, result.exit(), result.err());
    assertEquals(explained("Tuesday:1", "--false-alarm-rate=0.5"), result.out());
  }

  @Test
  void theRate_changesTheVerdictAlone() {
    String strict = explained("Tuesday:1", "--false-alarm-rate=0.000001");
    String lax = explained("Tuesday:1", "--false-alarm-rate=0.5");
    assertTrue(strict.contains(", not below 0.000001"), strict);
    String rest = "  what makes the score:";
    assertEquals(strict.substring(strict.indexOf(rest)), lax.substring(lax.indexOf(rest)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Friday:1 | --false-alarm-rate=0.6 | --false-alarm-rate must be 0.000001 to 0.5 but is 0.6",
        "Friday:1 | Monday:1 | Unmatched argument at index 2: 'Monday:1'",
        "--data-dir=x | --models-dir=y | Missing required parameter: 'FILE:WINDOW|ID'",
      })
  void wrongUsage(String first, String second, String message) {
    Result result = Cli.run("explain", first, second);
    assertEquals(2, result.exit());
    assertTrue(result.err().contains(message), result.err());
    assertTrue(result.err().contains("See logsentinel explain --help"), result.err());
  }

  @Test
  void help_leadsWithExamples() {
    Result result = Cli.run("explain", "--help");
    assertEquals(0, result.exit());
    assertTrue(
        result
            .out()
            .startsWith(
                """
                Show the verdict on one window, or on an incident, with what is behind it.

                  logsentinel explain Friday-WorkingHours-Afternoon-PortScan.pcap_ISCX.csv:12
                """),
        result.out());
    assertTrue(result.out().lines().allMatch(line -> line.length() <= 100), result.out());
  }
}
