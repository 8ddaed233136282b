package io.logsentinel.fuzz;

import io.logsentinel.core.text.TimestampParser;
import java.util.Arrays;

/**
 * Texts of times: what is read does not depend on what stands around it, nor on the parser's past.
 */
public final class TimestampFuzz {
  private static final int MARGIN = 3;

  private static final TimestampParser USED = new TimestampParser();

  private TimestampFuzz() {}

  /**
   * Reads a time twice.
   *
   * @param text any bytes
   */
  public static void fuzzerTestOneInput(byte[] text) {
    TimestampParser fresh = new TimestampParser();
    TimestampParser.Kind kind = fresh.parse(text, 0, text.length);
    byte[] amid = new byte[text.length + 2 * MARGIN];
    Arrays.fill(amid, (byte) '7');
    System.arraycopy(text, 0, amid, MARGIN, text.length);
    TimestampParser.Kind again = USED.parse(amid, MARGIN, MARGIN + text.length);
    boolean isRead = kind != TimestampParser.Kind.NONE && kind != TimestampParser.Kind.UNREADABLE;
    if (kind != again || (isRead && fresh.millis() != USED.millis())) {
      throw new IllegalStateException(kind + " or " + again);
    }
  }
}
