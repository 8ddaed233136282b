package io.logsentinel.cli.command;

import io.logsentinel.cli.run.RunReport;
import io.logsentinel.core.detect.Severity;
import java.util.Optional;
import java.util.Set;

/** The code that the process ends with, for scripts. An interrupted run ends with 130 or 143. */
public enum ExitCode {
  /** All done; skipped files were warned of. */
  DONE(0),
  /** A defect of ours, out of memory included. */
  DEFECT(1),
  /** Options that do not make sense. */
  USAGE(2),
  /** Input that cannot be used. */
  INPUT(3),
  /** Alerts of the severity that the caller asked to fail on. */
  ALERTS(4),
  /** An output that could not be written. */
  OUTPUT(5);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /**
   * The code of a run that came to its end.
   *
   * @param strict whether a skipped file or a rejected row fails the run
   * @param failOn alerts of this severity or above fail the run
   */
  static ExitCode of(RunReport report, boolean strict, Optional<Severity> failOn) {
    if (report.hasFailed() || (strict && !report.isComplete())) {
      return INPUT;
    }
    Set<Severity> alerts = report.alertsBySeverity().keySet();
    return failOn.isPresent() && alerts.stream().anyMatch(s -> s.compareTo(failOn.get()) >= 0)
        ? ALERTS
        : DONE;
  }

  /** {@return the number, 0 to 5} */
  public int code() {
    return code;
  }
}
