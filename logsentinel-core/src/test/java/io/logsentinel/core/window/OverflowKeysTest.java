package io.logsentinel.core.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OverflowKeysTest {
  @Test
  void aSetIsEmptyOnceItIsCleared() {
    OverflowKeys set = new OverflowKeys();
    for (int round = 0; round < 3; round++) {
      assertEquals(0, set.size());
      set.add(7);
      set.add("0.0.0.7");
      set.add("host");
      set.add("host" + round);
      assertEquals(3, set.size());
      set.clear();
    }
  }

  @Test
  void aSetGrowsBeyondItsFirstCapacity() {
    OverflowKeys set = new OverflowKeys();
    OverflowKeys odd = new OverflowKeys();
    for (int round = 0; round < 2; round++) {
      for (long i = 0; i < 100_000; i++) {
        long address = i * 2_654_435_761L & 0xFFFFFFFFL; // all different, all over the range
        set.add(address);
        set.add(io.logsentinel.core.text.Ipv4.text(address));
        if (i % 2 == 1) {
          odd.add(address);
        }
      }
      set.add("host");
      set.add(0xFFFFFFFFL);
      assertEquals(100_002, set.size());
    }
    odd.add("other host");
    set.addAll(odd);
    assertEquals(100_003, set.size());
    odd.addAll(set);
    assertEquals(100_003, odd.size());
    set.clear();
    assertEquals(0, set.size());
    set.add(0);
    set.add("0.0.0.0");
    assertEquals(1, set.size());
  }
}
