package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import java.io.IOException;

/**
 * Takes the flows of a file, batch by batch: what can be done to a batch alone is done by {@link
 * #prepare}, on any thread; what depends on the order by {@link #accept}, on one.
 *
 * @param <T> what a batch becomes
 */
public interface FlowSink<T> {
  /**
   * Begins with the first flow. Called a second time where the file turned out to be in another
   * encoding: every batch so far is to be forgotten.
   *
   * @param hasTimes whether the file has a column for the time of a flow
   * @throws IOException if what was written cannot be taken back
   */
  void begin(boolean hasTimes) throws IOException;

  /**
   * Makes of a batch what can be made without any other: a pure function, called on any thread.
   *
   * @param batch valid during the call only
   * @return anything, null included
   */
  T prepare(FlowBatch batch);

  /**
   * Takes the next batch, in file order, on the thread that reads the file.
   *
   * @param batch valid during the call only
   * @param prepared what {@link #prepare} made of it
   * @throws IOException if it cannot be passed on
   */
  void accept(FlowBatch batch, T prepared) throws IOException;
}
