package io.logsentinel.core.detect;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The port for a model that gives a second opinion on windows, such as an isolation forest. Safe
 * for use by several threads.
 */
@FunctionalInterface
public interface OutlierModel {
  /**
   * {@return the opinion on a window}
   *
   * @param metrics the metrics that the model was trained on, finite, in their order: the nine of a
   *     window, or those of a profile
   */
  OutlierVerdict judge(double[] metrics);

  /**
   * {@return a model whose scores below 0 are anomalies}
   *
   * @param score of some metrics, such as the decision function of an isolation forest
   */
  static OutlierModel ofScore(ToDoubleFunction<double[]> score) {
    return metrics -> {
      double value = score.applyAsDouble(metrics);
      return new OutlierVerdict(value, value < 0);
    };
  }

  /** {@return a model that cannot tell windows apart: of each it says so, with a score of 0} */
  static OutlierModel tellingNothing() {
    return metrics -> new OutlierVerdict(0, false, false);
  }

  /** Maker of a model. */
  @FunctionalInterface
  interface Trainer {
    /**
     * {@return a model trained on benign windows}
     *
     * @param windows the metrics of each, finite
     * @param names of the metrics, in order
     */
    OutlierModel train(double[][] windows, List<String> names);
  }
}
