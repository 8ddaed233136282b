package io.logsentinel.cli.terminal;

import java.util.Locale;

/**
 * Text from outside (file names, column names, labels) made harmless for a terminal: what would
 * steer it, or reorder or break lines, is shown as a backslash, a u and four hexadecimal digits.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * {@return a text with control characters (C0, DEL, C1), line and paragraph separators,
   * characters that set the direction of text, and halves of surrogate pairs escaped}
   *
   * @param text any text
   */
  public static String of(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                safe.appendCodePoint(point);
              } else {
                for (char unit : Character.toChars(point)) {
                  safe.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              }
            });
    return safe.toString();
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
