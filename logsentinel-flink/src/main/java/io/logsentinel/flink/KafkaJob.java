package io.logsentinel.flink;

import io.logsentinel.core.input.FlowFormats;
import io.logsentinel.flink.WholeFileFormat.Records;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The job over a topic of Kafka: a message is a row of flows, its key the sensor that sent it; what
 * is found goes to another topic, as lines of JSON under the same key, each exactly once for who
 * reads what is committed. It runs until it is stopped; stopped with {@code --drain}, it ends the
 * sources.
 */
public final class KafkaJob {
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
    build(env, new JobOptions(args));
    env.execute("LogSentinel: sensors");
  }

  /** Builds the job. */
  static void build(StreamExecutionEnvironment env, JobOptions options) throws Exception {
    JobParts.prepare(env);
    options.assume("clock", "24");
    options.required("baseline");
    SingleOutputStreamOperator<Tuple2<String, String>> findings =
        judge(
            env.fromSource(rows(options), WatermarkStrategy.noWatermarks(), "rows of sensors")
                .uid("rows"),
            control(env, options),
            new SensorJudge(
                options,
                new SensorFormats(
                    options.file("sensors"), options.value("format", FlowFormats.AUTO.name())),
                options.file("baseline"),
                options.file("allow")));
    JobParts.write(findings, sink(options, "output-topic"), "findings");
    JobParts.write(
        findings.getSideOutput(JobParts.REJECTED), sink(options, "rejected-topic"), "rejected");
    options.requireAllKnown();
  }

  /** {@return what is found in rows of sensors, whatever they came by} */
  static SingleOutputStreamOperator<Tuple2<String, String>> judge(
      DataStream<Tuple2<String, byte[]>> rows,
      DataStream<Tuple2<String, byte[]>> control,
      SensorJudge judge) {
    return rows.keyBy(row -> row.f0, Types.STRING)
        .connect(control.broadcast())
        .transform("judge", JobParts.LINES, judge)
        .uid("judge");
  }

  @SuppressWarnings("deprecation") // the connector still asks for what the client calls so
  private static KafkaSource<Tuple2<String, byte[]>> rows(JobOptions options) {
    return KafkaSource.<Tuple2<String, byte[]>>builder()
        .setBootstrapServers(options.required("brokers"))
        .setTopics(options.required("topic").split(","))
        .setGroupId(options.value("group", "logsentinel"))
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setProperty("isolation.level", "read_committed")
        .setDeserializer(new Rows())
        .build();
  }

  private static DataStream<Tuple2<String, byte[]>> control(
      StreamExecutionEnvironment env, JobOptions options) {
    String folder = options.value("control", "");
    if (folder.isEmpty()) {
      return env.fromData(List.of(SensorJudge.NO_CONTROL), JobParts.NAMED_BYTES);
    }
    WholeFileFormat<Tuple2<String, byte[]>> named =
        new WholeFileFormat<>(JobParts.NAMED_BYTES, KafkaJob::once);
    return env.fromSource(
            FileSource.forBulkFileFormat(named, new Path(folder))
                .monitorContinuously(CONTROL_EVERY)
                .build(),
            WatermarkStrategy.noWatermarks(),
            "baselines and allowlists")
        .setParallelism(1)
        .uid("control");
  }

  /** A file as one record: its name and its bytes. */
  private static Records<Tuple2<String, byte[]>> once(Path path, long given) {
    Iterator<Path> left = (given == 0 ? List.of(path) : List.<Path>of()).iterator();
    return () ->
        left.hasNext() ? Tuple2.of(path.getName(), JobParts.bytes(left.next().toString())) : null;
  }

  private static KafkaSink<Tuple2<String, String>> sink(JobOptions options, String topic) {
    String name = options.required(topic);
    return KafkaSink.<Tuple2<String, String>>builder()
        .setBootstrapServers(options.required("brokers"))
        .setRecordSerializer(
            (line, context, time) ->
                new ProducerRecord<>(
                    name,
                    line.f0.getBytes(StandardCharsets.UTF_8),
                    line.f1.getBytes(StandardCharsets.UTF_8)))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix("logsentinel-" + name)
        .setProperty("transaction.timeout.ms", TRANSACTION_MILLIS)
        .build();
  }

  /** Messages as rows with their sensor; the end of a line, if it is there, is no part of them. */
  private static final class Rows
      implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> message, Collector<Tuple2<String, byte[]>> out) {
      byte[] key = message.key() == null ? new byte[0] : message.key();
      byte[] row = message.value() == null ? new byte[0] : message.value();
      int end = row.length;
      end -= end > 0 && row[end - 1] == '\n' ? 1 : 0;
      end -= end > 0 && row[end - 1] == '\r' ? 1 : 0;
      out.collect(Tuple2.of(new String(key, StandardCharsets.UTF_8), Arrays.copyOf(row, end)));
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
      return JobParts.NAMED_BYTES;
    }
  }
}
