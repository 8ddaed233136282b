package io.logsentinel.core.text.json;

import io.logsentinel.core.text.TextEncoding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Names of those members of JSON objects that are wanted, each with the number of its slot.
 *
 * <p>A member of a nested object is named like {@code flow.start}, and so is one whose own name has
 * dots in it. Names parted by a bar ({@code flow.start|netflow.start}) share a slot: the first of
 * them that has a value counts, wherever it stands.
 */
public final class JsonNames {
  private final List<String> names;
  private final Level top;

  /**
   * Makes a table of names.
   *
   * @param names those of each slot
   */
  public JsonNames(List<String> names) {
    this.names = List.copyOf(names);
    Map<String, Place> places = new LinkedHashMap<>();
    for (int slot = 0; slot < names.size(); slot++) {
      int rank = 0;
      for (String name : names.get(slot).split(Pattern.quote("|"))) {
        places.putIfAbsent(name, new Place(slot, rank++));
      }
    }
    this.top = new Level(places);
  }

  /** {@return the number of slots} */
  public int slots() {
    return names.size();
  }

  /**
   * {@return the names of a slot}
   *
   * @param slot from 0
   */
  public String name(int slot) {
    return names.get(slot);
  }

  /** {@return true where every name is ASCII, and so the same bytes in any encoding} */
  public boolean isAscii() {
    Predicate<String> ascii = name -> name.chars().allMatch(c -> c < 0x80);
    return names.stream().allMatch(ascii);
  }

  Level top() {
    return top;
  }

  /** Where the value of a name belongs, and how many names of the same slot come before it. */
  private record Place(int slot, int rank) {
    static final Place NOWHERE = new Place(Level.NONE, 0);
  }

  /** Hash table of the wanted members of one object: open, and at most a quarter full. */
  static final class Level {
    static final int NONE = -1;

    /** An object of which nothing is wanted. */
    static final Level EMPTY = new Level(Map.of());

    private static final int ROOM = 4;

    private final int mask;
    private final byte[][] names;
    private final int[] slots;
    private final int[] ranks;
    private final Level[] inner;

    /** Names, with dots where an object may be nested, and places. */
    private Level(Map<String, Place> wanted) {
      Map<String, Place> own = new LinkedHashMap<>(wanted);
      Map<String, Map<String, Place>> nested = new LinkedHashMap<>();
      wanted.forEach(
          (name, place) -> {
            for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
              own.putIfAbsent(name.substring(0, dot), Place.NOWHERE);
              nested
                  .computeIfAbsent(name.substring(0, dot), object -> new LinkedHashMap<>())
                  .put(name.substring(dot + 1), place);
            }
          });
      int size = Integer.highestOneBit(ROOM * own.size() + 1) << 1;
      mask = size - 1;
      names = new byte[size][];
      slots = new int[size];
      ranks = new int[size];
      inner = new Level[size];
      own.forEach(
          (name, place) -> {
            byte[] bytes = TextEncoding.UTF_8.encode(name);
            int entry = hash(bytes, 0, bytes.length);
            while (names[entry] != null) {
              entry = entry + 1 & mask;
            }
            names[entry] = bytes;
            slots[entry] = place.slot();
            ranks[entry] = place.rank();
            inner[entry] = nested.containsKey(name) ? new Level(nested.get(name)) : EMPTY;
          });
    }

    /** The entry of a name, {@link #NONE} where it is not wanted. */
    int entry(byte[] bytes, int from, int to) {
      int entry = hash(bytes, from, to);
      for (byte[] name = names[entry]; name != null; name = names[entry]) {
        if (name.length == to - from && Arrays.equals(name, 0, name.length, bytes, from, to)) {
          return entry;
        }
        entry = entry + 1 & mask;
      }
      return NONE;
    }

    /** The slot of an entry's value, {@link #NONE} where only members of it are wanted. */
    int slot(int entry) {
      return slots[entry];
    }

    /** How many names of the same slot come before that of an entry. */
    int rank(int entry) {
      return ranks[entry];
    }

    /** What is wanted of an entry's value where it is an object. */
    Level inner(int entry) {
      return inner[entry];
    }

    /** Of the length and three bytes: what tells most names of one log from each other. */
    private int hash(byte[] bytes, int from, int to) {
      int length = to - from;
      if (length == 0) {
        return 0;
      }
      int hash = bytes[from] + 7 * bytes[from + (length >> 1)] + 31 * bytes[to - 1] + 5 * length;
      return hash & mask;
    }
  }
}
