package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows and files as exporters write them, through the whole command line. */
class InputCasesTest {
  private static final int WINDOW = 20;
  private static final String[] OPTIONS = {"--window-size=" + WINDOW, "--baseline=benign.csv"};

  @TempDir Path folder;

  private Cli.Result run(String today) throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(30 * WINDOW));
    TestData.writeRaw(folder, "today.csv", today);
    return Cli.runIn(folder, OPTIONS);
  }

  /** A SYN that nobody answers is one packet in no time: bytes a second are 0/0. */
  private static String probes(int count, String rates) {
    StringBuilder text = new StringBuilder();
    for (int port = 1; port <= count; port++) {
      text.append("10.9.9.9,192.168.1.1,40000,").append(port).append(",6,0,1,0,0,0,");
      text.append(rates).append(",PortScan\n");
    }
    return text.toString();
  }

  @Test
  void aScanThatNobodyAnswers_isSeenThoughItsRatesAreNoNumbers() throws IOException {
    Cli.Result result = run(Flows.benign(5 * WINDOW) + probes(300, "NaN,Infinity") + benignRows());
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("Port scan, vertical"), result.out());
    assertTrue(
        result.out().contains("10.9.9.9 opened 300 connections to 300 ports of"), result.out());
    assertTrue(
        result.out().contains("1,100 read = 800 kept + 300 partial + 0 rejected"), result.out());
    assertTrue(
        result.err().contains("today.csv: partial flows: 300, which lack Flow Bytes/s 300; "),
        result.err());
    List<String> partial = Files.readAllLines(folder.resolve("Data/processed/partial_today.csv"));
    assertEquals(301, partial.size());
    assertEquals("100,,10.9.9.9,192.168.1.1,40000,1,6,0,1,0,0,0,,inf,PortScan", partial.get(1));
  }

  /** What the nine sums do not hold raises no alert, and still fails a run that is asked to. */
  @Test
  void failOn_looksAtIncidents() throws IOException {
    run(Flows.benign(5 * WINDOW) + probes(300, "NaN,Infinity") + benignRows());
    assertEquals(4, Cli.runIn(folder, with("--fail-on=LOW")).exit());
    assertEquals(0, Cli.runIn(folder, with("--fail-on-alerts=LOW")).exit());
  }

  private static String[] with(String option) {
    return Stream.concat(Stream.of(OPTIONS), Stream.of(option)).toArray(String[]::new);
  }

  /** Nothing is said to be counted that no window holds. */
  @Test
  void partialFlowsAfterTheLastWindow_areToldAsNotScored() throws IOException {
    Cli.Result result = run(Flows.benign(5 * WINDOW) + probes(300, "NaN,Infinity"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .contains(
                "the sums do not; not scored, as in no whole window or beyond the 65536 of one: 300\n"),
        result.err());
  }

  @Test
  void aFileOfPartialFlowsAlone_fillsNoWindowAndHasFailed() throws IOException {
    Cli.Result result = run(Flows.HEADER + probes(300, "NaN,Infinity"));
    assertEquals(3, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .contains(
                "none of its 300 rows was kept: partial flows 300, which fill no window: none was"
                    + " looked at; they lack Flow Bytes/s 300"),
        result.err());
  }

  /** Their order of day and month counts too. */
  @Test
  void timesOfPartialFlows_areInTheAccount() throws IOException {
    String timed = Flows.HEADER.strip() + ",Timestamp\n";
    StringBuilder rows = new StringBuilder(timed);
    for (int i = 0; i < 20; i++) {
      String rates = i % 2 == 0 ? "1,1" : "NaN,NaN";
      rows.append("10.0.0.1,10.0.0.2,1,2,6,5,1,0,0,0," + rates + ",BENIGN,");
      rows.append(i % 2 == 0 ? "07/04/2017 09:00:00\n" : "07/14/2017 09:00:00\n");
    }
    TestData.writeRaw(folder, "a.csv", rows.toString());
    Cli.Result result = Cli.runIn(folder, "--step=preprocess");
    assertTrue(
        result.err().contains("times not used: the month would be above 12 in 10 of 20"),
        result.err());
  }

  private static String benignRows() {
    return Flows.benign(5 * WINDOW).substring(Flows.HEADER.length());
  }

  @Test
  void stepByStep_partialFlowsAreInTheSameWindows() throws IOException {
    run(Flows.benign(5 * WINDOW) + probes(300, "NaN,Infinity") + benignRows());
    String profiles = Files.readString(folder.resolve("Data/windowed/profile_today.jsonl"));
    assertTrue(profiles.contains("\"partial_flows\":300"), profiles.substring(0, 200));
    Cli.runIn(folder, "--step=window", "--window-size=" + WINDOW);
    assertEquals(profiles, Files.readString(folder.resolve("Data/windowed/profile_today.jsonl")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"garbage", "Flows Before,Time\n", "order", "beyond"})
  void partialFlowsThatAreNotItsOwn_failTheFile(String damage) throws IOException {
    run(Flows.benign(5 * WINDOW) + probes(30, "NaN,Infinity") + benignRows());
    Path partial = folder.resolve("Data/processed/partial_today.csv");
    String whole = Files.readString(partial);
    String damaged =
        switch (damage) {
          case "order" ->
              whole
                  + whole.lines().skip(1).findFirst().orElseThrow().replaceFirst("100", "99")
                  + "\n";
          case "beyond" -> whole.replace("\n100,", "\n100000,");
          default -> damage;
        };
    Files.writeString(partial, damaged);
    Cli.Result result = Cli.runIn(folder, "--step=window", "--window-size=" + WINDOW);
    assertEquals(3, result.exit(), result.err());
    assertTrue(
        result.err().contains("its partial flows in " + partial + " are not its own: that file "),
        result.err());
  }

  @Test
  void fieldsTooMany_areCountedWhateverPartsThem() throws IOException {
    TestData.writeRaw(
        folder, "a.csv", Flows.benign(2) + Flows.row(1, "BENIGN").strip() + ",x,y,z\n");
    String names =
        "ts id.orig_h id.orig_p id.resp_h id.resp_p proto orig_bytes resp_bytes duration";
    String zeek =
        "#fields " + names + " orig_pkts resp_pkts\n" + "1 10.0.0.1 1 10.0.0.2 2 tcp 1 1 1 1 1";
    TestData.writeRaw(folder, "b.log", (zeek + "\n" + "1 ".repeat(13) + "1\n").replace(' ', '\t'));
    Cli.Result result = Cli.runIn(folder, "--step=preprocess");
    assertTrue(
        result.err().contains("first on line 4: 16 fields, the header has 13"), result.err());
    assertTrue(
        result.err().contains("first on line 3: 14 fields, the header has 11"), result.err());
    String manifest = Files.readString(folder.resolve("Models/run.json"));
    assertEquals(2, manifest.split("first_rejected", -1).length - 1, "of files, not of the run");
  }

  @Test
  void asTheOriginalTakesIt_thereAreNoPartialFlows() throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(WINDOW) + probes(3, "NaN,Infinity"));
    Cli.Result result = Cli.runIn(folder, "--step=preprocess", "--format=cic-ids2017");
    assertTrue(result.out().contains("23 read = 20 kept + 3 rejected (missing value 3)"));
    assertTrue(
        result
            .err()
            .contains(
                "rows rejected: 3 of 23: missing value, first on line 22: Flow Bytes/s is `NaN`"),
        result.err());
    assertFalse(Files.exists(folder.resolve("Data/processed/partial_benign.csv")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"header only", "by name"})
  void aFileWithoutOneFlow_failsTheRun(String kind) throws IOException {
    boolean byName = kind.equals("by name");
    Cli.Result result =
        run(byName ? Flows.benign(40).replace(",6,1000,", ",TCP,1000,") : Flows.HEADER);
    assertEquals(3, result.exit());
    String why =
        byName
            ? "none of its 40 rows was kept: not a number 40, first on line 2: Protocol is `TCP`"
            : "has a header and no rows: nothing to look at";
    assertTrue(
        result.err().contains("error: " + folder.resolve("Data/raw/today.csv") + ": " + why));
    assertTrue(result.err().contains("no window was monitored"), result.err());
  }

  @Test
  void aCommaAfterEveryRow_isTakenAsMeant() throws IOException {
    Cli.Result result = run(Flows.HEADER + benignRows().replace("BENIGN\n", "BENIGN,\n"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("700 read = 700 kept + 0 rejected"), result.out());
  }

  @Test
  void withoutLabels_allIsMonitored() throws IOException {
    String header = Flows.HEADER.replace(",Label", "");
    Cli.Result none = run(header + benignRows().replace(",BENIGN\n", "\n"));
    assertTrue(none.out().contains("monitored     5 windows"), none.out() + none.err());
    Cli.Result empty = run(Flows.HEADER + benignRows().replace("BENIGN\n", "\n"));
    assertTrue(empty.out().contains("monitored     5 windows"), empty.out() + empty.err());
  }

  @Test
  void mondayInAName_isNoReasonNotToLook() throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(30 * WINDOW));
    TestData.writeRaw(folder, "2024-07-15-Monday.csv", Flows.flood(2 * WINDOW));
    Cli.Result result = Cli.runIn(folder, OPTIONS);
    assertTrue(result.out().contains("monitored     2 windows"), result.out());
  }

  @Test
  void columnsOfAnotherExporter_areMapped() throws IOException {
    TestData.writeRaw(
        folder,
        "benign.csv",
        Flows.benign(WINDOW).replace("Source IP", "client").replace("Flow Duration", "millis"));
    Cli.Result result =
        Cli.runIn(
            folder,
            "--step=preprocess",
            "--map=Source IP=client",
            "--map=Flow Duration=millis * 1000");
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        Files.readString(folder.resolve("Data/processed/cleaned_benign.csv"))
            .contains(
                "\n10.0.0.0,192.168.1.0,1024,50,6,1000000,2,1,100,200,12345.5,99.25,BENIGN\n"));
    Cli.Result wrong = Cli.runIn(folder, "--map=Sauce=client");
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("--map: no field is named `Sauce`: expected Source IP,"));
  }

  /** What {@code inspect} advises of a file that is nearly of a known exporter. */
  @Test
  void columnsAreMapped_besideThoseOfADialectThatIsNamed() throws IOException {
    TestData.writeRaw(
        folder,
        "today.csv",
        "sa,da,sp,dp,pr,seconds,ipkt,opkt,ibyt,obyt\n10.0.0.1,10.0.0.2,1,2,TCP,0.5,1,2,3,4\n");
    String map = "--map=Flow Duration=seconds * 1000000";
    Cli.Result result = Cli.runIn(folder, "--step=preprocess", "--format=nfdump-1.6", map);
    assertEquals(0, result.exit(), result.err());
    assertTrue(
        Files.readString(folder.resolve("Data/processed/cleaned_today.csv"))
            .contains("\n10.0.0.1,10.0.0.2,1,2,6,500000,1,2,3,4,"));
    Cli.Result original = Cli.runIn(folder, "--format=cic-ids2017", map);
    assertEquals(2, original.exit());
    assertTrue(original.err().contains("is the original to the letter: leave it out"));
    Cli.Result two = Cli.runIn(folder, "--format=nfdump-1.6", "--dialect=any");
    assertTrue(two.err().contains("names a dialect, and so does --dialect: give one"), two.err());
  }
}
