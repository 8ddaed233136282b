package io.logsentinel.core.window;

import io.logsentinel.core.flow.FlowBatch;
import io.logsentinel.core.flow.FlowRecord;
import java.io.IOException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Cuts flows, in file order, into windows of a fixed number: window i holds flows i * size to (i +
 * 1) * size - 1. What does not fill a window at the end is left over and said so.
 */
public final class Windower {
  /** Flows per window where nothing else is asked for, as the original has it. */
  public static final int DEFAULT_WINDOW_SIZE = 10_000;

  /** The largest window: its distinct addresses are held in memory. */
  public static final int MAX_WINDOW_SIZE = 10_000_000;

  private final int windowSize;
  private ProfileSink sink;
  private final WindowAccumulator accumulator = new WindowAccumulator();
  private final boolean profiles;

  /**
   * Kept from window to window; a profile that is made elsewhere has one for itself. The latest
   * first: it is still in the processor's cache.
   */
  private final Deque<ProfileAccumulator> spare = new ConcurrentLinkedDeque<>();

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

  /** Takes the windows of a file with their profiles. */
  @FunctionalInterface
  public interface ProfileSink {
    /**
     * Takes the next window, in file order.
     *
     * @param window a whole window
     * @param profile makes its profile; to be asked once, now or later, on any thread
     * @throws IOException if they cannot be passed on
     */
    void accept(Window window, Supplier<Profile> profile) throws IOException;
  }

  /**
   * Begins with window 0, without profiles.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param sink where whole windows go
   */
  public Windower(int windowSize, Sink sink) {
    this(windowSize, (window, profile) -> sink.accept(window), false);
  }

  /**
   * Begins with window 0.
   *
   * @param windowSize flows per window, 1 to {@value #MAX_WINDOW_SIZE}
   * @param sink where whole windows go, with their profiles
   * @return the windowing
   */
  public static Windower withProfiles(int windowSize, ProfileSink sink) {
    return new Windower(windowSize, sink, true);
  }

  private Windower(int windowSize, ProfileSink sink, boolean profiles) {
    if (windowSize < 1 || windowSize > MAX_WINDOW_SIZE) {
      throw new IllegalArgumentException(
          "the window size must be 1 to " + MAX_WINDOW_SIZE + " but is " + windowSize);
    }
    this.windowSize = windowSize;
    this.sink = sink;
    this.profiles = profiles;
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
   * Adds the flows of a batch.
   *
   * @param batch any batch
   * @param times of its flows, in milliseconds from 1970 UTC or {@link FlowBatch#NO_TIME}; null
   *     where there are none
   * @throws IOException if the sink fails
   */
  public void add(FlowBatch batch, long[] times) throws IOException {
    int from = 0;
    while (from < batch.size()) {
      int to = (int) Math.min(batch.size(), from + windowSize - accumulator.flows());
      accumulator.add(batch, from, to, times);
      endWindowIfWhole();
      from = to;
    }
  }

  /**
   * Adds a flow, whose time is not known.
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
      sink.accept(accumulator.window(windows), profiles ? profileOf(windows) : null);
      windows++;
      accumulator.clear();
    }
  }

  private Supplier<Profile> profileOf(long window) {
    ProfileAccumulator next = spare.pollFirst();
    ProfileAccumulator whole =
        accumulator.exchangeProfile(next == null ? new ProfileAccumulator() : next);
    return () -> {
      Profile profile = whole.profile(window);
      whole.clear();
      spare.addFirst(whole);
      return profile;
    };
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

  /**
   * Forgets everything and begins another file with window 0. The memory for windows is kept: of
   * many files, one after the other, it is made once.
   *
   * @param other where its whole windows go, with their profiles if it began so
   */
  public void restart(ProfileSink other) {
    restart();
    sink = other;
  }
}
