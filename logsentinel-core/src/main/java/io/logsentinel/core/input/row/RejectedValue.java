package io.logsentinel.core.input.row;

import io.logsentinel.core.text.Blanks;
import java.util.regex.Pattern;

/** Words on a value for which a row is rejected, with what is expected where people have else. */
public final class RejectedValue {
  /** So much of a value is shown. */
  private static final int MOST_SHOWN = 60;

  /** As people write numbers: decimals or thousands after a comma, or after what is like it. */
  private static final Pattern WITH_COMMAS =
      Pattern.compile("[-+]?[0-9][0-9.]*([,' \u00a0\u202f\u2019][0-9]+)+([.,][0-9]+)?");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  private RejectedValue() {}

  /**
   * {@return what a column holds, such as "td is `0,5`, expected a point before decimals, ..."}
   *
   * @param column its name
   * @param text the value
   * @param isNoNumber whether it is rejected as it is no number
   * @param isPort whether the number is a port
   */
  public static String words(String column, String text, boolean isNoNumber, boolean isPort) {
    String shown = shown(text);
    if (shown.isEmpty()) {
      return column + " is empty";
    }
    String value = Blanks.strip(text);
    String expected = "";
    if (isNoNumber && hasComma(value)) {
      expected = ", expected a point before decimals, and nothing between thousands";
    } else if (isNoNumber && isPort && NAME.matcher(value).matches()) {
      expected = ", expected the port's number";
    }
    return column + " is `" + shown + "`" + expected;
  }

  /**
   * {@return true for a number with a comma, or with what is like it between its thousands}
   *
   * @param text any
   */
  public static boolean hasComma(String text) {
    return WITH_COMMAS.matcher(Blanks.strip(text)).matches();
  }

  /**
   * {@return as much of a text as is shown}
   *
   * @param text of any length
   */
  public static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
  }
}
