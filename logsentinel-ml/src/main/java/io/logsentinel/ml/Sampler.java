package io.logsentinel.ml;

import java.util.BitSet;

/** Draws rows without replacement (algorithm of R. W. Floyd, in Bentley 1987). */
final class Sampler {
  private Sampler() {}

  /** {@code size} different numbers of 0..population-1; every subset equally likely. */
  static int[] sample(int population, int size, SplitMix random) {
    BitSet chosen = new BitSet(population);
    int[] sample = new int[size];
    for (int i = 0; i < size; i++) {
      int last = population - size + i;
      int row = random.nextInt(last + 1);
      sample[i] = chosen.get(row) ? last : row;
      chosen.set(sample[i]);
    }
    return sample;
  }
}
