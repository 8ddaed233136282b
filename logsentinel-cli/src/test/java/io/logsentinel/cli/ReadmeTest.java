package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.Sentinel.Findings;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.detect.naming.Detection;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import io.logsentinel.core.incident.Incident;
import io.logsentinel.core.input.FlowReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The README and the pages it leads to: every snippet compiles, those of the library run. */
class ReadmeTest {
  private static final String README = "README.md";
  private static final String LIBRARY = "docs/library.md";
  private static final SentinelOptions OPTIONS = SentinelOptions.defaults().withWindowSize(500);

  /** The days of a small simulated week that stand for the snippets' two. */
  private static final List<String> DAYS =
      List.of("Monday-WorkingHours", "Friday-WorkingHours-Afternoon-PortScan");

  @TempDir static Path week;
  @TempDir Path folder;

  private static Path monday;
  private static Path today;
  private static Sentinel learned;
  private static Findings expected;

  @BeforeAll
  static void simulate() throws IOException {
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      if (DAYS.stream().anyMatch(day.fileName()::startsWith)) {
        try (OutputStream out = Files.newOutputStream(week.resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
    monday = day(DAYS.get(0));
    today = day(DAYS.get(1));
    learned = Sentinel.learn("monday", () -> Files.newInputStream(monday), OPTIONS);
    expected = learned.monitor("today", () -> Files.newInputStream(today));
    assertFalse(expected.incidents().isEmpty());
  }

  private static Path day(String name) throws IOException {
    try (Stream<Path> files = Files.list(week)) {
      return files.filter(f -> f.getFileName().toString().startsWith(name)).findAny().orElseThrow();
    }
  }

  @Test
  void libraryExample_learnsMonitorsSavesAndLoads() throws Exception {
    String snippet = snippet(README, 0);
    assertTrue(snippet.lines().count() <= 8, snippet);
    assertTrue(snippet.lines().allMatch(line -> line.length() <= 120), snippet);
    Path file = folder.resolve("sentinel.json");
    Sentinel[] loaded = new Sentinel[1];
    List<String> printed =
        run(
            snippet + "return sentinel;",
            "java.nio.file.Path monday, java.nio.file.Path today, java.nio.file.Path file",
            loaded,
            monday,
            today,
            file);
    assertEquals(expected.incidents().stream().map(Incident::reason).toList(), printed);
    Findings findings = loaded[0].monitor("today", () -> Files.newInputStream(today));
    assertEquals(expected.incidents(), findings.incidents());
    assertEquals(expected.alerts(), findings.alerts());
    assertEquals(reasons(expected), reasons(findings));
    assertTrue(expected.incidents().get(0).firstTime() != FlowBatch.NO_TIME);
  }

  private static List<String> reasons(Findings findings) {
    return findings.detections().stream().map(Detection::reason).toList();
  }

  @Test
  void flowsThatAreNoFile_areMonitored() throws Exception {
    List<Map.Entry<FlowRecord, Instant>> flows = new ArrayList<>();
    try (FlowReader reader = FlowReader.open(() -> Files.newInputStream(today))) {
      for (FlowBatch batch = reader.next(); batch != null; batch = reader.next()) {
        for (int row = 0; row < batch.size(); row++) {
          flows.add(Map.entry(batch.record(row), Instant.ofEpochMilli(batch.localTime(row))));
        }
      }
    }
    String sensor =
        """
        import io.logsentinel.core.flow.FlowRecord;
        import java.time.Instant;
        record Seen(FlowRecord flow, Instant time) {}
        var sensor = flows.stream().map(flow -> new Seen(flow.getKey(), flow.getValue())).toList();
        """;
    List<String> printed =
        run(
            sensor + snippet(LIBRARY, 0) + "return null;",
            "io.logsentinel.core.Sentinel sentinel, "
                + "java.util.List<java.util.Map.Entry<FlowRecord, Instant>> flows",
            new Object[1],
            learned,
            flows);
    assertEquals(
        expected.incidents().stream()
            .map(incident -> incident.severity() + " " + incident.reason())
            .sorted()
            .toList(),
        printed.stream().sorted().toList());
    assertTrue(printed.get(0).contains(", from 20"), printed.get(0));
  }

  @Test
  void secondOpinions_areThoseOfTheForest() throws Exception {
    SentinelOptions[] options = new SentinelOptions[1];
    run(snippet(LIBRARY, 1) + "return options;", "", options);
    Findings findings =
        Sentinel.learn("monday", () -> Files.newInputStream(monday), options[0].withWindowSize(500))
            .monitor("today", () -> Files.newInputStream(today));
    assertEquals(reasons(expected), reasons(findings));
    assertTrue(findings.detections().stream().allMatch(d -> d.opinion().isPresent()));
    assertTrue(findings.detections().stream().anyMatch(d -> d.opinion().get().anomalous()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docs/detector.md | FlowSource source, Profile profile",
        "docs/explain.md | Detector detector, Profile profile",
        "docs/incidents.md | List<Detection> detections"
      })
  void snippetOfAPage_compiles(String page, String parameters) throws Exception {
    String imports =
        Stream.of(
                "java.util",
                "io.logsentinel.core.detect.calibrated",
                "io.logsentinel.core.detect.naming",
                "io.logsentinel.core.incident",
                "io.logsentinel.core.input",
                "io.logsentinel.core.window")
            .map(name -> "import " + name + ".*;\n")
            .collect(Collectors.joining());
    compile(imports + snippet(page, 0) + "return null;", parameters);
  }

  /** What a snippet prints; what it returns goes into the result. */
  private <T> List<String> run(String snippet, String parameters, T[] result, Object... values)
      throws Exception {
    compile(snippet, parameters);
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Method run = loader.loadClass("Snippet").getMethods()[0];
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      @SuppressWarnings("unchecked")
      T returned = (T) run.invoke(null, values);
      result[0] = returned;
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** Compiles a snippet with its own imports, as the body of a method. */
  private void compile(String snippet, String parameters) throws IOException {
    String imports = lines(snippet, true);
    String body = lines(snippet, false);
    Path source = folder.resolve("Snippet.java");
    Files.writeString(
        source,
        imports
            + "public class Snippet {\n"
            + "  public static Object run("
            + parameters
            + ") throws Exception {\n"
            + body
            + "  }\n}\n");
    String[] arguments = {
      "-cp", System.getProperty("java.class.path"), "-d", folder.toString(), source.toString()
    };
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int exit = ToolProvider.getSystemJavaCompiler().run(null, null, errors, arguments);
    assertEquals(0, exit, errors.toString(StandardCharsets.UTF_8));
  }

  private static String lines(String snippet, boolean imports) {
    return snippet
        .lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void everyOptionOfTheHelp_standsOnItsPage() throws IOException {
    Matcher options = Pattern.compile("--[a-z-]+").matcher(Cli.run("--help").out());
    String page = page("docs/options.md");
    while (options.find()) {
      assertTrue(
          page.contains(options.group())
              || List.of("--help", "--version").contains(options.group()),
          options.group());
    }
  }

  @Test
  void everyCommand_standsOnThatPage() throws IOException {
    String page = page("docs/options.md");
    String none = Cli.run("config", "none").err();
    String commands = none.substring(none.indexOf("there are: ") + "there are: ".length());
    for (String command : commands.lines().findFirst().orElseThrow().split(", ")) {
      assertTrue(page.contains(command), command);
    }
  }

  @Test
  void aStranger_hasLittleToRead() throws IOException {
    assertTrue(page(README).lines().count() <= 120);
    assertTrue(page(README).lines().allMatch(line -> line.length() <= 120));
  }

  /** The table of habits names a test for each that holds. */
  @Test
  void habits_areShownByTests() throws IOException {
    Set<String> tests = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java"))
          .forEach(name -> tests.add(name.replace(".java", "")));
    }
    List<String> rows =
        page("docs/habits.md").lines().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertEquals(39, rows.size());
    long held = rows.stream().filter(row -> row.split(" \\| ")[1].startsWith("yes")).count();
    assertTrue(held >= 33, held + " habits");
    for (String row : rows) {
      Matcher test = Pattern.compile("`(\\w+Test)`").matcher(row);
      while (test.find()) {
        assertTrue(tests.contains(test.group(1)), row);
      }
    }
  }

  /** Every page is reached from the index, and every link leads somewhere. */
  @Test
  void links_lead() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Path.of("..").resolve(README)));
    try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    String index = page("docs/README.md");
    for (Path page : pages) {
      String name = page.getFileName().toString();
      assertTrue(name.equals(README) || index.contains("(" + name + ")"), name + " is not listed");
      Matcher links =
          Pattern.compile("\\]\\(([^)#:]*)(?:#([^)]*))?\\)").matcher(Files.readString(page));
      while (links.find()) {
        Path target = links.group(1).isEmpty() ? page : page.resolveSibling(links.group(1));
        assertTrue(Files.exists(target), page + ": " + links.group());
        if (links.group(2) != null) {
          assertTrue(anchors(target).contains(links.group(2)), page + ": " + links.group());
        }
      }
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'))
        .toList();
  }

  private static String snippet(String page, int number) throws IOException {
    List<String> snippets =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(page(page))
            .results()
            .map(result -> result.group(1))
            .toList();
    return snippets.get(number);
  }

  private static String page(String name) throws IOException {
    return Files.readString(Path.of("..").resolve(name));
  }
}
