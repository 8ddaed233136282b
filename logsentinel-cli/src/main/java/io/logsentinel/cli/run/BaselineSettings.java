package io.logsentinel.cli.run;

import io.logsentinel.cli.detector.BaselineArtifacts;
import io.logsentinel.cli.workspace.FlowNames;
import io.logsentinel.cli.workspace.Workspace;
import java.util.List;

/**
 * The options of learning a baseline.
 *
 * @param named raw file names of benign traffic; empty for the default
 * @param heldBackRate p-value below which a window of a further file does not train
 * @param trusted whether such windows train all the same
 * @param halfLife in windows; 0 where the baseline forgets nothing
 * @param seed of the forests
 */
public record BaselineSettings(
    List<String> named, double heldBackRate, boolean trusted, int halfLife, long seed) {

  /** Seed of the forests where none is given, as in the original. */
  public static final long DEFAULT_SEED = BaselineArtifacts.DEFAULT_SEED;

  /** The raw file that the original takes as benign. */
  private static final String DEFAULT_FILE = "Monday-WorkingHours.pcap_ISCX.csv";

  public BaselineSettings {
    named = List.copyOf(named);
  }

  /** {@return the same settings for other files} */
  BaselineSettings of(List<String> files) {
    return new BaselineSettings(files, heldBackRate, trusted, halfLife, seed);
  }

  /** {@return the raw files that it is learned from, by the names that their artifacts carry} */
  public List<String> files() {
    return named.isEmpty()
        ? List.of(DEFAULT_FILE)
        : named.stream().map(FlowNames::artifactName).toList();
  }

  /** True for the windowed file of one that the baseline is learned from: it is not monitored. */
  boolean isNamed(String windowedName) {
    return files().stream().map(Workspace::windowedName).anyMatch(windowedName::equals);
  }
}
