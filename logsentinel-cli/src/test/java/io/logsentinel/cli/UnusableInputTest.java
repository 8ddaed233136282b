package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of input that it cannot use, and of a baseline that is not there. */
class UnusableInputTest {
  @TempDir Path folder;

  @BeforeEach
  void benign() throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(250));
  }

  private Result run(String... args) {
    return Cli.runIn(folder, args);
  }

  /** What is said of a file of the day in a run and, but for the name, by {@code inspect}. */
  private String told(byte[] today) throws IOException {
    Path file = folder.resolve("Data/raw/today.csv");
    Files.write(file, today);
    String said =
        run("--window-size=10", "--baseline=benign.csv")
            .err()
            .lines()
            .filter(line -> line.contains("today.csv: "))
            .findFirst()
            .orElse("")
            .replaceFirst(".*today.csv: (skipped: )?", "");
    Result inspected = Cli.run("inspect", file.toString());
    assertEquals(said.isEmpty() ? 0 : 3, inspected.exit());
    String shown = inspected.out().replaceAll("\\s+", " ");
    assertTrue(said.isEmpty() || shown.contains(" not usable " + said + " "), shown);
    return said;
  }

  private String told(String today) throws IOException {
    return told(today.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsThere_isTold_andNotOnlyWhatIsNot() throws IOException {
    String flows = Flows.benign(20);
    int header = Flows.HEADER.length();
    String rows = flows.substring(header);
    String lower = told(Flows.HEADER.toLowerCase(Locale.ROOT) + rows);
    assertTrue(lower.startsWith("line 1: names must be written as Source IP, "), lower);
    assertTrue(lower.contains("not `source ip`"), lower);
    assertTrue(told(Flows.HEADER.replace(' ', '_') + rows).contains("not `Source_IP`"));
    assertTrue(told(flows.replace(',', ';')).contains("the separator looks like `;`"));
    assertTrue(
        told(flows.getBytes(StandardCharsets.UTF_16LE))
            .startsWith("is UTF-16LE without a byte order mark; convert it: `iconv "));
    assertTrue(
        told(rows).startsWith("line 1: no header: 12 of 13 column names are numbers or addresses"));
    assertTrue(
        told("{\"Source IP\": \"10.0.0.1\"}").contains("JSON lines without flow fields: lacks "));
    assertEquals("", told("sep=,\n" + flows));
    assertEquals("", told("# exported 2024-07-04\n" + flows));
    assertEquals("", told("sep=;\n" + flows.replace(',', ';')));
    String bare = told("Flow ID," + Flows.HEADER.replace("Source IP,Destination IP,", "") + "1\n");
    assertTrue(
        bare.startsWith(
            "line 1: lacks 2 of the 10 required columns: Source IP, Destination IP; the others are"
                + " those of cic-ids2017; there are Flow ID, Source Port, "),
        bare);
  }

  @Test
  void aBaselineThatIsNotThere_isToldWhatIs() {
    Result result = run("--baseline=benig.csv");
    assertEquals(3, result.exit());
    assertTrue(
        result.err().endsWith("no such file, which --baseline names; there is benign.csv\n"),
        result.err());
    Result byDefault = run("--window-size=10");
    assertEquals(3, byDefault.exit());
    assertTrue(byDefault.err().contains("with --baseline; there is benign.csv\n"), byDefault.err());
  }

  @Test
  void aBaselineOfTooFewWindows_isToldTheSizeThatGivesMore() throws IOException {
    Result result = run("--baseline=benign.csv");
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "error: benign.csv: a baseline needs at least 2 windows but there are 0 in 250"
                    + " flows with --window-size 10000; --window-size 100 gives 2\n"),
        result.err());
    Result step = run("--step=baseline", "--baseline=benign.csv");
    assertTrue(step.err().contains("there are 0: cut smaller ones with --step window"), step.err());
    TestData.writeRaw(folder, "benign.csv", Flows.benign(150));
    Result few = run("--baseline=benign.csv", "--window-size=100");
    assertTrue(
        few.err()
            .contains(
                "at least 2 windows but there is 1 in 150 flows with --window-size 100; learn it"
                    + " from more traffic"),
        few.err());
  }

  @Test
  void commasInNames_arePossible() throws IOException {
    String week = "benign, week 1.csv";
    Files.move(folder.resolve("Data/raw/benign.csv"), folder.resolve("Data/raw/" + week));
    TestData.writeRaw(folder, "b.csv", Flows.benign(300));
    TestData.writeRaw(folder, "today.csv", Flows.flood(20));
    for (String[] baseline :
        new String[][] {
          {"--baseline", week, "--baseline", "b.csv"},
          {"--baseline=" + week + ",b.csv"},
          {"--baseline=b.csv,benign\\, week 1.csv"},
        }) {
      String[] args = Cli.argsIn(folder, baseline);
      String[] all = Arrays.copyOf(args, args.length + 1);
      all[args.length] = "--window-size=10";
      Result result = Cli.run(all);
      assertEquals(0, result.exit(), result.err());
      assertTrue(result.out().contains("learned from 55 windows"), result.out());
      assertTrue(result.out().contains("monitored     2 windows"), result.out());
    }
    Result wrong = run("--baseline=benign, week 2.csv");
    assertTrue(
        wrong.err().contains("; there are b.csv, benign, week 1.csv, today.csv (a comma in a name"),
        wrong.err());
    Result files =
        run("--window-size=10", "--baseline=" + week, folder.resolve("Data/raw/*.csv").toString());
    assertEquals(0, files.exit(), files.err());
    assertTrue(files.out().contains("learned from 25 windows"), files.out());
  }
}
