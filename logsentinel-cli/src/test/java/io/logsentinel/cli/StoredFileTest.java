package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands where an artifact should, and is none that can be read. */
class StoredFileTest extends SmallRun {
  private Result run(String... args) {
    return Cli.runIn(folder, args);
  }

  private static void makePipe(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    Process made;
    try {
      made = new ProcessBuilder("mkfifo", file.toString()).start();
    } catch (IOException e) {
      Assumptions.abort("no mkfifo: skipped");
      return;
    }
    assertEquals(0, Cli.exitOf(made));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Models/baseline_model.json",
        "Models/baseline_profile.json",
        "Models/isolation_forest_model.json",
        "Models/profile_forest.json",
        "Data/windowed/windowed_cleaned_Friday.csv",
        "Data/windowed/profile_Friday.jsonl"
      })
  void aPipe_isRefusedAtOnce(String name) throws Exception {
    makePipe(folder.resolve(name));
    Result result = run("--step=monitor", "--window-size=10");
    assertEquals(3, result.exit(), result.err());
    assertTrue(
        result.err().contains(name + ": is no regular file but a pipe or a device"), result.err());
  }

  /** Here the result of an earlier run is looked for first. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "baseline_model.json",
        "baseline_profile.json",
        "isolation_forest_model.json",
        "profile_forest.json",
        ".logsentinel.lock"
      })
  void aPipeInAState_isRefusedAtOnce(String name) throws Exception {
    makePipe(model(name));
    String flows = folder.resolve("Data/raw/Friday.csv").toString();
    Result result = Cli.run("monitor", flows, "--state", folder.resolve("Models").toString());
    assertEquals(name.startsWith(".") ? 5 : 3, result.exit(), result.err());
    assertTrue(result.err().contains(name + ": "), result.err());
    assertTrue(result.err().contains("is no regular file"), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"incidents.json", "decisions.csv", "detections.csv"})
  void aPipe_isNotEvaluated(String name) throws Exception {
    makePipe(model(name));
    Result result = run("evaluate");
    assertEquals(3, result.exit(), result.err());
    assertTrue(result.err().contains(name + ": is no regular file"), result.err());
  }

  @Test
  void aPipeAmongTheRawFiles_isNotRead_andTold() throws Exception {
    makePipe(folder.resolve("Data/raw/pipe.csv"));
    Result result = run("--window-size=10", "--quiet");
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.err().contains("not read: pipe.csv, a pipe or a device"), result.err());
    Result named = run("--window-size=10", folder.resolve("Data/raw/pipe.csv").toString());
    assertEquals(3, named.exit());
    assertTrue(named.err().contains("give what comes out of it as standard input"), named.err());
  }

  @Test
  void settingsWithoutAnEnd_areRefused() throws Exception {
    Path device = Path.of("/dev/zero");
    Assumptions.assumeTrue(Files.exists(device), "no /dev/zero: skipped");
    Result config = run("--config", device.toString());
    assertEquals(2, config.exit());
    assertTrue(config.err().contains("is no regular file"), config.err());
    Path large = Files.write(folder.resolve("large.properties"), new byte[(1 << 20) + 1]);
    Result size = run("--config", large.toString());
    assertEquals(2, size.exit());
    assertTrue(
        size.err().contains("has 1048577 bytes, more than the 1048576 that settings may have"),
        size.err());
  }

  @Test
  void aLineThatIsTooLong_isRefused() throws Exception {
    Path profiles = folder.resolve("Data/windowed/profile_Friday.jsonl");
    Files.writeString(profiles, "x".repeat((1 << 24) + 1));
    Result result = run("--step=monitor", "--window-size=10");
    assertEquals(3, result.exit());
    assertTrue(result.err().contains("line 1: is longer than 16777216 characters"), result.err());
  }

  @Test
  void emptiedFindings_areRefused() throws Exception {
    List<String> detections = Files.readAllLines(model("detections.csv"));
    Assumptions.assumeTrue(detections.size() > 1);
    Files.writeString(model("incidents.json"), "[]");
    Result none = run("evaluate");
    assertEquals(3, none.exit(), none.out());
    assertTrue(none.err().contains("it holds no incident, but window "), none.err());
    Files.writeString(model("detections.csv"), detections.get(0) + "\n");
    Result empty = run("evaluate");
    assertEquals(3, empty.exit(), empty.out());
    assertTrue(empty.err().contains("detections.csv: of another run"), empty.err());
  }
}
