package io.logsentinel.cli.run;

import java.util.Map;

/**
 * The options of {@code run.json}.
 *
 * @param hashInputs whether it holds the digest of every input
 * @param origins every option of the run by its name
 */
public record ManifestSettings(boolean hashInputs, Map<String, Origin> origins) {
  /**
   * The value of an option and where it came from.
   *
   * @param value as it was written
   * @param from {@code flag}, {@code environment}, {@code file} or {@code default}
   */
  public record Origin(String value, String from) {}
}
