package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SentinelOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job over files, on a small cluster in this JVM. */
class FileJobTest {
  @TempDir private Path folder;

  private static StreamExecutionEnvironment cluster(int parallelism) {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, config);
    return env;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void failsAndGoesOn_findsWhatOneMachineFinds() throws Exception {
    byte[] baseline = SmallOffice.baseline(1, SmallOffice.WINDOW);
    Files.write(folder.resolve("baseline.json"), baseline);
    Path input = Files.createDirectory(folder.resolve("in"));
    TreeMap<String, byte[]> files = new TreeMap<>();
    for (int day = 0; day < 3; day++) {
      List<String> rows = SmallOffice.rows(10 + day, 6_000 + 1000 * day, 20, 30);
      rows.add(500, "10.0.0.1,no row at all");
      rows.add(1500, "");
      byte[] text = bytes(SmallOffice.file(rows));
      files.put("windowed_cleaned_day" + day + ".csv", text);
      boolean isGzip = day == 2;
      Files.write(
          input.resolve("day" + day + (isGzip ? ".csv.gz" : ".csv")), isGzip ? gzip(text) : text);
    }
    Files.write(input.resolve("torn.csv"), bytes(SmallOffice.HEADER + "\n\"10.0.0.1,1"));

    StreamExecutionEnvironment env = cluster(2);
    FailOnce.FAILED.set(false);
    FileJob.build(
            env,
            new JobOptions(
                "--input", input.toUri().toString(),
                "--output", folder.resolve("out").toUri().toString(),
                "--rejected", folder.resolve("rejected").toUri().toString(),
                "--baseline", folder.resolve("baseline.json").toUri().toString()))
        .filter(new FailOnce())
        .sinkTo(new DiscardingSink<>());
    env.execute();

    assertTrue(FailOnce.FAILED.get(), "it did not fail");
    Map<String, List<String>> found = Output.bySource(Output.lines(folder.resolve("out")));
    TreeMap<String, Map<String, List<String>>> kinds = new TreeMap<>();
    TreeMap<String, Map<String, List<String>>> expected = new TreeMap<>();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      List<String> single =
          SmallOffice.single(baseline, SentinelOptions.defaults(), file.getKey(), file.getValue());
      expected.put(file.getKey(), SmallOffice.byKind(single));
      assertTrue(single.stream().anyMatch(line -> line.contains("\"kind\":\"incident\"")));
      kinds.put(file.getKey(), SmallOffice.byKind(found.get(file.getKey())));
    }
    assertEquals(expected, kinds);
    List<String> rejected = new ArrayList<>(Output.lines(folder.resolve("rejected")));
    rejected.sort(null);
    assertEquals(7, rejected.size(), rejected.toString());
    assertTrue(rejected.get(6).contains("unclosed") || rejected.get(6).contains("quote"));
  }
}
