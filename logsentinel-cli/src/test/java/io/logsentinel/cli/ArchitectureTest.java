package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. */
class ArchitectureTest {
  private static final List<String> STAGES =
      List.of(
          "flow",
          "table",
          "json",
          "profile",
          "window",
          "baseline",
          "alert",
          "detect",
          "learn",
          "incident",
          "evaluate");

  private static List<String> offenders(String folder, String forbidden) throws IOException {
    Pattern pattern = Pattern.compile(forbidden);
    List<String> offenders = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("..").resolve(folder))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertTrue(!sources.isEmpty(), folder);
      for (Path source : sources) {
        for (String line : Files.readAllLines(source)) {
          if (!line.strip().startsWith("*") && pattern.matcher(line).find()) {
            offenders.add(source + ": " + line.strip());
          }
        }
      }
    }
    return offenders;
  }

  @Test
  void core_knowsNoPathsNoClockNoPrinting() throws IOException {
    assertEquals(
        List.of(),
        offenders(
            "logsentinel-core/src/main",
            "java\\.nio\\.file|java\\.io\\.File\\b|System\\.(out|err|in|currentTime|nanoTime)"
                + "|java\\.time\\.Clock|\\.now\\(\\)|Math\\.random|io\\.logsentinel\\.(ml|cli)"));
  }

  @Test
  void ml_knowsNothingOfFlows() throws IOException {
    assertEquals(
        List.of(),
        offenders(
            "logsentinel-ml/src/main",
            "io\\.logsentinel\\.(core|cli)|java\\.nio\\.file|System\\.(out|err|in|currentTime)"
                + "|Math\\.random|ObjectInputStream"));
  }

  @Test
  void stages_knowOnlyWhatComesBefore() throws IOException {
    for (int i = 0; i < STAGES.size(); i++) {
      String later = String.join("|", STAGES.subList(i + 1, STAGES.size()));
      assertEquals(
          List.of(),
          later.isEmpty()
              ? List.of()
              : offenders(
                  "logsentinel-core/src/main/java/io/logsentinel/core/" + STAGES.get(i),
                  "import.*io\\.logsentinel\\.core\\.(" + later + ")\\."));
    }
  }

  @Test
  void cli_prints_onlyThroughTheConsole() throws IOException {
    assertEquals(
        List.of(),
        offenders(
            "logsentinel-cli/src/main", "System\\.(out|err)\\b|PrintStream|printStackTrace\\(\\)"));
  }
}
