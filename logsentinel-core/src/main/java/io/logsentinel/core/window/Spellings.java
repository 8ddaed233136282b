package io.logsentinel.core.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Spellings of a window's addresses: the sums count each, entities are counted by the number of the
 * first spelling of their address. Costs nothing where every address stands in its one form.
 */
final class Spellings {
  /** By number, the first number of its address; of those before {@link #known} alone. */
  private int[] firsts = {};

  private int known;

  /** By the key of an address that came in another spelling, its first number. */
  private final Map<Long, Integer> firstOf = new HashMap<>();

  private int others;

  /** Takes in numbers that are new since it was called last. */
  void update(EntityCounters numbers, AddressDictionary names) {
    if (!names.hasOtherSpellings()) {
      return; // all are firsts, and found to be so when another spelling comes
    }
    firsts = Arrays.copyOf(firsts, Math.max(firsts.length, numbers.size()));
    for (; known < numbers.size(); known++) {
      long key = numbers.key(known);
      long form = names.form(key);
      Integer first = firstOf.get(form);
      if (first == null && form != key) {
        int inOneForm = numbers.find(form);
        first = inOneForm >= 0 && inOneForm < known ? inOneForm : known;
        firstOf.put(form, first);
      }
      firsts[known] = first == null ? known : first;
      others += firsts[known] == known ? 0 : 1;
    }
  }

  /** The number of the first spelling of an address. */
  int first(int number) {
    return number < known ? firsts[number] : number;
  }

  /** Whether an address was spelled in two ways. */
  boolean isAny() {
    return others > 0;
  }

  /** Spellings that are not the first of their address. */
  int others() {
    return others;
  }

  void clear() {
    known = 0;
    others = 0;
    firstOf.clear();
  }
}
