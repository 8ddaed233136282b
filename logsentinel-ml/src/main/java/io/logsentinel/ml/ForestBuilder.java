package io.logsentinel.ml;

import java.util.Arrays;

/** A builder of a forest's trees (Liu, Ting and Zhou 2008, algorithm 1). */
final class ForestBuilder {
  /** A growing tree holds its sample in one array. */
  private static final int MAX_SAMPLE_VALUES = 1 << 30;

  private ForestBuilder() {}

  static Tree[] grow(FeatureTable table, int sampleSize, ForestOptions options) {
    check(table, sampleSize, options);
    int[] varying = VaryingFeatures.of(table, options.threads());
    Tree[] trees = new Tree[options.trees()];
    long[] seeds = seeds(options);
    Parallel.run(
        options.threads(),
        trees.length,
        t -> trees[t] = grow(table, varying, sampleSize, new SplitMix(seeds[t]), options));
    return trees;
  }

  private static void check(FeatureTable table, int sampleSize, ForestOptions options) {
    int features = table.features();
    if (features < 1 || features > FeatureTable.MAX_FEATURES) {
      throw Refusal.of(
          "training data must have 1..%s features, but had %s",
          FeatureTable.MAX_FEATURES, features);
    }
    if (table.rows() < 1) {
      throw Refusal.of("training data must have at least 1 row, but had 0");
    }
    if (options.extensionLevel() >= features) {
      throw Refusal.of(
          "extensionLevel must be in 0..%s for %s features, but was %s",
          features - 1, features, options.extensionLevel());
    }
    long values = (long) sampleSize * features;
    if (values > MAX_SAMPLE_VALUES) {
      throw Refusal.of(
          "sampleSize times features must be at most %s, but was %s * %s = %s",
          MAX_SAMPLE_VALUES, sampleSize, features, values);
    }
  }

  /** Drawn before any tree grows, so that trees can grow in any order. */
  private static long[] seeds(ForestOptions options) {
    SplitMix random = new SplitMix(options.seed());
    long[] seeds = new long[options.trees()];
    Arrays.setAll(seeds, t -> random.nextLong());
    return seeds;
  }

  private static Tree grow(
      FeatureTable table, int[] varying, int sampleSize, SplitMix random, ForestOptions options) {
    int[] sample = Sampler.sample(table.rows(), sampleSize, random);
    return options.extensionLevel() == 0
        ? new AxisGrower(table, sample, varying, random).grow()
        : new HyperplaneGrower(table, sample, varying, random, options.extensionLevel()).grow();
  }
}
