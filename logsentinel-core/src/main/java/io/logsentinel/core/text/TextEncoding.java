package io.logsentinel.core.text;

import java.nio.charset.Charset;
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

  /**
   * {@return the encoding to try after this one has failed}
   *
   * @throws IllegalStateException for {@link #LATIN1}, which cannot fail
   */
  public TextEncoding next() {
    if (this == LATIN1) {
      throw new IllegalStateException("every file decodes as latin1");
    }
    return values()[ordinal() + 1];
  }

  /**
   * Decodes a range of bytes.
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param to where it ends
   * @return the text
   */
  public String decode(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, charset);
  }
}
