package io.logsentinel.cli.ingest;

import io.logsentinel.cli.allow.AllowedCounts;
import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.core.flow.LabelRules.LabelCounts;
import io.logsentinel.core.flow.RowCounts;

/**
 * The outcome of reading a file of flows.
 *
 * @param input the file, or standard input
 * @param outcome whether it was processed
 * @param message why not, empty where it was
 * @param counts the account of its rows
 * @param labels of its flows, whole and partial ones; of none where it was not processed
 * @param windows whole windows, where they were cut
 * @param leftOver flows after the last whole window, where windows were cut
 * @param leftOverPartials partial flows that are in no window, likewise
 * @param allowed what rules allowed in its windows
 */
public record FileResult(
    FlowInput input,
    Outcome outcome,
    String message,
    RowCounts counts,
    LabelCounts labels,
    long windows,
    long leftOver,
    long leftOverPartials,
    AllowedCounts allowed) {

  static FileResult failed(FlowInput input, Outcome outcome, String message, RowCounts counts) {
    return new FileResult(
        input, outcome, message, counts, new LabelCounts(), 0, 0, 0, new AllowedCounts());
  }

  /** The ways in which the reading of a file ends. */
  public enum Outcome {
    /** Read to its end; artifacts written. */
    PROCESSED,
    /**
     * Read to its end, and not one row of it is a whole flow: there is no window; artifacts of
     * nothing, as the original's.
     */
    EMPTY,
    /** Never was a file of flows. */
    SKIPPED,
    /** Failed; no artifacts. */
    FAILED
  }

  /** {@return whether there is nothing in it to read, but for a header} */
  public boolean isWithoutRows() {
    boolean isEmptyFile = input.file().isPresent() && input.length() == 0;
    return (outcome == Outcome.EMPTY && counts.read() == 0)
        || (outcome == Outcome.SKIPPED && isEmptyFile);
  }

  /** {@return the name of the file without its folders, or that of standard input} */
  public String name() {
    return input.name();
  }
}
