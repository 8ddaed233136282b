package io.logsentinel.core.text;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Encodings that a flow file is tried with, in this order; the first that decodes the whole file is
 * the file's. (A file in UTF-16 or UTF-32 says so by its byte order mark, and is turned into UTF-8
 * on the way in.)
 */
public enum TextEncoding {
  /** UTF-8, of which ASCII is a part. */
  UTF_8(StandardCharsets.UTF_8),
  /** Windows-1252; it leaves five bytes undefined. */
  CP1252(Charset.forName("windows-1252")),
  /** ISO 8859-1; it decodes every byte. */
  LATIN1(StandardCharsets.ISO_8859_1);

  private final Charset charset;

  TextEncoding(Charset charset) {
    this.charset = charset;
  }

  /** {@return the encoding to try after this one has failed, as {@link #LATIN1} cannot} */
  public TextEncoding next() {
    if (this == LATIN1) {
      throw new IllegalStateException("every file decodes as latin1");
    }
    return values()[ordinal() + 1];
  }

  /**
   * {@return the text that some bytes hold}
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends
   */
  public String decode(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, charset);
  }

  /**
   * {@return the bytes of a text; a question mark where the encoding lacks a character}
   *
   * @param text any
   */
  public byte[] encode(String text) {
    return text.getBytes(charset);
  }

  /**
   * {@return true where a range holds just the known bytes: of a text that comes again, nothing
   * need be decoded} For some bytes this is faster than the library's way, which is made for many.
   *
   * @param known bytes of a text
   * @param bytes hold the range
   * @param from where it begins
   * @param to where it ends
   */
  public static boolean isSame(byte[] known, byte[] bytes, int from, int to) {
    int length = known.length;
    if (length != to - from) {
      return false;
    }
    if (length >= Long.BYTES) {
      for (int i = 0; i < length - Long.BYTES; i += Long.BYTES) {
        if ((long) ByteWords.LONGS.get(known, i) != (long) ByteWords.LONGS.get(bytes, from + i)) {
          return false;
        }
      }
      int last = length - Long.BYTES; // some of it may be compared twice
      return (long) ByteWords.LONGS.get(known, last)
          == (long) ByteWords.LONGS.get(bytes, from + last);
    }
    for (int i = 0; i < length; i++) {
      if (known[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@return a reader that refuses malformed text, by a {@link
   * java.nio.charset.CharacterCodingException}}
   *
   * @param in the bytes
   * @param charset of the text
   */
  public static Reader strictReader(InputStream in, Charset charset) {
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }
}
