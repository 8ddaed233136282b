package io.logsentinel.core.input;

import io.logsentinel.core.flow.FlowBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Consumer of a file's flows, batch by batch: what can be done to a batch alone is done by {@link
 * #prepare}, on any thread; what depends on the order by {@link #accept}, on one. What is known by
 * then and depends on no order, a sink leaves to other threads ({@link #begin}).
 *
 * @param <T> what a batch becomes
 */
@FunctionalInterface
public interface FlowSink<T> {
  /**
   * {@return what can be made of a batch without any other, null for nothing, as here} A pure
   * function, called on any thread.
   *
   * @param batch valid during the call only
   */
  default @Nullable T prepare(FlowBatch batch) {
    return null;
  }

  /**
   * Takes the next batch, in file order, on the thread that reads the file.
   *
   * @param batch valid during the call only
   * @param prepared what {@link #prepare} made of it
   * @throws IOException if it cannot be passed on
   */
  void accept(FlowBatch batch, @Nullable T prepared) throws IOException;

  /**
   * Takes the next batch as {@link #accept} does, and may go on reading it after the call, on any
   * thread; this one does not.
   *
   * @param batch valid until the use that is returned has been ended
   * @param prepared what {@link #prepare} made of it
   * @return the use of the batch that goes on; null where the batch is not needed any longer
   * @throws IOException if it cannot be passed on
   */
  default @Nullable Use begin(FlowBatch batch, @Nullable T prepared) throws IOException {
    accept(batch, prepared);
    return null;
  }

  /** Use of a batch that goes on after a sink took it. */
  @FunctionalInterface
  interface Use {
    /**
     * Ends it: does what is left of it, or waits for the thread that does. Called in file order by
     * the thread that reads the file, before the batch is used again or the reading ends; not where
     * the sink is void.
     */
    void end();

    /**
     * {@return true where nobody reads the batch any longer, so that to end the use takes no time}
     * False where that is not known, as here.
     */
    default boolean isOver() {
      return false;
    }
  }

  /**
   * Factory of sinks for one file, asked for a fresh one each time the file is read from its start:
   * once, and again where its encoding, its clock or its order of day and month turned out to be
   * another. The sink before has then taken flows that are void.
   *
   * @param <T> what a batch becomes
   */
  @FunctionalInterface
  interface Opening<T> {
    /**
     * {@return a sink of the file's flows, when its header is read and no row is}
     *
     * @param hasTimes whether the file has a column for the time of a flow
     * @throws IOException if it cannot be opened
     */
    FlowSink<T> open(boolean hasTimes) throws IOException;
  }
}
