package io.logsentinel.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text of another encoding as a stream of UTF-8; malformed text is an error, never a U+FFFD. */
public final class Utf8Transcoder extends InputStream {
  private static final int CHUNK = 8192;

  private final Reader reader;
  private final char[] chars = new char[CHUNK];
  private byte[] bytes = new byte[0];
  private int at;

  /**
   * A stream of UTF-8.
   *
   * @param in the text; closed with this stream
   * @param charset that it is in
   */
  public Utf8Transcoder(InputStream in, Charset charset) {
    reader = TextEncoding.strictReader(in, charset);
  }

  @Override
  public int read() throws IOException {
    return fill() ? bytes[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] out, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, out, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (at < bytes.length) {
      return true;
    }
    try {
      return transcode();
    } catch (CharacterCodingException e) {
      throw new NoTextException(e);
    }
  }

  /** Signal that bytes are no text in the encoding that the file has; it says so. */
  private static final class NoTextException extends CharacterCodingException {
    private static final long serialVersionUID = 1L;

    NoTextException(CharacterCodingException cause) {
      initCause(cause);
    }

    @Override
    public String getMessage() {
      return "its bytes are no text in its encoding";
    }
  }

  private boolean transcode() throws IOException {
    int count = reader.read(chars, 0, CHUNK - 1);
    if (count < 0) {
      return false;
    }
    if (Character.isHighSurrogate(chars[count - 1])) {
      int other = reader.read();
      if (other >= 0) {
        chars[count++] = (char) other;
      }
    }
    // not every decoder refuses half a pair of surrogates; this encoder does
    ByteBuffer encoded =
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars, 0, count));
    bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    at = 0;
    return true;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
