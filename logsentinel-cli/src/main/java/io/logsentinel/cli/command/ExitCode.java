package io.logsentinel.cli.command;

/** What the process says at its end, for scripts. An interrupted run ends with 130 or 143. */
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
   * The number.
   *
   * @return 0 to 5
   */
  public int code() {
    return code;
  }
}
