package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sensors whose rows come mixed with one another, on a small cluster in this JVM. */
class SensorJudgeTest {
  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static SensorJudge judge(byte[] baseline) throws Exception {
    SensorFormats formats = new SensorFormats(bytes("*.header=" + SmallOffice.HEADER), "auto");
    return new SensorJudge(new JobOptions("--clock", "24"), formats, baseline, new byte[0]);
  }

  private static StreamExecutionEnvironment cluster() {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(100));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, config);
    JobParts.prepare(env);
    return env;
  }

  @Test
  void failsAndGoesOn_findsWhatOneMachineFinds_andTellsWhatIsNoFlow() throws Exception {
    byte[] baseline = SmallOffice.baseline(1, SmallOffice.WINDOW);
    TreeMap<String, List<String>> sent = new TreeMap<>();
    TreeMap<String, Map<String, List<String>>> expected = new TreeMap<>();
    SentinelOptions options = SentinelOptions.defaults().withClock(HourClock.TWENTY_FOUR);
    List<String> poison = List.of("", "\"10.0.0.1,1", "10.0.0.1,no row", "more\nlines", "{}");
    for (int sensor = 0; sensor < 3; sensor++) {
      List<String> rows = SmallOffice.rows(10 + sensor, 6_950 + sensor * 700, 20, 30);
      byte[] file = bytes(SmallOffice.file(rows));
      String name = "sensor-" + sensor;
      expected.put(name, SmallOffice.byKind(SmallOffice.single(baseline, options, name, file)));
      for (int i = 0; i < 40; i++) {
        rows.add(i * 151, poison.get(i % poison.size()));
      }
      sent.put(name, rows);
    }
    StreamExecutionEnvironment env = cluster();
    FailOnce.FAILED.set(false);
    SingleOutputStreamOperator<Tuple2<String, String>> findings =
        KafkaJob.judge(
            env.fromData(SensorRowsOrder.mixed(sent), JobParts.NAMED_BYTES),
            env.fromData(List.of(SensorJudge.NO_CONTROL), JobParts.NAMED_BYTES),
            judge(baseline));
    findings.sinkTo(JobParts.files(folder.resolve("out").toString()));
    findings
        .getSideOutput(JobParts.REJECTED)
        .sinkTo(JobParts.files(folder.resolve("rejected").toString()));
    findings.filter(new FailOnce()).sinkTo(new DiscardingSink<>());
    env.execute();

    assertTrue(FailOnce.FAILED.get(), "it did not fail");
    TreeMap<String, Map<String, List<String>>> kinds = new TreeMap<>();
    Output.bySource(Output.lines(folder.resolve("out")))
        .forEach((name, lines) -> kinds.put(name, SmallOffice.byKind(lines)));
    assertEquals(expected, kinds);
    TreeMap<String, Integer> reasons = new TreeMap<>();
    for (String line : Output.lines(folder.resolve("rejected"))) {
      reasons.merge(line.replaceFirst(".*\"reason\":\"([^\"]*)\".*", "$1"), 1, Integer::sum);
    }
    assertEquals(120, reasons.values().stream().mapToInt(it -> it).sum(), reasons.toString());
    assertEquals(24, reasons.get("blank"), reasons.toString());
    assertEquals(24, reasons.get("more than one line"), reasons.toString());
  }

  @Test
  void newBaseline_endsIncidents_andNumbersGoOn() throws Exception {
    byte[] baseline = SmallOffice.baseline(1, SmallOffice.WINDOW);
    byte[] next = SmallOffice.baseline(2, 50);
    List<String> rows = SmallOffice.rows(10, 950, 1, 3);
    StreamExecutionEnvironment env = cluster();
    env.setParallelism(1);
    SingleOutputStreamOperator<Tuple2<String, String>> findings =
        KafkaJob.judge(
            env.fromData(SensorRowsOrder.mixed(Map.of("a", rows)), JobParts.NAMED_BYTES),
            env.fromData(
                List.of(
                    Tuple2.of("damaged.json", bytes("{")),
                    Tuple2.of("next.json", next),
                    Tuple2.of("known.csv", bytes("no rule"))),
                JobParts.NAMED_BYTES),
            judge(baseline));
    findings.sinkTo(JobParts.files(folder.resolve("out").toString()));
    findings
        .getSideOutput(JobParts.REJECTED)
        .sinkTo(JobParts.files(folder.resolve("rejected").toString()));
    env.execute();

    List<String> lines = Output.bySource(Output.lines(folder.resolve("out"))).get("a");
    List<String> ids = new ArrayList<>();
    long flows = 0;
    for (String line : lines) {
      if (line.contains("\"kind\":\"window\"")) {
        ids.add(line.replaceFirst(".*\"window_id\":(\\d+).*", "$1"));
        flows += Long.parseLong(line.replaceFirst(".*\"flows\":(\\d+).*", "$1"));
      }
    }
    for (int i = 0; i < ids.size(); i++) {
      assertEquals(Integer.toString(i), ids.get(i));
    }
    long leftOver =
        Long.parseLong(lines.get(lines.size() - 1).replaceFirst(".*\"left_over\":(\\d+).*", "$1"));
    long whole = rows.stream().filter(row -> !row.contains(",,1,")).count();
    assertEquals(whole, flows + leftOver, "no flow is lost on the way from one to the other");
    assertEquals(2, Output.lines(folder.resolve("rejected")).size());
  }
}
