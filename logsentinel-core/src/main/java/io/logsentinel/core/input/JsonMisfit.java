package io.logsentinel.core.input;

import io.logsentinel.core.text.json.JsonMembers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words on lines that hold JSON, but not one object each, and on what makes lines of it. */
final class JsonMisfit {
  private static final Pattern END_AND_BEGIN = Pattern.compile("}\\s*\\{");

  /** Objects may nest: so many places are tried where the first may end. */
  private static final int MOST_TRIES = 100;

  private JsonMisfit() {}

  /** True for a line on which an object ends, and another begins. */
  static boolean holdsSeveral(String line) {
    Matcher between = END_AND_BEGIN.matcher(line);
    for (int i = 0; i < MOST_TRIES && between.find(); i++) {
      if (JsonMembers.isObject(line.substring(0, between.start() + 1))) {
        return true;
      }
    }
    return false;
  }

  /** What is said of a line that was rejected, after it is shown; empty where nothing is known. */
  static String hint(String line) {
    String stripped = line.strip();
    if (stripped.endsWith("},")) {
      return ": a comma stands after it";
    }
    if (stripped.startsWith("[")) {
      return ": an array, of which `jq -c '.[]'` makes lines";
    }
    if (stripped.equals("{")) {
      return ": it goes on over lines, of which `jq -c .` makes one";
    }
    return holdsSeveral(stripped)
        ? ": several stand on the line, of which `jq -c .` makes one each"
        : "";
  }
}
