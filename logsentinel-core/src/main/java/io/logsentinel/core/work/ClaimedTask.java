package io.logsentinel.core.work;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Task that is offered to many threads and run by the first that claims it. A thread that comes
 * late finds it claimed, and touches nothing.
 */
public final class ClaimedTask implements Runnable {
  private final Runnable work;
  private final AtomicBoolean claimed = new AtomicBoolean();
  private final CountDownLatch done = new CountDownLatch(1);
  private @Nullable Throwable thrown;

  /**
   * A task that nobody has claimed.
   *
   * @param work waits for no other work
   */
  public ClaimedTask(Runnable work) {
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

  /** {@return whether it was run, or abandoned} */
  public boolean isDone() {
    return done.getCount() == 0;
  }

  /** Ends it: claims it where no thread has, else waits; no thread works on it from now on. */
  public void abandon() {
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
  public void finish() {
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
