package io.logsentinel.cli.output;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Messages of RFC 5424 whose text is an event in CEF, each with its number of bytes before it, as
 * RFC 6587 has it: a text may hold line ends.
 */
final class SyslogFrame {
  /** Facility local0. */
  private static final int FACILITY = 16 * 8;

  private SyslogFrame() {}

  /** {@return the message of an event; its host is left to the receiver, who knows it} */
  static byte[] of(Event event) {
    String time = event.times().areKnown() ? event.times().start() : "-";
    String message =
        "<"
            + (FACILITY + Grade.of(event.severity()).syslog())
            + ">1 "
            + time
            + " - logsentinel - "
            + event.kind()
            + " - "
            + CefEvents.line(event);
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes((bytes.length + " ").getBytes(StandardCharsets.US_ASCII));
    frame.writeBytes(bytes);
    return frame.toByteArray();
  }

  /**
   * {@return the frames that stand one after the other}
   *
   * @throws IllegalArgumentException if something else stands there; the message says at which byte
   */
  static List<byte[]> split(byte[] bytes) {
    List<byte[]> frames = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int blank = from;
      int length = 0;
      while (blank < bytes.length && blank < from + 9 && isDigit(bytes[blank])) {
        length = 10 * length + bytes[blank++] - '0';
      }
      boolean isFrame = blank > from && blank < bytes.length && bytes[blank] == ' ';
      if (!isFrame || length == 0 || length > bytes.length - blank - 1) {
        throw new IllegalArgumentException("no message with its length begins at byte " + from);
      }
      int end = blank + 1 + length;
      frames.add(Arrays.copyOfRange(bytes, from, end));
      from = end;
    }
    return frames;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
