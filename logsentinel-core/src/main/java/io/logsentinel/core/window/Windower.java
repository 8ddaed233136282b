package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import java.io.IOException;
import java.util.List;

/**
 * Cutter of flows, in file order, into windows of a fixed number: window i holds flows i * size to
 * (i + 1) * size - 1. What does not fill a window at the end is left over and said so.
 */
public final class Windower implements AutoCloseable {
  /** Flows per window where nothing else is asked for, as the original has it. */
  public static final int DEFAULT_WINDOW_SIZE = 10_000;

  /** The largest window: its distinct addresses are held in memory. */
  public static final int MAX_WINDOW_SIZE = 10_000_000;

  /** Window sizes that {@link #sizeFor} chooses from, the largest first. */
  public static final List<Integer> SIZES = List.of(10_000, 5_000, 2_000, 1_000, 500, 200, 100);

  /** The windows that a chosen size gives the baseline, where its flows are enough for them. */
  public static final int WINDOWS_OF_BASELINE = 50;

  private final int windowSize;
  private final Sink sink;
  private final AccumulatorPool pool;
  private WindowAccumulator accumulator;
  private long windows;
  private long partialsLeftOut;

  /** Receiver of the windows of a file. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next window, in file order.
     *
     * @param full a whole window, the sink's from now on: its profile is asked for, or it is
     *     discarded, here or later on any thread
     * @throws IOException if it cannot be passed on
     */
    void accept(FullWindow full) throws IOException;
  }

  /**
   * Begins with window 0.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param pool what the windows are accumulated in
   * @param sink where whole windows go
   * @throws IllegalArgumentException if the window size is out of range
   */
  public Windower(int windowSize, AccumulatorPool pool, Sink sink) {
    if (windowSize < 1 || windowSize > MAX_WINDOW_SIZE) {
      throw new IllegalArgumentException(
          "the window size must be 1 to " + MAX_WINDOW_SIZE + " but is " + windowSize);
    }
    this.windowSize = windowSize;
    this.pool = pool;
    this.sink = sink;
    this.accumulator = pool.take();
  }

  /**
   * {@return the largest of {@link #SIZES} that gives a baseline {@value #WINDOWS_OF_BASELINE}
   * whole windows; the smallest where none does}
   *
   * @param flows whole flows of the baseline, from 0
   */
  public static int sizeFor(long flows) {
    return SIZES.stream()
        .filter(size -> flows / size >= WINDOWS_OF_BASELINE)
        .findFirst()
        .orElse(SIZES.get(SIZES.size() - 1));
  }

  /**
   * Adds the flows of a batch, whose times are not known.
   *
   * @param batch any batch
   * @throws IOException if the sink fails
   */
  public void add(FlowBatch batch) throws IOException {
    add(batch, null);
  }

  /**
   * Adds the flows of a batch, the partial ones where they stand among the others.
   *
   * @param batch any batch
   * @param times of its flows; null where there are none
   * @throws IOException if the sink fails
   */
  public void add(FlowBatch batch, FlowTimes times) throws IOException {
    long[] whole = times == null ? null : times.whole();
    int from = 0;
    for (int i = 0; i < batch.partials().size(); i++) {
      PartialFlow partial = batch.partials().get(i);
      int to = (int) partial.wholeBefore();
      add(batch, from, to, whole);
      addPartial(partial, times == null ? FlowBatch.NO_TIME : times.partial()[i]);
      from = to;
    }
    add(batch, from, batch.size(), whole);
  }

  /**
   * Adds whole flows of a batch.
   *
   * @param batch any batch
   * @param from the first row, from 0
   * @param to the row after the last, at most the batch's size
   * @param times of all its whole flows, in milliseconds from 1970 UTC or {@link
   *     FlowBatch#NO_TIME}; null where there are none
   * @throws IOException if the sink fails
   */
  public void add(FlowBatch batch, int from, int to, long[] times) throws IOException {
    int next = from;
    while (next < to) {
      int end = (int) Math.min(to, next + windowSize - accumulator.flows());
      accumulator.add(batch, next, end, times);
      if (accumulator.flows() == windowSize) {
        sink.accept(new FullWindow(windows++, accumulator, pool));
        accumulator = pool.take(); // the same one, where the sink is done with it
      }
      next = end;
    }
  }

  /**
   * Adds a partial flow to the window of the next whole one.
   *
   * @param flow any partial flow
   * @param time when it was, in milliseconds from 1970 UTC, or {@link FlowBatch#NO_TIME}
   */
  public void addPartial(PartialFlow flow, long time) {
    partialsLeftOut += accumulator.addPartial(flow, time) ? 0 : 1;
  }

  /** {@return the number of whole windows so far, from 0} */
  public long windows() {
    return windows;
  }

  /** {@return the number of flows after the last whole window, 0 to window size - 1} */
  public long leftOver() {
    return accumulator.flows();
  }

  /**
   * {@return the number of partial flows that are in no window: those after the last whole one, and
   * those for which a window had no room}
   */
  public long leftOverPartials() {
    return partialsLeftOut + accumulator.partialFlows();
  }

  /** Gives the memory of the window at hand back to the pool. No flow can be added any more. */
  @Override
  public void close() {
    if (accumulator != null) {
      pool.give(accumulator);
      accumulator = null;
    }
  }

  /**
   * A window whose flows are all there: its sums at once, its profile when it is asked for, on any
   * thread.
   *
   * <p>Owns the accumulator of its flows until {@link #profile} or {@link #discard} gives that back
   * for another window.
   */
  public static final class FullWindow {
    private final Window window;
    private final AccumulatorPool pool;
    private WindowAccumulator accumulator;

    FullWindow(long id, WindowAccumulator accumulator, AccumulatorPool pool) {
      this.window = accumulator.window(id);
      this.accumulator = accumulator;
      this.pool = pool;
    }

    /** {@return the nine sums and the attack ratio} */
    public Window window() {
      return window;
    }

    /**
     * {@return the profile} Gives the accumulator back: to be called once, in place of {@link
     * #discard}.
     *
     * @throws IllegalStateException if the accumulator was given back before
     */
    public Profile profile() {
      if (accumulator == null) {
        throw new IllegalStateException("window " + window.id() + " was given back already");
      }
      Profile profile = accumulator.profile(window.id());
      discard();
      return profile;
    }

    /** Gives the accumulator back without a profile. */
    public void discard() {
      if (accumulator != null) {
        pool.give(accumulator);
        accumulator = null;
      }
    }
  }
}
