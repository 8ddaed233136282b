package io.logsentinel.cli.output;

import java.io.OutputStream;
import java.util.List;

/**
 * The options of outputs.
 *
 * @param targets places that events go to
 * @param standardOutput what {@code -} among them stands for
 * @param zoned whether the zone of the flows' times is known
 */
public record OutputSettings(
    List<OutputTarget> targets, OutputStream standardOutput, boolean zoned) {
  public OutputSettings {
    targets = List.copyOf(targets);
  }

  /** {@return the options where none are given} */
  public static OutputSettings none() {
    return new OutputSettings(List.of(), OutputStream.nullOutputStream(), false);
  }
}
