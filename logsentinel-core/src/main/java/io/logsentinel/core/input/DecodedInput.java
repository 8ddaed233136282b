package io.logsentinel.core.input;

import io.logsentinel.core.input.Reading.WrongEncodingException;
import io.logsentinel.core.text.TextEncoding;
import io.logsentinel.core.text.Utf8Transcoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Input text as checked bytes, chunk by chunk: byte order mark taken off, every byte checked
 * against the encoding before anyone reads it. All encodings that come out hold ASCII as ASCII.
 */
final class DecodedInput implements Closeable {
  private static final int LONGEST_MARK = 4;

  private final InputStream in;
  private final EncodingDetector check;
  private final byte[] chunk;
  private int length;

  DecodedInput(InputStream raw, TextEncoding encoding, int chunkBytes) throws IOException {
    check = new EncodingDetector(encoding);
    chunk = new byte[chunkBytes];
    PushbackInputStream start = new PushbackInputStream(raw, LONGEST_MARK);
    byte[] head = start.readNBytes(LONGEST_MARK);
    ByteOrderMark mark = ByteOrderMark.of(head);
    start.unread(head, mark.length, head.length - mark.length);
    in = mark.charset == null ? start : new Utf8Transcoder(start, mark.charset);
  }

  /**
   * Reads a text through to know its encoding.
   *
   * @throws IOException if the bytes cannot be read
   */
  static TextEncoding encodingOf(FlowSource source, int chunkBytes) throws IOException {
    TextEncoding encoding = TextEncoding.UTF_8;
    while (true) {
      try (InputStream in = SourceBytes.open(source)) {
        DecodedInput text = new DecodedInput(in, encoding, chunkBytes);
        while (text.fill()) {
          // the check is all that is wanted
        }
        return text.encoding();
      } catch (WrongEncodingException e) {
        encoding = e.encoding();
      }
    }
  }

  /** The rest of a text whose beginning was read, and checked, elsewhere. */
  DecodedInput(InputStream rest, EncodingDetector check, int chunkBytes) {
    this.in = rest;
    this.check = check;
    this.chunk = new byte[chunkBytes];
  }

  /** Reads the next chunk; false at the end of the text. */
  boolean fill() throws IOException {
    length = Math.max(0, in.read(chunk));
    if (length == 0) {
      check.finish();
      return false;
    }
    check.accept(chunk, 0, length);
    return true;
  }

  byte[] chunk() {
    return chunk;
  }

  int length() {
    return length;
  }

  TextEncoding encoding() {
    return check.encoding();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  enum ByteOrderMark {
    // the longer marks first: UTF-32LE begins like UTF-16LE
    UTF_32LE("UTF-32LE", 0xFF, 0xFE, 0, 0),
    UTF_32BE("UTF-32BE", 0, 0, 0xFE, 0xFF),
    UTF_16LE("UTF-16LE", 0xFF, 0xFE),
    UTF_16BE("UTF-16BE", 0xFE, 0xFF),
    UTF_8(null, 0xEF, 0xBB, 0xBF),
    NONE(null); // begins every text

    /** The charset to decode with, null where the bytes can be read as they are. */
    final @Nullable Charset charset;

    final int length;
    private final int[] bytes;

    ByteOrderMark(@Nullable String charset, int... bytes) {
      this.charset = charset == null ? null : Charset.forName(charset);
      this.bytes = bytes;
      this.length = bytes.length;
    }

    static ByteOrderMark of(byte[] head) {
      for (ByteOrderMark mark : values()) {
        if (mark.begins(head)) {
          return mark;
        }
      }
      return NONE;
    }

    boolean begins(byte[] head) {
      for (int i = 0; i < length; i++) {
        if (i == head.length || (head[i] & 0xFF) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * {@return a head without what may be a part of a character at its end, which no encoding knows}
   */
  static byte[] wholeCharacters(byte[] head) {
    boolean isWide = ByteOrderMark.of(head).charset != null;
    int end = head.length;
    while (end > 0 && head[end - 1] < 0 && !isWide) {
      end--;
    }
    return Arrays.copyOf(head, end);
  }
}
