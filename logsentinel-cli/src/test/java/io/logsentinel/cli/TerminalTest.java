package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import io.logsentinel.core.artifact.DecisionsCsv;
import io.logsentinel.core.text.TableReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see. */
class TerminalTest {
  @TempDir Path folder;

  private void aBenignDayAndAFlood(String floodName) throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(205));
    TestData.writeRaw(folder, floodName, Flows.flood(20));
  }

  /** Whole output; times and the forest's opinion, which chance has a part in, left open. */
  private static String open(String out) {
    return out.replaceAll("\\d+\\.\\d s", "_ s").replaceAll("\\(score -?[0-9.e-]+\\)", "(score _)");
  }

  @Test
  void alertsThenSummary() throws IOException {
    aBenignDayAndAFlood("Friday.csv");
    Result result = Cli.runIn(folder, "--window-size=10", "--view=alerts");
    assertEquals(
        """
        CRITICAL  Possible DDoS (confidence High)  windowed_cleaned_Friday.csv  window 0
          decision       SUSPICIOUS (confidence Medium); forest: normal (score _)
          anomaly index  990081.7095, max z 899960, trend N/A
          indicators     total_packets 900,010 (z 899,960) || avg_packets_per_flow 90,001 (z 89,996) || avg_flow_packets_per_sec 1.25 (z -98)
          blast radius   source addresses 1, destination addresses 1, destination ports 1; attack ratio 1
          action         Confirm that a flood is under way, then rate-limit and filter it upstream.

        CRITICAL  Possible DDoS (confidence High)  windowed_cleaned_Friday.csv  window 1
          decision       SUSPICIOUS (confidence Medium); forest: normal (score _)
          anomaly index  990081.7095, max z 899960, trend Stable (prev: 990081.71 -> current: 990081.71)
          indicators     total_packets 900,010 (z 899,960) || avg_packets_per_flow 90,001 (z 89,996) || avg_flow_packets_per_sec 1.25 (z -98)
          blast radius   source addresses 1, destination addresses 1, destination ports 1; attack ratio 1
          action         Confirm that a flood is under way, then rate-limit and filter it upstream.

        Summary
          files         2 processed
          rows          225 read = 225 kept + 0 rejected
          labels        benign: BENIGN 205; attack: DDoS 20
          windows       22, 5 rows left over
          baseline      learned from 20 windows
          monitored     2 windows, SUSPICIOUS 2
          alerts        2 (2 critical) by the 3-sigma rule
          by weekday    Friday 2
          detections    2 (2 low) in 2 windows
          incidents     1 (1 low)
          baseline fit  cannot tell for 1 of 1 file
          time          _ s: preprocess and window _ s, window _ s, baseline _ s, monitor _ s
        """,
        open(result.out()));
  }

  @Test
  void quiet_printsTheSummaryAlone() throws IOException {
    aBenignDayAndAFlood("Friday.csv");
    Result result = Cli.runIn(folder, "--window-size=10", "--quiet");
    assertEquals(
        """
        Summary
          files         2 processed
          rows          225 read = 225 kept + 0 rejected
          labels        benign: BENIGN 205; attack: DDoS 20
          windows       22, 5 rows left over
          baseline      learned from 20 windows
          monitored     2 windows, SUSPICIOUS 2
          alerts        2 (2 critical) by the 3-sigma rule
          by weekday    Friday 2
          detections    2 (2 low) in 2 windows
          incidents     1 (1 low)
          baseline fit  cannot tell for 1 of 1 file
          time          _ s: preprocess and window _ s, window _ s, baseline _ s, monitor _ s
        """,
        open(result.out()));
    assertEquals(
        "logsentinel: warning: 20 baseline windows, 20 of them independent, are too few to check a"
            + " false-alarm rate of 1 % (about 100 needed); learn from more benign flows\n",
        result.err());
  }

  @Test
  void color_onlyWhereAskedFor() throws IOException {
    aBenignDayAndAFlood("Friday.csv");
    assertFalse(Cli.runIn(folder, "--window-size=10").out().contains("\u001b"));
    assertTrue(
        Cli.runIn(folder, "--window-size=10", "--color=always")
            .out()
            .startsWith("\u001b[36mLOW\u001b[0m  Service exhaustion"));
    assertTrue(
        Cli.runIn(folder, "--window-size=10", "--color=always", "--view=alerts")
            .out()
            .startsWith("\u001b[1;31mCRITICAL\u001b[0m  Possible DDoS"));
  }

  @Test
  void hostileNames_stayText() throws IOException {
    String hostile = "\u001b[31m\r\n\u009b\u202e\u007f\u2028=cmd|x,\"y.csv";
    aBenignDayAndAFlood(hostile);
    TestData.writeRaw(
        folder, "z.csv", Flows.HEADER.replace("Label", "\u001b]0;title\u0007") + Flows.row(1, "x"));
    Result result = Cli.runIn(folder, "--window-size=10", "--view=alerts");
    assertEquals(0, result.exit());
    assertTrue(result.out().contains("windowed_cleaned_\\u001b[31m\\u000d\\u000a\\u009b\\u202e"));
    (result.out() + result.err())
        .chars()
        .filter(c -> c != '\n')
        .forEach(
            c ->
                assertTrue(
                    c >= 0x20
                        && c != 0x7f
                        && !(c >= 0x80 && c < 0xa0)
                        && c != 0x202e
                        && c != 0x2028,
                    "U+" + Integer.toHexString(c)));
    for (String table : List.of("alerts_output.csv", "decisions.csv")) {
      String text = Files.readString(folder.resolve("Models").resolve(table));
      assertFalse(text.matches("(?s).*[\\p{Cc}\\p{Cf}&&[^\n]].*"), table);
    }
    try (InputStream in = Files.newInputStream(folder.resolve("Models/decisions.csv"));
        TableReader<DecisionsCsv.Row> decisions = DecisionsCsv.reader(in)) {
      assertEquals("windowed_cleaned_" + hostile, decisions.next().file(), "it reads back");
    }
  }

  @Test
  void debug_showsTheStackTrace() {
    Result result = Cli.runIn(folder, "--debug");
    assertEquals(3, result.exit());
    assertTrue(result.err().contains("    at io.logsentinel.cli.run."), result.err());
  }

  /** The first thing that a reader sees, in the folders of this test. */
  private String shownInReadme() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    int from = readme.indexOf("```\n") + 4;
    String block = readme.substring(from, readme.indexOf("```\n", from));
    return block.replace(" demo/", " " + folder.resolve("demo") + "/");
  }

  @Test
  void demo_runsTheWholePipeline() throws IOException {
    Result result = Cli.run("demo", "--dir=" + folder.resolve("demo"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains(shownInReadme()), result.out());
    assertTrue(result.out().contains("files         8 processed"), result.out());
    assertTrue(result.out().contains("alerts "), result.out());
    assertTrue(result.out().contains("\nTimeline of every window "), result.out());
    assertTrue(result.out().contains("\n  incidents: C critical  H high  M medium  L low\n"));
    assertTrue(Files.size(folder.resolve("demo/Models/alerts_output.csv")) > 1000);
  }

  @Test
  void simulate_saysWhatItWrote() {
    Result result = Cli.run("simulate", "--out=" + folder.resolve("raw"), "--scale=0.001");
    assertEquals(0, result.exit());
    assertTrue(
        result.out().endsWith("Friday-WorkingHours-Afternoon-DDos.pcap_ISCX.csv: 226 flows\n"),
        result.out());
  }
}
