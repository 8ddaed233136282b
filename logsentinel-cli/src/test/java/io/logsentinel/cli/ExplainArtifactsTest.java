package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code explain} makes of artifacts that are missing, damaged or of another run. */
class ExplainArtifactsTest extends SmallRun {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "[null]",
        "[{}]",
        "[",
        "[{\"id\":\"x\"}]",
        "\u0000",
        "[{\"id\":\"x\",\"file\":\"Friday.csv\",\"likely_pattern\":\"\",\"severity\":\"\","
            + "\"windows\":[null],\"reason\":\"\",\"next_step\":\"\"}]"
      })
  void damagedIncidents_areNoDefectOfOurs(String content) throws IOException {
    Files.writeString(model("incidents.json"), content);
    Result result = explain("x");
    assertEquals(3, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .startsWith("logsentinel: error: " + model("incidents.json") + ": is damaged: "),
        result.err());
  }

  @Test
  void withoutProfilesOfAFile_theOriginalsRuleIsExplained() throws IOException {
    String whole = explained("Friday:1");
    Files.delete(windowed("profile_Friday.jsonl"));
    Result result = explain("Friday:1", "--full");
    assertEquals(0, result.exit());
    assertEquals(
        "logsentinel: warning: "
            + windowed("profile_Friday.jsonl")
            + ": no such file; the detector does not see the window\n",
        result.err());
    assertEquals(whole.substring(0, whole.indexOf("\nThe detector")), result.out());
  }

  @Test
  void withoutProfilesOfTheBaseline_theOriginalsRuleIsExplained() throws IOException {
    String whole = explained("Friday:1");
    Files.delete(windowed("profile_" + MONDAY.replace(".csv", ".jsonl")));
    assertEquals(0, Cli.runIn(folder, "--step=baseline", "--window-size=10").exit());
    Result result = explain("Friday:1", "--full");
    assertEquals(0, result.exit());
    assertEquals(
        "logsentinel: warning: "
            + model("baseline_profile.json")
            + ": profiles of 0 windows; the detector needs 20 and stays off\n",
        result.err());
    assertEquals(whole.substring(0, whole.indexOf("\nThe detector")), result.out());
  }

  @Test
  void withoutForests_theRestIsExplained() throws IOException {
    Files.delete(model("isolation_forest_model.json"));
    Files.delete(model("profile_forest.json"));
    Result result = explain("Friday:1", "--full");
    assertEquals(0, result.exit());
    for (String forest : List.of("isolation_forest_model.json", "profile_forest.json")) {
      String warning = model(forest) + ": no such file; explained without a forest\n";
      assertTrue(result.err().contains(warning), result.err());
    }
    assertEquals(3, result.out().split("  forest: none\n", -1).length, result.out());
    assertTrue(result.out().contains("The detector: an alarm, LOW, SUSPICIOUS\n"));
  }

  @Test
  void windowsOfAnotherSize_areRefused() throws IOException {
    assertEquals(0, Cli.runIn(folder, "--step=window", "--window-size=5").exit());
    assertRefused(
        "Friday:1",
        windowed("windowed_cleaned_Friday.csv")
            + ": a window of 5 flows, but the baseline was learned from windows of 10");
  }

  @Test
  void profilesOfOtherWindows_areRefused() throws IOException {
    Path profiles = windowed("profile_Friday.jsonl");
    Files.write(profiles, Files.readAllLines(profiles).subList(0, 1));
    assertRefused("Friday:1", profiles + ": no window 1; run --step window again");
    Files.writeString(profiles, "{\"window_id\":");
    Result result = explain("Friday:1", "--full");
    assertEquals(3, result.exit());
    assertTrue(result.err().contains(profiles + ": line 1: "), result.err());
  }

  @Test
  void aWindowOfTheBaseline_isKnownToIt() {
    Result result = explain("Monday:3", "--full");
    assertEquals(0, result.exit());
    assertEquals(
        "logsentinel: warning: "
            + windowed("windowed_cleaned_" + MONDAY)
            + ": the baseline was learned from it, and knows the window\n",
        result.err());
  }

  @Test
  void withoutABaseline_itSaysWhatToRun() throws IOException {
    Files.delete(model("baseline_model.json"));
    assertRefused(
        "Friday:1",
        model("baseline_model.json")
            + ": no such file; learn a baseline first: ./logsentinel learn --state "
            + folder.resolve("Models")
            + " FILE, or ./logsentinel --step baseline --data-dir "
            + folder.resolve("Data")
            + " --models-dir "
            + folder.resolve("Models")
            + " of the pipeline");
  }
}
