package io.logsentinel.core.text;

import java.util.regex.Pattern;

/** Texts in columns of addresses that can be neither an address nor a host's name. */
public final class AddressText {
  /** Signs that no address in its one form has, nor a name without a domain. */
  private static final String TELLING = "./[]\"=+ ";

  /** With a point, or with the exponent of spreadsheets: of digits alone, it may be a name. */
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]*\\.[0-9.]*([eE][-+]?[0-9]+)?|[0-9]+[eE]\\+[0-9]+)");

  /** What is in no name of a host. */
  private static final Pattern MARK = Pattern.compile("[:/\\[\\]\"=]");

  /** As exporters name hosts of a link that has no IP. */
  private static final Pattern HARDWARE =
      Pattern.compile("[0-9a-fA-F]{1,2}([:-][0-9a-fA-F]{1,2}){5,}");

  private AddressText() {}

  /**
   * {@return true for what can be neither an address nor the name of a host: a number with a point
   * or an exponent, parts of an IPv4 address that are too many, too few or too large, an address
   * with a port or of a network}
   *
   * @param text any
   */
  public static boolean isOdd(String text) {
    int colons = 0;
    boolean isPlain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      colons += c == ':' ? 1 : 0;
      isPlain &= TELLING.indexOf(c) < 0;
    }
    if (isPlain && colons != 1) {
      return false; // IPv6, a hardware address, a name: most are, and soon known
    }
    String stripped = Blanks.strip(text);
    boolean isNumber = NUMBER.matcher(stripped).matches();
    boolean isNoName = MARK.matcher(stripped).find() && !HARDWARE.matcher(stripped).matches();
    return (isNumber || isNoName) && IpAddress.parse(stripped) == null;
  }
}
