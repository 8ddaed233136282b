package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.Cli.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Artifacts that are cut, or of which a byte is another: refused with the file's name, or used with
 * the same results, never a defect of ours. What was learned carries digests; in tables a digit may
 * become another digit, which nothing can tell, and then the results are those of that table.
 *
 * <p>{@code -Dlogsentinel.tamper=full} cuts at every fiftieth part and tries 500 bytes of each.
 */
class TamperedArtifactsTest extends SmallRun {
  private static final boolean FULL = "full".equals(System.getProperty("logsentinel.tamper"));
  private static final int PREFIXES = FULL ? 50 : 7;
  private static final int FLIPS = FULL ? 500 : 8;
  private static final String[] MONITOR = {"--step=monitor", "--window-size=10", "--quiet"};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Models/baseline_model.json",
        "Models/baseline_profile.json",
        "Models/isolation_forest_model.json",
        "Models/profile_forest.json"
      })
  void whatWasLearned_isRefused_orGivesTheSame(String name) throws IOException {
    Map<String, String> before = findings();
    for (byte[] tampered : tampered(name)) {
      Result result = tryWith(name, tampered, MONITOR);
      if (result.exit() == 0) {
        assertEquals(before, findings(), name);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Data/windowed/windowed_cleaned_Friday.csv", "Data/windowed/profile_Friday.jsonl"})
  void windows_areRefused_orMonitored(String name) throws IOException {
    for (byte[] tampered : tampered(name)) {
      tryWith(name, tampered, MONITOR);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Models/decisions.csv", "Models/detections.csv", "Models/incidents.json"})
  void findings_areRefused_orEvaluated(String name) throws IOException {
    for (byte[] tampered : tampered(name)) {
      tryWith(name, tampered, "evaluate", "--quiet");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Models/incidents.json", "Models/detector.json", "Models/run.json"})
  void whatAReportReads_isRefused_orShown(String name) throws IOException {
    for (byte[] tampered : tampered(name)) {
      tryWith(name, tampered, "report", "--text");
    }
  }

  /** A flipped bit can make another member's name of one: each is asked for. */
  @ParameterizedTest
  @ValueSource(strings = {"file", "outcome", "rows", "read", "kept", "rejected", "inputs"})
  void aMemberOfARun_underAnotherName_isMissed(String name) throws IOException {
    String run = Files.readString(folder.resolve("Models/run.json"));
    String other = run.replaceFirst("\"" + name + "\":", "\"Zz" + name.substring(2) + "\":");
    assertFalse(run.equals(other), name);
    Result result =
        tryWith("Models/run.json", other.getBytes(StandardCharsets.UTF_8), "report", "--text");
    assertEquals(3, result.exit(), name);
    assertTrue(result.err().contains("is damaged: its `" + name + "` must be "), result.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Data/processed/cleaned_Friday.csv", "Data/processed/times_Friday.csv"})
  void cleanedFlows_areRefused_orWindowed(String name) throws IOException {
    for (byte[] tampered : Files.exists(folder.resolve(name)) ? tampered(name) : no()) {
      tryWith(name, tampered, "--step=window", "--window-size=10", "--quiet");
    }
  }

  /** What is no JSON by the grammar is none to us: files of a suite that is not in the project. */
  @Test
  void whatIsNoJson_isRefused() throws IOException {
    Path suite = TestData.shared("corpus/json");
    List<Path> bad;
    try (Stream<Path> files = Files.list(suite)) {
      bad = files.filter(file -> file.getFileName().toString().startsWith("n_")).sorted().toList();
    }
    assertTrue(bad.size() > 150, suite.toString());
    for (Path file : bad) {
      byte[] bytes = Files.readAllBytes(file);
      for (String name : List.of("Models/baseline_model.json", "Models/baseline_profile.json")) {
        assertEquals(3, tryWith(name, bytes, MONITOR).exit(), name + " of " + file);
      }
      String incidents = "Models/incidents.json";
      Result result = tryWith(incidents, bytes, "evaluate", "--quiet");
      assertEquals(3, result.exit(), incidents + " of " + file);
    }
  }

  private static List<byte[]> no() {
    return List.of();
  }

  private List<byte[]> tampered(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve(name));
    List<byte[]> tampered = new ArrayList<>();
    for (int i = 0; i < PREFIXES; i++) {
      tampered.add(Arrays.copyOf(bytes, (int) ((long) bytes.length * i / PREFIXES)));
    }
    Random random = new Random(name.hashCode());
    for (int i = 0; i < FLIPS; i++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 + random.nextInt(255));
      tampered.add(flipped);
    }
    return tampered;
  }

  /** Runs with a tampered file, which is whole again afterwards. */
  private Result tryWith(String name, byte[] tampered, String... args) throws IOException {
    Path file = folder.resolve(name);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, tampered);
    try {
      Result result = Cli.runIn(folder, args);
      String what = name + " of " + tampered.length + " bytes: " + result.err();
      assertTrue(result.exit() == 0 || result.exit() == 3, what);
      assertFalse(result.err().contains("Exception"), what);
      if (result.exit() == 3) {
        assertTrue(result.err().contains(file.getFileName().toString()), what);
      }
      return result;
    } finally {
      Files.write(file, whole);
    }
  }

  private Map<String, String> findings() throws IOException {
    Map<String, String> artifacts = TestData.artifacts(folder);
    artifacts
        .keySet()
        .retainAll(
            List.of(
                "Models/alerts_output.csv",
                "Models/decisions.csv",
                "Models/detections.csv",
                "Models/incidents.json"));
    return artifacts;
  }
}
