package io.logsentinel.cli.follow;

import io.logsentinel.cli.metrics.MetricsText;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.core.detect.Severity;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Figures of a follower for Prometheus' textfile collector, as they are now. */
final class FollowMetrics {
  private static final double MILLIS = 1000;

  private FollowMetrics() {}

  /** Replaces the file. */
  static void write(FollowReport report, Collection<Follower> followers, Path target)
      throws OutputException {
    Severity[] all = Severity.values();
    new MetricsText()
        .add(
            "run_failed",
            "1 if it went on without something that failed.",
            report.hasFailed() ? 1 : 0)
        .add("rows_lost", "1 if rows were rejected, or flows lost.", report.isComplete() ? 0 : 1)
        .add("windows", "Windows by what became of them.", "state", windows(report))
        .add("alerts", "Alerts of the 3-sigma rule.", "severity", all, report.alertsBySeverity())
        .add("incidents", "Incidents that are over.", "severity", all, report.incidentsBySeverity())
        .add(
            "source_flows_read",
            "Flows read since the process began.",
            "source",
            of(followers, Follower::flows))
        .add(
            "source_unread_bytes",
            "Bytes that are written and not read yet.",
            "source",
            of(followers, Follower::unreadBytes))
        .add(
            "source_quiet_seconds",
            "Time since something was read of it, or since it is waited for.",
            "source",
            of(followers, follower -> follower.quiet().toMillis() / MILLIS))
        .add(
            "source_silent",
            "1 if it was told to be silent, and is not heard yet.",
            "source",
            of(followers, follower -> follower.isSilent() ? 1 : 0))
        .write(target);
  }

  private static Map<String, Long> windows(FollowReport report) {
    Map<String, Long> windows = new LinkedHashMap<>();
    windows.put("monitored", report.windows());
    windows.put("judged", report.judgedWindows());
    return windows;
  }

  /** Of those that are followed by now. */
  private static Map<String, Double> of(
      Collection<Follower> followers, ToDoubleFunction<Follower> figure) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (Follower follower : followers) {
      if (!follower.isDone()) {
        figures.put(follower.name(), figure.applyAsDouble(follower));
      }
    }
    return figures;
  }
}
