package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.google.gson.JsonParser;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command line of README.md and docs/, run by a shell as it stands there: those of a page in
 * their order, in a folder of their own with the files that the pages name.
 */
class DocsCommandsTest {
  /** A small week: the options of a user who has set them for good. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "LOGSENTINEL_WINDOW_SIZE", "100", // the week is of 14,000 flows
          "LOGSENTINEL_UNTIL_IDLE", "1s"); // `follow` has an end

  /** Lines that are not run, by how they begin, and why not. */
  private static final Map<String, String> NOT_RUN =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("mvn ", "the build, of which this test is a part"),
              Map.entry("sudo ", "changes the machine; packaging/test.sh installs on a copy"),
              Map.entry("man -l share/", "of an unpacked archive; packaging/test.sh, ManualTest"),
              Map.entry("source share/", "of an unpacked archive; ManualTest asks bash"),
              Map.entry("fpath=", "of an unpacked archive; ManualTest asks zsh"),
              Map.entry("java=", "of an installation; packaging/test.sh"),
              Map.entry("version=", "of an installation; packaging/test.sh"),
              Map.entry("cd lib/logsentinel ", "of an installation; packaging/test.sh"),
              Map.entry("docker ", "needs an engine of containers"),
              Map.entry(
                  "./logsentinel baseline rollback", "of a follower at work: AdaptedFollowTest"),
              Map.entry("logsentinel-flink/cluster.sh ", "needs a cluster; -Pflink-proof"),
              Map.entry(
                  "./logsentinel monitor --output ocsf:- today.csv | sh examples/splunk",
                  "needs a collector; ExamplesTest is one")));

  /** Indented lines that are no commands, by how they begin. */
  private static final Set<String> NO_COMMANDS =
      Set.of(
          "u < 2^",
          "error = sqrt", // formulas
          "*.header=",
          "edge-7.",
          "{\"source\":", // lines of files
          "logsentinel_run_failed == 1",
          "logsentinel_incidents{"); // queries

  /** Files that pages name, by the day of the week that stands for them. */
  private static final Map<String, List<String>> FILES =
      Map.of(
          "Monday",
          List.of("monday.csv", "monday.csv.gz", "monday.log.gz", "logs/monday.csv.gz"),
          "Tuesday",
          List.of("logs/tuesday.csv.zst", "more/tuesday.csv.gz"),
          "PortScan",
          List.of(
              "today.csv",
              "today.csv.gz",
              "today.csv.zst",
              "today.log.gz",
              "conn.log.gz",
              "eve.json.gz",
              "var/log/zeek/current/conn.log"));

  /** Exit codes other than 0, by a part of the line, and why. */
  private static final Map<String, Integer> EXIT_CODES =
      Map.of(
          "--fail-on HIGH today", 4, // today has incidents of that severity
          "--fail-on CRITICAL --quiet today.csv$", 4);

  /** Words that stand for others: folders of the machine, placeholders, and what takes long. */
  private static final Map<String, String> WORDS =
      Map.of(
          " /var/", " var/",
          ":/var/", ":var/",
          "client_addr\" today", "client_addr\" own",
          " FILE ", " today.csv.gz ",
          "simulate --out", "simulate --scale 0.005 --out"); // else a week of 1.2 GB

  /** A run of last week and one of today. */
  private static final List<String> WEEK_OF_RUNS =
      List.of(
          "./logsentinel learn monday.csv",
          "./logsentinel monitor today.csv && mv Models/runs/* Models/runs/2026-11-19T06-00-00",
          "./logsentinel monitor --again today.csv",
          "mv $(ls -d Models/runs/* | grep -v 2026-11-19) Models/runs/2026-11-26T06-00-01");

  private static List<String> of(List<String> lines, String last) {
    return Stream.concat(lines.stream(), Stream.of(last)).toList();
  }

  /** What must have been done before a page's first line. */
  private static final Map<String, List<String>> BEFORE =
      Map.of(
          "README.md",
          List.of("./logsentinel allow --example > allow.csv"),
          "docs/baseline.md",
          List.of(
              "cd Data/raw && mv Monday* Monday.csv && mv Tuesday* Tuesday.csv"
                  + " && mv Wednesday* Wednesday.csv && mv Friday*PortScan* NewOffice.csv",
              "./logsentinel --step preprocess",
              "./logsentinel --step window"),
          "docs/explain.md",
          List.of("./logsentinel"),
          "docs/jobs.md",
          of(WEEK_OF_RUNS, "sed '1s/Source IP/client_addr/' today.csv > own.csv"),
          "docs/report.md",
          of(WEEK_OF_RUNS, "./logsentinel"),
          "docs/results.md",
          List.of("./logsentinel"));

  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern BLOCK = Pattern.compile("(?m)(?<=\n\n)(?:    .*\n)+");
  private static final Pattern FENCES = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern ID = Pattern.compile("(?<=explain )(ID|[0-9a-f]{4,12})\\b");

  @TempDir static Path folder;

  private static Path prepared;
  private static Path work;
  private static Process server;

  @BeforeAll
  static void prepare() throws Exception {
    for (String tool : List.of("sh", "jq", "zcat", "mkfifo")) {
      Assumptions.assumeTrue(
          Stream.of(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(path -> Files.isExecutable(Path.of(path, tool))),
          tool + " is not there: skipped");
    }
    prepared = Files.createDirectories(folder.resolve("prepared"));
    work = Files.createDirectories(folder.resolve("work"));
    for (SimulatedDay day : new SimulatedWeek(0.005, 7).days()) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      day.write(text);
      write("Data/raw/" + day.fileName(), text.toByteArray());
      for (Map.Entry<String, List<String>> files : FILES.entrySet()) {
        if (day.fileName().contains(files.getKey())) {
          for (String name : files.getValue()) {
            write(name, text.toByteArray());
          }
        }
      }
    }
    Path pipes = Files.createDirectories(folder.resolve("pipes"));
    for (String pipe : List.of("call", "exit")) {
      assertEquals(
          0, new ProcessBuilder("mkfifo", pipes.resolve(pipe).toString()).start().waitFor());
    }
    script(prepared.resolve("logsentinel"), CommandServer.script(pipes));
    script(folder.resolve("bin/mail"), "#!/bin/sh\ncat\n");
    script(folder.resolve("bin/ssh"), "#!/bin/sh\nshift\nexec \"$@\"\n");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1", // short runs: compiling well costs more than it gives
            "-cp",
            System.getProperty("java.class.path"),
            CommandServer.class.getName(),
            pipes.toString());
    builder.environment().putAll(ENVIRONMENT);
    server = builder.directory(work.toFile()).inheritIO().start();
  }

  @AfterAll
  static void end() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  private static void write(String name, byte[] text) throws IOException {
    Path file = prepared.resolve(name);
    Files.createDirectories(file.getParent());
    if (name.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(text);
      }
    } else {
      Files.write(file, name.endsWith(".zst") ? Zstd.compress(text) : text);
    }
  }

  private static void script(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static List<String> pages() throws IOException {
    List<String> pages = new ArrayList<>(List.of("README.md"));
    try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
      docs.map(file -> "docs/" + file.getFileName())
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .forEach(pages::add);
    }
    return pages;
  }

  /** Indented lines after an empty one, those that go on put together; none of other languages. */
  private static List<String> indented(String page) throws IOException {
    List<String> lines = new ArrayList<>();
    boolean isBlock = true;
    String text = Files.readString(Path.of("..").resolve(page));
    for (String line : FENCES.matcher(text).replaceAll("").split("\n", -1)) {
      isBlock = line.isBlank() || isBlock && line.startsWith("    ");
      if (isBlock && !line.isBlank()) {
        int last = lines.size() - 1;
        if (last >= 0 && lines.get(last).endsWith(" \\")) {
          String begun = lines.get(last);
          lines.set(last, begun.substring(0, begun.length() - 1) + line.strip());
        } else {
          lines.add(line.strip());
        }
      }
    }
    return lines;
  }

  /**
   * The command lines within sentences and tables, where the program is not just named; of the page
   * of options they are patterns.
   */
  private static List<String> spans(String page) throws IOException {
    String text = Files.readString(Path.of("..").resolve(page));
    return page.equals("docs/options.md")
        ? List.of()
        : SPAN.matcher(BLOCK.matcher(FENCES.matcher(text).replaceAll("")).replaceAll(""))
            .results()
            .map(span -> span.group(1).replace('\n', ' ').replace("\\|", "|"))
            .filter(span -> span.contains("./logsentinel "))
            .toList();
  }

  private static Optional<String> notRun(String line) {
    return NOT_RUN.keySet().stream().filter(line::startsWith).findAny();
  }

  @Test
  void everyIndentedLine_isRun_orOnTheList() throws IOException {
    Set<String> unused = new TreeSet<>(NOT_RUN.keySet());
    unused.addAll(NO_COMMANDS);
    for (String page : pages()) {
      for (String line : Stream.of(indented(page), spans(page)).flatMap(List::stream).toList()) {
        Optional<String> listed =
            notRun(line).or(() -> NO_COMMANDS.stream().filter(line::startsWith).findAny());
        assertTrue(listed.isPresent() || line.contains("./logsentinel"), page + ": " + line);
        listed.ifPresent(unused::remove);
      }
    }
    assertEquals(Set.of(), unused, "on the list, but on no page");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commands_doWhatTheyShould(String page) throws Exception {
    try (Stream<Path> left = Files.list(work)) {
      for (Path file : left.toList()) {
        TestData.delete(file);
      }
    }
    assertEquals(0, shell("cp -r ../prepared/. .", new StringBuilder()));
    for (String line : BEFORE.getOrDefault(page, List.of())) {
      StringBuilder said = new StringBuilder();
      assertEquals(0, shell(line, said), line + "\n" + said);
    }
    StringBuilder wrong = new StringBuilder();
    for (String line : Stream.of(indented(page), spans(page)).flatMap(List::stream).toList()) {
      if (line.contains("./logsentinel") && notRun(line).isEmpty()) {
        String filled = filled(line);
        int expected =
            EXIT_CODES.entrySet().stream()
                .filter(entry -> (line + "$").contains(entry.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findAny()
                .orElse(0);
        StringBuilder said = new StringBuilder();
        int exit = shell(filled, said);
        if (exit != expected) {
          wrong.append(
              "%s: %s: exit code %d, not %d%n%s%n".formatted(page, filled, exit, expected, said));
        }
      }
    }
    assertEquals("", wrong.toString());
  }

  /** What stands for something: an incident of the run before, a file, a folder of this machine. */
  private static String filled(String line) throws IOException {
    String filled = line;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    Matcher id = ID.matcher(filled);
    if (!id.find()) {
      return filled;
    }
    String last = lastIncident();
    int length =
        id.group().equals("ID") ? last.length() : Math.min(last.length(), id.group().length());
    return filled.substring(0, id.start()) + last.substring(0, length) + filled.substring(id.end());
  }

  private static String lastIncident() throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      Path last =
          files
              .filter(file -> file.endsWith("incidents.json"))
              .max(Comparator.comparing(file -> file.toFile().lastModified()))
              .orElseThrow();
      return JsonParser.parseString(Files.readString(last))
          .getAsJsonArray()
          .get(0)
          .getAsJsonObject()
          .get("id")
          .getAsString();
    }
  }

  /** Runs a line as a user would; what it says is added. */
  private static int shell(String line, StringBuilder said) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
    Map<String, String> environment = builder.environment();
    environment.merge(
        "PATH", folder.resolve("bin").toString(), (path, bin) -> bin + File.pathSeparator + path);
    Path out = folder.resolve("said");
    Process shell =
        builder
            .directory(work.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    int exit = Cli.exitOf(shell);
    said.append(Files.readString(out));
    return exit;
  }
}
