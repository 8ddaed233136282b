package io.logsentinel.cli.command;

import io.logsentinel.cli.follow.FollowReport;
import io.logsentinel.cli.reuse.JudgedRun;
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
  /** Findings of the severity that the caller asked to fail on. */
  FINDINGS(4),
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
   * @param failOn incidents of this severity or above fail the run; alerts where the detector was
   *     off
   * @param failOnAlerts alerts of this severity or above do, in any case
   */
  static ExitCode of(
      RunReport report,
      boolean strict,
      Optional<Severity> failOn,
      Optional<Severity> failOnAlerts) {
    if (report.hasFailed() || (strict && !report.isComplete())) {
      return INPUT;
    }
    return of(
        report.judgedWindows() > 0,
        report.alertsBySeverity().keySet(),
        report.incidentsBySeverity().keySet(),
        failOn,
        failOnAlerts);
  }

  /**
   * The code of a follower that came to its end.
   *
   * @param strict whether a rejected row fails it
   * @param failOn incidents of this severity or above do; alerts where the detector was off
   * @param failOnAlerts alerts of this severity or above do, in any case
   */
  static ExitCode of(
      FollowReport report,
      boolean strict,
      Optional<Severity> failOn,
      Optional<Severity> failOnAlerts) {
    if (report.hasFailed() || (strict && !report.isComplete())) {
      return INPUT;
    }
    return of(
        report.judgedWindows() > 0,
        report.alertsBySeverity().keySet(),
        report.incidentsBySeverity().keySet(),
        failOn,
        failOnAlerts);
  }

  /**
   * The code of a run that takes the result of an earlier one.
   *
   * @param strict whether a skipped file or a rejected row fails it
   * @param failOn incidents of this severity or above do; alerts where the detector was off
   * @param failOnAlerts alerts of this severity or above do, in any case
   */
  static ExitCode of(
      JudgedRun run, boolean strict, Optional<Severity> failOn, Optional<Severity> failOnAlerts) {
    return strict && !run.isComplete()
        ? INPUT
        : of(run.isJudged(), run.alerts(), run.incidents(), failOn, failOnAlerts);
  }

  private static ExitCode of(
      boolean isJudged,
      Set<Severity> alerts,
      Set<Severity> incidents,
      Optional<Severity> failOn,
      Optional<Severity> failOnAlerts) {
    Set<Severity> findings = isJudged ? incidents : alerts;
    return reaches(findings, failOn) || reaches(alerts, failOnAlerts) ? FINDINGS : DONE;
  }

  private static boolean reaches(Set<Severity> found, Optional<Severity> least) {
    return least.isPresent() && found.stream().anyMatch(s -> s.compareTo(least.get()) >= 0);
  }

  /** {@return the number, 0 to 5} */
  public int code() {
    return code;
  }
}
