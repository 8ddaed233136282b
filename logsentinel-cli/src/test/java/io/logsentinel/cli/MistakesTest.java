package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The likeliest mistakes, and everything that each puts on the screen: what to type instead. */
class MistakesTest {
  private static final String USAGE = "See logsentinel --help\n";

  @TempDir Path folder;

  private String state;

  @BeforeEach
  void state() {
    state = folder.resolve("state").toString();
  }

  /** The screen of a command that fails, without the folder's name and how long it took. */
  private void assertScreen(int exit, String screen, String... args) {
    Result result = args.length == 0 ? Cli.runIn(folder) : Cli.run(args);
    String seen =
        (result.out() + result.err()).replace(folder + "/", "").replaceAll("  time .*", "  time");
    assertEquals(screen, seen);
    assertEquals(exit, result.exit());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1).toString();
  }

  @Test
  void nothingToRead() {
    assertScreen(
        3,
        "logsentinel: error: Data/raw: no such folder; name files of flows (./logsentinel learn"
            + " --state Models FILE), put some there, or have some made (./logsentinel simulate --out Data/raw"
            + " --scale 0.1; ./logsentinel demo shows it all)\n");
  }

  @Test
  void misspeltCommand() {
    assertScreen(
        2,
        "logsentinel: error: montior: no such file, nor a command; did you mean `monitor`?\n"
            + USAGE,
        "montior",
        "today.csv");
  }

  @Test
  void misspeltOption() {
    assertScreen(
        2,
        "logsentinel: error: Unknown option: '--window-sze'\n"
            + "Possible solutions: --window-size\n"
            + USAGE,
        "--window-sze",
        "10");
  }

  @Test
  void misspeltFile() {
    assertScreen(3, "logsentinel: error: tuesday.csv: no such file\n", "inspect", "tuesday.csv");
  }

  @Test
  void monitoringWithoutABaseline() throws IOException {
    assertScreen(
        3,
        "logsentinel: error: state/baseline_model.json: no such file; learn a baseline first:"
            + " ./logsentinel learn --state state FILE\n",
        "monitor",
        "--state=" + state,
        file("today.csv", Flows.benign(10)));
  }

  @Test
  void aCaptureInsteadOfFlows() throws IOException {
    assertScreen(
        3,
        """
        day.pcap
          not usable   is a packet capture (pcap), not text; make flows of it, for
                       example conn.log with `zeek -r FILE`

        """,
        "inspect",
        file("day.pcap", "\u00d4\u00c3\u00b2\u00a1" + "a".repeat(40)));
  }

  @Test
  void aTableOfSomethingElse() throws IOException {
    assertScreen(
        3,
        """
        people.csv
          not usable   line 1: lacks 10 of the 10 required columns: Source IP,
                       Destination IP, Source Port, Destination Port, Protocol, Flow
                       Duration, Total Fwd Packets, Total Backward Packets, Total Length
                       of Fwd Packets, Total Length of Bwd Packets; there are name, age:
                       names of no known exporter; say which is which with --map or
                       --dialect

        """,
        "inspect",
        file("people.csv", "name,age\nx,3\n"));
  }

  @Test
  void aFolderAsADialect() throws IOException {
    for (String dialect : List.of("/", folder + "/.")) {
      assertScreen(
          2,
          "logsentinel: error: "
              + dialect.replace(folder + "/", "")
              + ": cannot be read: is a folder\nSee logsentinel inspect --help\n",
          "inspect",
          "--dialect=" + dialect,
          file("people.csv", "name,age\nx,3\n"));
    }
  }

  @Test
  void tooFewFlowsForABaseline() throws IOException {
    assertScreen(
        3,
        """
        Windows of 100 flows: 0 of them in 50 flows; --window-size takes another size

        Summary
          files         1 processed
          rows          50 read = 50 kept + 0 rejected
          labels        benign: BENIGN 50
          windows       0, 50 rows left over
          time
        logsentinel: warning: monday.csv: 50 flows fill no window of 100: nothing was looked at for \
        attacks
        logsentinel: error: monday.csv: a baseline needs at least 2 windows but there are 0 in 50 \
        flows with --window-size 100; learn it from more traffic
        """,
        "learn",
        "--state=" + state,
        "--quiet",
        file("monday.csv", Flows.benign(50)));
  }

  @Test
  void nothingButAFileOfSomethingElse() throws IOException {
    assertScreen(
        3,
        """
        Summary
          files         0 processed, 1 skipped
          rows          0 read = 0 kept + 0 rejected
          windows       0, 0 rows left over
          time
        logsentinel: warning: empty.csv: skipped: line 1: the file is empty
        logsentinel: error: empty.csv: the only file was not processed
        """,
        "learn",
        "--state=" + state,
        "--window-size=10",
        file("empty.csv", ""));
  }

  @Test
  void anOutputWithoutAFormat() throws IOException {
    assertScreen(
        2,
        "logsentinel: error: Invalid value for option '--output' ([FORMAT:]FILE): `alerts.xml`"
            + " does not say in which format, of ndjson, ecs, ocsf, cef, eve, csv: write"
            + " ecs:alerts.xml\n"
            + "See logsentinel monitor --help\n",
        "monitor",
        "--output=alerts.xml",
        "today.csv");
  }

  @Test
  void aSeverityThatIsNone() {
    assertScreen(
        2,
        "logsentinel: error: Invalid value for option '--fail-on': it must be LOW, MEDIUM, HIGH or"
            + " CRITICAL but is `SEVERE`\n"
            + USAGE,
        "--fail-on=SEVERE");
  }

  @Test
  void anIncidentOfNoRun() throws IOException {
    assertScreen(
        3,
        "logsentinel: error: state/baseline_model.json: no such file; learn a baseline first:"
            + " ./logsentinel learn --state state FILE, or ./logsentinel --step baseline"
            + " --models-dir state of the pipeline\n",
        "explain",
        "3fa9",
        "--state",
        state);
  }
}
