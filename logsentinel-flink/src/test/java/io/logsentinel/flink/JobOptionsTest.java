package io.logsentinel.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said to a job on its command line. */
class JobOptionsTest {
  @TempDir private Path folder;

  private final List<String> kafka = new ArrayList<>();

  @BeforeEach
  void options() throws Exception {
    Path baseline = folder.resolve("baseline.json");
    Files.write(baseline, SmallOffice.baseline(1, SmallOffice.WINDOW));
    Files.createDirectory(folder.resolve("control"));
    kafka.addAll(
        List.of(
            "--brokers", "127.0.0.1:9092",
            "--topic", "rows",
            "--output-topic", "found",
            "--rejected-topic", "rejected",
            "--control", folder.resolve("control").toUri().toString(),
            "--baseline", baseline.toUri().toString()));
  }

  private static StreamExecutionEnvironment build(List<String> args, Configuration config)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
    KafkaJob.build(env, new JobOptions(args.toArray(String[]::new)));
    return env;
  }

  @Test
  void jobOverKafka_isBuilt() throws Exception {
    StreamExecutionEnvironment env = build(kafka, new Configuration());
    assertFalse(env.getStreamGraph().getStreamNodes().isEmpty());
    assertEquals(10, env.getConfiguration().get(attempts()));
  }

  @Test
  void whatFlinkIsTold_wins() throws Exception {
    Configuration config = new Configuration();
    config.set(attempts(), 3);
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(70));
    StreamExecutionEnvironment env = build(kafka, config);
    assertEquals(3, env.getConfiguration().get(attempts()));
    assertEquals(70, env.getCheckpointConfig().getCheckpointInterval());
  }

  private static org.apache.flink.configuration.ConfigOption<Integer> attempts() {
    return RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--clok | 24 | `--clok` is no option of this job; there are --adapt, --allow, --baseline,",
        "--topic | more | --topic is there twice",
        "--clock | auto | --clock must be 12 or 24 but is auto",
        "--clock | 13 | 13",
        "--false-alarm-rate | few | --false-alarm-rate must be a number but is few",
        "--false-alarm-rate | 2 | above 0 and below 1 but is 2",
        "--time-zone | Mars/Olympus | --time-zone must be a zone but is Mars/Olympus",
        "--adapt | some | --adapt must be auto or none but is some",
        "--format | sflow | sflow",
        "topic | rows | `topic` must be an option and its value",
      })
  void whatIsWrong_isSaid(String name, String value, String why) {
    kafka.addAll(List.of(name, value));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> build(kafka, new Configuration()));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  @Test
  void whatIsMissing_isSaid() {
    List<String> none = kafka.subList(0, kafka.size() - 2);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> build(none, new Configuration()));
    assertEquals("--baseline is missing; add --baseline …", e.getMessage());
  }
}
