package io.logsentinel.core.detect.zscore;

import io.logsentinel.core.detect.Decision;
import io.logsentinel.core.detect.OutlierVerdict;
import io.logsentinel.core.window.Window;
import java.util.List;
import java.util.Optional;

/**
 * Assessment of a window by the monitor.
 *
 * @param window that was assessed
 * @param indicators all metrics, in order of the window's columns
 * @param anomalyIndex sum of all |z|, from 0
 * @param zTrigger whether the z-scores alert
 * @param opinion the second opinion, where one was asked for
 * @param decision both together
 * @param trend against the previous window of the file, where there is one
 */
public record ZScoreAssessment(
    Window window,
    List<Indicator> indicators,
    double anomalyIndex,
    boolean zTrigger,
    Optional<OutlierVerdict> opinion,
    Decision decision,
    Optional<Trend> trend) {

  public ZScoreAssessment {
    indicators = List.copyOf(indicators);
  }
}
