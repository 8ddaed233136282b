package io.logsentinel.ml;

/** A sampler of rows without replacement (algorithm of R. W. Floyd, in Bentley 1987). */
final class Sampler {
  private static final int GOLDEN_RATIO = 0x9E3779B9;

  /** The rows drawn, each plus 1, at the place of their hash or the next free one; 0 is free. */
  private final int[] drawn;

  private final int shift;

  private Sampler(int size) {
    int bits = Integer.SIZE + 1 - Integer.numberOfLeadingZeros(size);
    this.drawn = new int[1 << bits];
    this.shift = Integer.SIZE - bits;
  }

  /** {@code size} different numbers of 0..population-1; every subset equally likely. */
  static int[] sample(int population, int size, SplitMix random) {
    Sampler sampler = new Sampler(size);
    int[] sample = new int[size];
    for (int i = 0; i < size; i++) {
      int last = population - size + i;
      int row = random.nextInt(last + 1);
      sample[i] = sampler.add(row) ? row : last;
      if (sample[i] != row) {
        sampler.add(last);
      }
    }
    return sample;
  }

  /** Returns false if the row was drawn before. */
  private boolean add(int row) {
    int place = row * GOLDEN_RATIO >>> shift;
    while (drawn[place] != 0) {
      if (drawn[place] == row + 1) {
        return false;
      }
      place = place + 1 & drawn.length - 1;
    }
    drawn[place] = row + 1;
    return true;
  }
}
