package io.logsentinel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.logsentinel.cli.Cli.Result;
import io.logsentinel.cli.output.Schemas;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.workspace.RunLock;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of whole runs, on two days of a small simulated week. */
class OutputTest {
  private static final String MONDAY = "Monday-WorkingHours.pcap_ISCX.csv";

  @TempDir static Path week;
  @TempDir Path folder;

  @BeforeAll
  static void windowDays() throws IOException {
    Path raw = Files.createDirectories(week.resolve("Data/raw"));
    for (SimulatedDay day : new SimulatedWeek(0.02, 7).days()) {
      if (day.fileName().startsWith("Monday") || day.fileName().startsWith("Friday")) {
        try (OutputStream out = Files.newOutputStream(raw.resolve(day.fileName()))) {
          day.write(out);
        }
      }
    }
    assertEquals(0, Cli.runIn(week, "--window-size=500", "--no-cleaned", "--quiet").exit());
  }

  private static Result monitor(String... options) {
    return Cli.runIn(
        week,
        Stream.concat(Stream.of("--step=monitor"), Stream.of(options)).toArray(String[]::new));
  }

  private String output(String format, String... options) throws IOException {
    Path file = folder.resolve(format + "-events");
    Result result =
        monitor(
            Stream.concat(Stream.of(options), Stream.of("--output=" + format + ":" + file))
                .toArray(String[]::new));
    assertEquals(0, result.exit(), result.err());
    return Files.readString(file);
  }

  private static JsonArray incidents() throws IOException {
    return JsonParser.parseString(Files.readString(week.resolve("Models/incidents.json")))
        .getAsJsonArray();
  }

  private static List<JsonObject> objects(String lines) {
    return lines.lines().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
  }

  private static JsonElement at(JsonObject object, String path) {
    JsonElement element = object;
    for (String name : path.split("\\.")) {
      element = element.getAsJsonObject().get(name);
    }
    return element;
  }

  @ParameterizedTest
  @CsvSource({
    "ndjson,id,reason,first_time",
    "ecs,logsentinel.id,message,@timestamp",
    "ocsf,unmapped.logsentinel.id,message,",
    "eve,logsentinel.id,logsentinel.reason,"
  })
  void everyIncident_isAnEvent_inTheirOrder(String format, String id, String reason, String time)
      throws IOException {
    List<JsonObject> events = objects(output(format));
    JsonArray incidents = incidents();
    assertFalse(incidents.isEmpty());
    assertEquals(incidents.size(), events.size());
    for (int i = 0; i < events.size(); i++) {
      JsonObject incident = incidents.get(i).getAsJsonObject();
      assertEquals(incident.get("id"), at(events.get(i), id));
      assertEquals(incident.get("reason"), at(events.get(i), reason));
      if (time != null) {
        assertEquals(
            Instant.parse(incident.get("first_time").getAsString()),
            Instant.parse(at(events.get(i), time).getAsString()));
      }
    }
  }

  @Test
  void cefAndCsv_haveALineForEveryIncident() throws IOException {
    List<String> cef = output("cef").lines().toList();
    List<String> csv = output("csv").lines().toList();
    JsonArray incidents = incidents();
    assertEquals(incidents.size(), cef.size());
    assertEquals(incidents.size() + 1, csv.size());
    for (int i = 0; i < cef.size(); i++) {
      String id = incidents.get(i).getAsJsonObject().get("id").getAsString();
      assertTrue(cef.get(i).contains(" cs1=" + id + " cs1Label=incident "), cef.get(i));
      assertTrue(csv.get(i + 1).contains(",incident," + id + ","), csv.get(i + 1));
    }
  }

  @Test
  void documentsOfAWeek_keepToTheSchemas() throws IOException {
    for (String document : output("ecs").lines().toList()) {
      assertEquals(List.of(), Schemas.ecs(document));
      assertTrue(at(JsonParser.parseString(document).getAsJsonObject(), "source.ip") != null);
    }
    for (String finding : output("ocsf").lines().toList()) {
      assertEquals(List.of(), Schemas.ocsf(finding));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ndjson", "ecs", "ocsf", "cef", "eve", "csv"})
  void runsAndThreads_changeNothing(String format) throws IOException {
    String once = output(format, "--threads=1");
    assertEquals(once, output(format, "--threads=5"));
    Set<String> ids = new HashSet<>();
    java.util.regex.Matcher id =
        java.util.regex.Pattern.compile("\\b[0-9a-f]{32}\\b").matcher(once);
    while (id.find()) {
      ids.add(id.group());
    }
    assertEquals(incidents().size(), ids.size(), "an id each");
  }

  @Test
  void times_sayWhetherTheirZoneIsKnown() throws IOException {
    JsonObject local = objects(output("ecs")).get(0);
    assertEquals("unknown", at(local, "logsentinel.time_zone").getAsString());
    JsonObject zoned = objects(output("ecs", "--time-zone=-03:00")).get(0);
    assertEquals("UTC", at(zoned, "logsentinel.time_zone").getAsString());
    assertEquals(
        0, objects(output("ocsf", "--time-zone=-03:00")).get(0).get("timezone_offset").getAsInt());
    assertFalse(objects(output("ocsf")).get(0).has("timezone_offset"));
  }

  @Test
  void standardOutput_isForEventsAlone() throws IOException {
    Result plain = monitor();
    Result piped = monitor("--output=-");
    assertEquals(0, piped.exit());
    assertEquals(incidents().size(), objects(piped.out()).size());
    assertEquals(
        withoutTimes(plain.err() + plain.out()), withoutTimes(piped.err()), "blocks go to stderr");
    Result both = monitor("--output=-", "--output=" + folder.resolve("a.ndjson"), "--quiet");
    assertEquals(piped.out(), both.out());
    assertEquals(piped.out(), Files.readString(folder.resolve("a.ndjson")));
  }

  @Test
  void theCommandOfADay_hasThemToo() throws IOException {
    Path raw = week.resolve("Data/raw");
    String state = "--state=" + folder.resolve("State");
    Result learned = Cli.run("learn", state, "--window-size=500", raw.resolve(MONDAY).toString());
    assertEquals(0, learned.exit(), learned.err());
    List<String> arguments = new ArrayList<>(List.of("monitor", state, "--output=-"));
    try (Stream<Path> files = Files.list(raw)) {
      files
          .map(Path::toString)
          .filter(it -> !it.contains("Monday"))
          .sorted()
          .forEach(arguments::add);
    }
    Result monitored = Cli.run(arguments.toArray(String[]::new));
    assertEquals(0, monitored.exit(), monitored.err());
    assertEquals(monitor("--output=-").out(), monitored.out(), "ids and all");
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("[0-9.]+ s(?=[:,\n])", "_");
  }

  @Test
  void jq_readsThem() throws Exception {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "jq"))),
        "jq is not there: skipped");
    Process process =
        new ProcessBuilder("jq", "-r", ".event.id + \" \" + .source.ip + \" \" + .rule.name")
            .start();
    CompletableFuture<List<String>> read =
        CompletableFuture.supplyAsync(
            () ->
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .lines()
                    .toList());
    String events = monitor("--output=ecs:-").out();
    try (OutputStream in = process.getOutputStream()) {
      in.write(events.getBytes(StandardCharsets.UTF_8));
    }
    List<String> expected = new ArrayList<>();
    for (JsonObject event : objects(events)) {
      expected.add(
          at(event, "event.id").getAsString()
              + " "
              + at(event, "source.ip").getAsString()
              + " "
              + at(event, "rule.name").getAsString());
    }
    assertEquals(expected, read.get(Cli.LONGEST_WAIT_SECONDS, TimeUnit.SECONDS));
    assertEquals(0, Cli.exitOf(process));
  }

  /** Without the detector there are no incidents: what alerts is passed on, with its times. */
  @Test
  void alertsAreTheEvents_whereTheDetectorIsOff() throws IOException {
    TestData.writeRaw(folder, MONDAY, Flows.benign(190));
    TestData.writeRaw(folder, "Friday.csv", Flows.flood(20));
    Path file = folder.resolve("events");
    Result result = Cli.runIn(folder, "--window-size=10", "--output=ecs:" + file);
    assertEquals(0, result.exit(), result.err());
    List<JsonObject> events = objects(Files.readString(file));
    long alerts = Files.readString(folder.resolve("Models/alerts_output.csv")).lines().count() - 1;
    assertTrue(alerts > 0);
    assertEquals(alerts, events.size());
    for (JsonObject event : events) {
      assertEquals("logsentinel.alert", at(event, "event.dataset").getAsString());
      assertEquals(List.of(), Schemas.ecs(event.toString()));
    }
  }

  @Test
  void whatCannotBe_isSaid() throws IOException {
    Files.createDirectories(folder.resolve("a.csv"));
    assertRefused(
        5,
        folder.resolve("a.csv") + ": cannot be written: it is a folder",
        folder.resolve("a.csv").toString());
    assertRefused(
        5,
        folder.resolve("no/a.csv")
            + ": cannot be written: no folder "
            + folder.resolve("no")
            + "; make it first",
        folder.resolve("no/a.csv").toString());
    Path artifact = week.resolve("Models/incidents.json");
    assertRefused(
        2,
        "--output ecs:" + artifact + " would overwrite a file of the run; choose another name",
        "ecs:" + artifact);
    Result twice = monitor("--output=-", "--output=ecs:-");
    assertEquals(2, twice.exit());
    assertTrue(twice.err().startsWith("logsentinel: error: --output names - more than once\n"));
    Result step = Cli.runIn(week, "--step=baseline", "--output=-");
    assertEquals(2, step.exit());
    assertTrue(step.err().contains("--output goes with --step all or monitor only"), step.err());
    Result format = monitor("--output=elastic:a");
    assertEquals(2, format.exit());
    assertTrue(format.err().contains("no format is named `elastic`"), format.err());
  }

  /** What cannot be written is found before anything is read, so that nothing is summed up. */
  @Test
  void whatCannotBeWritten_isFoundFirst() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("a.csv"), Path.of("nowhere.csv"));
    assertRefused(
        5,
        link + ": cannot be written: it is a link to nothing; make what it leads to, or remove it",
        link.toString());
    assertEquals("", monitor("--output=" + link).out());
    assumeTrue(Files.isDirectory(Path.of("/proc")), "a folder that nobody may write to");
    for (String option : List.of("--output=ecs:", "--metrics-file=")) {
      Result result = monitor(option + "/proc/a.prom");
      assertEquals(5, result.exit());
      assertEquals("", result.out());
      assertTrue(
          result.err().startsWith("logsentinel: error: /proc/a.prom: cannot be written: "),
          result.err());
    }
  }

  @Test
  void whatIsFoundTooLate_leavesNoResults() throws IOException {
    assumeTrue(Files.exists(Path.of("/dev/full")), "a device that is always full");
    Path raw = week.resolve("Data/raw");
    String state = "--state=" + folder.resolve("state");
    Result learned = Cli.run("learn", state, "--window-size=500", raw.resolve(MONDAY).toString());
    assertEquals(0, learned.exit(), learned.err());
    Result result =
        Cli.run("monitor", state, "--output=csv:/dev/full", raw.resolve(MONDAY).toString());
    assertEquals(5, result.exit(), result.err());
    assertTrue(
        result.out().endsWith("  results       none, as not all of them could be written\n"),
        result.out());
    assertFalse(result.out().contains("  monitored "), result.out());
  }

  /** Two runs that write to one file would overwrite each other. */
  @Test
  @SuppressWarnings("try") // the lock is held, not used
  void whatAnotherRunWritesTo_isRefused() throws Exception {
    Path file = folder.resolve("a.ndjson");
    try (RunLock other = RunLock.ofFile(file)) {
      Path link = Files.createSymbolicLink(folder.resolve("b.ndjson"), file);
      Files.createFile(file);
      Result elsewhere =
          Cli.fork(List.of(), Cli.argsIn(week, "--step=monitor", "--output=" + file));
      assertEquals(3, elsewhere.exit(), elsewhere.err());
      assertTrue(elsewhere.err().contains(": another run writes to it, process "));
      for (Path name : List.of(file, link)) {
        assertRefused(
            3,
            file.toRealPath()
                + ": another run writes to it, process "
                + ProcessHandle.current().pid()
                + "; name another file, or wait until that run has ended",
            name.toString());
      }
      assertEquals(0, monitor("--output=" + folder.resolve("c.ndjson")).exit());
    }
    assertEquals(0, monitor("--output=" + file).exit());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("a.ndjson", "b.ndjson", "c.ndjson"),
          files.map(it -> it.getFileName().toString()).sorted().toList());
    }
  }

  private static void assertRefused(int exit, String message, String output) {
    Result result = monitor("--output=" + output);
    assertEquals(exit, result.exit(), result.err());
    assertTrue(result.err().startsWith("logsentinel: error: " + message + "\n"), result.err());
  }

  /** A run that finds its input damaged leaves the events of the run before as they were. */
  @Test
  void filesAppearWhole_orNotAtAll() throws IOException {
    Path file = folder.resolve("a.ndjson");
    Files.writeString(file, "before\n");
    Result result =
        Cli.runIn(
            Files.createDirectories(folder.resolve("empty")), "--step=monitor", "--output=" + file);
    assertEquals(3, result.exit());
    assertEquals("before\n", Files.readString(file));
    assertEquals(0, monitor("--output=" + file).exit());
    assertEquals(incidents().size(), Files.readString(file).lines().count());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("a.ndjson", "empty"),
          files.map(it -> it.getFileName().toString()).sorted().toList());
    }
  }

  /**
   * What a killed run left beside an output is in nobody's way, and another run's is not touched.
   */
  @Test
  void leftovers_areNoHindrance() throws IOException {
    for (int i = 1; i < 500; i++) {
      Files.writeString(folder.resolve(".logsentinel-" + i + ".tmp"), "of another");
    }
    assertEquals(incidents().size(), output("ndjson").lines().count());
    assertEquals("of another", Files.readString(folder.resolve(".logsentinel-1.tmp")));
  }

  @Test
  void realCaptures_keepToTheSchemas() throws IOException {
    Path captures = TestData.shared("real/cicflowmeter");
    TestData.copyRaw(captures, folder);
    List<String> names;
    try (Stream<Path> files = Files.list(folder.resolve("Data/raw"))) {
      names = files.map(file -> file.getFileName().toString()).sorted().toList();
    }
    long events = 0;
    for (String benign : names) {
      Path ecs = folder.resolve("ecs");
      Path ocsf = folder.resolve("ocsf");
      Result result =
          Cli.runIn(
              folder,
              "--window-size=20",
              "--baseline=" + benign.replace(",", "\\,"),
              "--output=ecs:" + ecs,
              "--output=ocsf:" + ocsf);
      if (result.exit() == 0 || Files.exists(ecs)) {
        for (String document : Files.readAllLines(ecs)) {
          assertEquals(List.of(), Schemas.ecs(document));
          events++;
        }
        for (String finding : Files.readAllLines(ocsf)) {
          assertEquals(List.of(), Schemas.ocsf(finding));
        }
        Files.delete(ecs);
      }
    }
    assertTrue(events > 0, "no events");
  }
}
