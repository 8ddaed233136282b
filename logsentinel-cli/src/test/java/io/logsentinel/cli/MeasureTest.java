package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows whose bytes and packets count something else than the baseline's. */
class MeasureTest {
  private static final int WINDOW = 20;
  private static final String HEADER = "ts,td,sa,da,sp,dp,pr,ipkt,ibyt,opkt,obyt\n";

  @TempDir Path folder;

  /** Requests and their answers, each a row. */
  private static String halves(int flows) {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 0; i < flows; i++) {
      String client = "10.0.0." + (1 + i % 7);
      String time = "2026-11-26 10:" + (10 + i / 60 % 50) + ":" + (10 + i % 50);
      int port = 40_000 + i;
      text.append(time + ",0.1," + client + ",192.168.1.1," + port + ",443,TCP,3,");
      text.append((300 + i % 9) + ",0,0\n");
      text.append(time + ",0.1,192.168.1.1," + client + ",443," + port + ",TCP,2,900,0,0\n");
    }
    return text.toString();
  }

  private Cli.Result run(String... more) throws IOException {
    return Cli.runIn(
        folder,
        Stream.concat(
                Stream.of("--window-size=" + WINDOW, "--baseline=benign.csv"), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void ofAnotherMeasure_isNotMonitored_unlessToldTo() throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(30 * WINDOW));
    TestData.writeRaw(folder, "netflow.csv", halves(3 * WINDOW));
    Cli.Result refused = run();
    assertEquals(3, refused.exit(), refused.err());
    assertTrue(
        refused
            .err()
            .contains(
                "windowed_cleaned_netflow.csv: not monitored: its flows count bytes with headers,"
                    + " one direction, but those of the baseline bytes of payload, both directions;"
                    + " learn a baseline of files of its kind, or say --mix-dialects"),
        refused.err());
    assertTrue(refused.out().contains("monitored     0 windows"), refused.out());
    assertTrue(
        refused.out().contains("720 read = 660 kept + 60 rejected (other half of a flow 60)"),
        refused.out());
    assertFalse(refused.err().contains("rows rejected"), refused.err());
    Cli.Result told = run("--mix-dialects");
    assertEquals(0, told.exit(), told.err());
    assertTrue(told.out().contains("monitored     3 windows"), told.out());
  }

  @Test
  void filesOfTwoMeasures_areNoBaseline() throws IOException {
    TestData.writeRaw(folder, "benign.csv", Flows.benign(30 * WINDOW));
    TestData.writeRaw(folder, "netflow.csv", halves(3 * WINDOW));
    Cli.Result result =
        Cli.runIn(folder, "--window-size=" + WINDOW, "--baseline=benign.csv,netflow.csv");
    assertEquals(3, result.exit(), result.err());
    assertTrue(result.err().contains("netflow.csv: its flows count bytes"), result.err());
  }

  @Test
  void ofOneMeasure_isMonitored_atOnceAndStepByStep() throws IOException {
    TestData.writeRaw(folder, "benign.csv", halves(30 * WINDOW));
    TestData.writeRaw(folder, "netflow.csv", halves(3 * WINDOW));
    Cli.Result atOnce = run();
    assertEquals(0, atOnce.exit(), atOnce.err());
    assertTrue(atOnce.out().contains("monitored     3 windows"), atOnce.out());
    assertEquals(
        "Measure\nheaders-one-way\n",
        Files.readString(folder.resolve("Data/processed/measure_netflow.csv")));
    Map<String, String> artifacts = artifacts();
    for (String step : new String[] {"preprocess", "window", "baseline", "monitor"}) {
      Cli.Result result = run("--step=" + step);
      assertEquals(0, result.exit(), result.err());
    }
    assertEquals(artifacts, artifacts());
    Files.writeString(folder.resolve("Data/processed/measure_netflow.csv"), "Measure\nx\n");
    Cli.Result damaged = run("--step=window");
    assertEquals(3, damaged.exit(), damaged.err());
    assertTrue(damaged.err().contains("no measure is labelled `x`"), damaged.err());
  }

  private Map<String, String> artifacts() throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith("run.json")) {
          all.put(folder.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return all;
  }
}
