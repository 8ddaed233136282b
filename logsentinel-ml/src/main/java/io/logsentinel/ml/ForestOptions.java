package io.logsentinel.ml;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Options of a fit. Start with {@link #ofSeed} and change what differs:
 *
 * <pre>{@code
 * ForestOptions.ofSeed(42).withTrees(200).withContamination(0.01)
 * }</pre>
 *
 * @param trees number of trees, 1..{@value #MAX_TREES}; {@value #DEFAULT_TREES} by default
 * @param sampleSize rows each tree is grown from, 1..{@value #MAX_SAMPLE_SIZE}, or empty (the
 *     default) for {@value #AUTO_SAMPLE_SIZE}; with fewer rows than that, all of them
 * @param contamination the share of the training rows to be found anomalous, above 0 and at most
 *     0.5; or empty (the default), which puts the offset at -0.5. It moves the decision, never a
 *     score
 * @param seed of all randomness; every value, 0 included, is a seed of its own
 * @param extensionLevel number of features a split looks at beyond the first: 0 (the default) for
 *     the standard forest, up to the number of features less one for the fully extended forest of
 *     Hariri et al. (2019). Unlike there, normals are scaled by the features' ranges, so units do
 *     not matter, and the point on the plane is drawn between the two rows farthest apart along the
 *     normal, so every split separates rows
 * @param threads used to fit and to score batches, 1..{@value #MAX_THREADS}; by default as many as
 *     there are processors. Results do not depend on it
 */
public record ForestOptions(
    int trees,
    OptionalInt sampleSize,
    OptionalDouble contamination,
    long seed,
    int extensionLevel,
    int threads) {
  /** Path lengths have converged well before 100 trees (Liu, Ting and Zhou 2008, section 3). */
  public static final int DEFAULT_TREES = 100;

  /** Sample size where none is given: more hides anomalies in the crowd (same paper, section 3). */
  public static final int AUTO_SAMPLE_SIZE = 256;

  /** Splits on one feature: published results gain from more on some data and lose on other. */
  public static final int DEFAULT_EXTENSION_LEVEL = 0;

  /** Upper limit of {@link #trees()}. */
  public static final int MAX_TREES = 10_000;

  /** Upper limit of {@link #sampleSize()}: 2^24. */
  public static final int MAX_SAMPLE_SIZE = 1 << 24;

  /** Upper limit of {@link #extensionLevel()}, one less than of the number of features: 65,535. */
  public static final int MAX_EXTENSION_LEVEL = FeatureTable.MAX_FEATURES - 1;

  /** Upper limit of {@link #threads()}. */
  public static final int MAX_THREADS = 1024;

  /**
   * Checks all ranges.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ForestOptions {
    checkRange("trees", 1, MAX_TREES, trees);
    sampleSize.ifPresent(size -> checkRange("sampleSize", 1, MAX_SAMPLE_SIZE, size));
    if (contamination.isPresent()) {
      double share = contamination.getAsDouble();
      if (!(share > 0 && share <= 0.5)) {
        throw Refusal.of("contamination must be above 0 and at most 0.5, but was %s", share);
      }
    }
    checkRange("extensionLevel", 0, MAX_EXTENSION_LEVEL, extensionLevel);
    checkRange("threads", 1, MAX_THREADS, threads);
  }

  private static void checkRange(String name, int min, int max, int actual) {
    if (actual < min || actual > max) {
      throw Refusal.of("%s must be in %s..%s, but was %s", name, min, max, actual);
    }
  }

  /** The rows each tree is grown from where there are as many. */
  int wantedSampleSize() {
    return sampleSize.orElse(AUTO_SAMPLE_SIZE);
  }

  /**
   * {@return the defaults, with a seed}
   *
   * @param seed any value
   */
  public static ForestOptions ofSeed(long seed) {
    return new ForestOptions(
        DEFAULT_TREES,
        OptionalInt.empty(),
        OptionalDouble.empty(),
        seed,
        DEFAULT_EXTENSION_LEVEL,
        defaultThreads());
  }

  static int defaultThreads() {
    return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /**
   * {@return these options with another number of trees}
   *
   * @param trees 1..{@value #MAX_TREES}
   * @throws IllegalArgumentException if out of range
   */
  public ForestOptions withTrees(int trees) {
    return new ForestOptions(trees, sampleSize, contamination, seed, extensionLevel, threads);
  }

  /**
   * {@return these options with a sample size}
   *
   * @param sampleSize 1..{@value #MAX_SAMPLE_SIZE}
   * @throws IllegalArgumentException if out of range
   */
  public ForestOptions withSampleSize(int sampleSize) {
    return new ForestOptions(
        trees, OptionalInt.of(sampleSize), contamination, seed, extensionLevel, threads);
  }

  /**
   * {@return these options with a contamination}
   *
   * @param contamination above 0 and at most 0.5
   * @throws IllegalArgumentException if out of range
   */
  public ForestOptions withContamination(double contamination) {
    return new ForestOptions(
        trees, sampleSize, OptionalDouble.of(contamination), seed, extensionLevel, threads);
  }

  /**
   * {@return these options with another extension level}
   *
   * @param extensionLevel 0..the number of features less one
   * @throws IllegalArgumentException if out of range
   */
  public ForestOptions withExtensionLevel(int extensionLevel) {
    return new ForestOptions(trees, sampleSize, contamination, seed, extensionLevel, threads);
  }

  /**
   * {@return these options with another number of threads}
   *
   * @param threads 1..{@value #MAX_THREADS}
   * @throws IllegalArgumentException if out of range
   */
  public ForestOptions withThreads(int threads) {
    return new ForestOptions(trees, sampleSize, contamination, seed, extensionLevel, threads);
  }
}
