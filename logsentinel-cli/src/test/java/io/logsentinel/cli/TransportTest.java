package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import io.logsentinel.cli.Cli.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ways in which flows come to a run: files of any name and compression, folders, pipes. */
class TransportTest {
  private static final String ENDINGS =
      "*.csv, .tsv, .txt, .log, .json, .jsonl, .ndjson, .binetflow, .labeled, and these with .gz or"
          + " .zst";

  /** The last byte makes the whole file one of cp1252: it is read again from its start. */
  private static final byte[] MONDAY = (Flows.benign(205) + row("caf\u00e9")).getBytes(cp1252());

  private static final byte[] TODAY = (Flows.flood(30) + row("caf\u00e9")).getBytes(cp1252());

  @TempDir Path folder;
  private Path elsewhere;

  @BeforeEach
  void elsewhere() throws IOException {
    elsewhere = Files.createDirectories(folder.resolve("else where"));
  }

  private static java.nio.charset.Charset cp1252() {
    return java.nio.charset.Charset.forName("windows-1252");
  }

  private static String row(String label) {
    return Flows.row(1, label);
  }

  /** Two members or frames, cut in the midst of a line. */
  private static byte[] compressed(String how, byte[] text) throws IOException {
    byte[] first = Arrays.copyOf(text, text.length / 2);
    byte[] second = Arrays.copyOfRange(text, first.length, text.length);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : List.of(first, second)) {
      switch (how) {
        case "gz" -> {
          try (OutputStream out = new GZIPOutputStream(all)) {
            out.write(part);
          }
        }
        case "zst" -> all.writeBytes(Zstd.compress(part));
        default -> all.writeBytes(part);
      }
    }
    return all.toByteArray();
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(elsewhere.resolve(name), bytes);
  }

  private Path raw(String name, byte[] bytes) throws IOException {
    Path raw = Files.createDirectories(folder.resolve("Data/raw"));
    return Files.write(raw.resolve(name), bytes);
  }

  private Result run(byte[] in, Object... args) {
    String[] all =
        Stream.concat(
                Stream.of(args).map(Object::toString),
                Stream.of("--window-size=10", "--baseline=monday.csv", "--quiet"))
            .toArray(String[]::new);
    return Cli.runIn(folder, new ByteArrayInputStream(in), all);
  }

  private Map<String, String> artifacts(Result result) throws IOException {
    assertEquals(0, result.exit(), result.err());
    Map<String, String> artifacts = TestData.artifacts(folder);
    artifacts.keySet().removeIf(name -> !name.matches("(Data|Models)/.*"));
    assertTrue(artifacts.containsKey("Models/incidents.json"), artifacts.keySet().toString());
    return artifacts;
  }

  /** Those of plain files in the raw folder. */
  private Map<String, String> expected() throws IOException {
    raw("monday.csv", MONDAY);
    raw("today.csv", TODAY);
    Map<String, String> expected = artifacts(run(new byte[0]));
    assertTrue(expected.get("Models/alerts_output.csv").contains("today.csv"), "no alert");
    for (String name : List.of("Data/raw", "Data/processed", "Data/windowed", "Models")) {
      TestData.delete(folder.resolve(name));
    }
    return expected;
  }

  @ParameterizedTest
  @CsvSource({
    "csv.gz, gz",
    "csv.zst, zst",
    "CSV, plain",
    "CSV.GZ, gz",
    "csv, zst",
    "csv.gz, plain"
  })
  void rawFiles_ofAnyCompression_giveTheArtifactsOfThePlainOnes(String ending, String how)
      throws IOException {
    Map<String, String> expected = expected();
    raw("monday." + ending, compressed(how, MONDAY));
    raw("today." + ending, compressed(how, TODAY));
    assertEquals(expected, artifacts(run(new byte[0])));
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "gz", "zst"})
  void standardInput_givesTheArtifactsOfAFile_andLeavesNothing(String how) throws IOException {
    Map<String, String> expected = expected();
    Path monday = file("monday.csv.gz", compressed("gz", MONDAY));
    Result result = run(compressed(how, TODAY), monday, "-", "--stdin-name=today.csv.gz");
    assertEquals(expected, artifacts(result));
    assertFalse(Files.exists(folder.resolve("Data/raw")), "not needed, and not made");
    assertTrue(
        Files.readString(folder.resolve("Models/run.json")).contains("\"file\": \"today.csv.gz\""));
  }

  @Test
  void foldersAndPatterns_giveTheArtifactsOfTheirFiles() throws IOException {
    Map<String, String> expected = expected();
    file("monday.csv.zst", compressed("zst", MONDAY));
    file("today.csv.gz", compressed("gz", TODAY));
    file("notes.md", new byte[0]);
    Result result = run(new byte[0], elsewhere);
    assertEquals(expected, artifacts(result));
    assertEquals(
        "logsentinel: warning: " + elsewhere + ": not read: notes.md; files are " + ENDINGS + "\n",
        result.err().lines().filter(line -> line.contains("not read")).findFirst().orElse("")
            + "\n");
    TestData.delete(folder.resolve("Data"));
    TestData.delete(folder.resolve("Models"));
    assertEquals(expected, artifacts(run(new byte[0], elsewhere + "/*day.csv*")));
  }

  @Test
  void aBaselineOfAnEarlierRun_neednotBeGivenAgain() throws IOException {
    assertEquals(0, run(new byte[0], file("monday.csv", MONDAY)).exit());
    Result result = run(TODAY, "-");
    assertEquals(0, result.exit(), result.err());
    assertTrue(Files.exists(folder.resolve("Data/windowed/windowed_cleaned_stdin.csv")));
    assertTrue(Files.exists(folder.resolve("Data/windowed/profile_stdin.jsonl")));
  }

  @Test
  void otherEndings_giveArtifactsThatEndInCsv() throws IOException {
    raw("monday.csv", MONDAY);
    raw("conn.log.gz", compressed("gz", TODAY));
    assertEquals(0, run(new byte[0]).exit());
    for (String artifact :
        List.of(
            "processed/cleaned_conn.log.csv",
            "windowed/windowed_cleaned_conn.log.csv",
            "windowed/profile_conn.log.jsonl")) {
      assertTrue(Files.exists(folder.resolve("Data").resolve(artifact)), artifact);
    }
  }

  @Test
  void twoInputsOfOneName_areRefusedBeforeAnythingIsRead() throws IOException {
    Path a = raw("today.csv", TODAY);
    Path b = raw("today.CSV.gz", TODAY);
    Result result = run(new byte[0]);
    assertEquals(3, result.exit());
    assertEquals(
        "logsentinel: error: "
            + b
            + " and "
            + a
            + ": the artifacts of both would be named after today.csv; give one another name\n",
        result.err());
    assertFalse(Files.exists(folder.resolve("Models")));
    assertEquals(3, run(TODAY, a, "-", "--stdin-name=today.csv").exit());
  }

  /** Java writes both names alike. */
  @Test
  void namesThatAreNoUtf8_areKeptApart() throws Exception {
    raw("monday.csv", MONDAY);
    Path file = raw("today.csv", TODAY);
    String copies =
        "cp today.csv \"$(printf 'a\\377 b.csv')\" && mv today.csv \"$(printf 'a\\376 b.csv')\"";
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", copies);
    assertEquals(0, shell.directory(file.getParent().toFile()).inheritIO().start().waitFor());
    assertEquals(0, run(new byte[0]).exit());
    for (String name : List.of("a%FF b", "a%FE b")) {
      assertTrue(
          Files.exists(folder.resolve("Data/windowed/windowed_cleaned_" + name + ".csv")), name);
    }
  }

  @Test
  void whatIsNotRead_isNamed() throws IOException {
    raw("today.pcap", TODAY);
    raw("a.parquet", TODAY);
    Path inner = Files.createDirectory(folder.resolve("Data/raw/TrafficLabelling "));
    Files.write(inner.resolve("a.csv"), TODAY);
    Result result = Cli.runIn(folder);
    assertEquals(3, result.exit());
    assertEquals(
        "logsentinel: error: "
            + folder.resolve("Data/raw")
            + ": no file processed, as none is named "
            + ENDINGS
            + "; but there: a folder \"TrafficLabelling \" with 1 file of flows, a.parquet, today.pcap;"
            + " name what you mean as a FILE\n",
        result.err());
  }

  @ParameterizedTest
  @CsvSource({
    "gz, gzip member 2 is cut off at byte",
    "zst, zstd is cut off or damaged before byte"
  })
  void aTornFile_failsWithItsPlace(String how, String message) throws IOException {
    raw("monday.csv", MONDAY);
    byte[] whole = compressed(how, TODAY);
    Path torn = raw("today.csv." + how, Arrays.copyOf(whole, whole.length - 3));
    Result result = run(new byte[0]);
    assertEquals(3, result.exit());
    assertTrue(result.err().contains(torn + ": line "), result.err());
    assertTrue(result.err().contains(message + " " + (whole.length - 3)), result.err());
    assertFalse(Files.exists(folder.resolve("Data/windowed/windowed_cleaned_today.csv")));
  }

  @Test
  void whatIsNoText_isNamedInARun() throws IOException {
    raw("monday.csv", MONDAY);
    Path capture =
        raw("today.csv", new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1});
    Result result = run(new byte[0]);
    assertEquals(3, result.exit());
    assertTrue(
        result
            .err()
            .contains(
                capture
                    + ": is a packet capture (pcap), not text; make flows of it, for example conn.log"
                    + " with `zeek -r FILE`\n"),
        result.err());
  }

  @Test
  void withoutALibraryForZstd_theFileFails_andTheMessageSaysWhatToDo() throws Exception {
    raw("monday.csv", MONDAY);
    Path today = raw("today.csv.zst", compressed("zst", TODAY));
    Result result =
        Cli.fork(
            List.of("-Djava.io.tmpdir=" + folder.resolve("missing")),
            Cli.argsIn(folder, "--window-size=10", "--baseline=monday.csv", "--quiet"));
    assertEquals(3, result.exit(), result.err());
    assertTrue(result.err().contains("whose library cannot be loaded here"), result.err());
    assertTrue(
        result.err().contains("use `zstd -dc " + today + " | ./logsentinel -`\n"), result.err());
    assertTrue(Files.exists(folder.resolve("Data/windowed/windowed_cleaned_monday.csv")));
  }

  /** The run has begun to keep what it reads, and whoever writes to it goes on writing. */
  @Test
  void interrupted_leavesNothingOfStandardInput() throws Exception {
    Process process = Cli.process(List.of(), Cli.argsIn(folder, "-")).start();
    Path processed = folder.resolve("Data/processed");
    byte[] rows = Flows.benign(1000).getBytes(StandardCharsets.UTF_8);
    try (OutputStream in = process.getOutputStream()) {
      while (!Files.exists(processed) || leftOf(processed).isEmpty()) {
        assertTrue(process.isAlive());
        in.write(rows);
        in.flush();
      }
      process.destroy();
      assertEquals(143, Cli.exitOf(process));
    } catch (IOException e) {
      assertEquals(143, Cli.exitOf(process)); // the pipe is broken, as it should be
    }
    assertEquals(List.of(), leftOf(processed));
  }

  private static List<Path> leftOf(Path processed) throws IOException {
    try (Stream<Path> files = Files.list(processed)) {
      return files.filter(file -> file.toString().endsWith(".tmp")).toList();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | - -                    | - is standard input, which can be given once only",
        "2 | - --stdin-name=a/b     | --stdin-name takes the name of a file, without folders, not `a/b`",
        "2 | x.csv --step=monitor   | FILE goes with --step all or preprocess only, not with others",
        "2 | x.csv demo             | `x.csv` stands before `demo`: a FILE goes without a command, or"
            + " after its name; a file named like a command is ./demo",
        "3 | somewhere              | somewhere: no such file, nor a command; --help lists them",
        "2 | simulat                | simulat: no such file, nor a command; did you mean `simulate`?",
        "3 | nowhere/*.csv          | nowhere/*.csv: no such file",
      })
  void whatCannotBeMeant_isSaid(int exit, String args, String message) {
    Result result = Cli.run(args.split(" "));
    assertEquals(exit, result.exit());
    assertEquals("logsentinel: error: " + message, result.err().lines().findFirst().orElse(""));
  }

  @Test
  void aBaselineThatIsNowhere_isSaidBeforeAnythingIsRead() throws IOException {
    Result result = run(new byte[0], file("today.csv", TODAY));
    assertEquals(3, result.exit());
    assertEquals(
        "logsentinel: error: monday.csv: --baseline names it, but no FILE has that name, nor is there "
            + folder.resolve("Data/windowed/windowed_cleaned_monday.csv")
            + " of an earlier run; there is today.csv\n",
        result.err());
    assertFalse(Files.exists(folder.resolve("Data")));
  }

  @Test
  void evaluate_findsTheLabelsInCompressedRawFiles() throws IOException {
    raw("monday.csv.gz", compressed("gz", MONDAY));
    raw("today.csv.zst", compressed("zst", TODAY));
    assertEquals(0, run(new byte[0], "--no-cleaned").exit());
    Result result = Cli.runIn(folder, "evaluate", "--quiet");
    assertEquals(0, result.exit(), result.err());
  }
}
