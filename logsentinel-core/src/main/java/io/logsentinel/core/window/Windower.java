package io.logsentinel.core.window;

import io.logsentinel.core.allow.Allowlist.Matcher;
import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowBatch.PartialFlow;
import io.logsentinel.core.flow.FlowTimes;
import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.window.WindowAccumulator.AccumulatorPool;
import io.logsentinel.core.work.SerialWork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Cutter of flows, in file order, into windows of a fixed number: window i holds flows i * size to
 * (i + 1) * size - 1. What does not fill a window at the end is left over and said so.
 *
 * <p>It only says which flow belongs to which window. Each window is accumulated by itself, in file
 * order, by any of the workers, several at once.
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
  private final Executor workers;

  /** Say what is allowed; null where nothing is. */
  private final @Nullable Matcher rules;

  /** Holds the window at hand; null when closed. */
  private @Nullable WindowAccumulator accumulator;

  /** What accumulates it. */
  private SerialWork work;

  private int flows;
  private int partials;
  private long windows;
  private long partialsLeftOut;

  /** Whole flows that are still to be passed over. */
  private long toSkip;

  /** Pieces that read batches and were not done when they were given. */
  private final List<Piece> pieces = new ArrayList<>();

  /** Piece of a window's work that reads a batch. */
  private record Piece(SerialWork work, long number) {}

  /** What is left of the work that reads some batches. */
  private record Left(List<Piece> pieces) implements FlowSink.Use {
    @Override
    public void end() {
      for (Piece piece : pieces) {
        piece.work().finish(piece.number());
      }
    }

    @Override
    public boolean isOver() {
      for (Piece piece : pieces) {
        if (!piece.work().isDone(piece.number())) {
          return false;
        }
      }
      return true;
    }
  }

  /** Receiver of the windows of a file. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes the next window, in file order, on the thread that adds.
     *
     * @param full a whole window, the sink's from now on: its profile is asked for, or it is
     *     discarded, here or later on any thread
     * @throws IOException if it cannot be passed on
     */
    void accept(FullWindow full) throws IOException;
  }

  /**
   * Begins with window 0, and does all work on the thread that adds: a batch may be used again
   * after each call.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param pool what the windows are accumulated in
   * @param sink where whole windows go
   * @throws IllegalArgumentException if the window size is out of range
   */
  public Windower(int windowSize, AccumulatorPool pool, Sink sink) {
    this(windowSize, pool, Runnable::run, sink);
  }

  /**
   * Begins with window 0.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param pool what the windows are accumulated in
   * @param workers accumulate the windows: batches that were added are still read, until what
   *     {@link #unfinished} gives has ended
   * @param sink where whole windows go
   * @throws IllegalArgumentException if the window size is out of range
   */
  public Windower(int windowSize, AccumulatorPool pool, Executor workers, Sink sink) {
    this(windowSize, pool, workers, Optional.empty(), sink);
  }

  /**
   * Begins with window 0, in windows whose profiles leave out what is allowed.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param pool what the windows are accumulated in
   * @param workers accumulate the windows, as of the other constructor
   * @param rules that say what is allowed; empty where nothing is
   * @param sink where whole windows go
   * @throws IllegalArgumentException if the window size is out of range
   */
  public Windower(
      int windowSize, AccumulatorPool pool, Executor workers, Optional<Matcher> rules, Sink sink) {
    this.windowSize = requireSize(windowSize);
    this.pool = pool;
    this.workers = workers;
    this.rules = rules.orElse(null);
    this.sink = sink;
    beginWindow();
  }

  /**
   * {@return the flows per window}
   *
   * @param windowSize the same
   * @throws IllegalArgumentException if it is not 1 to {@value #MAX_WINDOW_SIZE}
   */
  public static int requireSize(int windowSize) {
    if (windowSize < 1 || windowSize > MAX_WINDOW_SIZE) {
      throw new IllegalArgumentException(
          "the window size must be 1 to " + MAX_WINDOW_SIZE + " but is " + windowSize);
    }
    return windowSize;
  }

  /**
   * Goes on from a later window: those before it were cut elsewhere. Before any flow is added.
   *
   * @param window number of the next window, from 0
   */
  public void goOnAt(long window) {
    windows = window;
  }

  /**
   * Passes over the next flows that are added, the partial ones before the last of them too: they
   * are in windows that were cut elsewhere.
   *
   * @param whole how many whole flows, from 0
   */
  public void skip(long whole) {
    toSkip = whole;
  }

  private void beginWindow() {
    accumulator = pool.take(rules);
    work = new SerialWork(workers);
    flows = 0;
    partials = 0;
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
  public void add(FlowBatch batch, @Nullable FlowTimes times) throws IOException {
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
  public void add(FlowBatch batch, int from, int to, long @Nullable [] times) throws IOException {
    int next = from + (int) Math.min(toSkip, to - from);
    toSkip -= next - from;
    while (next < to) {
      int first = next;
      int end = (int) Math.min(to, (long) next + windowSize - flows);
      WindowAccumulator into = open();
      long piece = work.give(() -> into.add(batch, first, end, times));
      if (!work.isDone(piece)) {
        pieces.add(new Piece(work, piece));
      }
      flows += end - next;
      if (flows == windowSize) {
        FullWindow full = new FullWindow(windows++, into, work, pool);
        beginWindow();
        sink.accept(full);
      }
      next = end;
    }
  }

  /**
   * {@return the window at hand, though it is not full: another one begins} Empty where no whole
   * flow is in it; partial ones then wait for one.
   */
  public Optional<FullWindow> cut() {
    if (flows == 0) {
      return Optional.empty();
    }
    FullWindow cut = new FullWindow(windows++, open(), work, pool);
    beginWindow();
    return Optional.of(cut);
  }

  /**
   * {@return the use of the batches that were added since it was last asked for: to be ended before
   * any of them is used again, on any thread, with which it shares the work that is left; null
   * where no work is left}
   */
  public FlowSink.@Nullable Use unfinished() {
    if (pieces.isEmpty()) {
      return null;
    }
    Left left = new Left(List.copyOf(pieces));
    pieces.clear();
    return left;
  }

  /**
   * Adds a partial flow to the window of the next whole one.
   *
   * @param flow any partial flow
   * @param time when it was, in milliseconds from 1970 UTC, or {@link FlowBatch#NO_TIME}
   */
  public void addPartial(PartialFlow flow, long time) {
    if (toSkip > 0) {
      return;
    }
    if (partials == WindowAccumulator.MAX_PARTIAL_FLOWS) {
      partialsLeftOut++;
    } else {
      partials++;
      WindowAccumulator into = open();
      work.give(() -> into.addPartial(flow, time));
    }
  }

  private WindowAccumulator open() {
    return Objects.requireNonNull(accumulator, "the windower is closed and takes no more flows");
  }

  /** {@return the number of windows so far, whole or {@linkplain #cut cut}, from 0} */
  public long windows() {
    return windows;
  }

  /** {@return the number of flows after the last whole window, 0 to window size - 1} */
  public long leftOver() {
    return flows;
  }

  /**
   * {@return the number of partial flows that are in no window: those after the last whole one, and
   * those for which a window had no room}
   */
  public long leftOverPartials() {
    return partialsLeftOut + partials;
  }

  /** Gives the memory of the window at hand back to the pool. No flow can be added any more. */
  @Override
  public void close() {
    if (accumulator != null) {
      work.drop();
      pool.give(accumulator);
      accumulator = null;
    }
  }

  /**
   * A window whose flows are all known: its sums and its profile when they are asked for, on any
   * thread, which does what work is left of them.
   *
   * <p>Owns the accumulator of its flows until {@link #profile} or {@link #discard} gives that back
   * for another window. Not thread-safe: it may be handed from thread to thread.
   */
  public static final class FullWindow {
    private final long id;
    private final AccumulatorPool pool;

    private final SerialWork work;

    /** Null when given back. */
    private @Nullable WindowAccumulator accumulator;

    /** Null until it is asked for, or the accumulator is given back. */
    private @Nullable Window window;

    FullWindow(long id, WindowAccumulator accumulator, SerialWork work, AccumulatorPool pool) {
      this.id = id;
      this.accumulator = accumulator;
      this.work = work;
      this.pool = pool;
    }

    /** {@return the nine sums and the attack ratio} */
    public Window window() {
      if (window == null) {
        work.finish();
        window =
            Objects.requireNonNull(
                    accumulator, "a window is known before its accumulator is given back")
                .window(id);
      }
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
        throw new IllegalStateException("window " + id + " was given back already");
      }
      window(); // a profile ends the sums
      Profile profile = accumulator.profile(id);
      discard();
      return profile;
    }

    /** Gives the accumulator back without a profile. */
    public void discard() {
      if (accumulator != null) {
        window();
        pool.give(accumulator);
        accumulator = null;
      }
    }
  }
}
