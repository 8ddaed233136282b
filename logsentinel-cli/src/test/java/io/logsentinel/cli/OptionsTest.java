package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
  @TempDir Path folder;

  @Test
  void help_leadsWithExamples() {
    Result result = Cli.run("--help");
    assertEquals(0, result.exit());
    assertTrue(
        result
            .out()
            .startsWith(
                """
                Flow records in, explained alerts out.

                  logsentinel demo
                      simulate a small week and run the pipeline on it
                  logsentinel --data-dir Data --fail-on HIGH
                      Data/raw/*.csv to Models/alerts_output.csv; exit code 4 if an incident is HIGH or above
                """),
        result.out());
    for (String option : new String[] {"--step", "--no-cleaned", "simulate", "demo"}) {
      assertTrue(result.out().contains(option), option);
    }
  }

  @Test
  void version() {
    assertEquals(new Result(0, "logsentinel development\n", ""), Cli.run("--version"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--window-size=0 | Invalid value for option '--window-size': it must be a whole number from 1"
            + " to 10,000,000 or auto but is `0`",
        "--window-size=10000001 | Invalid value for option '--window-size': it must be a whole number"
            + " from 1 to 10,000,000 or auto but is `10000001`",
        "--window-size=ten | Invalid value for option '--window-size': it must be a whole number from"
            + " 1 to 10,000,000 or auto but is `ten`",
        "--time-zone=Mars | Invalid value for option '--time-zone': it must be a time zone as"
            + " America/Halifax, UTC or +02:00 but is `Mars`",
        "--view=windows | Invalid value for option '--view': it must be incidents or alerts but is"
            + " `windows`",
        "--step=foo | Invalid value for option '--step': it must be all, preprocess, window, baseline"
            + " or monitor but is `foo`",
        "--step=learn | --step must be all, preprocess, window, baseline or monitor; `learn` and"
            + " `monitor` are commands",
        "--color=blue | Invalid value for option '--color': it must be auto, always or never but is"
            + " `blue`",
        "--fail-on-alerts=high! | Invalid value for option '--fail-on-alerts': it must be LOW,"
            + " MEDIUM, HIGH or CRITICAL but is `high!`",
        "--clock=13 | Invalid value for option '--clock': it must be 12, 24 or auto but is `13`",
        "--threads=\u0661 | Invalid value for option '--threads': it must be a whole number but is"
            + " `\u0661`",
        "--seed=1.5 | Invalid value for option '--seed': it must be a whole number but is `1.5`",
        "--seed=9999999999999999999 | Invalid value for option '--seed': it must be a whole number"
            + " from -9223372036854775808 to 9223372036854775807 but is `9999999999999999999`",
        "--false-alarm-rate=0x1p-3 | Invalid value for option '--false-alarm-rate': it must be a"
            + " number, as 0.02 or 2e-2, but is `0x1p-3`",
        "--data-dir= | Invalid value for option '--data-dir': it must name a file or folder but is"
            + " empty",
        "--threads=0 | --threads must be 1 to 256 but is 0",
        "--baseline=a/b.csv | --baseline takes names of files in the raw folder, not `a/b.csv`",
      })
  void wrongValue_isNamedWithItsLimit(String option, String message) {
    assertEquals(
        new Result(2, "", "logsentinel: error: " + message + "\nSee logsentinel --help\n"),
        Cli.run(option));
  }

  @Test
  void misspeltOption_getsASuggestion() {
    Result result = Cli.run("--window-sze", "10");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("Possible solutions: --window-size"), result.err());
  }

  @Test
  void helpOnAMisspeltCommand_getsASuggestionToo() {
    assertEquals(
        new Result(
            2,
            "",
            "logsentinel: error: montior: no such file, nor a command; did you mean `monitor`?\n"
                + "See logsentinel --help\n"),
        Cli.run("help", "montior"));
    assertEquals(Cli.run("monitor", "--help"), Cli.run("help", "monitor"));
  }

  @Test
  void misspeltCommand_getsASuggestion() {
    Result result = Cli.run("montior", "today.csv");
    assertEquals(
        new Result(
            2,
            "",
            "logsentinel: error: montior: no such file, nor a command; did you mean `monitor`?\n"
                + "See logsentinel --help\n"),
        result);
  }

  @Test
  void noCleaned_goesWithAllOnly() {
    Result result = Cli.run("--step=preprocess", "--no-cleaned");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("--no-cleaned goes with --step all only"), result.err());
  }

  @Test
  void simulate_needsAFolder_andAScaleInRange() {
    assertEquals(2, Cli.run("simulate").exit());
    Result auto = Cli.run("simulate", "--out=" + folder, "--clock=auto");
    assertEquals(
        "logsentinel: error: Invalid value for option '--clock': it must be 12 or 24 but is `auto`\n"
            + "See logsentinel simulate --help\n",
        auto.err());
    Result result = Cli.run("simulate", "--out=" + folder, "--scale=0");
    assertEquals(2, result.exit());
    assertTrue(result.err().contains("--scale must be 0.0005 to 100 but is 0"), result.err());
  }

  @Test
  void flagBeforeEnvironmentBeforeFileBeforeDefault() throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(100));
    Path config = folder.resolve("logsentinel.properties");
    Files.writeString(config, "window-size=10\nseed=5\nthreads=2\nview=alerts\n");
    Map<String, String> environment =
        Map.of(
            "LOGSENTINEL_WINDOW_SIZE", "20", "LOGSENTINEL_SEED", "6", "LOGSENTINEL_QUIET", "true");
    Result result =
        Cli.run(environment, Cli.argsIn(folder, "--config=" + config, "--window-size=25"));
    assertEquals(0, result.exit(), result.err());
    JsonObject options =
        JsonParser.parseString(Files.readString(folder.resolve("Models/run.json")))
            .getAsJsonObject()
            .getAsJsonObject("options");
    assertEquals("{\"value\":\"25\",\"from\":\"flag\"}", options.get("window-size").toString());
    assertEquals("{\"value\":\"6\",\"from\":\"environment\"}", options.get("seed").toString());
    assertEquals("{\"value\":\"2\",\"from\":\"file\"}", options.get("threads").toString());
    assertEquals("{\"value\":\"ALERTS\",\"from\":\"file\"}", options.get("view").toString());
    assertEquals("{\"value\":\"ALL\",\"from\":\"default\"}", options.get("step").toString());
    assertEquals("{\"value\":\"true\",\"from\":\"environment\"}", options.get("quiet").toString());
  }

  @Test
  void aSwitchIsOn_byItsFlagWhateverElseSays() throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(100) + "\n\n");
    String[] args = Cli.argsIn(folder, "--window-size=10", "--quiet");
    String[] strict = Cli.argsIn(folder, "--window-size=10", "--quiet", "--strict");
    assertEquals(0, Cli.run(args).exit());
    assertEquals(3, Cli.run(strict).exit());
    assertEquals(3, Cli.run(Map.of("LOGSENTINEL_STRICT", "true"), args).exit());
    assertEquals(3, Cli.run(Map.of("LOGSENTINEL_STRICT", "true"), strict).exit());
    assertEquals(3, Cli.run(Map.of("LOGSENTINEL_STRICT", "false"), strict).exit());
    assertEquals(0, Cli.run(Map.of("LOGSENTINEL_STRICT", "false"), args).exit());
    Result odd = Cli.run(Map.of("LOGSENTINEL_STRICT", "yes"), args);
    assertEquals(2, odd.exit());
    assertTrue(odd.err().contains("--strict must be true or false but is `yes`"), odd.err());
  }

  @Test
  void configIsReadFromTheEnvironmentToo() throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(100));
    Path config = folder.resolve("c.properties");
    Files.writeString(config, "window-size=20\nstrict=true\n");
    Map<String, String> environment = Map.of("LOGSENTINEL_CONFIG", config.toString());
    Result result = Cli.run(environment, Cli.argsIn(folder, "--quiet"));
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("windows       5, 0 rows left over"), result.out());
    assertEquals(
        2, Cli.run(Map.of("LOGSENTINEL_CONFIG", folder + "/none"), Cli.argsIn(folder)).exit());
  }

  @Test
  void help_isThereWhateverTheEnvironmentSays() {
    Map<String, String> environment = Map.of("LOGSENTINEL_WINDOW_SIZE", "x");
    assertEquals(0, Cli.run(environment, "--help").exit());
    assertEquals(0, Cli.run(environment, "demo", "--help").exit());
    assertEquals(0, Cli.run(environment, "--version").exit());
  }

  @Test
  void noCleanedInTheEnvironment_isForWholeRunsOnly() throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(100));
    Map<String, String> environment = Map.of("LOGSENTINEL_NO_CLEANED", "true");
    Cli.run(environment, Cli.argsIn(folder, "--window-size=10"));
    Path cleaned = folder.resolve("Data/processed/cleaned_Monday-WorkingHours.pcap_ISCX.csv");
    assertTrue(!Files.exists(cleaned));
    assertEquals(0, Cli.run(environment, Cli.argsIn(folder, "--step=preprocess")).exit());
    assertTrue(Files.exists(cleaned));
  }

  @Test
  void unknownKeyInTheFile_isAnError() throws IOException {
    Path config = folder.resolve("c.properties");
    Files.writeString(config, "windowsize=10\n");
    assertEquals(
        new Result(
            2,
            "",
            "logsentinel: error: "
                + config
                + ": no option is named `windowsize`; did you mean `window-size`?\n"
                + "See logsentinel --help\n"),
        Cli.run("--config", config.toString()));
  }

  @Test
  void unknownVariable_isAnError() {
    assertEquals(
        new Result(
            2,
            "",
            "logsentinel: error: environment: no option is set by `LOGSENTINEL_WINDOWSIZE`; did you"
                + " mean `LOGSENTINEL_WINDOW_SIZE`?\nSee logsentinel --help\n"),
        Cli.run(Map.of("LOGSENTINEL_WINDOWSIZE", "10"), "monitor", "a.csv"));
    Map<String, String> ofLauncher = Map.of("LOGSENTINEL_JAVA_OPTS", "-Xmx64m");
    assertEquals(0, Cli.run(ofLauncher, "config").exit());
  }

  @Test
  void wrongValue_isBlamedOnWhatHoldsIt() throws IOException {
    Path config = folder.resolve("c.properties");
    Files.writeString(config, "window-size=abc\n");
    String what =
        "Invalid value for option '--window-size': it must be a whole number from 1 to 10,000,000"
            + " or auto but is `abc`\nSee logsentinel --help\n";
    assertEquals(
        "logsentinel: error: " + config + ", window-size: " + what,
        Cli.run("--config", config.toString()).err());
    assertEquals(
        "logsentinel: error: environment, LOGSENTINEL_WINDOW_SIZE: " + what,
        Cli.run(Map.of("LOGSENTINEL_WINDOW_SIZE", "abc")).err());
    assertEquals("logsentinel: error: " + what, Cli.run("--window-size=abc").err());
    Result range = Cli.run(Map.of("LOGSENTINEL_THREADS", "0"));
    assertTrue(
        range.err().startsWith("logsentinel: error: environment, LOGSENTINEL_THREADS: --threads "),
        range.err());
  }

  @Test
  void config_showsEveryValueAndWhatSetIt() throws IOException {
    Path config = folder.resolve("c.properties");
    Files.writeString(config, "seed=7\nstate=Office\n");
    Map<String, String> environment = Map.of("LOGSENTINEL_THREADS", "3");
    Result pipeline = Cli.run(environment, "config", "--config", config.toString());
    assertEquals(0, pipeline.exit(), pipeline.err());
    List<String> lines = pipeline.out().lines().map(it -> it.replaceAll(" +", " ")).toList();
    assertEquals("option value from", lines.get(0));
    assertTrue(lines.contains("seed 7 " + config + ", seed"), pipeline.out());
    assertTrue(lines.contains("models-dir Office " + config + ", state"), pipeline.out());
    assertTrue(lines.contains("threads 3 environment, LOGSENTINEL_THREADS"), pipeline.out());
    assertTrue(lines.contains("window-size 10000 default"), pipeline.out());
    Result monitor = Cli.run(environment, "config", "--config", config.toString(), "monitor");
    assertTrue(monitor.out().contains("\nstate "), monitor.out() + monitor.err());
    assertTrue(!monitor.out().contains("\nseed "), monitor.out());
    Result learn = Cli.run("config", "learn");
    assertTrue(
        learn.out().replaceAll(" +", " ").contains("\nwindow-size auto default\n"), learn.out());
    assertEquals(0, Cli.run("config", "baseline", "update").exit());
    Result none = Cli.run("config", "monitr");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("`monitr` is no command; there are: baseline, "), none.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "explain", "simulate", "demo", "baseline"})
  void optionsBeforeACommand_areNotDroppedInSilence(String command) {
    Result result = Cli.run("--models-dir", folder.toString(), command, "--help");
    assertEquals(2, result.exit());
    assertEquals(
        "logsentinel: error: --models-dir stands before `"
            + command
            + "`, which does not see it there; options of a command come after its name\n"
            + "See logsentinel "
            + command
            + " --help\n",
        result.err());
  }

  @Test
  void whatTheEnvironmentSaysOfOtherCommands_doesNotMatter() {
    Map<String, String> environment =
        Map.of("LOGSENTINEL_WINDOW_SIZE", "abc", "LOGSENTINEL_CONFIG", "none");
    String out = folder.resolve("week").toString();
    assertEquals(0, Cli.run(environment, "simulate", "--scale=0.0005", "--out", out).exit());
    assertEquals(2, Cli.run(environment, "evaluate", "--models-dir", out).exit());
    Map<String, String> size = Map.of("LOGSENTINEL_WINDOW_SIZE", "abc");
    Result evaluated = Cli.run(size, "--debug", "evaluate", "--models-dir", out);
    assertEquals(3, evaluated.exit(), evaluated.err());
  }

  @Test
  void missingFile_isAnError() {
    assertEquals(2, Cli.run("--config=" + folder.resolve("none")).exit());
  }

  @Test
  void seed_changesTheForestAlone() throws IOException {
    TestData.writeRaw(folder, "Monday-WorkingHours.pcap_ISCX.csv", Flows.benign(120));
    Cli.runIn(folder, "--window-size=10", "--seed=1");
    Map<String, String> one = TestData.artifacts(folder);
    Cli.runIn(folder, "--window-size=10", "--seed=2");
    Map<String, String> two = TestData.artifacts(folder);
    assertEquals(one.keySet(), two.keySet());
    assertEquals(
        java.util.Set.of("Models/isolation_forest_model.json"),
        java.util.Set.copyOf(
            one.keySet().stream().filter(name -> !one.get(name).equals(two.get(name))).toList()));
  }

  @Test
  void baseline_canBeSeveralOtherFiles() throws IOException {
    TestData.writeRaw(folder, "quiet_a.csv", Flows.benign(60));
    TestData.writeRaw(folder, "quiet_b.csv", Flows.benign(70));
    TestData.writeRaw(folder, "Monday_again.csv", Flows.flood(20));
    Result result =
        Cli.runIn(folder, "--window-size=10", "--baseline=quiet_b.csv,quiet_a.csv", "--quiet");
    assertEquals(0, result.exit(), result.err());
    assertTrue(result.out().contains("learned from 13 windows"), result.out());
    // with a baseline named, a Monday is monitored as any other file
    assertTrue(result.out().contains("by weekday    Monday 2"), result.out());
  }
}
