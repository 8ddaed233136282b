package io.logsentinel.flink;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job over files of flows: what {@code monitor} finds in each, as lines of JSON in a folder.
 *
 * <p>Always a streaming job, over an input that ends: in batch mode Flink would sort what is keyed,
 * and lose the order of windows.
 */
public final class FileJob {
  static final List<String> ARGUMENTS =
      Stream.of(
              List.of("input", "output", "rejected", "baseline", "allow"),
              JudgeSettings.ARGUMENTS,
              JobParts.ARGUMENTS)
          .flatMap(List::stream)
          .toList();

  private FileJob() {}

  /**
   * Runs the job.
   *
   * @param args {@code --input} files and folders, commas between, {@code --baseline} the file that
   *     `learn` left, {@code --output} and {@code --rejected} folders; others as docs/flink.md says
   */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, JobArguments.of(args, ARGUMENTS));
    env.execute("LogSentinel: files");
  }

  /** Builds the job; returns the findings, each with its source. */
  static DataStream<Tuple2<String, String>> build(
      StreamExecutionEnvironment env, JobArguments arguments) throws Exception {
    JobParts.prepare(env, arguments);
    JudgeSettings settings = JudgeSettings.of(arguments, "auto");
    byte[] baseline = JobParts.bytes(arguments.required("baseline"));
    String allowlist =
        arguments.optional("allow").isPresent()
            ? new String(JobParts.bytes(arguments.required("allow")), StandardCharsets.UTF_8)
            : "";
    JudgeSettings.allowlist(allowlist); // tried here, not where it runs
    int windowSize = JudgeSettings.baseline(baseline).windowSize();
    Path[] input =
        Stream.of(arguments.required("input").split(",")).map(Path::new).toArray(Path[]::new);
    WindowFormat format = new WindowFormat(settings, windowSize, allowlist);
    SingleOutputStreamOperator<Tuple2<String, String>> findings =
        env.fromSource(
                FileSource.forBulkFileFormat(format, input).build(),
                WatermarkStrategy.noWatermarks(),
                "windows of files")
            .uid("windows")
            .keyBy(FileEvent::path)
            .process(new WindowJudge(settings, baseline, JobParts.REJECTED))
            .returns(JobParts.LINES)
            .uid("judge")
            .name("judge");
    findings
        .map(line -> line.f1)
        .sinkTo(JobParts.files(arguments.required("output")))
        .uid("findings")
        .name("findings");
    findings
        .getSideOutput(JobParts.REJECTED)
        .sinkTo(JobParts.files(arguments.required("rejected")))
        .uid("rejected")
        .name("rejected");
    return findings;
  }
}
