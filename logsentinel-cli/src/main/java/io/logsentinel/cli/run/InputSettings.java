package io.logsentinel.cli.run;

import java.io.InputStream;
import java.util.List;

/**
 * The options of what a run reads.
 *
 * @param files arguments that name flows; empty for the files of the raw folder
 * @param standardInput what {@code -} among them stands for
 * @param standardInputName the name that its artifacts carry
 */
public record InputSettings(
    List<String> files, InputStream standardInput, String standardInputName) {
  public InputSettings {
    files = List.copyOf(files);
  }

  /** {@return the options where none are given} */
  public static InputSettings defaults() {
    return new InputSettings(List.of(), InputStream.nullInputStream(), "stdin");
  }
}
