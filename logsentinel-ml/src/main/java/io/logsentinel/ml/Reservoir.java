package io.logsentinel.ml;

import java.util.ArrayList;
import java.util.List;

/**
 * A sample of a stream of rows, in bounded memory, to fit a forest to.
 *
 * <p>The sample is a uniform random one, without replacement, of all rows seen (reservoir sampling,
 * algorithm R, in Vitter 1985): every row is equally likely to be in it. The forest, and with a
 * contamination also the offset, come from the kept rows. A stream of at most {@link #capacity()}
 * rows gives the very forest that {@link IsolationForest#fit} gives for these rows. Of a longer
 * one, the offset is a quantile of {@link #capacity()} scores: with the default capacity and a
 * contamination of 0.01, the share of all rows it flags has a standard deviation of 0.0004.
 *
 * <p>The same rows in the same order give the same forest. Not safe for use by several threads.
 */
public final class Reservoir {
  /** Rows kept by default; 20 features take 10 MiB. */
  public static final int DEFAULT_CAPACITY = 65_536;

  /** Keeps the choice of rows apart from what the trees draw. */
  private static final long STREAM = 0x5DEECE66DL;

  private final ForestOptions options;
  private final int capacity;
  private final SplitMix random;
  private final List<double[]> kept = new ArrayList<>();
  private long rowsSeen;

  /**
   * An empty reservoir of {@value #DEFAULT_CAPACITY} rows, or of the sample size where that is
   * larger.
   *
   * @param options of the fit
   */
  public Reservoir(ForestOptions options) {
    this(options, Math.max(DEFAULT_CAPACITY, options.wantedSampleSize()));
  }

  /**
   * An empty reservoir.
   *
   * @param options of the fit
   * @param capacity rows to keep at most, not less than the sample size of the options
   * @throws IllegalArgumentException if the capacity is less
   */
  public Reservoir(ForestOptions options, int capacity) {
    if (capacity < options.wantedSampleSize()) {
      throw Refusal.of(
          "capacity must be at least the sample size of %s rows, but was %s",
          options.wantedSampleSize(), capacity);
    }
    this.options = options;
    this.capacity = capacity;
    this.random = new SplitMix(options.seed() ^ STREAM);
  }

  /**
   * Takes the next row.
   *
   * @param row as many values as the first row had; copied where it is kept
   * @throws IllegalArgumentException if it has another number of values, or one that is NaN,
   *     infinite or beyond float32; such a row does not count as seen
   */
  public void add(double[] row) {
    if (!kept.isEmpty() && row.length != kept.get(0).length) {
      throw Refusal.of(
          "row %s (zero-based) must have %s values, as row 0 had, but had %s",
          rowsSeen, kept.get(0).length, row.length);
    }
    for (int c = 0; c < row.length; c++) {
      FeatureTable.cast(row[c], rowsSeen, c);
    }
    rowsSeen++;
    if (kept.size() < capacity) {
      kept.add(row.clone());
      return;
    }
    long place = random.nextLong(rowsSeen);
    if (place < capacity) {
      kept.set((int) place, row.clone());
    }
  }

  /** {@return the number of rows seen so far} */
  public long rowsSeen() {
    return rowsSeen;
  }

  /** {@return the number of rows kept at most} */
  public int capacity() {
    return capacity;
  }

  /**
   * {@return a forest fitted to what has been seen so far} More rows may be added after it.
   *
   * @throws IllegalArgumentException as {@link IsolationForest#fit}; if no row was added, for one
   */
  public IsolationForest fit() {
    return IsolationForest.fit(kept.toArray(double[][]::new), options);
  }
}
