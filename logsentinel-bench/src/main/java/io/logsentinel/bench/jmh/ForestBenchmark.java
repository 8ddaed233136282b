package io.logsentinel.bench.jmh;

import io.logsentinel.bench.SimulatedFlows;
import io.logsentinel.ml.Explanation;
import io.logsentinel.ml.ForestOptions;
import io.logsentinel.ml.IsolationForest;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The forest: fit, score a batch, score and explain a row. 20,000 rows, 100 trees of 256. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForestBenchmark {
  private static final int ROWS = 20_000;
  private static final double TOLERANCE = 1e-9;

  /** Features of a row. */
  @Param({"3", "10"})
  public int features;

  /** Threads of fit and batch scoring. */
  @Param({"1", "2"})
  public int threads;

  private double[][] rows;
  private ForestOptions options;
  private IsolationForest forest;
  private int next;

  /**
   * Makes the rows; a row must score alike alone and in a batch, and its explanation must add up.
   */
  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    rows = new double[ROWS][features];
    for (double[] row : rows) {
      for (int i = 0; i < features; i++) {
        row[i] = random.nextDouble() + random.nextDouble() + random.nextDouble();
      }
    }
    options = ForestOptions.ofSeed(42).withThreads(threads);
    forest = IsolationForest.fit(rows, options);
    double[] scores = forest.scoreSamples(rows);
    for (int i = 0; i < 100; i++) {
      SimulatedFlows.require(scores[i] == forest.scoreSample(rows[i]), "row " + i);
      Explanation why = forest.explain(rows[i]);
      double sum = java.util.Arrays.stream(why.contributions()).sum();
      SimulatedFlows.require(Math.abs(sum - why.excess()) < TOLERANCE, "explanation " + i);
    }
  }

  private double[] row() {
    next = next + 1 < ROWS ? next + 1 : 0;
    return rows[next];
  }

  /** Fits, contamination auto. */
  @Benchmark
  public IsolationForest fit() {
    return IsolationForest.fit(rows, options);
  }

  /** Scores all rows. */
  @Benchmark
  public double[] scoreBatch() {
    return forest.scoreSamples(rows);
  }

  /** Scores one row. */
  @Benchmark
  public double scoreRow() {
    return forest.scoreSample(row());
  }

  /** Explains one row. */
  @Benchmark
  public Explanation explainRow() {
    return forest.explain(row());
  }
}
