package io.logsentinel.core.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {
  @Property(tries = 50)
  void results_comeInTheOrderGiven(
      @ForAll @IntRange(min = 0, max = 200) int pieces,
      @ForAll @IntRange(min = 1, max = 9) int most,
      @ForAll @IntRange(min = 0, max = 3) int threads)
      throws IOException {
    ExecutorService pool = threads == 0 ? null : Executors.newFixedThreadPool(threads);
    try {
      OrderedWork<Integer> work = new OrderedWork<>(pool == null ? Runnable::run : pool, most);
      List<Integer> taken = new ArrayList<>();
      List<Integer> given = new ArrayList<>();
      for (int i = 0; i < pieces; i++) {
        int piece = i;
        given.add(piece);
        work.give(() -> piece, taken::add);
        assertTrue(given.size() - taken.size() < most, "as many under way");
      }
      work.finish(taken::add);
      assertEquals(given, taken);
    } finally {
      if (pool != null) {
        pool.shutdownNow();
      }
    }
  }

  @Test
  void whatTheWorkersHaveNotBegun_theTakerDoes() throws IOException {
    OrderedWork<String> work = new OrderedWork<>(nobody -> {}, 2);
    work.give(() -> "done");
    assertEquals("done", work.take());
  }

  @Test
  void whatTheWorkThrows_isThrownWhereItsResultIsTaken() throws IOException {
    OrderedWork<String> work = new OrderedWork<>(Runnable::run, 5);
    for (Throwable thrown :
        List.of(new IOException("a"), new IllegalStateException("b"), new OutOfMemoryError("c"))) {
      work.give(
          () -> {
            if (thrown instanceof Error error) {
              throw error;
            }
            throw (Exception) thrown;
          });
      assertSame(thrown, assertThrows(Throwable.class, work::take));
    }
    work.give(
        () -> {
          throw new ClassNotFoundException("checked");
        });
    assertTrue(
        assertThrows(IllegalStateException.class, work::take).getCause()
            instanceof ClassNotFoundException);
    assertThrows(IllegalArgumentException.class, () -> new OrderedWork<>(Runnable::run, 0));
  }
}
