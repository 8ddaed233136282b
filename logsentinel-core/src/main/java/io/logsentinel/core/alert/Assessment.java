package io.logsentinel.core.alert;

import io.logsentinel.core.window.Window;
import java.util.List;
import java.util.Optional;

/**
 * What the monitor found out about a window.
 *
 * @param window the window
 * @param indicators all metrics, in order of the window's columns
 * @param anomalyIndex sum of all |z|, from 0
 * @param zTrigger whether the z-scores alert
 * @param opinion the second opinion, where one was asked for
 * @param decision both together
 * @param trend against the previous window of the file, where there is one
 */
public record Assessment(
    Window window,
    List<Indicator> indicators,
    double anomalyIndex,
    boolean zTrigger,
    Optional<Opinion> opinion,
    Decision decision,
    Optional<Trend> trend) {

  public Assessment {
    indicators = List.copyOf(indicators);
  }
}
