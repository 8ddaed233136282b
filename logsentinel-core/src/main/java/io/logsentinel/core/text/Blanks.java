package io.logsentinel.core.text;

/** White space around values, which is no part of them. */
public final class Blanks {
  private static final char NEXT_LINE = 0x85;

  private Blanks() {}

  /**
   * {@return true for white space of ASCII, as C's isspace has it}
   *
   * @param b a byte of a text in an encoding that holds ASCII as ASCII
   */
  public static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }

  /**
   * {@return where a text begins without the white space of ASCII before it}
   *
   * @param bytes hold the text
   * @param from where it begins with that
   * @param to where it ends
   */
  public static int skip(byte[] bytes, int from, int to) {
    int start = from;
    while (start < to && isBlank(bytes[start])) {
      start++;
    }
    return start;
  }

  /**
   * {@return where a text ends without the white space of ASCII after it}
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends with that
   */
  public static int trim(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  /**
   * {@return a text without what Python's strip takes off: all white space of Unicode, no-break
   * spaces included}
   *
   * @param text any
   */
  public static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
  }
}
