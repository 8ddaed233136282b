package io.logsentinel.core.text;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names of a header held against those that a dialect needs.
 *
 * @param dialect name of the dialect
 * @param names of the columns, without blanks around them
 * @param found the needed columns that are there
 * @param lacking those that are not, similar ones among them
 * @param similar of those, the ones whose name is there but for case, blanks, signs and a unit: the
 *     dialect's spelling to the file's
 */
public record HeaderMatch(
    String dialect,
    List<String> names,
    Set<String> found,
    Set<String> lacking,
    Map<String, String> similar) {
  private static final Pattern UNIT = Pattern.compile("[(\\[][^()\\[\\]]*[)\\]]\\s*$");
  private static final int MOST_NAMES = 12;
  private static final int MOST_PAIRS = 3;
  private static final int LONGEST_NAME = 40;

  /**
   * {@return what is there of the columns that a dialect needs}
   *
   * @param dialect name of the dialect
   * @param needed the columns that it needs
   * @param names of the columns, without blanks around them
   */
  public static HeaderMatch of(String dialect, Set<String> needed, List<String> names) {
    Map<String, String> bySpelling = new LinkedHashMap<>();
    names.forEach(name -> bySpelling.putIfAbsent(letters(name), name));
    bySpelling.remove("");
    Set<String> found = new LinkedHashSet<>(needed);
    Set<String> lacking = new LinkedHashSet<>(needed);
    lacking.removeAll(names);
    found.removeAll(lacking);
    Map<String, String> similar = new LinkedHashMap<>();
    for (String column : lacking) {
      String spelt = bySpelling.get(letters(column));
      if (spelt != null) {
        similar.put(column, spelt);
      }
    }
    return new HeaderMatch(dialect, List.copyOf(names), found, lacking, similar);
  }

  /** A name without what people write in other ways: case, blanks, signs, a unit in brackets. */
  private static String letters(String written) {
    String name = UNIT.matcher(written).replaceFirst("");
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        letters.append(c);
      } else if (c >= 'A' && c <= 'Z') {
        letters.append((char) (c - 'A' + 'a'));
      }
    }
    return letters.toString();
  }

  /**
   * {@return by how much the names are those of the dialect: the needed columns that are there,
   * those under their exact names twice}
   */
  public int near() {
    return 2 * found.size() + similar.size();
  }

  /** {@return true where each name is there, if under a similar one} */
  public boolean isOfOtherLetters() {
    return similar.size() == lacking.size();
  }

  /** {@return what is lacking and what is there instead, in words} */
  public String words() {
    String others = found.isEmpty() ? "" : "; the others are those of " + dialect;
    if (isOfOtherLetters()) {
      return "names must be written as "
          + some(similar.keySet(), MOST_PAIRS)
          + (found.isEmpty() ? ", as in " + dialect : "")
          + ", not "
          + some(similar.values().stream().map(name -> "`" + name + "`").toList(), MOST_PAIRS)
          + others;
    }
    String spelt =
        similar.entrySet().stream()
            .limit(MOST_PAIRS)
            .map(pair -> "; `" + shortened(pair.getValue()) + "` looks like " + pair.getKey())
            .collect(Collectors.joining());
    return "lacks "
        + lacking.size()
        + " of the "
        + (lacking.size() + found.size())
        + " required columns: "
        + String.join(", ", lacking)
        + others
        + spelt
        + "; there "
        + (names.size() == 1 ? "is " : "are ")
        + some(names, MOST_NAMES)
        + (near() == 0
            ? ": names of no known exporter; say which is which with --map or --dialect"
            : "");
  }

  private static String some(Collection<String> names, int most) {
    int more = names.size() - most;
    return names.stream().limit(most).map(HeaderMatch::shortened).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  /** Beyond ASCII, it depends on the rest of the file which characters these are. */
  private static String shortened(String name) {
    String shown = name.replaceAll("[^\\p{ASCII}]+", "?");
    return shown.length() <= LONGEST_NAME ? shown : shown.substring(0, LONGEST_NAME - 3) + "...";
  }
}
