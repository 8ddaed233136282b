package io.logsentinel.core.window;

import io.logsentinel.core.text.Digests;
import io.logsentinel.core.text.Ipv4;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of the distinct addresses, or ports, of a window that found no number: IPv4 addresses as
 * 32-bit numbers, ports as the bits of theirs, every other text as 63 bits of its digest, in an
 * open-addressing table. So a text takes no more room than a number, however long it is; that two
 * of a million have one digest happens in one window of ten million.
 */
final class OverflowKeys {
  private static final int FIRST_CAPACITY = 1 << 6;

  /** Beyond it a table is not kept for the next window. */
  private static final int KEPT_CAPACITY = 1 << 16;

  /** Number + 1, or a digest below 0; 0 for an empty place; at most half of them used. */
  private long[] table = new long[FIRST_CAPACITY];

  private int keys;

  /** Null until there is a text. */
  private @Nullable MessageDigest digest;

  /** Adds an IPv4 address, or the bits of a number that is one. */
  void add(long number) {
    addEntry(number + 1);
  }

  void add(String text) {
    long ipv4 = Ipv4.parse(text);
    addEntry(ipv4 == Ipv4.NONE ? ofText(text) : ipv4 + 1);
  }

  private long ofText(String text) {
    byte[] hash = digest().digest(text.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getLong() | Long.MIN_VALUE;
  }

  private MessageDigest digest() {
    if (digest == null) {
      digest = Digests.algorithm();
    }
    return digest;
  }

  private void addEntry(long entry) {
    if (2 * keys >= table.length) {
      grow();
    }
    if (insert(entry)) {
      keys++;
    }
  }

  void addAll(OverflowKeys other) {
    for (long entry : other.table) {
      if (entry != 0) {
        addEntry(entry);
      }
    }
  }

  int size() {
    return keys;
  }

  void clear() {
    if (table.length > KEPT_CAPACITY) {
      table = new long[FIRST_CAPACITY];
    } else if (keys > 0) {
      Arrays.fill(table, 0);
    }
    keys = 0;
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
