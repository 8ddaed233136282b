package io.logsentinel.flink;

import io.logsentinel.flink.Judge.JudgedBy;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
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
  private FileJob() {}

  /**
   * Runs the job.
   *
   * @param args {@code --input} files and folders, commas between, {@code --baseline} the file that
   *     `learn` left, {@code --output} and {@code --rejected} folders; others as docs/flink.md says
   */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, new JobOptions(args));
    env.execute("LogSentinel: files");
  }

  /** Builds the job; returns the findings. */
  static DataStream<Tuple2<String, String>> build(
      StreamExecutionEnvironment env, JobOptions options) throws Exception {
    JobParts.prepare(env);
    options.required("baseline");
    byte[] baseline = options.file("baseline");
    byte[] allowlist = options.file("allow");
    JudgedBy.of(baseline, allowlist, options); // tried here, not where it runs
    Path[] input =
        Stream.of(options.required("input").split(",")).map(Path::new).toArray(Path[]::new);
    WholeFileFormat<Tuple2<List<String>, List<String>>> format =
        new WholeFileFormat<>(
            Types.TUPLE(Types.LIST(Types.STRING), Types.LIST(Types.STRING)),
            (path, given) ->
                new WindowReader(path, JudgedBy.of(baseline, allowlist, options), given));
    SingleOutputStreamOperator<Tuple2<List<String>, List<String>>> windows =
        env.fromSource(
                FileSource.forBulkFileFormat(format, input).build(),
                WatermarkStrategy.noWatermarks(),
                "windows of files")
            .uid("windows");
    DataStream<Tuple2<String, String>> findings = lines(windows, window -> window.f0);
    JobParts.write(findings, JobParts.files(options.required("output")), "findings");
    JobParts.write(
        lines(windows, window -> window.f1),
        JobParts.files(options.required("rejected")),
        "rejected");
    options.requireAllKnown();
    return findings;
  }

  private static DataStream<Tuple2<String, String>> lines(
      DataStream<Tuple2<List<String>, List<String>>> windows,
      MapFunction<Tuple2<List<String>, List<String>>, List<String>> lines) {
    return windows
        .<Tuple2<String, String>>flatMap(
            (window, out) -> lines.map(window).forEach(line -> out.collect(Tuple2.of("", line))))
        .returns(JobParts.LINES);
  }
}
