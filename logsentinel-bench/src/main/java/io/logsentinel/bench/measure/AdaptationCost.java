package io.logsentinel.bench.measure;

import io.logsentinel.bench.SimulatedStream;
import io.logsentinel.bench.measure.AdaptationMeasure.FollowedWindow;
import io.logsentinel.cli.adapt.KeptBaselines;
import io.logsentinel.cli.detector.StoredSentinel;
import io.logsentinel.cli.simulate.SimulatedDay;
import io.logsentinel.cli.simulate.SimulatedWeek;
import io.logsentinel.cli.terminal.Console;
import io.logsentinel.cli.terminal.ConsoleReporter;
import io.logsentinel.cli.workspace.DetectorSettings;
import io.logsentinel.cli.workspace.Reporter;
import io.logsentinel.cli.workspace.StoredBaseline;
import io.logsentinel.cli.workspace.Workers;
import io.logsentinel.cli.workspace.Workspace;
import io.logsentinel.core.artifact.BaselineJson;
import io.logsentinel.core.baseline.BaselineLearner;
import io.logsentinel.core.baseline.BaselineState;
import io.logsentinel.core.baseline.FileTraining;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A measure of what a generation of an adaptive baseline costs: processor time of the one thread
 * that learns, writes and loads it. Prints a section.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar
 * io.logsentinel.bench.measure.AdaptationCost WINDOWS QUARANTINE}: windows of 10,000 flows of a
 * simulated Monday, again and again.
 */
public final class AdaptationCost {
  private static final int SIZE = 10_000;
  private static final long SEED = 1;
  private static final int TIMES = 5;
  private static final Reporter SILENT =
      new ConsoleReporter(
          new Console(OutputStream.nullOutputStream(), OutputStream.nullOutputStream()), false);

  private static final double NANOS_PER_MILLI = 1e6;

  private AdaptationCost() {}

  /** Arguments: windows of the baseline, and of the quarantine. */
  public static void main(String[] args) throws IOException {
    int windows = Integer.parseInt(args[0]);
    int quarantine = Integer.parseInt(args[1]);
    List<FollowedWindow> monday = monday();
    BaselineLearner learner = new BaselineLearner("cic-ids-2017", windows, true);
    // about as many are left as are held of that half-life
    BaselineState state = learn(learner, monday, 0, 2 * windows);
    Path folder = Files.createTempDirectory("adaptation");
    List<Double> millis = new ArrayList<>();
    for (int time = 0; time < TIMES; time++) {
      long begun = cpu();
      state = learn(BaselineLearner.resume(state), monday, (time + 2) * windows * 2, quarantine);
      KeptBaselines kept = new KeptBaselines(folder);
      kept.keep(state, time, 1);
      Workspace made = kept.folders(state.baselineDigest());
      try (Workers workers = new Workers(1)) {
        StoredBaseline stored = StoredBaseline.load(made);
        new StoredSentinel(made, stored, workers, SILENT)
            .load(DetectorSettings.defaults(), Optional.empty());
      }
      millis.add((cpu() - begun) / NANOS_PER_MILLI);
    }
    long bytes = 0;
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(file);
      }
    }
    System.out.printf(
        "%n%d profiles of windows of %d flows, %d windows trained: %s ms of processor time each, the"
            + " first while the JVM is cold; %.1f MB a baseline.%n",
        state.profiles().size(),
        SIZE,
        quarantine,
        millis.stream().map(it -> DetectorPage.format("%.0f", it)).toList(),
        bytes / 1e6 / TIMES);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static List<FollowedWindow> monday() throws IOException {
    SimulatedDay day = new SimulatedWeek(1, SEED).days().get(0);
    return FollowedWindow.read(() -> SimulatedStream.open(day), SIZE);
  }

  private static BaselineState learn(
      BaselineLearner learner, List<FollowedWindow> monday, int first, int count) {
    FileTraining training = learner.beginJudged("windows from " + first, 0.5);
    long span =
        monday.get(monday.size() - 1).profile().lastTime() - monday.get(0).profile().firstTime();
    for (int w = first; w < first + count; w++) {
      FollowedWindow window = monday.get(w % monday.size()).at(w, w / monday.size() * span);
      training.add(window.window(), Optional.of(window.profile()), 1);
    }
    training.end();
    return learner.state(BaselineJson.digest(learner.baseline()));
  }
}
