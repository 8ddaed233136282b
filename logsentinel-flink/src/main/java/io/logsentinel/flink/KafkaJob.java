package io.logsentinel.flink;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The job over a topic of Kafka: a message is a row of flows, its key the sensor that sent it; what
 * is found goes to another topic, as lines of JSON under the same key, each exactly once for who
 * reads what is committed. It runs until it is stopped; stopped with {@code --drain}, it ends the
 * sources.
 */
public final class KafkaJob {
  static final List<String> ARGUMENTS =
      Stream.of(
              List.of(
                  "brokers",
                  "topic",
                  "output-topic",
                  "rejected-topic",
                  "group",
                  "sensors",
                  "baseline",
                  "allow",
                  "control"),
              JudgeSettings.ARGUMENTS,
              JobParts.ARGUMENTS)
          .flatMap(List::stream)
          .toList();

  /** Brokers end transactions that last longer than 15 minutes, and refuse to be asked for more. */
  private static final String TRANSACTION_MILLIS = "600000";

  private static final Duration CONTROL_EVERY = Duration.ofSeconds(2);

  private KafkaJob() {}

  /**
   * Runs the job.
   *
   * @param args {@code --brokers}, {@code --topic}, {@code --output-topic}, {@code
   *     --rejected-topic}, {@code --baseline} the file that `learn` left; others as docs/flink.md
   *     says
   */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, JobArguments.of(args, ARGUMENTS));
    env.execute("LogSentinel: sensors");
  }

  /** Builds the job; returns the findings, each with its sensor. */
  static DataStream<Tuple2<String, String>> build(
      StreamExecutionEnvironment env, JobArguments arguments) throws Exception {
    JobParts.prepare(env, arguments);
    // what a clock is cannot be seen from a few rows
    JudgeSettings settings = JudgeSettings.of(arguments, "24");
    if (settings.clock().equals("auto")) {
      throw new IllegalArgumentException("--clock must be 12 or 24 but is auto");
    }
    byte[] baseline = JobParts.bytes(arguments.required("baseline"));
    JudgeSettings.baseline(baseline); // tried here, not where it runs
    byte[] allowlist =
        arguments.optional("allow").isPresent()
            ? JobParts.bytes(arguments.required("allow"))
            : new byte[0];
    JudgeSettings.allowlist(new String(allowlist, StandardCharsets.UTF_8));
    SingleOutputStreamOperator<Tuple2<String, String>> findings =
        judge(
            env.fromSource(rows(arguments), WatermarkStrategy.noWatermarks(), "rows of sensors")
                .uid("rows"),
            control(env, arguments),
            new SensorJudge(
                settings, formats(arguments, settings), baseline, allowlist, JobParts.REJECTED));
    findings.sinkTo(sink(arguments, "output-topic")).uid("findings").name("findings");
    findings
        .getSideOutput(JobParts.REJECTED)
        .map(text -> Tuple2.of("", text))
        .returns(JobParts.LINES)
        .sinkTo(sink(arguments, "rejected-topic"))
        .uid("rejected")
        .name("rejected");
    return findings;
  }

  /** {@return what is found in rows of sensors, whatever they came by} */
  static SingleOutputStreamOperator<Tuple2<String, String>> judge(
      DataStream<Tuple2<String, byte[]>> rows,
      DataStream<Tuple2<String, byte[]>> control,
      SensorJudge judge) {
    return rows.keyBy(row -> row.f0)
        .connect(control.broadcast(SensorJudge.JUDGED_BY))
        .process(judge)
        .returns(JobParts.LINES)
        .uid("judge")
        .name("judge");
  }

  private static SensorFormats formats(JobArguments arguments, JudgeSettings settings)
      throws Exception {
    byte[] file =
        arguments.optional("sensors").isPresent()
            ? JobParts.bytes(arguments.required("sensors"))
            : new byte[0];
    return SensorFormats.read(
        new InputStreamReader(new ByteArrayInputStream(file), StandardCharsets.UTF_8),
        settings.format());
  }

  @SuppressWarnings("deprecation") // the connector still asks for what the client calls so
  private static KafkaSource<Tuple2<String, byte[]>> rows(JobArguments arguments) {
    return KafkaSource.<Tuple2<String, byte[]>>builder()
        .setBootstrapServers(arguments.required("brokers"))
        .setTopics(arguments.required("topic").split(","))
        .setGroupId(arguments.optional("group").orElse("logsentinel"))
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setProperty("isolation.level", "read_committed")
        .setDeserializer(new KafkaMessages.Rows())
        .build();
  }

  private static DataStream<Tuple2<String, byte[]>> control(
      StreamExecutionEnvironment env, JobArguments arguments) {
    if (arguments.optional("control").isEmpty()) {
      return env.fromData(List.of(Tuple2.of("", new byte[0])), SensorJudge.NAMED_BYTES);
    }
    return env.fromSource(
            FileSource.forBulkFileFormat(
                    new ControlFormat(), new Path(arguments.required("control")))
                .monitorContinuously(CONTROL_EVERY)
                .build(),
            WatermarkStrategy.noWatermarks(),
            "baselines and allowlists")
        .setParallelism(1)
        .uid("control");
  }

  private static KafkaSink<Tuple2<String, String>> sink(JobArguments arguments, String topic) {
    String name = arguments.required(topic);
    return KafkaSink.<Tuple2<String, String>>builder()
        .setBootstrapServers(arguments.required("brokers"))
        .setRecordSerializer(new KafkaMessages.Lines(name))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix("logsentinel-" + name)
        .setProperty("transaction.timeout.ms", TRANSACTION_MILLIS)
        .build();
  }
}
