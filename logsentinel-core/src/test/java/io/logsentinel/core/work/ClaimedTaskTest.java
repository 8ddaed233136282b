package io.logsentinel.core.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Work that many may run is run once, and over when somebody was told so. */
class ClaimedTaskTest {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static boolean comesTrue(BooleanSupplier condition) {
    long end = System.nanoTime() + MOST_NANOS;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }

  @Test
  void isRunOnce_byWhoFinishesItIfNobodyElse() {
    AtomicInteger runs = new AtomicInteger();
    ClaimedTask task = new ClaimedTask(runs::incrementAndGet);
    assertFalse(task.isDone());
    task.finish();
    task.run();
    task.finish();
    assertTrue(task.isDone());
    assertEquals(1, runs.get());
  }

  @Test
  void isNeverRun_whereItWasAbandonedBefore() {
    AtomicInteger runs = new AtomicInteger();
    ClaimedTask task = new ClaimedTask(runs::incrementAndGet);
    task.abandon();
    task.run();
    task.finish();
    assertEquals(0, runs.get());
  }

  @Test
  void whatItThrows_isThrownToWhoFinishesIt() {
    IllegalStateException thrown = new IllegalStateException("work");
    ClaimedTask task =
        new ClaimedTask(
            () -> {
              throw thrown;
            });
    task.run();
    assertSame(thrown, assertThrows(IllegalStateException.class, task::finish));
    Error error = new StackOverflowError("work");
    ClaimedTask failing =
        new ClaimedTask(
            () -> {
              throw error;
            });
    assertSame(error, assertThrows(StackOverflowError.class, failing::finish));
  }

  /** Who is interrupted meanwhile waits to the end all the same, and is interrupted then. */
  @Test
  void whoFinishesIt_waitsForTheThreadThatRunsIt() throws InterruptedException {
    Thread waiting = Thread.currentThread();
    CountDownLatch begun = new CountDownLatch(1);
    boolean[] seen = new boolean[1];
    ClaimedTask task =
        new ClaimedTask(
            () -> {
              begun.countDown();
              seen[0] = comesTrue(() -> !waiting.isInterrupted());
            });
    Thread running = new Thread(task);
    running.start();
    assertTrue(begun.await(MOST_NANOS, TimeUnit.NANOSECONDS));
    waiting.interrupt();
    task.finish();
    assertTrue(Thread.interrupted());
    assertTrue(seen[0], "it waits, which tells of the interruption");
    running.join();
  }
}
