package io.logsentinel.core.text.json;

/**
 * Rewriter of the numbers that JSON lacks: {@code NaN} becomes {@code null}, and {@code Infinity} a
 * string. What was no JSON for any other reason is none afterwards.
 */
final class NonFiniteNumbers {
  private static final String NAN = "NaN";
  private static final String INFINITY = "Infinity";

  private NonFiniteNumbers() {}

  /** {@return the text with such numbers, outside strings, as JSON has them} */
  static String asJson(String text) {
    StringBuilder json = new StringBuilder(text.length() + 16);
    boolean quoted = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int word = quoted ? 0 : length(text, at);
      if (word > 0) {
        boolean isNumber = c != 'N';
        json.append(isNumber ? '"' + text.substring(at, at + word) + '"' : "null");
        at += word;
        continue;
      }
      quoted ^= c == '"';
      int length = quoted && c == '\\' ? Math.min(2, text.length() - at) : 1;
      json.append(text, at, at + length);
      at += length;
    }
    return json.toString();
  }

  /** The length of such a number that begins here; 0 where none does, or it is a name. */
  private static int length(String text, int from) {
    int sign = text.charAt(from) == '-' ? 1 : 0;
    int length = text.startsWith(INFINITY, from + sign) ? sign + INFINITY.length() : 0;
    length = length == 0 && text.startsWith(NAN, from) ? NAN.length() : length;
    return text.startsWith(":", skipBlanks(text, from + length)) ? 0 : length;
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length() && " \t\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
