package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.artifact.BaselineStateJson;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.window.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A baseline updated with a week that holds attacks, beside one updated without them. */
class PoisonedBaselineTest {
  /** An attack after so many windows without one is another one. */
  private static final int QUIET = 5;

  /** Stated in docs/baseline.md: how far means may lie off, in standard deviations. */
  private static final double MEANS = 0.1;

  /** How far standard deviations may lie off, as a share. */
  private static final double DEVIATIONS = 0.15;

  /** Share of the attacked windows that may train. */
  private static final double TRAINED = 0.05;

  /** A window with a lower share of attack flows is not counted as attacked. */
  private static final double ATTACKED = 0.01;

  @TempDir Path poisoned;
  @TempDir Path clean;

  private final List<String> days = new ArrayList<>();

  private static double attackRatio(String row) {
    return Double.parseDouble(row.substring(row.lastIndexOf(',') + 1));
  }

  private static Path windowed(Path folder, String day) {
    return folder.resolve("Data/windowed/windowed_cleaned_" + day);
  }

  private static Path profiles(Path folder, String day) {
    return folder.resolve("Data/windowed/profile_" + day.replace(".csv", ".jsonl"));
  }

  private void simulate() throws IOException {
    Path raw = Files.createDirectories(poisoned.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      days.add(day.fileName());
      try (OutputStream out = Files.newOutputStream(raw.resolve(day.fileName()))) {
        day.write(out);
      }
    }
    days.remove(0);
    assertEquals(0, Cli.runIn(poisoned, "--window-size=200", "--quiet", "--no-cleaned").exit());
  }

  private void copyWindows() throws IOException {
    for (String of : List.of("Data/windowed", "Models")) {
      Files.createDirectories(clean.resolve(of));
      try (Stream<Path> files = Files.list(poisoned.resolve(of))) {
        for (Path file : files.toList()) {
          Files.copy(file, clean.resolve(poisoned.relativize(file)));
        }
      }
    }
  }

  /** Leaves the windows without an attack flow. */
  private void withoutAttacks(String day) throws IOException {
    List<String> rows = Files.readAllLines(windowed(clean, day));
    List<String> lines = Files.readAllLines(profiles(clean, day));
    List<String> keptRows = new ArrayList<>(List.of(rows.get(0)));
    List<String> keptLines = new ArrayList<>();
    for (int w = 0; w < lines.size(); w++) {
      if (attackRatio(rows.get(w + 1)) == 0) {
        keptRows.add(rows.get(w + 1));
        keptLines.add(lines.get(w));
      }
    }
    Files.write(windowed(clean, day), keptRows);
    Files.write(profiles(clean, day), keptLines);
  }

  private void update(Path folder) {
    List<String> args = new ArrayList<>(List.of("baseline", "update"));
    args.addAll(days);
    assertEquals(0, Cli.runIn(folder, args.toArray(String[]::new)).exit());
  }

  private static Baseline baseline(Path folder) throws IOException {
    try (InputStream in = Files.newInputStream(folder.resolve("Models/baseline_model.json"))) {
      return BaselineJson.read(in);
    }
  }

  @Test
  void attacksHardlyTrain_andAreStillFound() throws IOException {
    simulate();
    copyWindows();
    for (String day : days) {
      withoutAttacks(day);
    }
    update(poisoned);
    update(clean);
    Baseline expected = baseline(clean);
    Baseline actual = baseline(poisoned);
    for (Metric metric : Metric.values()) {
      Spread off = actual.spreads().get(metric.ordinal());
      Spread from = expected.spreads().get(metric.ordinal());
      assertEquals(from.mean(), off.mean(), MEANS * from.std(), metric.column());
      assertEquals(from.std(), off.std(), DEVIATIONS * from.std(), metric.column());
    }
    assertTrained();
    assertFound();
  }

  private void assertTrained() throws IOException {
    Set<List<Double>> trained;
    try (InputStream in = Files.newInputStream(poisoned.resolve("Models/baseline_profile.json"))) {
      trained = new HashSet<>(BaselineStateJson.read(in).windows());
    }
    int attacked = 0;
    int taken = 0;
    for (String day : days) {
      for (String row : Files.readAllLines(windowed(poisoned, day)).stream().skip(1).toList()) {
        if (attackRatio(row) >= ATTACKED) {
          attacked++;
          List<Double> metrics = new ArrayList<>();
          String[] fields = row.split(",");
          for (int m = 1; m <= Metric.values().length; m++) {
            metrics.add(Double.parseDouble(fields[m]));
          }
          taken += trained.contains(metrics) ? 1 : 0;
        }
      }
    }
    assertTrue(attacked >= 90, attacked + " attacked");
    assertTrue(taken <= TRAINED * attacked, taken + " of " + attacked + " trained");
  }

  /** The same windows under other names, so that they are monitored. */
  private void assertFound() throws IOException {
    int attacked = 0;
    for (String day : days) {
      Files.move(windowed(poisoned, day), windowed(poisoned, "again_" + day));
      Files.move(profiles(poisoned, day), profiles(poisoned, "again_" + day));
      for (String row :
          Files.readAllLines(windowed(poisoned, "again_" + day)).stream().skip(1).toList()) {
        attacked += attackRatio(row) >= ATTACKED ? 1 : 0;
      }
    }
    int found = 0;
    for (Set<Integer> windows : found("--adapt=none").values()) {
      found += windows.size();
    }
    assertTrue(found >= 0.95 * attacked, found + " found of " + attacked);
    Map<String, Set<Integer>> told = found("--adapt=auto");
    for (String day : days) {
      Path windowed = windowed(poisoned, "again_" + day);
      assertToldOf(told.getOrDefault(windowed.getFileName().toString(), Set.of()), windowed);
    }
  }

  /** An adaptive detector tells of what begins, and need not go on for as long as it lasts. */
  private static void assertToldOf(Set<Integer> told, Path windowed) throws IOException {
    List<String> rows = Files.readAllLines(windowed);
    int quiet = QUIET;
    for (int w = 0; w < rows.size() - 1; w++) {
      boolean attacked = attackRatio(rows.get(w + 1)) >= ATTACKED;
      boolean begins = attacked && quiet >= QUIET;
      assertTrue(
          !begins || told.contains(w) || told.contains(w + 1),
          windowed + ": nothing tells of what begins in window " + w + ", only " + told);
      quiet = attacked ? 0 : quiet + 1;
    }
  }

  /** By file, the windows with attacks that alarm. */
  private Map<String, Set<Integer>> found(String adaptation) throws IOException {
    assertEquals(0, Cli.runIn(poisoned, "--step=monitor", "--quiet", adaptation).exit());
    Map<String, Set<Integer>> found = new HashMap<>();
    for (String row :
        Files.readAllLines(poisoned.resolve("Models/detections.csv")).stream().skip(1).toList()) {
      String[] fields = row.split(",");
      int window = Integer.parseInt(fields[1]);
      Path windowed = poisoned.resolve("Data/windowed").resolve(fields[0]);
      if (attackRatio(Files.readAllLines(windowed).get(1 + window)) >= ATTACKED) {
        String day = fields[0];
        found.computeIfAbsent(day, any -> new HashSet<>()).add(window);
      }
    }
    return found;
  }
}
