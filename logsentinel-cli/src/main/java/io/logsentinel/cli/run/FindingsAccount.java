package io.logsentinel.cli.run;

import io.logsentinel.core.detect.Severity;
import java.util.Map;

/** Account of what was monitored, by which a process ends with one code or another. */
public interface FindingsAccount {
  /** {@return whether anything failed that was gone on without} */
  boolean hasFailed();

  /** {@return whether every file was taken and every row kept} */
  boolean isComplete();

  /** {@return the number of windows that the detector judged; 0 where it was off} */
  long judgedWindows();

  /** {@return the number of alerts by severity, of those that occurred} */
  Map<Severity, Long> alertsBySeverity();

  /** {@return the number of incidents by severity, of those that occurred} */
  Map<Severity, Long> incidentsBySeverity();
}
