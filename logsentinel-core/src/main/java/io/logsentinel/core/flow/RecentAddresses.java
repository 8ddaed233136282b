package io.logsentinel.core.flow;

import io.logsentinel.core.text.ByteWords;
import io.logsentinel.core.text.Ipv4;
import java.util.Arrays;

/**
 * Cache of the IPv4 addresses that were read last, by their text: most of a network's flows are of
 * a few hundred addresses.
 */
final class RecentAddresses {

  /** Bytes of a text that is looked up: as many as an address may have, and one more. */
  private static final int TEXT_BYTES = 2 * Long.BYTES;

  /** Of an entry: the text in two words, padded with zeros, its length last, and the address. */
  private static final int COLUMNS = 3;

  private static final int ENTRIES_LOG2 = 9;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long[] entries = new long[COLUMNS << ENTRIES_LOG2];

  RecentAddresses() {
    Arrays.fill(entries, -1); // no text
  }

  /** The address that a text is; {@link Ipv4#NONE} where it is not the canonical text of one. */
  long parse(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length >= TEXT_BYTES || length <= Long.BYTES || bytes.length - from < TEXT_BYTES) {
      return Ipv4.parse(bytes, from, to);
    }
    long first = (long) ByteWords.LONGS.get(bytes, from);
    long second = (long) ByteWords.LONGS.get(bytes, from + Long.BYTES);
    second &= -1L >>> Byte.SIZE * (TEXT_BYTES - length);
    second |= (long) length << Long.SIZE - Byte.SIZE; // a text may end in zeros itself
    int at = COLUMNS * (int) ((first ^ second * GOLDEN) * GOLDEN >>> Long.SIZE - ENTRIES_LOG2);
    long[] known = entries;
    if (known[at] == first && known[at + 1] == second) {
      return known[at + 2];
    }
    long address = Ipv4.parse(bytes, from, to);
    known[at] = first;
    known[at + 1] = second;
    known[at + 2] = address;
    return address;
  }
}
