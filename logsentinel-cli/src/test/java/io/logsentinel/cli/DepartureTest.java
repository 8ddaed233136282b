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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Where the original is wrong, and what is done instead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DepartureTest {
  private Path folder;
  private Cli.Result result;
  private JsonObject run;

  @BeforeAll
  void runNasty(@TempDir Path temp) throws IOException {
    folder = temp;
    TestData.copyRaw(TestData.golden("nasty").resolve("raw"), folder);
    result = Cli.runIn(folder, "--window-size=10", "--quiet", "--hash-inputs");
    run = json(folder.resolve("Models/run.json"));
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private JsonObject input(String prefix) {
    for (var input : run.getAsJsonArray("inputs")) {
      if (input.getAsJsonObject().get("file").getAsString().startsWith(prefix)) {
        return input.getAsJsonObject();
      }
    }
    throw new AssertionError("no input " + prefix);
  }

  private List<String> lines(String artifact) throws IOException {
    return Files.readAllLines(folder.resolve(artifact));
  }

  @Test
  void overlongRow_isRejectedAlone() throws IOException {
    assertEquals(
        JsonParser.parseString(
            "{read: 40, kept: 39, rejected: {too_many_fields: 1}, first_rejected: {too_many_fields:"
                + " {line: 12, what: '14 fields, the header has 13'}}, odd: {}}"),
        input("a15").get("rows"));
    assertEquals(40, lines("Data/processed/cleaned_a15_long_row.csv").size());
  }

  @Test
  void unclosedQuote_failsItsFileAndNoOther() {
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "a28_unterminated_quote.csv: line 12: a quote opens here and is never closed\n"));
    JsonObject input = input("a28");
    assertEquals("failed", input.get("outcome").getAsString());
    // whole rows, and the one with the quote
    assertEquals(
        JsonParser.parseString("{read: 40, kept: 0, rejected: {unclosed_quote: 40}, odd: {}}"),
        input.get("rows"));
    assertFalse(Files.exists(folder.resolve("Data/processed/cleaned_a28_unterminated_quote.csv")));
    assertFalse(
        Files.exists(folder.resolve("Data/windowed/windowed_cleaned_a28_unterminated_quote.csv")));
    assertTrue(Files.exists(folder.resolve("Data/windowed/windowed_cleaned_a31_all_attack.csv")));
  }

  @Test
  void otherSeparator_isNamed() {
    assertTrue(
        result
            .err()
            .contains(
                "a24_semicolons.csv: skipped: line 1: the separator looks like `;`, expected `,`"),
        result.err());
  }

  @Test
  void utf16_isReadByItsMark() throws IOException {
    assertEquals(
        lines("Data/processed/cleaned_a01_leading_spaces_in_header.csv"),
        lines("Data/processed/cleaned_a29_utf16.csv"));
  }

  @Test
  void emptyFile_isSkippedAndSaidSo() {
    assertTrue(
        result.err().contains("a21_empty.csv: skipped: line 1: the file is empty"), result.err());
    assertEquals("skipped", input("a21").get("outcome").getAsString());
  }

  @Test
  void missingColumn_isNamed(@TempDir Path exact) throws IOException {
    TestData.copyRaw(TestData.golden("nasty").resolve("raw"), exact);
    Cli.Result asTheOriginal =
        Cli.runIn(exact, "--step=preprocess", "--quiet", "--format=cic-ids2017");
    assertTrue(
        asTheOriginal
            .err()
            .contains(
                "a10_missing_column.csv: skipped: line 1: lacks 1 of the 13 required columns:"
                    + " Label"));
    // without labels there is a lot to see all the same
    assertEquals("processed", input("a10").get("outcome").getAsString());
  }

  @Test
  void fileWithoutAWholeWindow_getsTheHeaderAlone() throws IOException {
    List<String> header =
        List.of(
            "window_id,total_flows,total_bytes,total_packets,unique_source_ips,"
                + "unique_destination_ips,unique_destination_ports,avg_flow_bytes_per_sec,"
                + "avg_flow_packets_per_sec,avg_packets_per_flow,attack_ratio");
    assertEquals(header, lines("Data/windowed/windowed_cleaned_a20_header_only.csv"));
    assertEquals(header, lines("Data/windowed/windowed_cleaned_a22_fewer_rows_than_a_window.csv"));
    assertEquals(7, input("a22").get("left_over").getAsInt());
    assertTrue(
        result
            .err()
            .contains(
                "a22_fewer_rows_than_a_window.csv: 7 flows fill no window of 10: nothing was looked"
                    + " at for attacks\n"),
        result.err());
  }

  @Test
  void metricBeyondFloat32_keepsItsAlerts() throws IOException {
    List<String> alerts =
        lines("Models/alerts_output.csv").stream()
            .filter(line -> line.startsWith("windowed_cleaned_a17"))
            .toList();
    assertEquals(3, alerts.size());
    assertTrue(
        alerts.stream()
            .anyMatch(line -> line.matches(".*avg_flow_bytes_per_sec:\\d\\.\\d+e\\d+.*")),
        alerts.toString());
  }

  @Test
  void everyInput_isAccountedFor() {
    for (var input : run.getAsJsonArray("inputs")) {
      JsonObject rows = input.getAsJsonObject().getAsJsonObject("rows");
      long rejected =
          rows.getAsJsonObject("rejected").entrySet().stream()
              .mapToLong(reason -> reason.getValue().getAsLong())
              .sum();
      long partial = rows.has("partial") ? rows.get("partial").getAsLong() : 0;
      assertEquals(rows.get("read").getAsLong(), rows.get("kept").getAsLong() + partial + rejected);
      assertEquals(64, input.getAsJsonObject().get("sha256").getAsString().length());
    }
    assertEquals("skipped", input("notes.txt").get("outcome").getAsString());
    assertEquals(33, run.getAsJsonArray("inputs").size());
  }

  @Test
  void everyMonitoredWindow_hasADecision() throws IOException {
    List<String> decisions = lines("Models/decisions.csv");
    assertEquals(
        "file,window_id,anomaly_index,iforest_score,z_trigger,forest_trigger,decision",
        decisions.get(0));
    assertEquals(run.get("monitored_windows").getAsLong(), decisions.size() - 1);
  }

  @Test
  void baselineOfOneWindow_isRefused(@TempDir Path other) throws IOException {
    TestData.writeRaw(other, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(10));
    Cli.Result refused = Cli.runIn(other, "--window-size=10");
    assertEquals(3, refused.exit());
    assertEquals(
        "logsentinel: error: Monday-WorkingHours.pcap_ISCX.csv: a baseline needs at least 2"
            + " windows but there is 1 in 10 flows with --window-size 10; learn it from more"
            + " traffic\n",
        refused.err());
    assertFalse(Files.exists(other.resolve("Models/baseline_model.json")));
  }
}
