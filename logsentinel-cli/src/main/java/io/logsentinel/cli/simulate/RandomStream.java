package io.logsentinel.cli.simulate;

/**
 * A reproducible stream of random numbers: SplitMix64 (Steele, Lea, Flood 2014).
 *
 * <p>Spelled out here because the JDK promises the same numbers in every release only for {@code
 * java.util.Random}, which is slower and synchronised.
 */
final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** Standard deviation of the sum of four independent uniforms in 0..65535. */
  private static final double NORMAL_UNIT = 37_837.23;

  private long state;

  private RandomStream(long state) {
    this.state = state;
  }

  /** One of the independent streams of a seed. */
  static RandomStream of(long seed, int index) {
    return new RandomStream(mix(mix(seed) + (index + 1) * GOLDEN_GAMMA));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double unit() {
    return (next() >>> 11) * 0x1p-53;
  }

  /** Uniform in 0..bound-1. */
  long below(long bound) {
    return Math.multiplyHigh(next() >>> 1, bound << 1);
  }

  /** Uniform in low..high, both included. */
  int between(int low, int high) {
    return low + (int) below(high - low + 1L);
  }

  /** True with the given probability. */
  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Any element, all equally likely. */
  <T> T any(T[] elements) {
    return elements[(int) below(elements.length)];
  }

  /** Any element, all equally likely. */
  int any(int[] elements) {
    return elements[(int) below(elements.length)];
  }

  /**
   * Roughly normal, mean 0 and deviation 1, never beyond 3.5: a sum of four uniforms. The short
   * tails keep one extreme flow from deciding a window.
   */
  double normal() {
    long bits = next();
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum - 131_070) / NORMAL_UNIT;
  }

  /** Roughly log-normal with the given median and deviation of the logarithm. */
  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }
}
