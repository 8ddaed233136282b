package io.logsentinel.core.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class SerialWorkTest {
  @Test
  void piecesAreDoneInOrder_oneAtATime() {
    List<Integer> done = new ArrayList<>(); // no list for several threads at once
    ExecutorService workers = Executors.newFixedThreadPool(4);
    try {
      SerialWork work = new SerialWork(workers);
      for (int i = 0; i < 10_000; i++) {
        int piece = i;
        long number = work.give(() -> done.add(piece));
        if (i % 1000 == 0) {
          work.finish(number);
          assertEquals(i, done.get(i));
        }
      }
      work.finish();
    } finally {
      workers.shutdownNow();
    }
    for (int i = 0; i < 10_000; i++) {
      assertEquals(i, done.get(i));
    }
  }

  @Test
  void whatAPieceThrows_isThrownToWhoNeedsIt() {
    SerialWork work = new SerialWork(task -> {});
    ArithmeticException defect = new ArithmeticException("made up");
    work.give(
        () -> {
          throw defect;
        });
    long last = work.give(() -> {});
    assertSame(defect, assertThrows(ArithmeticException.class, () -> work.finish(last)));
    assertSame(defect, assertThrows(ArithmeticException.class, work::finish));
  }

  @Test
  void whatIsDropped_isNeverDone() {
    Semaphore ran = new Semaphore(0);
    SerialWork work = new SerialWork(task -> {});
    long number = work.give(() -> ran.release());
    work.drop();
    work.finish(number);
    assertEquals(0, ran.availablePermits());
  }
}
