package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jobs on processes of their own, which are killed in the middle: what is found is what one machine
 * finds, each line once and in its place.
 */
class ClusterProof {
  private static final int WINDOW = 500;
  private static final int SENSORS = 6;
  private static final int ROWS = Integer.getInteger("logsentinel.proof.rows", 30_000);

  @TempDir private static Path folder;

  private static LocalCluster cluster;
  private static Topics topics;
  private static Path baseline;
  private static final TreeMap<String, Map<String, List<String>>> EXPECTED = new TreeMap<>();
  private static List<String> expectedRejections = new ArrayList<>();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @BeforeAll
  static void start() throws Exception {
    byte[] learned = SmallOffice.baseline(1, WINDOW);
    baseline = Files.write(folder.resolve("baseline.json"), learned);
    Files.writeString(folder.resolve("sensors.properties"), "*.header=" + SmallOffice.HEADER);
    TreeMap<String, List<String>> sent = new TreeMap<>();
    Files.createDirectory(folder.resolve("in"));
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      List<String> rows = SmallOffice.rows(10 + sensor, ROWS + 100 * sensor, 200, 600);
      String name = "sensor-" + sensor;
      byte[] file = bytes(SmallOffice.file(rows));
      Files.write(folder.resolve("in").resolve(name + ".csv"), file);
      SentinelOptions options = SentinelOptions.defaults().withClock(HourClock.TWENTY_FOUR);
      EXPECTED.put(name, SmallOffice.byKind(SmallOffice.single(learned, options, name, file)));
      List<String> poison = List.of("", "\"10.0.0.1,1", "10.0.0.1,no row", "more\nlines", "{}");
      for (int i = 0; i < 100; i++) {
        rows.add(i * (ROWS / 100), poison.get(i % poison.size()));
      }
      sent.put(name, rows);
    }
    cluster = new LocalCluster(folder.resolve("cluster"), 2);
    topics = new Topics(cluster.port("broker"));
    topics.make("rows");
    // the last sensor was cut off, and sends all it has when the others are through
    String late = sent.lastKey();
    List<String> lateRows = sent.remove(late);
    topics.send("rows", SensorRowsOrder.mixed(sent));
    topics.send("rows", SensorRowsOrder.mixed(Map.of(late, lateRows)));
  }

  @AfterAll
  static void stop() throws Exception {
    if (cluster != null) {
      cluster.close();
    }
  }

  /** What is done to a cluster while a job runs on it. */
  private interface Harm {
    /** Does it; returns the job that goes on. */
    String to(String job) throws Exception;
  }

  private static List<String> arguments(String name) throws Exception {
    return List.of(
        "--brokers",
        "127.0.0.1:" + cluster.port("broker"),
        "--topic",
        "rows",
        "--output-topic",
        "found-" + name,
        "--rejected-topic",
        "rejected-" + name,
        "--group",
        name,
        "--sensors",
        folder.resolve("sensors.properties").toUri().toString(),
        "--baseline",
        baseline.toUri().toString());
  }

  private static void prove(String name, Harm harm) throws Exception {
    topics.make("found-" + name, "rejected-" + name);
    String job = cluster.run(2, "", KafkaJob.class, arguments(name));
    LocalCluster.await("first findings", () -> !topics.committed("found-" + name).isEmpty());
    int before = topics.committed("found-" + name).size();
    String on = harm.to(job);
    LocalCluster.await("the last row", () -> topics.areRead("rows", name));
    cluster.script("flink", "stop", "--drain", "-p", folder.resolve("last").toString(), on);
    cluster.awaitEnd(on);
    check(name, before);
  }

  private static void check(String name, int before) {
    List<String> lines = topics.committed("found-" + name);
    TreeMap<String, Map<String, List<String>>> kinds = new TreeMap<>();
    Output.bySource(lines).forEach((sensor, all) -> kinds.put(sensor, SmallOffice.byKind(all)));
    assertEquals(EXPECTED, kinds);
    List<String> rejected = new ArrayList<>(topics.committed("rejected-" + name));
    rejected.sort(null);
    assertEquals(100 * SENSORS, rejected.size());
    if (expectedRejections.isEmpty()) {
      expectedRejections = rejected;
    }
    assertEquals(expectedRejections, rejected);
    System.out.println(
        "proof " + name + ": " + before + " of " + lines.size() + " lines were out before");
    assertTrue(before < lines.size(), "it was over before");
  }

  @Test
  void taskManagerKilled_withoutReplacement() throws Exception {
    prove(
        "alone",
        job -> {
          cluster.script("kill", "taskmanager-1");
          return job;
        });
    cluster.script("start", "taskmanager-3");
  }

  @Test
  void taskManagersKilled_withReplacement() throws Exception {
    cluster.script("start", "taskmanager-8");
    prove(
        "replaced",
        job -> {
          cluster.script("kill", "taskmanager-8");
          cluster.script("start", "taskmanager-9");
          return job;
        });
  }

  @Test
  void jobManagerKilled() throws Exception {
    prove(
        "jobmanager",
        job -> {
          cluster.script("kill", "jobmanager");
          cluster.script("start", "jobmanager");
          return job;
        });
  }

  @Test
  void brokerKilled() throws Exception {
    prove(
        "broker",
        job -> {
          cluster.script("kill", "broker");
          cluster.script("start", "broker");
          return job;
        });
  }

  @Test
  void rescaledFromSavepoint() throws Exception {
    prove(
        "rescaled",
        job -> {
          String printed =
              cluster.script("flink", "stop", "-p", folder.resolve("saved").toString(), job);
          String savepoint =
              printed.replaceFirst("(?s).*Savepoint completed. Path: (\\S+).*", "$1");
          return cluster.run(3, savepoint, KafkaJob.class, arguments("rescaled"));
        });
  }

  @Test
  void filesJudged_taskManagerKilled() throws Exception {
    Path out = folder.resolve("out");
    String job =
        cluster.run(
            2,
            "",
            FileJob.class,
            List.of(
                "--input", folder.resolve("in").toUri().toString(),
                "--output", out.toUri().toString(),
                "--rejected", folder.resolve("no-rows").toUri().toString(),
                "--baseline", baseline.toUri().toString(),
                "--clock", "24"));
    LocalCluster.await("first findings", () -> Files.exists(out) && !Output.lines(out).isEmpty());
    int before = Output.lines(out).size();
    cluster.script("kill", "taskmanager-2");
    cluster.script("start", "taskmanager-5");
    cluster.awaitEnd(job);
    TreeMap<String, Map<String, List<String>>> kinds = new TreeMap<>();
    List<String> lines = Output.lines(out);
    Output.bySource(lines)
        .forEach(
            (source, all) -> {
              String name = source.replace("windowed_cleaned_", "").replace(".csv", "");
              List<String> renamed = all.stream().map(line -> line.replace(source, name)).toList();
              kinds.put(name, SmallOffice.byKind(renamed));
            });
    assertEquals(EXPECTED.keySet(), kinds.keySet());
    EXPECTED.forEach(
        (name, expected) -> {
          // identifiers of incidents come from the name
          assertEquals(expected.get("window"), kinds.get(name).get("window"));
          assertEquals(expected.get("finding"), kinds.get(name).get("finding"));
          assertEquals(expected.get("detection"), kinds.get(name).get("detection"));
          assertEquals(expected.get("end"), kinds.get(name).get("end"));
          assertEquals(expected.get("incident").size(), kinds.get(name).get("incident").size());
        });
    System.out.println("proof files: " + before + " of " + lines.size() + " lines were out before");
    assertTrue(before < lines.size(), "it was over before");
  }
}
