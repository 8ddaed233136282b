package io.logsentinel.flink;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.flink.util.OutputTag;

/** What both jobs are made of. */
final class JobParts {
  /** Lines of findings, with their source. */
  static final TypeInformation<Tuple2<String, String>> LINES =
      Types.TUPLE(Types.STRING, Types.STRING);

  /** What could not be read. */
  static final OutputTag<String> REJECTED = new OutputTag<>("rejected", Types.STRING);

  /** Names of the arguments that {@link #prepare} reads. */
  static final List<String> ARGUMENTS = List.of("checkpoint-every", "restarts");

  private static final int MOST_MILLIS = 3_600_000;

  private JobParts() {}

  /** Sets what exact results need; where state is kept, and how, is the cluster's to say. */
  static void prepare(StreamExecutionEnvironment env, JobArguments arguments) {
    Configuration config = new Configuration();
    config.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(arguments.number("checkpoint-every", 10, MOST_MILLIS, 10_000)));
    config.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    config.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // a job that fails again and again for the same reason is to say so
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    config.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS,
        (int) arguments.number("restarts", 0, Integer.MAX_VALUE, 10));
    config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1000));
    config.set(PipelineOptions.GENERIC_TYPES, false);
    env.configure(config);
  }

  /** {@return a sink of lines, whose files appear when they are whole} */
  static FileSink<String> files(String folder) {
    return FileSink.<String>forRowFormat(
            new Path(folder),
            (line, out) -> {
              out.write(line.getBytes(StandardCharsets.UTF_8));
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
