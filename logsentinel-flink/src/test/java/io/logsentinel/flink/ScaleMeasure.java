package io.logsentinel.flink;

import com.sun.management.OperatingSystemMXBean;
import io.logsentinel.core.Sentinel;
import io.logsentinel.core.SentinelOptions;
import io.logsentinel.core.flow.FlowTimes.HourClock;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Measure of what Flink costs: the same files judged without it, as windows of files, and as rows
 * of sensors, in turns in one JVM. Processor time counts, as it hardly depends on who else is busy.
 */
final class ScaleMeasure {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private ScaleMeasure() {}

  /** Something to measure; gives the number of its rows. */
  private interface Work {
    long run() throws Exception;
  }

  /**
   * Measures.
   *
   * @param args the folder of files, the baseline, an empty folder, the number of turns
   */
  public static void main(String[] args) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      files = all.sorted().toList();
    }
    byte[] baseline = Files.readAllBytes(Path.of(args[1]));
    Path out = Path.of(args[2]);
    List<Tuple2<String, byte[]>> rows = new ArrayList<>();
    String header = "";
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file, Charset.forName("windows-1252"));
      header = lines.get(0);
      for (String line : lines.subList(1, lines.size())) {
        rows.add(Tuple2.of(file.getFileName().toString(), line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    SensorFormats formats =
        new SensorFormats(("*.header=" + header).getBytes(StandardCharsets.UTF_8), "auto");
    for (int turn = 0; turn < Integer.parseInt(args[3]); turn++) {
      measure("one process, 1 thread", () -> single(files, baseline));
      for (int slots = 1; slots <= 2; slots++) {
        int parallelism = slots;
        Path to = out.resolve(turn + "-" + slots);
        measure("files, slots " + slots, () -> files(args, to, parallelism, rows.size()));
        measure("rows, slots " + slots, () -> rows(rows, formats, baseline, parallelism));
      }
    }
  }

  private static void measure(String what, Work work) throws Exception {
    System.gc();
    long cpu = SYSTEM.getProcessCpuTime();
    long wall = System.nanoTime();
    long rows = work.run();
    double cpuSeconds = (SYSTEM.getProcessCpuTime() - cpu) / 1e9;
    double wallSeconds = (System.nanoTime() - wall) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "%-24s %,d rows, %.1f s of processors, %.1f s, %,.0f rows a processor second, load %.0f%n",
        what,
        rows,
        cpuSeconds,
        wallSeconds,
        rows / cpuSeconds,
        SYSTEM.getSystemLoadAverage());
  }

  private static long single(List<Path> files, byte[] baseline) throws Exception {
    Sentinel sentinel =
        Sentinel.load(
            new ByteArrayInputStream(baseline),
            SentinelOptions.defaults().withClock(HourClock.TWENTY_FOUR));
    long rows = 0;
    for (Path file : files) {
      rows +=
          sentinel
              .monitor(file.getFileName().toString(), () -> Files.newInputStream(file))
              .rows()
              .read();
    }
    return rows;
  }

  private static StreamExecutionEnvironment cluster(int slots) {
    Configuration config = new Configuration();
    config.set(RestOptions.BIND_PORT, "0");
    config.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    return StreamExecutionEnvironment.createLocalEnvironment(slots, config);
  }

  private static long files(String[] args, Path out, int slots, long rows) throws Exception {
    StreamExecutionEnvironment env = cluster(slots);
    FileJob.build(
        env,
        new JobOptions(
            "--input", Path.of(args[0]).toUri().toString(),
            "--output", out.resolve("found").toUri().toString(),
            "--rejected", out.resolve("rejected").toUri().toString(),
            "--baseline", args[1],
            "--clock", "24"));
    env.execute();
    return rows;
  }

  private static long rows(
      List<Tuple2<String, byte[]>> rows, SensorFormats formats, byte[] baseline, int slots)
      throws Exception {
    StreamExecutionEnvironment env = cluster(slots);
    JobParts.prepare(env);
    KafkaJob.judge(
            env.fromData(rows, JobParts.NAMED_BYTES),
            env.fromData(List.of(SensorJudge.NO_CONTROL), JobParts.NAMED_BYTES),
            new SensorJudge(new JobOptions("--clock", "24"), formats, baseline, new byte[0]))
        .sinkTo(new DiscardingSink<>());
    env.execute();
    return rows.size();
  }
}
