package io.logsentinel.core.input;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A piece of work that is offered to many and done by the first who takes it. Who comes late finds
 * it taken, and touches nothing.
 */
final class ClaimedTask implements Runnable {
  private final Runnable work;
  private final AtomicBoolean taken = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private Throwable thrown;

  ClaimedTask(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    if (taken.compareAndSet(false, true)) {
      try {
        work.run();
      } catch (RuntimeException | Error e) {
        thrown = e;
      } finally {
        done.countDown();
      }
    }
  }

  boolean isDone() {
    return done.getCount() == 0;
  }

  /** Sees to it that nobody works on it from now on, done or not. */
  void abandon() {
    if (taken.compareAndSet(false, true)) {
      done.countDown();
    }
    boolean interrupted = false;
    while (!isDone()) {
      try {
        done.await();
      } catch (InterruptedException e) {
        interrupted = true; // it is bounded work: end it, then say so
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does it, or waits for who does; throws what the work threw. */
  void finish() {
    run();
    abandon();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }
}
