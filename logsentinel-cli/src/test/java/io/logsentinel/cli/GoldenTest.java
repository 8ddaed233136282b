package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The original's artifacts, at once and step by step. */
class GoldenTest {
  private static final List<String> STEPS = List.of("preprocess", "window", "baseline", "monitor");

  /** These depart from the original on purpose: see {@link DepartureTest}. */
  private static final List<String> DEPARTURES = List.of("a15", "a17", "a20", "a22", "a29");

  /** The original skips a file without labels; they are not what a watch needs. */
  private static final String UNLABELLED = "a10";

  @TempDir Path all;
  @TempDir Path stepwise;

  @Test
  void mini() throws IOException {
    compare(TestData.golden("mini"), 20, 0, List.of());
  }

  @Test
  void nasty() throws IOException {
    List<String> departures = new ArrayList<>(DEPARTURES);
    departures.add(UNLABELLED);
    compare(TestData.golden("nasty"), 10, 3, departures);
  }

  @Test
  void nastyAsTheOriginalTakesIt() throws IOException {
    compare(TestData.golden("nasty"), 10, 3, DEPARTURES, "--format=cic-ids2017");
  }

  @Test
  void small() throws IOException, InterruptedException {
    Path archive = TestData.shared("golden/small.tar.gz");
    Path unpacked = Files.createDirectory(all.resolve("unpacked"));
    Process tar =
        new ProcessBuilder("tar", "xzf", archive.toAbsolutePath().toString())
            .directory(unpacked.toFile())
            .inheritIO()
            .start();
    assertEquals(0, Cli.exitOf(tar));
    compare(unpacked.resolve("small"), 200, 0, List.of());
  }

  private void compare(
      Path golden, int windowSize, int exit, List<String> leftOut, String... options)
      throws IOException {
    TestData.copyRaw(golden.resolve("raw"), all);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--window-size=" + windowSize, "--quiet"));
    Cli.Result result = Cli.runIn(all, arguments.toArray(String[]::new));
    assertEquals(exit, result.exit(), result.err());
    new Golden(golden.resolve("expected"), all, leftOut).assertSame();

    TestData.copyRaw(golden.resolve("raw"), stepwise);
    for (String step : STEPS) {
      List<String> one = new ArrayList<>(arguments);
      one.add("--step=" + step);
      Cli.runIn(stepwise, one.toArray(String[]::new));
    }
    new Golden(golden.resolve("expected"), stepwise, leftOut).assertSame();
  }
}
