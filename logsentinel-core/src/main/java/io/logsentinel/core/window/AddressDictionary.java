package io.logsentinel.core.window;

import io.logsentinel.core.text.Ipv4;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary of addresses: IPv4 as it is, any other text by its negative place in a list. Beyond
 * {@link #MAX_TEXTS} texts, all new ones count as one address.
 */
final class AddressDictionary {
  private static final int MAX_TEXTS = 1 << 17;

  /** The text of all addresses beyond the limit; no exporter writes it. */
  static final String OTHERS = "(others)";

  private final Map<String, Long> keys = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  long key(String address) {
    long ipv4 = Ipv4.parse(address);
    if (ipv4 != Ipv4.NONE) {
      return ipv4;
    }
    Long key = keys.get(address);
    if (key != null) {
      return key;
    }
    if (texts.size() == MAX_TEXTS) {
      return EntityCounters.OTHERS;
    }
    texts.add(address);
    keys.put(address, (long) -texts.size());
    return -texts.size();
  }

  String text(long key) {
    return key >= 0
        ? Ipv4.text(key)
        : key == EntityCounters.OTHERS ? OTHERS : texts.get((int) (-1 - key));
  }

  void clear() {
    keys.clear();
    texts.clear();
  }
}
