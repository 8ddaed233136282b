package io.logsentinel.cli.inspect;

import io.logsentinel.cli.workspace.FlowInput;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.FlowFormat.Recognition;
import java.util.Optional;

/**
 * What there is in a file, and whether flows can be had of it.
 *
 * @param input the file
 * @param recognised what its beginning is; empty where that is no file of flows
 * @param failure why it cannot be used, in words; empty where it can
 * @param counts the account of its rows
 * @param sample what was seen of its flows; of a file that failed, up to there
 */
public record Inspection(
    FlowInput input,
    Optional<Recognition> recognised,
    Optional<String> failure,
    RowCounts counts,
    FlowSample sample) {

  /** {@return true where flows can be had of it} */
  public boolean isUsable() {
    return failure.isEmpty();
  }
}
