package io.logsentinel.core.input.row;

import io.logsentinel.core.flow.RowCounts;
import java.io.IOException;

/**
 * What a sink of flows is, besides, that is told of rejected rows while its file is read: the end
 * of one that is still being written may be days away.
 */
public interface RejectedRows {
  /**
   * Is told that rows were rejected for a reason that is new: after the flows before them, on the
   * thread that gives these.
   *
   * @param soFar the account of all rows so far, but for their times
   * @throws IOException if it cannot be passed on
   */
  void rejected(RowCounts soFar) throws IOException;
}
