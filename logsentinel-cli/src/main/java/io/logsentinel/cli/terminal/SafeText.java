package io.logsentinel.cli.terminal;

/**
 * Text from outside (file names, column names, labels) made harmless for a terminal: what would
 * steer it, or reorder or break lines, is shown as a backslash, a u and four hexadecimal digits.
 */
public final class SafeText {
  private SafeText() {}

  /**
   * Escapes control characters (C0, DEL, C1), line and paragraph separators, characters that set
   * the direction of text, and halves of surrogate pairs.
   *
   * @param text any text
   * @return the same text where there is nothing to escape
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
                  safe.append("\\u");
                  String hex = Integer.toHexString(unit);
                  safe.append("0".repeat(4 - hex.length())).append(hex);
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
