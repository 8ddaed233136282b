package io.logsentinel.cli.workspace;

import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.ml.ForestFile;
import io.logsentinel.ml.ForestModel;
import io.logsentinel.ml.ForestOptions;
import io.logsentinel.ml.IsolationForest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The isolation forest beside the baseline: what joins core, which asks for a second opinion, and
 * ml, which knows nothing of windows.
 */
public final class Forests {
  /** Share of the training windows that count as anomalous, as in the original. */
  private static final double CONTAMINATION = 0.05;

  private static final String WINDOW_SIZE = "window_size";

  private Forests() {}

  /** Trains on the metrics of windows: the nine, or those of their profiles. */
  public static ForestModel train(
      double[][] windows, List<String> metrics, int windowSize, long seed, int threads) {
    ForestOptions options =
        ForestOptions.ofSeed(seed).withContamination(CONTAMINATION).withThreads(threads);
    IsolationForest forest = IsolationForest.fit(windows, options);
    return new ForestModel(forest, metrics, Map.of(WINDOW_SIZE, Integer.toString(windowSize)));
  }

  /**
   * Loads a forest and makes sure that it was trained on such windows as it will be asked about.
   */
  public static ForestModel load(Path file, List<String> metrics) throws InputException {
    ForestModel model;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      model = ForestFile.read(in);
    } catch (IOException e) {
      throw WindowedFiles.unusable(file, e);
    }
    if (!model.featureNames().equals(metrics)) {
      throw mismatch(file, "metrics", metrics, model.featureNames());
    }
    return model;
  }

  public static void requireWindowSize(ForestModel model, Path file, long windowSize)
      throws InputException {
    String trained = model.attributes().get(WINDOW_SIZE);
    if (!Long.toString(windowSize).equals(trained)) {
      throw mismatch(file, "window size", windowSize, trained);
    }
  }

  private static InputException mismatch(Path file, String what, Object expected, Object actual) {
    return new InputException(
        file + ": its " + what + " must be " + expected + " but is " + actual);
  }

  public static OutlierModel opinionOf(ForestModel model) {
    IsolationForest forest = model.forest();
    return metrics -> {
      double score = forest.decisionFunction(metrics);
      return new OutlierVerdict(score, score < 0);
    };
  }
}
