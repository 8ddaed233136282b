package io.logsentinel.cli.workspace;

import io.logsentinel.core.detect.OutlierModel;
import io.logsentinel.ml.ForestFile;
import io.logsentinel.ml.ForestModel;
import io.logsentinel.ml.ForestOptions;
import io.logsentinel.ml.IsolationForest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
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
   * {@return a forest trained on the metrics of windows: the nine, or those of their profiles}
   *
   * @param windows a vector of metrics per window
   * @param metrics names of the metrics, in order
   * @param windowSize flows per window
   * @param seed of the forest
   * @param threads that train, from 1
   */
  public static ForestModel train(
      double[][] windows, List<String> metrics, int windowSize, long seed, int threads) {
    ForestOptions options =
        ForestOptions.ofSeed(seed).withContamination(CONTAMINATION).withThreads(threads);
    return new ForestModel(
        IsolationForest.fit(windows, options),
        metrics,
        Map.of(WINDOW_SIZE, Integer.toString(windowSize)));
  }

  /**
   * {@return a forest, made sure of that it was trained on such windows as it will be asked about}
   *
   * @param file of a forest
   * @param metrics names of the metrics, in order
   * @param baseline whose windows it must fit, where their size is known
   * @throws InputException if the file cannot be used, or is of other metrics or windows
   */
  public static ForestModel load(Path file, List<String> metrics, StoredBaseline baseline)
      throws InputException {
    ForestModel model;
    try (InputStream in = new BufferedInputStream(StoredFile.openWhole(file))) {
      model = ForestFile.read(in);
    } catch (IOException e) {
      throw InputException.unusable(file, e);
    }
    if (!model.featureNames().equals(metrics)) {
      throw mismatch(file, "metrics", metrics, model.featureNames());
    }
    if (baseline.state().isPresent()) {
      requireWindowSize(model, file, baseline.state().get().windowSize());
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
    String trained = model.attributes().getOrDefault(WINDOW_SIZE, "not stated");
    if (!Long.toString(windowSize).equals(trained)) {
      throw mismatch(file, "window size", windowSize, trained);
    }
  }

  private static InputException mismatch(Path file, String what, Object expected, Object actual) {
    return new InputException(
        file + ": its " + what + " must be " + expected + " but is " + actual);
  }

  /**
   * {@return a forest as a second opinion: a score below 0 is an anomaly; one without a split
   * cannot tell}
   *
   * @param model of the forest
   */
  public static OutlierModel opinionOf(ForestModel model) {
    return model.forest().hasSplits()
        ? OutlierModel.ofScore(model.forest()::decisionFunction)
        : OutlierModel.tellingNothing();
  }
}
