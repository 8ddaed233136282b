package io.logsentinel.cli.workspace;

import io.logsentinel.core.detect.OutlierModel;
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
 * The isolation forests beside the baseline: the bridge between core, which asks for a second
 * opinion, and ml, which knows nothing of windows.
 */
public final class Forests {
  /** Share of the training windows that count as anomalous, as in the original. */
  private static final double CONTAMINATION = 0.05;

  private static final String WINDOW_SIZE = "window_size";

  private Forests() {}

  /**
   * Trains on the metrics of windows: the nine, or those of their profiles.
   *
   * @param windows a vector of metrics per window
   * @param metrics names of the metrics, in order
   * @param windowSize flows per window
   * @param seed of the forest
   * @param threads that train, from 1
   * @return the forest and what it was trained on
   */
  public static ForestModel train(
      double[][] windows, List<String> metrics, int windowSize, long seed, int threads) {
    ForestOptions options =
        ForestOptions.ofSeed(seed).withContamination(CONTAMINATION).withThreads(threads);
    IsolationForest forest = IsolationForest.fit(windows, options);
    return new ForestModel(forest, metrics, Map.of(WINDOW_SIZE, Integer.toString(windowSize)));
  }

  /**
   * Loads a forest and makes sure that it was trained on such metrics as it will be asked about.
   *
   * @param file of a forest
   * @param metrics names of the metrics, in order
   * @return the forest and what it was trained on
   * @throws InputException if the file cannot be used, or has other metrics
   */
  public static ForestModel load(Path file, List<String> metrics) throws InputException {
    ForestModel model;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      model = ForestFile.read(in);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
    if (!model.featureNames().equals(metrics)) {
      throw mismatch(file, "metrics", metrics, model.featureNames());
    }
    return model;
  }

  /**
   * Makes sure that a forest was trained on windows of a size.
   *
   * @param model of the forest
   * @param file that it was loaded from
   * @param windowSize flows per window
   * @throws InputException if it was trained on others
   */
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

  /**
   * A forest as a second opinion.
   *
   * @param model of the forest
   * @return a score below 0 is an anomaly
   */
  public static OutlierModel opinionOf(ForestModel model) {
    return OutlierModel.ofScore(model.forest()::decisionFunction);
  }
}
