package io.logsentinel.core.allow;

import java.util.Collection;
import java.util.Optional;

/** The known word that is spelled most like an unknown one. */
final class NearestWord {
  private NearestWord() {}

  /** {@return the word within few changes of letters, the first of equals} */
  static Optional<String> of(String text, Collection<String> known) {
    int least = 1 + Math.max(2, text.length() / 3);
    String nearest = null;
    for (String word : known) {
      int changes = changes(text, word);
      if (changes < least) {
        least = changes;
        nearest = word;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Levenshtein's distance, two letters that changed places being one change. */
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
