package io.logsentinel.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.artifact.WindowsCsv;
import io.logsentinel.core.detect.zscore.Alert;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFileException;
import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.core.input.FlowReader;
import io.logsentinel.core.text.TableReader;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.window.Windower;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the original made of the same files. */
class GoldenTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  /** A long row is rejected alone, and UTF-16 is read, on purpose. */
  private static final Set<String> DEPARTURES = Set.of("a15_long_row.csv", "a29_utf16.csv");

  private record Read(List<FlowRecord> flows, List<Window> windows, RowCounts counts) {}

  private static Read read(Path file, int windowSize) throws IOException {
    List<FlowRecord> flows = new ArrayList<>();
    List<Window> windows = new ArrayList<>();
    RowCounts counts =
        FlowReader.readAll(
            () -> Files.newInputStream(file),
            FlowFormats.CIC_IDS_2017,
            Runnable::run,
            2,
            hasTimes -> {
              flows.clear();
              windows.clear();
              Windower windower =
                  new Windower(
                      windowSize,
                      new AccumulatorPool(),
                      full -> {
                        full.discard();
                        windows.add(full.window());
                      });
              return (batch, none) -> {
                for (int row = 0; row < batch.size(); row++) {
                  flows.add(batch.record(row));
                }
                windower.add(batch);
              };
            });
    return new Read(flows, windows, counts);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
  }

  private static List<Window> readWindows(Path file) throws IOException {
    List<Window> windows = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        TableReader<Window> reader = WindowsCsv.reader(in)) {
      for (Window window = reader.next(); window != null; window = reader.next()) {
        windows.add(window);
      }
    }
    return windows;
  }

  @ParameterizedTest
  @CsvSource({"nasty, 10", "mini, 20"})
  void flowsAndWindowsAreThoseOfTheOriginal(String name, int windowSize) throws IOException {
    Path golden = SharedFolder.of("golden/" + name);
    Path data = golden.resolve("expected/Data");
    int compared = 0;
    for (Path raw : files(golden.resolve("raw"))) {
      String file = raw.getFileName().toString();
      if (DEPARTURES.contains(file)) {
        continue;
      }
      Path cleaned = data.resolve("processed/cleaned_" + file);
      Read read;
      try {
        read = read(raw, windowSize);
      } catch (FlowFileException e) {
        assertFalse(Files.exists(cleaned), file + ": " + e.getMessage());
        continue;
      }
      assertTrue(Files.exists(cleaned), file + " is read here only");
      assertEquals(read(cleaned, windowSize).flows, read.flows, file);
      assertEquals(read.flows.size(), read.counts.kept(), file);
      List<Window> expected = readWindows(data.resolve("windowed/windowed_cleaned_" + file));
      assertEquals(expected.size(), read.windows.size(), file);
      for (int i = 0; i < expected.size(); i++) {
        assertNear(expected.get(i), read.windows.get(i), file);
      }
      compared++;
    }
    assertTrue(compared >= 8, compared + " files compared");
  }

  private static void assertNear(Window expected, Window actual, String file) {
    for (Metric metric : Metric.values()) {
      assertNear(metric.of(expected), metric.of(actual), file + " " + metric);
    }
    assertEquals(expected.id(), actual.id(), file);
    assertNear(expected.attackRatio(), actual.attackRatio(), file);
  }

  private static void assertNear(double expected, double actual, String what) {
    assertTrue(
        Math.abs(expected - actual) <= 1e-9 * Math.abs(expected),
        what + ": expected " + expected + " but was " + actual);
  }

  @ParameterizedTest
  @CsvSource({"nasty, 10", "mini, 20"})
  void theBaselineIsThatOfTheOriginal(String name, int windowSize) throws IOException {
    Path golden = SharedFolder.of("golden/" + name);
    Baseline expected;
    try (InputStream in =
        Files.newInputStream(golden.resolve("expected/Models/baseline_model.json"))) {
      expected = BaselineJson.read(in);
    }
    Baseline actual =
        Baseline.learn(read(golden.resolve("raw").resolve(MONDAY), windowSize).windows);
    for (Metric metric : Metric.values()) {
      Baseline.Spread e = expected.spreads().get(metric.ordinal());
      Baseline.Spread a = actual.spreads().get(metric.ordinal());
      assertNear(e.mean(), a.mean(), metric + " mean");
      assertNear(e.std(), a.std(), metric + " std");
    }
  }

  @Test
  void theAlertsAreThoseOfTheOriginal() throws IOException {
    Path golden = SharedFolder.of("golden/mini");
    Baseline baseline = Baseline.learn(read(golden.resolve("raw").resolve(MONDAY), 20).windows);
    ZScoreMonitor monitor = new ZScoreMonitor(baseline, Optional.empty());
    List<String> actual = new ArrayList<>();
    for (Path raw : files(golden.resolve("raw"))) {
      String file = raw.getFileName().toString();
      if (file.contains("Monday")) {
        continue;
      }
      ZScoreAssessment previous = null;
      for (Window window : read(raw, 20).windows) {
        previous = monitor.assess(window, previous);
        Alert.of("windowed_cleaned_" + file, previous).map(GoldenTest::row).ifPresent(actual::add);
      }
    }
    List<String> expected = new ArrayList<>();
    List<String> lines = Files.readAllLines(golden.resolve("expected/Models/alerts_output.csv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split(",", -1); // nothing in it is quoted
      expected.add(
          String.join(
              ",",
              f[0],
              f[1],
              f[2],
              f[3],
              f[4],
              plain(f[5]),
              plain(f[6]),
              f[8],
              f[9],
              f[10],
              f[11],
              plain(f[12])));
    }
    assertTrue(expected.size() > 10, expected.size() + " alerts");
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  /** Without the indicators, where ties may fall either way, and without the forest. */
  private static String row(Alert alert) {
    Window window = alert.window();
    return String.join(
        ",",
        alert.file(),
        "" + window.id(),
        alert.severity().name(),
        alert.pattern().label(),
        alert.pattern().confidence().word(),
        alert.anomalyIndexText(),
        alert.maxZScoreText(),
        alert.trendText(),
        "" + window.uniqueSourceIps(),
        "" + window.uniqueDestinationIps(),
        "" + window.uniqueDestinationPorts(),
        alert.attackRatioText());
  }

  private static String plain(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }
}
