package io.logsentinel.core.artifact;

import java.util.Locale;

/**
 * Texts of others in cells of a table that people open in a spreadsheet or see in a terminal:
 * neither takes them for a formula or a command, and reading gives them back. Control characters,
 * marks that set the direction of text and the backslash are escaped as {@code \}{@code u001b}, and
 * before a text that begins like a formula or with an apostrophe stands an apostrophe.
 */
public final class CellText {
  private static final String TAKEN_FOR_FORMULAS = "=+-@'";

  private CellText() {}

  /**
   * {@return the cell of a text}
   *
   * @param text any text
   */
  public static String write(String text) {
    String escaped = writeUnguarded(text);
    return !text.isEmpty() && TAKEN_FOR_FORMULAS.indexOf(text.charAt(0)) >= 0
        ? "'" + escaped
        : escaped;
  }

  /**
   * {@return the cell of a text for those who open it in no spreadsheet: escaped, but with no
   * apostrophe before it}
   *
   * @param text any text
   */
  public static String writeUnguarded(String text) {
    StringBuilder cell = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\\' || isObeyed(point)) {
                for (char unit : Character.toChars(point)) {
                  cell.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
                }
              } else {
                cell.appendCodePoint(point);
              }
            });
    return cell.toString();
  }

  private static boolean isObeyed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /**
   * {@return the text of a cell}
   *
   * @param cell any; what was not written by {@link #write} is taken as it stands where it can be
   */
  public static String read(String cell) {
    String shown = cell.startsWith("'") ? cell.substring(1) : cell;
    StringBuilder text = new StringBuilder(shown.length());
    int at = 0;
    while (at < shown.length()) {
      if (shown.startsWith("\\u", at) && isHex(shown, at + 2)) {
        text.append((char) Integer.parseInt(shown.substring(at + 2, at + 6), 16));
        at += 6;
      } else {
        text.append(shown.charAt(at));
        at++;
      }
    }
    return text.toString();
  }

  private static boolean isHex(String text, int from) {
    return from + 4 <= text.length() && text.substring(from, from + 4).matches("[0-9a-f]{4}");
  }
}
