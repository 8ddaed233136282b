package io.logsentinel.ml;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ordered parallel work: tasks 0..n-1 on the calling thread and helpers that end with the call.
 *
 * <p>If tasks fail, the failure of the lowest one is thrown: tasks are taken in order, so every
 * task before a failed one has run, and the outcome does not depend on the number of threads.
 */
final class Parallel {
  private final IntConsumer task;
  private final int tasks;
  private final AtomicInteger next = new AtomicInteger();
  private @Nullable Throwable failure;
  private int failed;

  private Parallel(int tasks, IntConsumer task) {
    this.tasks = tasks;
    this.task = task;
    this.failed = tasks;
  }

  static void run(int threads, int tasks, IntConsumer task) {
    Parallel work = new Parallel(tasks, task);
    Thread[] helpers = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
    for (int i = 0; i < helpers.length; i++) {
      helpers[i] = new Thread(work::takeTasks, "isolation-forest-" + i);
      helpers[i].setDaemon(true);
      helpers[i].start();
    }
    work.takeTasks();
    joinAll(helpers);
    work.rethrow();
  }

  private void takeTasks() {
    for (int i = next.getAndIncrement(); i < tasks && !hasFailed(); i = next.getAndIncrement()) {
      try {
        task.accept(i);
      } catch (RuntimeException | Error e) {
        fail(i, e);
      }
    }
  }

  private synchronized boolean hasFailed() {
    return failure != null;
  }

  private synchronized void fail(int index, Throwable thrown) {
    if (index < failed) {
      failed = index;
      failure = thrown;
    }
  }

  /** An interrupt does not end the work half-way: it is kept for the caller. */
  private static void joinAll(Thread[] helpers) {
    boolean interrupted = false;
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void rethrow() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
