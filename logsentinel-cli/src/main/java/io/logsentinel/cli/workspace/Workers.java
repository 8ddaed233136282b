package io.logsentinel.cli.workspace;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The threads of a run: the one that runs it, and helpers. */
public final class Workers implements AutoCloseable {
  /** Blocks under way per thread: enough that none waits, few enough to stay small. */
  private static final int BLOCKS_AHEAD = 3;

  /** A quarter of the memory is for blocks, and one takes up to 4 MB with what is made of it. */
  private static final long MEMORY_PER_BLOCK = 16 << 20;

  private final int threads;
  private final @Nullable ExecutorService helpers;

  /**
   * Threads that wait for work.
   *
   * @param threads in all, from 1
   */
  public Workers(int threads) {
    this(threads, threads == 1 ? null : Executors.newFixedThreadPool(threads - 1));
  }

  /**
   * Threads of somebody's own.
   *
   * @param threads in all, from 1
   * @param helpers run work at any time, or never; they end with this. Null where there are none.
   */
  public Workers(int threads, @Nullable ExecutorService helpers) {
    this.threads = threads;
    this.helpers = helpers;
  }

  /** {@return the threads in all, from 1} */
  public int threads() {
    return threads;
  }

  /** {@return the helpers; without any, work is done where it is given} */
  public Executor helpers() {
    return helpers == null ? Runnable::run : helpers;
  }

  /**
   * {@return how many blocks of a file are read ahead} More than fit the memory would end the run;
   * fewer than threads only leave some idle.
   */
  public int blocksAhead() {
    long fitting = Runtime.getRuntime().maxMemory() / MEMORY_PER_BLOCK;
    return (int) Math.max(2, Math.min(fitting, (long) BLOCKS_AHEAD * threads));
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdownNow();
    }
  }
}
