package io.logsentinel.core.text;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The known word that is spelled most like an unknown one. */
public final class NearestWord {
  /** Of so many letters, one may be wrong. */
  private static final int LETTERS_PER_MISTAKE = 3;

  private NearestWord() {}

  /**
   * {@return the known word that is the fewest changes of letters from another, of equals the
   * first; empty where more than a third of its letters would have changed}
   *
   * @param word as it was typed; case does not matter
   * @param known words, those first that are likelier
   */
  public static Optional<String> of(String word, Collection<String> known) {
    String typed = word.toLowerCase(Locale.ROOT);
    int least = Integer.MAX_VALUE;
    String nearest = null;
    for (String meant : known) {
      int changes = changes(typed, meant.toLowerCase(Locale.ROOT));
      if (changes < least && changes <= Math.max(1, meant.length() / LETTERS_PER_MISTAKE)) {
        least = changes;
        nearest = meant;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** The edit distance of Damerau and Levenshtein: letters that changed places are one change. */
  private static int changes(String a, String b) {
    int[][] changes = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          changes[i][j] = i + j;
          continue;
        }
        boolean isSame = a.charAt(i - 1) == b.charAt(j - 1);
        int least = Math.min(changes[i - 1][j], changes[i][j - 1]) + 1;
        least = Math.min(least, changes[i - 1][j - 1] + (isSame ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, changes[i - 2][j - 2] + 1);
        }
        changes[i][j] = least;
      }
    }
    return changes[a.length()][b.length()];
  }
}
