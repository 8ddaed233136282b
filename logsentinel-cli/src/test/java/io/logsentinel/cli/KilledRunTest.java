package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a run leaves that was killed is told, and not taken. */
class KilledRunTest extends SmallRun {
  private Path mark;

  @BeforeEach
  void killed() throws IOException {
    mark = folder.resolve("Models/.logsentinel-unfinished");
    assertFalse(Files.exists(mark), "left by a run that ended");
    Files.writeString(mark, "window\n");
  }

  private void assertRefused(Result result) {
    assertEquals(3, result.exit(), result.err());
    assertTrue(result.err().contains("a run was killed here"), result.err());
    assertTrue(result.err().contains("--step window"), result.err());
  }

  @Test
  void laterSteps_areRefused() {
    assertRefused(Cli.runIn(folder, "--step=baseline", "--window-size=10"));
    assertRefused(Cli.runIn(folder, "--step=monitor", "--window-size=10"));
    assertRefused(
        Cli.run(
            "evaluate",
            "--data-dir=" + folder.resolve("Data"),
            "--models-dir=" + folder.resolve("Models")));
    assertTrue(Files.exists(mark));
  }

  /** The windows are new, baseline and findings of the run before. */
  @Test
  void aRunThatFailsOnTheWay_leavesAMarkToo() throws IOException {
    Files.delete(mark);
    Result result = Cli.runIn(folder, "--window-size=1000", "--quiet");
    assertEquals(3, result.exit(), result.err());
    assertEquals("baseline\n", Files.readString(mark), result.err());
    Result monitoring = Cli.runIn(folder, "--step=monitor");
    assertEquals(3, monitoring.exit());
    assertTrue(monitoring.err().contains("a run was killed here, or failed"), monitoring.err());
    assertTrue(monitoring.err().contains("run --step baseline again"), monitoring.err());
    assertEquals(0, Cli.runIn(folder, "--window-size=10").exit());
    assertFalse(Files.exists(mark));
  }

  @Test
  void aWholeRun_replacesAll() {
    assertEquals(0, Cli.runIn(folder, "--window-size=10").exit());
    assertFalse(Files.exists(mark));
    assertEquals(0, Cli.runIn(folder, "--step=monitor", "--window-size=10").exit());
  }

  @Test
  void stepsInTheirOrder_replaceAll() throws IOException {
    for (String step : new String[] {"preprocess", "window", "baseline", "monitor"}) {
      assertTrue(Files.exists(mark));
      Result result = Cli.runIn(folder, "--step=" + step, "--window-size=10");
      assertEquals(0, result.exit(), result.err());
    }
    assertFalse(Files.exists(mark));
  }

  /** The journal lies with the first file of a set, whose others lie in another folder. */
  @Test
  void whatWasBegunInSeveralFolders_isUndoneInAll() throws IOException {
    Files.delete(mark);
    Path cleaned = folder.resolve("Data/processed/cleaned_Friday.csv");
    Path windowed = windowed("windowed_cleaned_Friday.csv");
    String before = Files.readString(cleaned) + Files.readString(windowed);
    Files.move(cleaned, cleaned.resolveSibling(".logsentinel-1.tmp"));
    Files.move(windowed, windowed.resolveSibling(".logsentinel-2.tmp"));
    Files.writeString(cleaned, "new");
    Files.writeString(windowed, "new");
    Files.writeString(
        windowed.resolveSibling(".logsentinel-journal"),
        """
        {"replaced": [
         {"target": "windowed_cleaned_Friday.csv", "before": ".logsentinel-2.tmp"},
         {"target": "../processed/cleaned_Friday.csv",
          "before": "../processed/.logsentinel-1.tmp"}]}
        """);
    assertEquals(0, Cli.runIn(folder, "--step=baseline", "--window-size=10").exit());
    assertEquals(before, Files.readString(cleaned) + Files.readString(windowed));
  }
}
