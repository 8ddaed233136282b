package io.logsentinel.cli.workspace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Names of files in a text, with commas between; a comma in a name may be written {@code \,}. */
public final class NameList {
  private static final String UNESCAPED_COMMA = "(?<!\\\\),";
  private static final int MOST_NAMED = 5;

  private NameList() {}

  /**
   * {@return the names in some texts, in their order} What is the name of a file as it stands is
   * taken whole, commas and all: the longest such part of a text first.
   *
   * @param texts each one or more names
   * @param isFile whether there is a file of a name
   */
  public static List<String> of(List<String> texts, Predicate<String> isFile) {
    List<String> names = new ArrayList<>();
    for (String text : texts) {
      String[] parts = text.split(UNESCAPED_COMMA, -1);
      int from = 0;
      while (from < parts.length) {
        int to = endOfFile(parts, from, isFile);
        names.add(
            to > from
                ? String.join(",", List.of(parts).subList(from, to))
                : parts[from].replace("\\,", ",").strip());
        from = Math.max(to, from + 1);
      }
    }
    return names;
  }

  /** The part after the last of those that are together a file's name; the first where none are. */
  private static int endOfFile(String[] parts, int from, Predicate<String> isFile) {
    int to = parts.length;
    while (to > from && !isFile.test(String.join(",", List.of(parts).subList(from, to)))) {
      to--;
    }
    return to;
  }

  /**
   * {@return some names in words: the first ones, and how many more there are}
   *
   * @param names not empty
   */
  public static String shown(List<String> names) {
    int named = Math.min(MOST_NAMED, names.size());
    int more = names.size() - named;
    return String.join(", ", names.subList(0, named)) + (more > 0 ? " and " + more + " more" : "");
  }

  /**
   * {@return what a message says of the files that there are instead of one that is not}
   *
   * @param names of these files
   */
  public static String instead(List<String> names) {
    if (names.isEmpty()) {
      return "; no file of flows is there";
    }
    boolean hasCommas = names.stream().anyMatch(name -> name.contains(","));
    return (names.size() == 1 ? "; there is " : "; there are ")
        + shown(names)
        + (hasCommas ? " (a comma in a name can be written `\\,`)" : "");
  }
}
