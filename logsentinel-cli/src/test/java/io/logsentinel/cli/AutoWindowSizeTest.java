package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline's window size by the baseline's flows, the same in one run and step by step. */
class AutoWindowSizeTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";
  private static final String TOLD =
      "Windows of 200 flows: 51 of them in 10,250 flows; --window-size takes" + " another size\n";

  @TempDir Path folder;

  private Path week(String name) throws IOException {
    Path week = folder.resolve(name);
    // rows that are rejected or partial fill no window, and do not count
    TestData.writeRaw(week, MONDAY, Flows.benign(10_250) + "\n".repeat(500) + "x,y\n");
    TestData.writeRaw(week, "Friday.csv", Flows.flood(450));
    return week;
  }

  private static Result run(Path week, String... args) {
    Result result = Cli.runIn(week, args);
    assertEquals(0, result.exit(), result.err());
    return result;
  }

  @Test
  void stepsAndWholeRun_chooseTheSame() throws IOException {
    Path whole = week("whole");
    String told = run(whole, "--window-size=auto", "--quiet").out();
    assertTrue(told.startsWith(TOLD), told);
    Path steps = week("steps");
    for (String step : List.of("preprocess", "window", "baseline", "monitor")) {
      told = run(steps, "--window-size=auto", "--quiet", "--step=" + step).out();
      assertEquals(step.equals("window"), told.startsWith("Windows of 200 flows: 51"), told);
    }
    assertEquals(TestData.artifacts(whole), TestData.artifacts(steps));
  }

  @Test
  void asIfTheSizeWereGiven() throws IOException {
    Path chosen = week("chosen");
    run(chosen, "--window-size=auto", "--quiet");
    Path given = week("given");
    run(given, "--window-size=200", "--quiet");
    assertEquals(TestData.artifacts(given), TestData.artifacts(chosen));
  }

  /** What is read decides, in the files that the arguments name too. */
  @Test
  void files() throws IOException {
    Path week = week("week");
    Path small = Files.writeString(folder.resolve("small.csv"), Flows.benign(6_000));
    Path today = Files.writeString(folder.resolve("today.csv"), Flows.flood(450));
    String baseline = "--baseline=small.csv";
    Result run =
        run(week, "--window-size=auto", baseline, "--quiet", small.toString(), today.toString());
    assertTrue(run.out().startsWith("Windows of 100 flows: 60 of them in 6,000"), run.out());
  }

  @Test
  void baselineThatIsNotRead() throws IOException {
    Path week = week("week");
    String friday = week.resolve("Data/raw/Friday.csv").toString();
    Result run = Cli.runIn(week, "--window-size=auto", friday);
    assertEquals(2, run.exit());
    assertTrue(
        run.err()
            .startsWith(
                "logsentinel: error: --window-size auto counts the flows of the baseline before"
                    + " they are cut, but "
                    + MONDAY
                    + " is not among what is read: give a size, as --window-size 500\n"),
        run.err());
  }

  @Test
  void theDefault_isTheOriginals() throws IOException {
    Result run = Cli.runIn(week("week"), "--quiet");
    assertEquals(3, run.exit()); // one window of 10,000 flows is no baseline
    assertTrue(run.err().contains("--window-size 200 gives 51"), run.err());
  }
}
