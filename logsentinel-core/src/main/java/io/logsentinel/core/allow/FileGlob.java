package io.logsentinel.core.allow;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Glob of names of files, {@code *} for any text and {@code ?} for any character. */
final class FileGlob {
  private static final List<String> COMPRESSED = List.of(".gz", ".zst");
  private static final String CSV = ".csv";

  private FileGlob() {}

  /**
   * {@return whether a name is meant} What is made of a file has its name without the ending of a
   * compression, and with that of CSV: neither makes a difference.
   */
  static boolean holds(String glob, String name) {
    String meant = bare(glob);
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < meant.length(); i++) {
      char c = meant.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(bare(name)).matches();
  }

  private static String bare(String name) {
    String text = name;
    for (String ending : COMPRESSED) {
      text = without(text, ending);
    }
    return without(text, CSV);
  }

  private static String without(String text, String ending) {
    return text.length() > ending.length() && text.toLowerCase(Locale.ROOT).endsWith(ending)
        ? text.substring(0, text.length() - ending.length())
        : text;
  }
}
