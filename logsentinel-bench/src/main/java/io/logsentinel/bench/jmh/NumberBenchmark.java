package io.logsentinel.bench.jmh;

import io.logsentinel.bench.SimulatedFlows;
import io.logsentinel.core.text.NumberText;
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

/** Numbers as text, beside the platform's own. Time per number, text and its bytes included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NumberBenchmark {
  private static final int COUNT = 1 << 12;

  /** The kind of the numbers. */
  @Param({"integer", "tenDigits", "seventeenDigits"})
  public String kind;

  private final String[] texts = new String[COUNT];
  private final double[] values = new double[COUNT];
  private int next;

  /** Makes the numbers; what is written must read back as the same double. */
  @Setup
  public void setUp() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < COUNT; i++) {
      double value = random.nextDouble() * 1e6;
      values[i] =
          switch (kind) {
            case "integer" -> Math.rint(value);
            case "tenDigits" -> Math.rint(value * 1e4) / 1e4;
            default -> value;
          };
      texts[i] = NumberText.write(values[i]);
      SimulatedFlows.require(NumberText.parse(texts[i]) == values[i], texts[i]);
      SimulatedFlows.require(Double.parseDouble(texts[i]) == values[i], texts[i]);
    }
  }

  private int next() {
    next = next + 1 & COUNT - 1;
    return next;
  }

  /** Ours. */
  @Benchmark
  public double parse() {
    return NumberText.parse(texts[next()]);
  }

  /** The platform's. */
  @Benchmark
  public double parseOfThePlatform() {
    return Double.parseDouble(texts[next()]);
  }

  /** Ours: the shortest. */
  @Benchmark
  public String write() {
    return NumberText.write(values[next()]);
  }

  /** The platform's: the shortest from JDK 19 on. */
  @Benchmark
  public String writeOfThePlatform() {
    return Double.toString(values[next()]);
  }
}
