package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.detect.zscore.Baseline.Spread;
import io.logsentinel.core.window.Metric;
import io.logsentinel.core.window.Window;
import io.logsentinel.core.window.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Windows whose z-scores are given, and what the monitor says of them. */
public final class Cases {
  /** Counts are whole numbers: their deviation leaves room for z-scores of three decimals. */
  private static final double COUNT_STD = 1000;

  private Cases() {}

  private static boolean isCount(Metric metric) {
    return switch (metric) {
      case TOTAL_FLOWS, UNIQUE_SOURCE_IPS, UNIQUE_DESTINATION_IPS, UNIQUE_DESTINATION_PORTS -> true;
      default -> false;
    };
  }

  public static Baseline baseline() {
    List<Spread> spreads = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      spreads.add(new Spread(0, isCount(metric) ? COUNT_STD : 1));
    }
    return new Baseline(spreads);
  }

  /** A window with these z-scores, in the order of {@link Metric}; missing ones are 0. */
  public static Window window(double... zScores) {
    double[] values = new double[Metric.values().length];
    for (int i = 0; i < zScores.length; i++) {
      values[i] = isCount(Metric.values()[i]) ? Math.rint(zScores[i] * COUNT_STD) : zScores[i];
    }
    return Windows.of(7, 0.25, values);
  }

  /** A window with one z-score of its own. */
  public static Window window(Metric metric, double zScore) {
    double[] zScores = new double[Metric.values().length];
    zScores[metric.ordinal()] = zScore;
    return window(zScores);
  }

  public static ZScoreAssessment assess(Window window) {
    return new ZScoreMonitor(baseline(), Optional.empty()).assess(window, null);
  }

  public static ZScoreAssessment assess(Window window, OutlierVerdict opinion) {
    return new ZScoreMonitor(baseline(), Optional.of(metrics -> opinion)).assess(window, null);
  }

  static Alert alert(double... zScores) {
    return Alert.of("file.csv", assess(window(zScores))).orElseThrow();
  }
}
