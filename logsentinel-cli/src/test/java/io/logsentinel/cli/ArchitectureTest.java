package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may know whom. */
class ArchitectureTest {
  /**
   * The house: each package, in the order in which the data flows, and those that it may know. A
   * package of core may know every one of core before it; of the others only those named here.
   */
  private static final List<String> CORE =
      List.of(
          "core.work",
          "core.text",
          "core.text.json",
          "core.flow",
          "core.input.dialect",
          "core.input.row",
          "core.input",
          "core.allow",
          "core.window",
          "core.detect",
          "core.detect.zscore",
          "core.detect.calibrated",
          "core.detect.naming",
          "core.baseline",
          "core.incident",
          "core.evaluate",
          "core.artifact",
          "core");

  private static final Map<String, List<String>> CLI =
      Map.ofEntries(
          Map.entry("cli.journal", List.of()),
          Map.entry("cli.workspace", List.of("cli.journal")),
          Map.entry("cli.simulate", List.of()),
          Map.entry("cli.allow", List.of("cli.workspace")),
          Map.entry("cli.output", List.of("cli.workspace")),
          Map.entry("cli.detector", List.of("cli.workspace")),
          Map.entry("cli.ingest", List.of("cli.allow", "cli.workspace")),
          Map.entry(
              "cli.run",
              List.of(
                  "cli.allow",
                  "cli.detector",
                  "cli.ingest",
                  "cli.journal",
                  "cli.workspace",
                  "cli.output")),
          Map.entry("cli.append", List.of("cli.output", "cli.workspace")),
          Map.entry("cli.adapt", List.of("cli.detector", "cli.journal", "cli.workspace")),
          Map.entry(
              "cli.follow",
              List.of(
                  "cli.adapt",
                  "cli.append",
                  "cli.allow",
                  "cli.detector",
                  "cli.ingest",
                  "cli.journal",
                  "cli.metrics",
                  "cli.workspace",
                  "cli.output",
                  "cli.run")),
          Map.entry("cli.explain", List.of("cli.workspace", "cli.run")),
          Map.entry("cli.reuse", List.of("cli.workspace", "cli.run")),
          Map.entry("cli.evaluate", List.of("cli.workspace")),
          Map.entry("cli.compare", List.of("cli.workspace")),
          Map.entry(
              "cli.report",
              List.of("cli.workspace", "cli.output", "cli.run", "cli.explain", "cli.compare")),
          Map.entry("cli.inspect", List.of("cli.ingest", "cli.workspace", "cli.run")),
          Map.entry("cli.metrics", List.of("cli.ingest", "cli.workspace", "cli.run")),
          Map.entry(
              "cli.terminal",
              List.of(
                  "cli.allow",
                  "cli.ingest",
                  "cli.workspace",
                  "cli.run",
                  "cli.explain",
                  "cli.evaluate",
                  "cli.compare",
                  "cli.inspect")),
          Map.entry(
              "cli.option",
              List.of("cli.allow", "cli.workspace", "cli.output", "cli.run", "cli.terminal")),
          Map.entry(
              "cli.command",
              List.of(
                  "cli.adapt",
                  "cli.allow",
                  "cli.ingest",
                  "cli.option",
                  "cli.workspace",
                  "cli.simulate",
                  "cli.output",
                  "cli.run",
                  "cli.follow",
                  "cli.explain",
                  "cli.evaluate",
                  "cli.compare",
                  "cli.inspect",
                  "cli.metrics",
                  "cli.report",
                  "cli.reuse",
                  "cli.terminal")),
          Map.entry("cli", List.of("cli.command", "cli.option", "cli.terminal", "cli.workspace")));

  private static final int MOST_FILES = 25;
  private static final int MOST_PUBLIC = 65;

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
  void flink_knowsOnlyCore_andOthersKnowNoFlink() throws IOException {
    assertEquals(
        List.of(),
        offenders(
            "logsentinel-flink/src/main",
            "io\\.logsentinel\\.(ml|cli|bench)|java\\.nio\\.file|System\\.(out|err|in)\\b"
                + "|Math\\.random|ObjectInputStream"));
    for (String module : SourceTree.MODULES) {
      if (!module.equals("logsentinel-flink")) {
        assertEquals(List.of(), offenders(module + "/src/main", "\\.flink\\."), module);
      }
    }
  }

  @Test
  void corePackages_knowOnlyThoseBeforeThem() throws IOException {
    Map<String, Set<String>> packages = new SourceTree().packages();
    Set<String> core = new TreeSet<>(packages.keySet());
    core.removeIf(name -> !name.startsWith("core"));
    assertEquals(Set.copyOf(CORE), core, "the packages of core");
    for (int i = 0; i < CORE.size(); i++) {
      Set<String> others = new TreeSet<>(packages.get(CORE.get(i)));
      others.removeAll(CORE.subList(0, i));
      assertEquals(Set.of(), others, CORE.get(i) + " knows what comes after it");
    }
  }

  @Test
  void cliPackages_knowOnlyThoseTheyMay() throws IOException {
    Map<String, Set<String>> packages = new SourceTree().packages();
    for (Map.Entry<String, Set<String>> known : packages.entrySet()) {
      if (known.getKey().startsWith("cli")) {
        Set<String> others = new TreeSet<>(known.getValue());
        others.removeIf(other -> other.startsWith("core") || other.equals("ml"));
        others.removeAll(CLI.get(known.getKey()));
        assertEquals(Set.of(), others, known.getKey() + " knows what it must not");
      }
    }
  }

  @Test
  void noCycleBetweenPackages() throws IOException {
    assertEquals(List.of(), SourceTree.cycles(new SourceTree().packages()));
  }

  @Test
  void noCycleBetweenFiles_butSealedFamilies() throws IOException {
    SourceTree tree = new SourceTree();
    List<Set<String>> cycles = new ArrayList<>(tree.fileCycles());
    cycles.removeIf(cycle -> isSealedFamily(cycle, tree.types()));
    assertEquals(List.of(), cycles);
  }

  private static boolean isSealedFamily(Set<String> cycle, Map<String, SourceTree.Type> types) {
    return cycle.stream()
        .map(types::get)
        .filter(SourceTree.Type::isSealed)
        .anyMatch(
            family ->
                cycle.stream()
                    .map(types::get)
                    .allMatch(type -> type == family || type.isOfFamily(family.name())));
  }

  @Test
  void packages_canBeSurveyed() throws IOException {
    SourceTree tree = new SourceTree();
    Map<String, Integer> files = new TreeMap<>();
    int open = 0;
    for (SourceTree.Type type : tree.types().values()) {
      files.merge(type.packageName(), 1, Integer::sum);
      boolean ofCore = type.packageName().startsWith("io.logsentinel.core");
      // public in the language's sense alone: no public method outside speaks of these, which
      // PublicApiTest would show
      boolean isInternal =
          type.packageName().matches(".*\\.(artifact|work|text|text\\.json|input\\.row)");
      boolean forUsers = ofCore && !isInternal;
      open += forUsers && type.isPublic() ? 1 : 0;
    }
    files.values().removeIf(count -> count <= MOST_FILES);
    assertTrue(
        List.of("io.logsentinel.ml").containsAll(files.keySet()),
        "more than " + MOST_FILES + " files in " + files);
    assertTrue(open <= MOST_PUBLIC, open + " public types in core for its users");
  }

  @Test
  void cli_prints_onlyThroughTheConsole() throws IOException {
    assertEquals(
        List.of(),
        offenders(
            "logsentinel-cli/src/main", "System\\.(out|err)\\b|PrintStream|printStackTrace\\(\\)"));
  }
}
