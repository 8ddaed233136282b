package io.logsentinel.cli.option;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Words that somebody may have meant who typed another. */
public final class Spelling {
  /** Of so many letters, one may be wrong. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private Spelling() {}

  /**
   * {@return the known word that is the fewest letters from another, of equals the first in order;
   * empty where a third of its letters would be wrong}
   *
   * @param word as it was typed; case does not matter
   * @param known words
   */
  public static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(it -> distance(word, it) <= Math.max(1, it.length() / LETTERS_PER_MISTAKE))
        .min(
            Comparator.comparingInt((String it) -> distance(word, it))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The edit distance of Levenshtein, 1966: letters to insert, leave out or replace. */
  private static int distance(String one, String other) {
    String from = one.toLowerCase(Locale.ROOT);
    String to = other.toLowerCase(Locale.ROOT);
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[to.length()];
  }
}
