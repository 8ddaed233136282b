package io.logsentinel.cli.output;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The options of outputs.
 *
 * @param targets places that events go to
 * @param standardOutput what {@code -} among them stands for
 * @param syslog receiver of events as messages
 * @param metricsFile where figures of the run go
 * @param zoned whether the zone of the flows' times is known
 * @param guarded whether a text that a spreadsheet takes for a formula has an apostrophe before it
 *     in tables
 */
public record OutputSettings(
    List<OutputTarget> targets,
    OutputStream standardOutput,
    Optional<Syslog> syslog,
    Optional<Path> metricsFile,
    boolean zoned,
    boolean guarded) {
  public OutputSettings {
    targets = List.copyOf(targets);
  }

  /** {@return whether events or figures go anywhere} */
  public boolean areAsked() {
    return !targets.isEmpty() || syslog.isPresent() || metricsFile.isPresent();
  }

  /** {@return the options where none are given} */
  public static OutputSettings none() {
    return new OutputSettings(
        List.of(),
        OutputStream.nullOutputStream(),
        Optional.empty(),
        Optional.empty(),
        false,
        true);
  }
}
