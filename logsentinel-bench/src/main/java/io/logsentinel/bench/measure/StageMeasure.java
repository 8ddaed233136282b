package io.logsentinel.bench.measure;

import io.logsentinel.bench.SimulatedFlows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * CPU time of whole runs by stage and thread, and what follows for more cores: with a share s of
 * work that is done in order, n of them are at most 1 / (s + (1 - s) / n) times as fast as one. The
 * kernel, Linux, counts the time of each thread; the JVM's flight recorder shows for what.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.StageMeasure ./logsentinel RAW_FOLDER THREADS ...} prints a section
 * per number of threads. It reads the folder once to warm the page cache.
 */
public final class StageMeasure {
  private static final String MAIN = "main";
  private static final int[] CORES = {2, 4, 8, 32};

  /** What the recorder notes: where threads are. */
  private static final String SETTINGS =
      "<?xml version=\"1.0\"?><configuration version=\"2.0\">"
          + event("ExecutionSample", "period", "10 ms")
          + event("NativeMethodSample", "period", "10 ms")
          + "</configuration>";

  private StageMeasure() {}

  private static String event(String name, String setting, String value) {
    return String.format(
        Locale.ROOT,
        "<event name=\"jdk.%s\"><setting name=\"enabled\">true</setting>"
            + "<setting name=\"%s\">%s</setting></event>",
        name,
        setting,
        value);
  }

  /** Stage of a run, told by the innermost of our frames that names one. */
  private enum Stage {
    ENCODE("encode cleaned flows", true, "Block.prepare"),
    DECODE("decode blocks", true, "Block.decode"),
    ACCUMULATE("accumulate windows", true, "WindowAccumulator.add"),
    PROFILE("profiles and their lines", true, "WindowOutputs.line"),
    WRITE("write cleaned files", true, "OrderedOutput.writeNow"),
    JUDGE("judge windows", true, "Session.judge"),
    READ("read bytes", true, "Pass.fill"),
    TAKE("put blocks in order", false, "ParallelReader"),
    LEARN("learn the baseline", true, "BaselineStep"),
    EARLY("load forests, hold windows against the rule", true, "EarlyMonitoring"),
    MONITOR("tell what was found", false, "MonitorStep"),
    OTHER("start, end and the rest", false, "");

    private final String title;

    /** Whether any thread does it; else only one. */
    private final boolean isParallel;

    private final String frame;

    Stage(String title, boolean isParallel, String frame) {
      this.title = title;
      this.isParallel = isParallel;
      this.frame = frame;
    }

    static Stage of(RecordedEvent sample) {
      if (sample.getStackTrace() == null) {
        return OTHER;
      }
      List<String> frames =
          sample.getStackTrace().getFrames().stream().map(StageMeasure::name).toList();
      return Arrays.stream(values())
          .filter(stage -> frames.stream().anyMatch(frame -> frame.contains(stage.frame)))
          .findFirst()
          .orElse(OTHER);
    }
  }

  private static String name(RecordedFrame frame) {
    return frame.getMethod().getType().getName().replace('$', '.')
        + "."
        + frame.getMethod().getName();
  }

  /** Nanoseconds of each thread so far, by its number. */
  private static final class ThreadTimes {
    private static final String OF_MAIN = "java"; // as the kernel knows it
    private static final String OF_COLLECTOR = "VM Thread";

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Long> nanos = new HashMap<>();

    /** Looks at the threads of a process that may have ended. */
    void look(long process) {
      try (Stream<Path> tasks = Files.list(Path.of("/proc/" + process + "/task"))) {
        for (Path task : tasks.toList()) {
          String time = Files.readString(task.resolve("schedstat")).split(" ")[0];
          names.put(task.toString(), Files.readString(task.resolve("comm")).strip());
          nanos.put(task.toString(), Long.parseLong(time));
        }
      } catch (IOException | UncheckedIOException e) {
        // it has ended, or a thread has: what was seen last counts
      }
    }

    private double seconds(Predicate<String> isIt) {
      return names.keySet().stream()
              .filter(task -> isIt.test(names.get(task)))
              .mapToLong(nanos::get)
              .sum()
          / 1e9;
    }

    double main() {
      return seconds(OF_MAIN::equals);
    }

    double collector() {
      return seconds(OF_COLLECTOR::equals);
    }

    double helpers() {
      return seconds(ThreadTimes::isHelper);
    }

    private static boolean isHelper(String name) {
      return name.startsWith("pool-") || name.startsWith("isolation-");
    }

    double busiest() {
      return names.keySet().stream()
              .filter(task -> names.get(task).equals(OF_MAIN) || isHelper(names.get(task)))
              .mapToLong(nanos::get)
              .max()
              .orElse(0)
          / 1e9;
    }
  }

  /** A run: the times of its threads, and samples of what they did. */
  private record Recorded(
      ThreadTimes times, Map<Stage, Integer> ofMain, Map<Stage, Integer> ofHelpers) {
    void add(RecordedEvent sample) {
      RecordedThread thread = sample.getThread("sampledThread");
      String name = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
      if (name.equals(MAIN)) {
        ofMain.merge(Stage.of(sample), 1, Integer::sum);
      } else if (ThreadTimes.isHelper(name)) {
        ofHelpers.merge(Stage.of(sample), 1, Integer::sum);
      }
    }

    private static double share(Map<Stage, Integer> samples, Stage stage) {
      int all = samples.values().stream().mapToInt(Integer::intValue).sum();
      return all == 0 ? 0 : (double) samples.getOrDefault(stage, 0) / all;
    }

    double main(Stage stage) {
      return times.main() * share(ofMain, stage);
    }

    double helpers(Stage stage) {
      return times.helpers() * share(ofHelpers, stage);
    }
  }

  /** A launcher, a folder of raw files, and numbers of threads. */
  public static void main(String[] args) throws IOException, InterruptedException {
    SimulatedFlows.require(args.length >= 3, "say LAUNCHER RAW_FOLDER THREADS ...");
    Path raw = Path.of(args[1]).toRealPath();
    record(args[0], raw, args[2]); // warms the page cache
    for (String threads : Arrays.asList(args).subList(2, args.length)) {
      print(record(args[0], raw, threads), threads);
    }
  }

  private static Recorded record(String launcher, Path raw, String threads)
      throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("stages");
    try {
      Files.createDirectories(scratch.resolve("Data"));
      Files.createSymbolicLink(scratch.resolve("Data/raw"), raw);
      Path settings = Files.writeString(scratch.resolve("stages.jfc"), SETTINGS);
      Path file = scratch.resolve("run.jfr");
      ProcessBuilder run =
          new ProcessBuilder(
              Path.of(launcher).toAbsolutePath().toString(),
              "--data-dir=" + scratch.resolve("Data"),
              "--models-dir=" + scratch.resolve("Models"),
              "--no-progress",
              "--quiet",
              "--threads=" + threads);
      run.environment()
          .put(
              "LOGSENTINEL_JAVA_OPTS",
              "-XX:StartFlightRecording:filename=" + file + ",settings=" + settings);
      run.redirectErrorStream(true).redirectOutput(scratch.resolve("out").toFile());
      Process process = run.start();
      ThreadTimes times = new ThreadTimes();
      while (!process.waitFor(10, TimeUnit.MILLISECONDS)) {
        times.look(process.pid()); // the launcher becomes the JVM
      }
      SimulatedFlows.require(process.exitValue() == 0, Files.readString(scratch.resolve("out")));
      return recorded(file, times);
    } finally {
      try (Stream<Path> files = Files.walk(scratch)) {
        files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
      }
    }
  }

  private static Recorded recorded(Path file, ThreadTimes times) throws IOException {
    Recorded run = new Recorded(times, new EnumMap<>(Stage.class), new EnumMap<>(Stage.class));
    RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.hasField("sampledThread"))
        .forEach(run::add);
    SimulatedFlows.require(
        times.main() > 0 && !run.ofMain().isEmpty(), "Linux must tell the times of threads");
    return run;
  }

  private static void print(Recorded run, String threads) {
    double inOrder = run.times().collector();
    double all = run.times().collector();
    System.out.printf(Locale.ROOT, "%n### Threads: %s%n%n", threads);
    System.out.println("| stage | done by | s, thread of the run | s, the others |");
    System.out.println("|---|---|---|---|");
    for (Stage stage : Stage.values()) {
      double ofMain = run.main(stage);
      double ofOthers = run.helpers(stage);
      inOrder += stage.isParallel ? 0 : ofMain;
      all += ofMain + ofOthers;
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %.2f | %.2f |%n",
          stage.title,
          stage.isParallel ? "any thread" : "one thread",
          ofMain,
          ofOthers);
    }
    System.out.printf(
        Locale.ROOT, "| the JVM's collector | one thread | | %.2f |%n", run.times().collector());
    double share = inOrder / all;
    System.out.printf(
        Locale.ROOT,
        "%nBusiest thread: %.0f %% of %.2f s, compilers aside. Done in order: %.1f %%, so%s.%n",
        100 * run.times().busiest() / all,
        all,
        100 * share,
        String.join(
            ",",
            Arrays.stream(CORES)
                .mapToObj(
                    n ->
                        String.format(
                            Locale.ROOT,
                            " %d cores give at most %.1f times one",
                            n,
                            1 / (share + (1 - share) / n)))
                .toList()));
  }
}
