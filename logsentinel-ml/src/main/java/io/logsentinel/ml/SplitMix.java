package io.logsentinel.ml;

/**
 * The random generator of this package: SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable
 * pseudorandom number generators").
 *
 * <p>Written out here because a forest must be the same on every JDK, and the algorithms behind
 * {@code nextInt(bound)} and {@code nextGaussian()} of the library are not specified.
 */
final class SplitMix {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final double ULP_OF_ONE = 0x1.0p-53;

  private long state;

  SplitMix(long seed) {
    this.state = seed;
  }

  long nextLong() {
    state += GOLDEN_GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Uniform in 0..bound-1; the bias of the remainder is below bound / 2^63. */
  long nextLong(long bound) {
    return (nextLong() >>> 1) % bound;
  }

  /** Uniform in 0..bound-1. */
  int nextInt(int bound) {
    return (int) nextLong(bound);
  }

  /** Uniform in [0, 1), a multiple of 2^-53. */
  double nextDouble() {
    return (nextLong() >>> 11) * ULP_OF_ONE;
  }

  /** Standard normal, by the polar method of Marsaglia; the second value of each pair is unused. */
  double nextGaussian() {
    while (true) {
      double x = 2 * nextDouble() - 1;
      double y = 2 * nextDouble() - 1;
      double square = x * x + y * y;
      if (square > 0 && square < 1) {
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
      }
    }
  }
}
