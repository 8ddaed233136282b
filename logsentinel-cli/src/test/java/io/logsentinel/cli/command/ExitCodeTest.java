package io.logsentinel.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.Flows;
import io.logsentinel.cli.TestData;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every exit code, by what a user would run into. */
class ExitCodeTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  @TempDir Path folder;

  @BeforeEach
  void aBenignDayAndAFlood() throws IOException {
    TestData.writeRaw(folder, MONDAY, Flows.benign(200));
    TestData.writeRaw(folder, "Friday.csv", Flows.flood(20));
  }

  private Result run(String... args) {
    String[] all =
        Stream.concat(Stream.of("--window-size=10"), Stream.of(args)).toArray(String[]::new);
    return Cli.runIn(folder, all);
  }

  @Test
  void done() {
    assertEquals(0, run().exit());
  }

  @Test
  void alerts_failOnlyWhereAskedFor() {
    assertEquals(0, run("--fail-on=critical").exit(), "twenty flows are not that much");
    assertEquals(4, run("--fail-on-alerts=critical").exit());
    assertEquals(4, run("--fail-on=LOW").exit());
    assertEquals(
        4,
        run("--baseline=" + MONDAY + ",Friday.csv", "--fail-on=LOW").exit(),
        "what was held back of a baseline's file is monitored");
  }

  @Test
  void strict_failsOnARejectedRow() throws IOException {
    assertEquals(0, run("--strict").exit());
    TestData.writeRaw(folder, "Tuesday.csv", Flows.benign(10) + "\n\n");
    assertEquals(0, run().exit());
    assertEquals(3, run("--strict").exit());
  }

  @Test
  void strict_failsOnASkippedFile() throws IOException {
    TestData.writeRaw(folder, "Tuesday.csv", "");
    assertEquals(0, run().exit());
    assertEquals(3, run("--strict").exit());
  }

  @Test
  void inputBeforeAlerts() throws IOException {
    TestData.writeRaw(folder, "Tuesday.csv", Flows.HEADER + "\"");
    Result result = run("--fail-on=LOW");
    assertEquals(3, result.exit());
    assertTrue(result.out().contains("1 failed"), result.out());
    assertTrue(Files.exists(folder.resolve("Models/alerts_output.csv")), "the others go on");
  }

  private static String ways(Path folder) {
    return "; name files of flows (./logsentinel learn --state "
        + folder.resolve("Models")
        + " FILE), put some there, or have some made (./logsentinel simulate --out "
        + folder.resolve("Data/raw")
        + " --scale 0.1; ./logsentinel demo shows it all)";
  }

  @Test
  void noRawFolder(@TempDir Path empty) {
    assertEquals(
        "logsentinel: error: "
            + empty.resolve("Data/raw")
            + ": no such folder"
            + ways(empty)
            + "\n",
        Cli.runIn(empty).err());
    assertEquals(3, Cli.runIn(empty).exit());
    assertFalse(Files.exists(empty.resolve("Models")), "a misspelt folder makes none");
  }

  @Test
  void noRawFile(@TempDir Path empty) throws IOException {
    Files.createDirectories(empty.resolve("Data/raw"));
    Result result = Cli.runIn(empty);
    assertEquals(3, result.exit());
    assertEquals(
        "logsentinel: error: "
            + empty.resolve("Data/raw")
            + ": no file processed, as none is named *.csv, .tsv, .txt, .log, .json, .jsonl, .ndjson,"
            + " .binetflow, .labeled, and these with .gz or .zst"
            + ways(empty)
            + "\n",
        result.err());
  }

  @Test
  void failedBaseline_isNotReplacedByAnOldOne() throws IOException {
    run();
    TestData.writeRaw(folder, MONDAY, Flows.benign(200) + "\"");
    Result result = run();
    assertEquals(3, result.exit());
    assertTrue(
        result.err().contains("the baseline cannot be learned, the file was not processed"),
        result.err());
    assertTrue(
        Files.exists(folder.resolve("Data/processed/cleaned_" + MONDAY)), "an old one stands");
  }

  @Test
  void namedBaselineThatIsNotThere_failsBeforeAnythingIsRead() {
    Result result = run("--baseline=nope.csv");
    assertEquals(3, result.exit());
    assertEquals(
        "logsentinel: error: "
            + folder.resolve("Data/raw/nope.csv")
            + ": no such file, which --baseline names; there are Friday.csv, Monday-WorkingHours.pcap_ISCX.csv\n",
        result.err());
    assertFalse(Files.exists(folder.resolve("Data/processed")), "nothing was made");
  }

  @Test
  void inputThatCannotBeRead_saysWhy() throws IOException {
    Path link = folder.resolve("Data/raw/Tuesday.csv");
    Files.createSymbolicLink(link, Path.of("nowhere.csv"));
    Result result = run();
    assertEquals(3, result.exit());
    assertTrue(
        result.err().contains(link + ": line 1: cannot be read on: no such file\n"), result.err());
  }

  @Test
  void timesThatCannotBeRemoved_areAnOutput() throws IOException {
    Files.createDirectories(folder.resolve("Data/processed/times_Friday.csv/x"));
    Result result = run();
    assertEquals(5, result.exit(), result.err());
  }

  @Test
  void missingBaselineFile() throws IOException {
    Files.delete(folder.resolve("Data/raw/" + MONDAY));
    Result result = run();
    assertEquals(3, result.exit());
    assertTrue(result.err().contains("--baseline"), result.err());
  }

  @Test
  void missingBaseline() throws IOException {
    run();
    Files.delete(folder.resolve("Models/baseline_model.json"));
    Result result = run("--step=monitor");
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "learn a baseline first: ./logsentinel learn --state "
                    + folder.resolve("Models")
                    + " FILE, or ./logsentinel --step baseline --data-dir "
                    + folder.resolve("Data")
                    + " --models-dir "
                    + folder.resolve("Models")
                    + " of the pipeline"),
        result.err());
  }

  @Test
  void missingForest_isSaidAndMonitoringGoesOn() throws IOException {
    run();
    Files.delete(folder.resolve("Models/isolation_forest_model.json"));
    Result result = run("--step=monitor");
    assertEquals(3, result.exit());
    assertTrue(result.err().contains("monitoring goes on without a forest"), result.err());
    List<String> alerts = Files.readAllLines(folder.resolve("Models/alerts_output.csv"));
    assertEquals(3, alerts.size());
    assertTrue(alerts.get(1).endsWith(",,,SUSPICIOUS"), alerts.get(1));
  }

  @Test
  void bareBaselineOfTheOriginal_loadsWithAWarning() throws IOException {
    run();
    Files.delete(folder.resolve("Models/baseline_profile.json"));
    Result result = run("--step=monitor");
    assertEquals(0, result.exit());
    assertTrue(result.err().contains("warning: "), result.err());
    assertTrue(result.err().contains("nothing says which windows"), result.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"baseline_model.json", "baseline_profile.json", "isolation_forest_model.json"})
  void damagedModel_isRefused(String name) throws IOException {
    run();
    Path file = folder.resolve("Models").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    byte[] alerts = Files.readAllBytes(folder.resolve("Models/alerts_output.csv"));
    for (int length : new int[] {0, 1, bytes.length / 2, bytes.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(bytes, length));
      assertEquals(3, run("--step=monitor").exit(), name + " of " + length + " bytes");
    }
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertEquals(3, run("--step=monitor").exit(), name);
    assertEquals(
        new String(alerts, StandardCharsets.UTF_8),
        Files.readString(folder.resolve("Models/alerts_output.csv")),
        "the old alerts stand");
  }

  @Test
  void otherWindowSize_isRefused() {
    run();
    Cli.runIn(folder, "--step=window", "--window-size=5");
    Result result = Cli.runIn(folder, "--step=monitor");
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                "windowed_cleaned_Friday.csv: windows of 5 flows, but the baseline was learned"
                    + " from windows of 10\n"),
        result.err());
  }

  @Test
  void folderInUse() throws IOException {
    run();
    try (FileChannel other =
        FileChannel.open(folder.resolve("Models/.logsentinel.lock"), StandardOpenOption.WRITE)) {
      other.lock();
      Result result = run();
      assertEquals(3, result.exit());
      assertTrue(result.err().contains("Models: in use by another run\n"), result.err());
    }
    assertEquals(0, run().exit());
  }

  @Test
  void outputThatCannotBeWritten() throws IOException {
    // a folder in the place of the artifact: works for root too
    Files.createDirectories(folder.resolve("Models/alerts_output.csv/x"));
    Result result = run();
    assertEquals(5, result.exit());
    assertTrue(result.err().contains("alerts_output.csv: cannot be written: "), result.err());
    assertNoLeftovers();
  }

  @Test
  void stdoutThatCannotBeWritten() throws Exception {
    File full = new File("/dev/full");
    Assumptions.assumeTrue(full.exists());
    Process process =
        Cli.process(List.of(), Cli.argsIn(folder, "--window-size=10"))
            .redirectOutput(full)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(5, Cli.exitOf(process));
    assertTrue(Files.exists(folder.resolve("Models/alerts_output.csv")));
  }

  @Test
  void readerOfAPipeThatWentAway_isNoFailure() throws Exception {
    Process process =
        Cli.process(List.of(), Cli.argsIn(folder, "--window-size=10"))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getInputStream().close();
    assertEquals(0, Cli.exitOf(process));
    assertTrue(Files.exists(folder.resolve("Models/alerts_output.csv")));
  }

  @Test
  void outOfMemory_isADefectInWords() throws Exception {
    // a window that never ends, of addresses that are all different: they are held in memory
    StringBuilder rows = new StringBuilder(Flows.HEADER);
    for (int i = 0; i < 400_000; i++) {
      rows.append(Flows.row(1, "BENIGN").replace("10.0.0.1,", "2001:db8::" + i + ","));
    }
    TestData.writeRaw(folder, "big.csv", rows.toString());
    Result result =
        Cli.fork(List.of("-Xmx24m"), Cli.argsIn(folder, "--window-size=10000000", "--threads=64"));
    assertEquals(1, result.exit(), result.err());
    assertTrue(
        result
            .err()
            .matches("(?s).*out of memory; the limit is \\d+ MB, more is given by -Xmx\n.*"),
        result.err());
    assertFalse(result.err().contains("\tat "), "no stack trace");
    Files.delete(folder.resolve("Data/raw/big.csv"));
    assertEquals(0, run().exit());
    assertNoLeftovers();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM 143", "INT 130"})
  @SuppressWarnings("try") // the pipe is held open, not used
  void interrupted_leavesNoHalfArtifact(String signalAndExit) throws Exception {
    String[] parts = signalAndExit.split(" ");
    Assumptions.assumeTrue(
        isDelivered(parts[0]),
        "SIG" + parts[0] + " is ignored by who started this (nohup does it), and so by the run");
    String monday = folder.resolve("Data/raw").resolve(MONDAY).toString();
    Process process =
        Cli.process(
                List.of(),
                Cli.argsIn(folder, "--window-size=10", "--stdin-name=Tuesday.csv", monday, "-"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // more than a pipe holds: once it is written, the run stands in the middle of this file; on a
    // thread that may be left behind, as nothing else gets past a pipe that nobody reads
    CompletableFuture<OutputStream> written =
        CompletableFuture.supplyAsync(() -> write(process.getOutputStream(), Flows.benign(20_000)));
    try (OutputStream open = written.get(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      Cli.exitOf(new ProcessBuilder("kill", "-" + parts[0], "" + process.pid()).start());
      assertEquals(Integer.parseInt(parts[1]), Cli.exitOf(process));
    } finally {
      process.destroyForcibly();
    }
    assertNoLeftovers();
    assertFalse(Files.exists(folder.resolve("Data/processed/cleaned_Tuesday.csv")));
    assertFalse(Files.exists(folder.resolve("Models/run.json")));
  }

  private static boolean isDelivered(String signal) throws Exception {
    return Cli.exitOf(new ProcessBuilder("sh", "-c", "kill -" + signal + " $$").start()) != 0;
  }

  /** Writes into a pipe and leaves it open. */
  private static OutputStream write(OutputStream out, String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return out;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void killedRun_isTidiedUpByTheNext() throws Exception {
    Path leftover = folder.resolve("Data/processed/.logsentinel-7.tmp");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half");
    assertEquals(0, run().exit());
    assertNoLeftovers();
  }

  private void assertNoLeftovers() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".tmp")).toList());
    }
  }
}
