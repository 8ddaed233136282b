package io.logsentinel.cli.command;

import io.logsentinel.cli.option.ExitOptions;
import io.logsentinel.cli.reuse.JudgedRun;
import io.logsentinel.cli.run.FindingsAccount;
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

  /** The code of a run, or a follower, that came to its end. */
  static ExitCode of(FindingsAccount account, ExitOptions exit) {
    return account.hasFailed()
        ? INPUT
        : of(
            account.isComplete(),
            account.judgedWindows() > 0,
            account.alertsBySeverity().keySet(),
            account.incidentsBySeverity().keySet(),
            exit);
  }

  /** The code of a run that takes the result of an earlier one. */
  static ExitCode of(JudgedRun run, ExitOptions exit) {
    return of(run.isComplete(), run.isJudged(), run.alerts(), run.incidents(), exit);
  }

  private static ExitCode of(
      boolean isComplete,
      boolean isJudged,
      Set<Severity> alerts,
      Set<Severity> incidents,
      ExitOptions exit) {
    if (exit.isStrict() && !isComplete) {
      return INPUT;
    }
    Set<Severity> findings = isJudged ? incidents : alerts;
    return reaches(findings, exit.failOn()) || reaches(alerts, exit.failOnAlerts())
        ? FINDINGS
        : DONE;
  }

  private static boolean reaches(Set<Severity> found, Optional<Severity> least) {
    return least.isPresent() && found.stream().anyMatch(s -> s.compareTo(least.get()) >= 0);
  }

  /** {@return the number, 0 to 5} */
  public int code() {
    return code;
  }
}
