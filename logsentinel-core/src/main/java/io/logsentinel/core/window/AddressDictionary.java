package io.logsentinel.core.window;

import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.text.Ipv4;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A dictionary of addresses as they are spelled: IPv4 as it is, any other text by its negative
 * place in a list. Beyond {@link #MAX_TEXTS} texts, all new ones count as one address.
 */
final class AddressDictionary {
  static final int MAX_TEXTS = 1 << 17;

  /** The text of all addresses beyond the limit; no exporter writes it. */
  static final String OTHERS = "(others)";

  private final Map<String, Long> keys = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  /** Text by text, the key of the one form of its address: found once, whatever comes how often. */
  private final List<Long> forms = new ArrayList<>();

  private boolean hasOtherSpellings;

  long key(String address) {
    long ipv4 = Ipv4.parse(address);
    if (ipv4 != Ipv4.NONE) {
      return ipv4;
    }
    Long known = keys.get(address);
    return known == null ? newKey(address) : known;
  }

  /** Where there is no more room, an address is known by its one form, if that has a key. */
  private long newKey(String address) {
    String form = IpAddress.canonical(address);
    boolean isForm = form.equals(address);
    long formKey = isForm ? EntityCounters.OTHERS : key(form);
    if (texts.size() == MAX_TEXTS) {
      return formKey;
    }
    texts.add(address);
    long key = -texts.size();
    keys.put(address, key);
    forms.add(isForm ? key : formKey);
    hasOtherSpellings |= !isForm;
    return key;
  }

  /** The key of the one form of an address, whatever its spelling. */
  long form(long key) {
    return key >= 0 || key == EntityCounters.OTHERS ? key : forms.get((int) (-1 - key));
  }

  /** Whether a text was spelled in another way than the one form of its address. */
  boolean hasOtherSpellings() {
    return hasOtherSpellings;
  }

  String text(long key) {
    return key >= 0
        ? Ipv4.text(key)
        : key == EntityCounters.OTHERS ? OTHERS : texts.get((int) (-1 - key));
  }

  void clear() {
    keys.clear();
    texts.clear();
    forms.clear();
    hasOtherSpellings = false;
  }
}
