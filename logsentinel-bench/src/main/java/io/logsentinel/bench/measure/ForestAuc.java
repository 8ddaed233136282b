package io.logsentinel.bench.measure;

import io.logsentinel.ml.ForestOptions;
import io.logsentinel.ml.IsolationForest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A measure of the forest on labelled anomalies: fits and scores every {@code *.csv.gz} of a folder
 * (features, label last) and prints {@code dataset,n,d,auc_mean,auc_std,fit_ms,score_ms}. Times are
 * medians over the seeds, the first of which warms up.
 *
 * <p>{@code java -cp logsentinel-bench/target/benchmarks.jar io.logsentinel.bench.measure.ForestAuc
 * DIR [SEEDS]}
 */
public final class ForestAuc {
  private static final int DEFAULT_SEEDS = 5;

  private ForestAuc() {}

  /** Arguments: the folder, and the number of seeds (5). */
  public static void main(String[] args) throws IOException {
    if (args.length < 1 || args.length > 2) {
      System.err.println("usage: ForestAuc DIR [SEEDS]");
      System.exit(2);
    }
    int seeds = args.length > 1 ? Integer.parseInt(args[1]) : DEFAULT_SEEDS;
    System.out.println("dataset,n,d,auc_mean,auc_std,fit_ms,score_ms");
    for (Path file : LabelledSet.filesIn(Path.of(args[0]))) {
      System.out.println(line(LabelledSet.read(file), seeds));
    }
  }

  private static String line(LabelledSet set, int seeds) {
    double[] aucs = new double[seeds];
    double[] fits = new double[seeds];
    double[] scorings = new double[seeds];
    for (int seed = 0; seed < seeds; seed++) {
      long start = System.nanoTime();
      IsolationForest forest = IsolationForest.fit(set.rows(), ForestOptions.ofSeed(seed));
      long fitted = System.nanoTime();
      double[] scores = forest.scoreSamples(set.rows());
      long scored = System.nanoTime();
      aucs[seed] = set.auc(scores);
      fits[seed] = (fitted - start) / 1e6;
      scorings[seed] = (scored - fitted) / 1e6;
    }
    double mean = Arrays.stream(aucs).average().orElseThrow();
    double variance =
        Arrays.stream(aucs).map(auc -> (auc - mean) * (auc - mean)).average().orElseThrow();
    return DetectorPage.format(
        "%s,%d,%d,%.4f,%.4f,%.1f,%.1f",
        set.name(),
        set.rows().length,
        set.features(),
        mean,
        Math.sqrt(variance),
        median(fits),
        median(scorings));
  }

  private static double median(double[] values) {
    return Arrays.stream(values).sorted().toArray()[values.length / 2];
  }
}
