package io.logsentinel.bench.peers;

import io.logsentinel.bench.measure.LabelledSet;
import smile.anomaly.IsolationForest;

/** Smile's isolation forest; its sample is a share of the rows, here that of 256 rows. */
final class SmilePeer implements ForestPeer {
  /** Made by name: see {@link ForestPeers}. */
  SmilePeer() {}

  @Override
  public String name() {
    return "smile-core 6.3.0";
  }

  @Override
  public int mostRows() {
    return 200_000;
  }

  @Override
  public Run run(LabelledSet set, LabelledSet scored, long seed) {
    double share = Math.min(1, (double) SAMPLE_SIZE / set.rows().length);
    long start = System.nanoTime();
    IsolationForest forest =
        IsolationForest.fit(set.rows(), new IsolationForest.Options(TREES, 0, share, 0));
    long fitted = System.nanoTime();
    double[] scores = new double[scored.rows().length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -forest.score(scored.rows()[i]);
    }
    long end = System.nanoTime();
    return new Run((fitted - start) / 1e6, (end - fitted) / 1e6, scored.auc(scores));
  }
}
