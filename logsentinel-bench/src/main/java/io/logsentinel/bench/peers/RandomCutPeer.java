package io.logsentinel.bench.peers;

import com.amazon.randomcutforest.RandomCutForest;
import io.logsentinel.bench.measure.LabelledSet;

/** AWS's random cut forest: a streaming forest, which sees every row as it learns. */
final class RandomCutPeer implements ForestPeer {
  @Override
  public String name() {
    return "randomcutforest-core 4.4.0";
  }

  @Override
  public int mostRows() {
    return 20_000;
  }

  @Override
  public Run run(LabelledSet set, LabelledSet scored, long seed) {
    float[][] rows = new float[scored.rows().length][set.features()];
    for (int i = 0; i < rows.length; i++) {
      for (int feature = 0; feature < rows[i].length; feature++) {
        rows[i][feature] = (float) scored.rows()[i][feature];
      }
    }
    long start = System.nanoTime();
    RandomCutForest forest =
        RandomCutForest.builder()
            .numberOfTrees(TREES)
            .sampleSize(SAMPLE_SIZE)
            .dimensions(set.features())
            .randomSeed(seed)
            .parallelExecutionEnabled(false)
            .build();
    for (float[] row : rows) {
      forest.update(row);
    }
    long fitted = System.nanoTime();
    double[] scores = new double[rows.length];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -forest.getAnomalyScore(rows[i]);
    }
    long end = System.nanoTime();
    return new Run((fitted - start) / 1e6, (end - fitted) / 1e6, scored.auc(scores));
  }
}
