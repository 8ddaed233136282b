package io.logsentinel.bench.peers;

import io.logsentinel.bench.measure.LabelledSet;
import io.logsentinel.ml.ForestOptions;
import io.logsentinel.ml.IsolationForest;
import java.io.IOException;

/** A forest to hold ours against: 100 trees of 256 rows, on one core unless it says otherwise. */
interface ForestPeer extends AutoCloseable {
  int TREES = 100;
  int SAMPLE_SIZE = 256;

  /** The times and the quality of one fit and one scoring. */
  record Run(double fitMillis, double scoreMillis, double auc) {}

  String name();

  /** The most rows that it is asked to score, for a forest that takes long over each. */
  default int mostRows() {
    return Integer.MAX_VALUE;
  }

  /** Fits on all rows of the set and scores {@code rows} of them, all or evenly spread. */
  Run run(LabelledSet set, LabelledSet scored, long seed) throws IOException;

  @Override
  default void close() throws IOException {}

  /** This project's forest. */
  record Own(int threads) implements ForestPeer {
    @Override
    public String name() {
      return "logsentinel-ml, threads " + threads;
    }

    @Override
    public Run run(LabelledSet set, LabelledSet scored, long seed) {
      long start = System.nanoTime();
      IsolationForest forest =
          IsolationForest.fit(set.rows(), ForestOptions.ofSeed(seed).withThreads(threads));
      long fitted = System.nanoTime();
      double[] scores = forest.scoreSamples(scored.rows());
      long end = System.nanoTime();
      return new Run((fitted - start) / 1e6, (end - fitted) / 1e6, scored.auc(scores));
    }
  }
}
