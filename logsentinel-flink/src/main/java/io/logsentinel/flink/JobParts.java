package io.logsentinel.flink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.OutputTag;

/** What both jobs are made of. */
final class JobParts {
  /** Lines of findings, with their source. */
  static final TypeInformation<Tuple2<String, String>> LINES =
      Types.TUPLE(Types.STRING, Types.STRING);

  /** Bytes, as state and messages are. */
  static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;

  /** Rows with their sensor, and files with their name. */
  static final TypeInformation<Tuple2<String, byte[]>> NAMED_BYTES =
      Types.TUPLE(Types.STRING, BYTES);

  /** What could not be read, of no source. */
  static final OutputTag<Tuple2<String, String>> REJECTED = new OutputTag<>("rejected", LINES);

  private JobParts() {}

  /** Sets what exact results need, and what is best where neither user nor cluster say other. */
  static void prepare(StreamExecutionEnvironment env) {
    Configuration config = new Configuration();
    config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    config.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // a job that fails again and again for the same reason is to say so
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 10);
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofSeconds(1));
    config.addAll(Configuration.fromMap(env.getConfiguration().toMap()));
    config.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    config.set(PipelineOptions.GENERIC_TYPES, false);
    env.configure(config);
  }

  /** Has lines written. */
  static void write(
      DataStream<Tuple2<String, String>> lines, Sink<Tuple2<String, String>> to, String name) {
    lines.sinkTo(to).uid(name).name(name);
  }

  /** {@return a sink of lines, whose files appear when they are whole} */
  static Sink<Tuple2<String, String>> files(String folder) {
    return FileSink.<Tuple2<String, String>>forRowFormat(
            new Path(folder),
            (line, out) -> {
              out.write(line.f1.getBytes(StandardCharsets.UTF_8));
              out.write('\n');
            })
        .withBucketAssigner(new BasePathBucketAssigner<>())
        .withRollingPolicy(OnCheckpointRollingPolicy.build())
        .build();
  }

  /** {@return the bytes of a file on any file system that Flink knows} */
  static byte[] bytes(String file) throws IOException {
    Path path = new Path(file);
    try (InputStream in = path.getFileSystem().open(path)) {
      return in.readAllBytes();
    }
  }
}
