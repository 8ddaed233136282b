package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** The laws of a run, over generated folders of hostile files. */
class StepsTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  /** A raw file: bytes, and how many rows an independent count finds. */
  record RawFile(byte[] bytes, long rows) {}

  @Provide
  Arbitrary<List<RawFile>> rawFiles() {
    return rawFile().list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<RawFile> rawFile() {
    Arbitrary<String> row =
        Arbitraries.integers()
            .between(0, 400)
            .flatMap(
                i ->
                    Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(12, Arbitraries.just(Flows.row(i, "BENIGN"))),
                        net.jqwik.api.Tuple.of(2, Arbitraries.just(Flows.row(i, "DDoS"))),
                        net.jqwik.api.Tuple.of(
                            3,
                            Arbitraries.of(
                                "\n",
                                ",,,,,,,,,,,,\n",
                                ",\n",
                                "x\n",
                                Flows.row(i, "a,b"),
                                Flows.row(i, ""),
                                Flows.row(i, "\"quoted, \"\"label\"\"\""),
                                Flows.row(i, "caf\u00e9"),
                                Flows.row(i, "NA"),
                                Flows.row(i, "BENIGN").replace("12345.5", "Infinity"),
                                Flows.row(i, "BENIGN").replace("12345.5", "x"),
                                Flows.row(i, "BENIGN").replace("12345.5", "1e400"),
                                Flows.row(i, "BENIGN").replace("12345.5", "0.1"),
                                Flows.row(i, "BENIGN").replace("1024", "70000.5"),
                                Flows.row(i, "BENIGN").replace("10.0.0", " fe80::"),
                                Flows.row(i, "\0")))));
    Arbitrary<String> lineEnd = Arbitraries.of("\n", "\r\n", "\r");
    Arbitrary<Boolean> latin1 = Arbitraries.of(true, false);
    return Combinators.combine(row.list().ofMaxSize(60), lineEnd, latin1)
        .as(
            (rows, end, inLatin1) -> {
              String text = Flows.HEADER + String.join("", rows);
              return new RawFile(
                  text.replace("\n", end)
                      .getBytes(inLatin1 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8),
                  rows.size());
            });
  }

  @Property(tries = 40)
  void allAtOnceEqualsStepByStep_atAnyNumberOfThreads(@ForAll("rawFiles") List<RawFile> files)
      throws IOException {
    Path all = folder(files);
    Map<String, String> expected = null;
    try {
      for (int threads : List.of(1, 2, 3, 8)) {
        clearArtifacts(all);
        Cli.runIn(all, "--window-size=7", "--threads=" + threads, "--quiet");
        Map<String, String> artifacts = TestData.artifacts(all);
        assertTrue(expected == null || expected.equals(artifacts), "threads " + threads);
        expected = artifacts;
        assertConserved(all, files);

        clearArtifacts(all);
        for (String step : List.of("preprocess", "window", "baseline", "monitor")) {
          Cli.runIn(all, "--step=" + step, "--window-size=7", "--threads=" + threads, "--quiet");
        }
        assertEquals(expected, TestData.artifacts(all));
      }
      Statistics.label("artifacts").collect(expected.size() > 10 ? "with alerts" : "few");
    } finally {
      TestData.delete(all);
    }
  }

  @Property(tries = 8)
  void localeAndTimeZone_changeNothing(@ForAll("rawFiles") List<RawFile> files) throws IOException {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    Path folder = folder(files);
    try {
      Cli.runIn(folder, "--window-size=7", "--quiet");
      Map<String, String> expected = TestData.artifacts(folder);
      for (String tag : List.of("tr-TR", "de-DE", "ar-u-nu-arab")) {
        clearArtifacts(folder);
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
        Cli.runIn(folder, "--window-size=7", "--quiet");
        assertEquals(expected, TestData.artifacts(folder), tag);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      TestData.delete(folder);
    }
  }

  @Property(tries = 10)
  void noCleaned_leavesOutTheCleanedFilesAlone(@ForAll("rawFiles") List<RawFile> files)
      throws IOException {
    Path folder = folder(files);
    try {
      Cli.runIn(folder, "--window-size=7", "--quiet");
      Map<String, String> expected = TestData.artifacts(folder);
      expected.keySet().removeIf(name -> name.startsWith("Data/processed"));
      clearArtifacts(folder);
      Cli.runIn(folder, "--window-size=7", "--quiet", "--no-cleaned");
      assertEquals(expected, TestData.artifacts(folder));
    } finally {
      TestData.delete(folder);
    }
  }

  /** What stands there of an earlier run is monitored, as the single steps would; and said so. */
  @Example
  void windowsOfAnEarlierRun_areMonitoredWithAWarning() throws IOException {
    Path folder = folder(List.of());
    try {
      TestData.writeRaw(folder, "Tuesday.csv", Flows.flood(14));
      Cli.runIn(folder, "--window-size=7", "--no-cleaned", "--quiet");
      Files.delete(folder.resolve("Data/raw/Tuesday.csv"));
      Cli.Result result = Cli.runIn(folder, "--window-size=7", "--quiet");
      assertEquals(0, result.exit());
      assertTrue(
          result
              .err()
              .contains(
                  "windowed_cleaned_Tuesday.csv: of an earlier run, not made of a raw file in this"
                      + " one; monitored as it is\n"),
          result.err());
      assertTrue(
          Files.readString(folder.resolve("Models/run.json"))
              .replaceAll("\\s", "")
              .contains("\"monitored_of_earlier_runs\":[\"windowed_cleaned_Tuesday.csv\"]"));
    } finally {
      TestData.delete(folder);
    }
  }

  /**
   * Rows read = kept + partial + rejected = an independent count; kept = windows * size + left
   * over.
   */
  private static void assertConserved(Path folder, List<RawFile> files) throws IOException {
    JsonObject run =
        JsonParser.parseString(Files.readString(folder.resolve("Models/run.json")))
            .getAsJsonObject();
    assertEquals(files.size() + 1, run.getAsJsonArray("inputs").size());
    for (JsonElement element : run.getAsJsonArray("inputs")) {
      JsonObject input = element.getAsJsonObject();
      String name = input.get("file").getAsString();
      if (name.equals(MONDAY)) {
        continue;
      }
      RawFile file = files.get(Integer.parseInt(name.replaceAll("\\D", "")));
      JsonObject rows = input.getAsJsonObject("rows");
      long rejected =
          rows.getAsJsonObject("rejected").entrySet().stream()
              .mapToLong(reason -> reason.getValue().getAsLong())
              .sum();
      long kept = rows.get("kept").getAsLong();
      assertEquals(file.rows(), rows.get("read").getAsLong(), name);
      long partial = rows.has("partial") ? rows.get("partial").getAsLong() : 0;
      assertEquals(file.rows(), kept + partial + rejected, name);
      assertEquals(
          kept, 7 * input.get("windows").getAsLong() + input.get("left_over").getAsLong(), name);
    }
  }

  private static Path folder(List<RawFile> files) throws IOException {
    Path folder = Files.createTempDirectory("steps");
    TestData.writeRaw(folder, MONDAY, Flows.benign(100));
    for (int i = 0; i < files.size(); i++) {
      Files.write(folder.resolve("Data/raw/day" + i + ".csv"), files.get(i).bytes());
    }
    return folder;
  }

  private static void clearArtifacts(Path folder) throws IOException {
    for (String name : List.of("Data/processed", "Data/windowed", "Models")) {
      if (Files.exists(folder.resolve(name))) {
        TestData.delete(folder.resolve(name));
      }
    }
  }
}
