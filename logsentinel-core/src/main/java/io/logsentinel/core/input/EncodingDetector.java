package io.logsentinel.core.input;

import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.text.ByteWords;
import io.logsentinel.core.text.TextEncoding;

/**
 * Detector of a file's encoding, which watches every byte of it.
 *
 * <p>ASCII needs no decision. A byte that the encoding at hand does not know ends the trial of it:
 * in place, where no text that would read otherwise has been let through before; else by {@link
 * WrongEncodingException}.
 */
final class EncodingDetector {
  private static final long HIGH_BITS = 0x8080808080808080L;

  private TextEncoding encoding;

  /** Text let through that the next encoding would read otherwise. */
  private boolean committed;

  // UTF-8 sequence at hand: continuation bytes still due, and the range of the next one
  private int due;
  private int low;
  private int high;

  EncodingDetector(TextEncoding encoding) {
    this.encoding = encoding;
  }

  TextEncoding encoding() {
    return encoding;
  }

  /** Checks bytes that nobody has read yet. */
  void accept(byte[] bytes, int from, int to) throws WrongEncodingException {
    if (encoding == TextEncoding.UTF_8 && !isUtf8(bytes, from, to)) {
      giveUp();
    }
    if (encoding == TextEncoding.CP1252 && !isCp1252(bytes, from, to)) {
      giveUp();
    }
  }

  /** Checks that the file does not end inside a character. */
  void finish() throws WrongEncodingException {
    if (encoding == TextEncoding.UTF_8 && due > 0) {
      giveUp();
    }
  }

  private void giveUp() throws WrongEncodingException {
    if (committed) {
      throw new WrongEncodingException(encoding.next());
    }
    encoding = encoding.next();
  }

  private boolean isUtf8(byte[] bytes, int from, int to) {
    boolean whole = false; // a complete sequence in these bytes
    int at = from;
    while (at < to) {
      if (due == 0) {
        at = skipAscii(bytes, at, to);
        if (at == to) {
          break;
        }
        if (!begin(bytes[at++] & 0xFF)) {
          return false;
        }
      } else {
        int next = bytes[at++] & 0xFF;
        if (next < low || next > high) {
          return false;
        }
        low = 0x80;
        high = 0xBF;
        whole |= --due == 0;
      }
    }
    // a sequence that goes on in bytes to come cannot be taken back either
    committed |= whole || due > 0;
    return true;
  }

  /** The lead bytes of Unicode table 3-7: no overlong form, no surrogate, nothing past U+10FFFF. */
  private boolean begin(int lead) {
    low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    due = lead < 0xC2 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : lead < 0xF5 ? 3 : 0;
    return due > 0;
  }

  private boolean isCp1252(byte[] bytes, int from, int to) {
    boolean windows = false; // a byte that latin1 reads otherwise
    for (int at = skipAscii(bytes, from, to); at < to; at = skipAscii(bytes, at + 1, to)) {
      int b = bytes[at] & 0xFF;
      if (b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D) {
        return false;
      }
      windows |= b < 0xA0;
    }
    committed |= windows;
    return true;
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to && ((long) ByteWords.LONGS.get(bytes, at) & HIGH_BITS) == 0) {
      at += Long.BYTES;
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at;
  }
}
