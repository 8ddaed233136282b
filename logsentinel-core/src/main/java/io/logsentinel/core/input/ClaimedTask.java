package io.logsentinel.core.input;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Task that is offered to many threads and run by the first that claims it. A thread that comes
 * late finds it claimed, and touches nothing.
 */
final class ClaimedTask implements Runnable {
  private final Runnable work;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable Throwable thrown;

  ClaimedTask(Runnable work) {
    this.work = work;
  }

  @Override
  public void run() {
    if (claimed.compareAndSet(false, true)) {
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

  /** Ends it: claims it where no thread has, else waits; no thread works on it from now on. */
  void abandon() {
    if (claimed.compareAndSet(false, true)) {
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

  /** Runs it, or waits for the thread that does; throws what the work threw. */
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
