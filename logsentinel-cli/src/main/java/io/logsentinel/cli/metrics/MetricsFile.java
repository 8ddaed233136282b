package io.logsentinel.cli.metrics;

import io.logsentinel.cli.ingest.FileResult;
import io.logsentinel.cli.ingest.FileResult.Outcome;
import io.logsentinel.cli.run.RunReport;
import io.logsentinel.cli.workspace.OutputException;
import io.logsentinel.core.detect.Severity;
import io.logsentinel.core.detect.calibrated.Drift;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.Rejection;
import io.logsentinel.core.flow.RowCounts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * File of a run's figures for Prometheus' textfile collector. What may be counted is there where it
 * is 0 too, so that an alert on it never looks at nothing.
 */
public final class MetricsFile {
  private static final double MILLIS = 1000;

  private MetricsFile() {}

  /**
   * Writes the figures of a run.
   *
   * @param report of the run, as far as it came
   * @param completed whether it came to its end
   * @param target where the file will be
   * @throws OutputException if it cannot be written
   */
  public static void write(RunReport report, boolean completed, Path target)
      throws OutputException {
    text(report, completed).write(target);
  }

  static MetricsText text(RunReport report, boolean completed) {
    RowCounts rows = report.rows();
    MetricsText text =
        new MetricsText()
            .add(
                "run_failed",
                "1 if the run ended early, or went on without something that failed.",
                completed && !report.hasFailed() ? 0 : 1)
            .add(
                "files",
                "Files of flows by outcome.",
                "outcome",
                Outcome.values(),
                outcome -> files(report, outcome))
            .add("rows_read", "Rows read: those kept, partial and rejected.", rows.read())
            .add("rows_kept", "Rows kept as whole flows.", rows.kept())
            .add("rows_partial", "Rows kept as partial flows.", rows.partial())
            .add(
                "rows_rejected",
                "Rows rejected by reason.",
                "reason",
                Rejection.values(),
                rows.rejected())
            .add("windows", "Windows by what became of them.", "state", windows(report));
    addFindings(text, report);
    if (report.newestFlow() != FlowBatch.NO_TIME) {
      text.add(
          "newest_flow_timestamp_seconds",
          "Time of the newest flow in a judged window; its age is time() - this.",
          report.newestFlow() / MILLIS);
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    report.millisByStage().forEach((stage, millis) -> seconds.put(stage, millis / MILLIS));
    return text.add("stage_seconds", "Seconds by stage.", "stage", seconds);
  }

  private static void addFindings(MetricsText text, RunReport report) {
    Severity[] all = Severity.values();
    text.add("alerts", "Alerts of the 3-sigma rule.", "severity", all, report.alertsBySeverity())
        .add("detections", "Detections.", "severity", all, report.detectionsBySeverity())
        .add("incidents", "Incidents.", "severity", all, report.incidentsBySeverity())
        .add("lone_detections", "Detections that are in no incident.", report.loneDetections())
        .add(
            "baseline_fit_files",
            "Files by how their traffic as a whole has moved away from the baseline.",
            "drift",
            Drift.Verdict.values(),
            it -> files(report, it));
  }

  private static long files(RunReport report, Outcome outcome) {
    return report.files().stream().filter(file -> file.outcome() == outcome).count();
  }

  private static long files(RunReport report, Drift.Verdict verdict) {
    return report.drifts().values().stream().filter(it -> it.verdict() == verdict).count();
  }

  private static Map<String, Long> windows(RunReport report) {
    Map<String, Long> windows = new LinkedHashMap<>();
    windows.put("cut", report.files().stream().mapToLong(FileResult::windows).sum());
    windows.put("learned", report.baselineWindows());
    windows.put("monitored", report.monitoredWindows());
    windows.put("judged", report.judgedWindows());
    return windows;
  }
}
