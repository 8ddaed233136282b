package io.logsentinel.core.window;

import io.logsentinel.core.text.Ipv4;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of the distinct addresses of a window that found no number: IPv4 addresses as 32-bit
 * numbers in an open-addressing table that is kept from window to window, every other text as it
 * is.
 */
final class OverflowAddresses {
  private static final int FIRST_CAPACITY = 1 << 6;

  /** Address + 1, 0 for an empty place; a power of two of places, at most half of them used. */
  private long[] table = new long[FIRST_CAPACITY];

  private int addresses;
  private final Set<String> texts = new HashSet<>();

  void add(long ipv4) {
    if (2 * addresses >= table.length) {
      grow();
    }
    if (insert(ipv4 + 1)) {
      addresses++;
    }
  }

  void add(String text) {
    long ipv4 = Ipv4.parse(text);
    if (ipv4 == Ipv4.NONE) {
      texts.add(text);
    } else {
      add(ipv4);
    }
  }

  void addAll(OverflowAddresses other) {
    for (long entry : other.table) {
      if (entry != 0) {
        add(entry - 1);
      }
    }
    texts.addAll(other.texts);
  }

  int size() {
    return addresses + texts.size();
  }

  void clear() {
    Arrays.fill(table, 0);
    addresses = 0;
    texts.clear();
  }

  private boolean insert(long entry) {
    int mask = table.length - 1;
    // Fibonacci hashing: the high bits of the product are well mixed
    int at = (int) (entry * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (table[at] != 0) {
      if (table[at] == entry) {
        return false;
      }
      at = at + 1 & mask;
    }
    table[at] = entry;
    return true;
  }

  private void grow() {
    long[] old = table;
    table = new long[2 * old.length];
    for (long entry : old) {
      if (entry != 0) {
        insert(entry);
      }
    }
  }
}
