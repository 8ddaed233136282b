package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import java.io.IOException;

/**
 * Cuts flows, in file order, into windows of a fixed number: window i holds flows i * size to (i +
 * 1) * size - 1. What does not fill a window at the end is left over and said so.
 */
public final class Windowing {
  /** Flows per window where nothing else is asked for, as the original has it. */
  public static final int DEFAULT_WINDOW_SIZE = 10_000;

  /** The largest window: its distinct addresses are held in memory. */
  public static final int MAX_WINDOW_SIZE = 10_000_000;

  private final int windowSize;
  private final Sink sink;
  private final WindowAccumulator accumulator = new WindowAccumulator();
  private long windows;

  /** Takes the windows of a file. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next window, in file order.
     *
     * @param window a whole window
     * @throws IOException if it cannot be passed on
     */
    void accept(Window window) throws IOException;
  }

  /**
   * Begins with window 0.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param sink where whole windows go
   */
  public Windowing(int windowSize, Sink sink) {
    if (windowSize < 1 || windowSize > MAX_WINDOW_SIZE) {
      throw new IllegalArgumentException(
          "the window size must be 1 to " + MAX_WINDOW_SIZE + " but is " + windowSize);
    }
    this.windowSize = windowSize;
    this.sink = sink;
  }

  /**
   * Adds the flows of a batch.
   *
   * @param batch any batch
   * @throws IOException if the sink fails
   */
  public void add(FlowBatch batch) throws IOException {
    for (int row = 0; row < batch.size(); row++) {
      accumulator.add(batch, row);
      endWindowIfWhole();
    }
  }

  /**
   * Adds a flow.
   *
   * @param flow any flow
   * @throws IOException if the sink fails
   */
  public void add(FlowRecord flow) throws IOException {
    accumulator.add(flow);
    endWindowIfWhole();
  }

  private void endWindowIfWhole() throws IOException {
    if (accumulator.flows() == windowSize) {
      sink.accept(accumulator.window(windows++));
      accumulator.clear();
    }
  }

  /**
   * Whole windows so far.
   *
   * @return from 0
   */
  public long windows() {
    return windows;
  }

  /**
   * Flows after the last whole window.
   *
   * @return 0 to window size - 1
   */
  public long leftOver() {
    return accumulator.flows();
  }

  /** Forgets everything and begins again with window 0. */
  public void restart() {
    accumulator.clear();
    windows = 0;
  }
}
