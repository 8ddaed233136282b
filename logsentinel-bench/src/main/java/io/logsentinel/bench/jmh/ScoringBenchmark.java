package io.logsentinel.bench.jmh;

import io.logsentinel.bench.SimulatedFlows;
import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.zscore.Baseline;
import io.logsentinel.core.detect.zscore.ZScoreAssessment;
import io.logsentinel.core.detect.zscore.ZScoreMonitor;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import io.logsentinel.ml.ForestOptions;
import io.logsentinel.ml.IsolationForest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From a window to its assessment, with and without the forest's opinion. Time per window. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScoringBenchmark {
  private static final int WINDOW_SIZE = 200;

  private List<Window> windows;
  private ZScoreMonitor zScoresAlone;
  private ZScoreMonitor withForest;
  private int next;

  /** Learns from the windows; both monitors must agree on the index. */
  @Setup
  public void setUp() throws IOException {
    windows = new SimulatedFlows().windows(WINDOW_SIZE);
    Baseline baseline = Baseline.learn(windows);
    double[][] vectors = windows.stream().map(Metric::vector).toArray(double[][]::new);
    IsolationForest forest =
        IsolationForest.fit(vectors, ForestOptions.ofSeed(42).withContamination(0.05));
    zScoresAlone = new ZScoreMonitor(baseline, Optional.empty());
    OutlierModel opinion = OutlierModel.ofScore(forest::decisionFunction);
    withForest = new ZScoreMonitor(baseline, Optional.of(opinion));
    for (Window window : windows) {
      SimulatedFlows.require(
          zScoresAlone.assess(window, null).anomalyIndex()
              == withForest.assess(window, null).anomalyIndex(),
          "the forest must not change the index");
    }
  }

  private Window window() {
    next = next + 1 < windows.size() ? next + 1 : 0;
    return windows.get(next);
  }

  /** z-scores, index, decision. */
  @Benchmark
  public ZScoreAssessment zScores() {
    return zScoresAlone.assess(window(), null);
  }

  /** The same with a forest of 100 trees. */
  @Benchmark
  public ZScoreAssessment zScoresAndForest() {
    return withForest.assess(window(), null);
  }
}
