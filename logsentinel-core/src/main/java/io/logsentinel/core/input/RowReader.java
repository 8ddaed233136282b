package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.RowCounts;
import io.logsentinel.core.input.Reading.WrongReadingException;
import java.io.Closeable;

/** Reader of a file's rows in one given encoding, batch by batch. */
interface RowReader extends Closeable {
  /**
   * {@return the next flows, valid until the next call; null at the end of the file}
   *
   * @throws WrongReadingException if earlier text was decoded wrongly: begin again
   * @throws FlowFileException if the file fails; it carries the account
   */
  FlowBatch next() throws FlowFileException, WrongReadingException;

  /** {@return true if the file has a place for the time of a flow} */
  boolean hasTimes();

  /** {@return the notes on the times of the last flows, still to be settled; places are lines} */
  TimeLog times();

  /** {@return the account so far, but for times} */
  RowCounts counts();
}
