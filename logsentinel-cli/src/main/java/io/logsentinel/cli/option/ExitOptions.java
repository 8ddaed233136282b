package io.logsentinel.cli.option;

import io.logsentinel.core.detect.Severity;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for what makes a run end with another code than 0. */
public final class ExitOptions {
  @Option(
      names = "--strict",
      fallbackValue = "true",
      description = "exit code 3 if any file was skipped or any row rejected")
  private boolean strict;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description =
          "exit code 4 if an incident is LOW, MEDIUM, HIGH or CRITICAL, or above; an alert where"
              + " the detector is off")
  private @Nullable Severity failOn;

  @Option(
      names = "--fail-on-alerts",
      paramLabel = "SEVERITY",
      description = "exit code 4 if an alert of the 3-sigma rule is of that severity or above")
  private @Nullable Severity failOnAlerts;

  /** {@return whether a skipped file or a rejected row does} */
  public boolean isStrict() {
    return strict;
  }

  /** {@return incidents of this severity or above do; alerts where the detector was off} */
  public Optional<Severity> failOn() {
    return Optional.ofNullable(failOn);
  }

  /** {@return alerts of this severity or above do, in any case} */
  public Optional<Severity> failOnAlerts() {
    return Optional.ofNullable(failOnAlerts);
  }
}
