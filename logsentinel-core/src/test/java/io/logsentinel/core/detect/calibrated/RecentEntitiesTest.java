package io.logsentinel.core.detect.calibrated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.logsentinel.core.window.Entity;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentEntitiesTest {
  private static Peaks seen(long window) {
    return new Peaks(window, new double[3], new double[3]);
  }

  private static Entity host(int number) {
    return Entity.source("10.0.0." + number);
  }

  /** Entities by number, each seen last in a window. */
  private static RecentEntities table(int... windows) {
    RecentEntities table = new RecentEntities();
    for (int i = 0; i < windows.length; i++) {
      table.put(host(i), seen(windows[i]));
    }
    return table;
  }

  private static List<Integer> remembered(RecentEntities table) {
    List<Integer> numbers =
        IntStream.range(0, 1000).filter(i -> table.get(host(i)) != Peaks.NONE).boxed().toList();
    assertEquals(numbers.size(), table.size());
    assertEquals(numbers.size(), table.entries().size());
    return numbers;
  }

  @Test
  void thoseNotSeenForLongest_areForgotten() {
    RecentEntities table = table(9, 1, 8, 2, 7, 3);
    table.forgetTo(6);
    assertEquals(List.of(0, 1, 2, 3, 4, 5), remembered(table), "there are no more");
    table.forgetTo(4);
    assertEquals(List.of(0, 2, 4, 5), remembered(table));
    table.forgetTo(1);
    assertEquals(List.of(0), remembered(table));
  }

  @Test
  void thoseOfAWindow_areForgottenTogether() {
    RecentEntities table = table(1, 1, 2, 2, 2, 3);
    table.forgetTo(4);
    assertEquals(List.of(2, 3, 4, 5), remembered(table));
    table.forgetTo(3);
    assertEquals(List.of(5), remembered(table));
  }

  @Test
  void thoseOfTheLastWindow_areNotForgotten() {
    RecentEntities table = table(2, 1, 2, 2, 1, 2);
    table.forgetTo(3);
    assertEquals(List.of(0, 2, 3, 5), remembered(table));
    table.forgetTo(3);
    assertEquals(List.of(0, 2, 3, 5), remembered(table));
  }

  @Test
  void aCopy_isOfItsOwn() {
    int[] windows = IntStream.range(0, 1000).toArray();
    RecentEntities table = table(windows);
    RecentEntities copy = table.copy();
    Peaks later = seen(2000);
    copy.put(host(3), later);
    copy.put(host(1000), later);
    assertEquals(1000, remembered(table).size());
    assertEquals(3, table.get(host(3)).seen());
    assertSame(Peaks.NONE, table.get(host(1000)));
    assertSame(later, copy.get(host(3)), "put in place of the other");
    assertEquals(1001, copy.size());
    for (int i = 0; i < 1000; i++) {
      assertEquals(i, table.get(host(i)).seen());
    }
  }
}
