package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are judged while flows are still read: what is found is as if they were not. */
class EarlyMonitoringTest {
  private static final int WINDOW = 40;
  private static final int DAY = 30 * WINDOW;

  @TempDir private Path folder;

  private Result run(Path work, String... more) {
    Stream<String> all =
        Stream.concat(
            Stream.of("--window-size=" + WINDOW, "--baseline=monday.csv", "--quiet", "--threads=2"),
            Stream.of(more));
    return Cli.runIn(work, all.toArray(String[]::new));
  }

  private static Map<String, String> findings(Path work) throws IOException {
    Map<String, String> artifacts = TestData.artifacts(work);
    artifacts.keySet().removeIf(name -> !name.contains("Models") || name.endsWith("run.json"));
    return artifacts;
  }

  /** More detections than are held: from some window on, files are left to the step. */
  @Test
  void moreThanIsHeld_isFoundAllTheSame() throws IOException {
    TestData.writeRaw(folder, "monday.csv", Flows.benign(DAY));
    TestData.writeRaw(folder, "a.csv", Flows.flood(200 * WINDOW));
    TestData.writeRaw(folder, "b.csv", Flows.flood(100 * WINDOW));
    TestData.writeRaw(
        folder,
        "c.csv",
        Flows.flood(50 * WINDOW) + Flows.benign(DAY).substring(Flows.HEADER.length()));
    Result early = run(folder);
    assertEquals(0, early.exit(), early.err());
    Map<String, String> expected = findings(folder);
    assertTrue(
        expected.entrySet().stream()
                .filter(file -> file.getKey().endsWith("detections.csv"))
                .flatMap(file -> file.getValue().lines())
                .count()
            > 300);

    Result again = run(folder, "--step=monitor");

    assertEquals(0, again.exit(), again.err());
    assertEquals(expected, findings(folder));
  }

  /** The baseline is read first, and told of in its turn. */
  @Test
  void messages_comeInTheOrderOfTheFiles() throws IOException {
    for (String name : List.of("a.csv", "monday.csv", "z.csv")) {
      TestData.writeRaw(
          folder, name, Flows.benign(DAY) + Flows.row(1, "BENIGN").replace("12345.5", "x"));
    }
    TestData.writeRaw(folder, "b.csv", "no flows\n");
    Result result = run(folder);
    List<String> files =
        result
            .err()
            .lines()
            .filter(line -> line.contains("raw"))
            .map(line -> line.replaceFirst("^.*/raw/([a-z]+)\\.csv: .*$", "$1"))
            .distinct()
            .toList();
    assertEquals(List.of("a", "b", "monday", "z"), files, result.err());
  }

  /** A file that turns out to be torn has been judged in part: nothing of that is told. */
  @Test
  void tornFile_tellsNothing() throws IOException {
    TestData.writeRaw(folder, "monday.csv", Flows.benign(DAY));
    TestData.writeRaw(folder, "b.csv", Flows.benign(DAY));
    StringBuilder flood = new StringBuilder(Flows.HEADER);
    Random random = new Random(1);
    for (int i = 0; i < 40_000; i++) {
      flood.append(Flows.row(random.nextInt(), "DDoS").replace("12345.5", "" + random.nextInt()));
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(flood.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] torn = Arrays.copyOf(packed.toByteArray(), packed.size() * 9 / 10);
    Files.write(folder.resolve("Data/raw/a.csv.gz"), torn);

    Result result = run(folder);

    assertEquals(3, result.exit(), result.err());
    Map<String, String> found = findings(folder);
    assertFalse(found.toString().contains("a.csv.gz"), found.toString());
    assertTrue(
        found.entrySet().stream()
            .filter(file -> file.getKey().endsWith("decisions.csv"))
            .allMatch(file -> file.getValue().contains("b.csv")));
    assertTrue(result.err().contains("a.csv.gz"), result.err());
  }
}
