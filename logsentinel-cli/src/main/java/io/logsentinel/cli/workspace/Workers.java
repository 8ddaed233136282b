package io.logsentinel.cli.workspace;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The threads of a run: the one that runs it, and helpers. */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService helpers;

  /**
   * Threads that wait for work.
   *
   * @param threads in all, from 1
   */
  public Workers(int threads) {
    this.threads = threads;
    this.helpers = threads == 1 ? null : Executors.newFixedThreadPool(threads - 1);
  }

  /** {@return the threads in all, from 1} */
  public int threads() {
    return threads;
  }

  /** {@return the helpers; without any, work is done where it is given} */
  public Executor helpers() {
    return helpers == null ? Runnable::run : helpers;
  }

  @Override
  public void close() {
    if (helpers != null) {
      helpers.shutdownNow();
    }
  }
}
