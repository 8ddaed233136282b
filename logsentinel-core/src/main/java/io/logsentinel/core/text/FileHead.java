package io.logsentinel.core.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * First bytes of a file, by which its format is recognised, and what follows them.
 *
 * @param bytes the first bytes
 * @param rest the bytes after them; where they could not be read on, it fails as the file did
 */
public record FileHead(byte[] bytes, InputStream rest) {
  /** The most bytes of a head; a header that is longer is left to the general reader. */
  public static final int BYTES = 1 << 16;

  /**
   * {@return the head of a file; a shorter one where the file ends or fails before}
   *
   * @param in the file from its start
   * @param bytes the most bytes of the head
   */
  public static FileHead read(InputStream in, int bytes) {
    byte[] head = new byte[bytes];
    int length = 0;
    InputStream rest = in;
    try {
      for (int count = 0; count >= 0 && length < head.length; length += Math.max(0, count)) {
        count = in.read(head, length, head.length - length);
      }
    } catch (IOException e) {
      rest = failing(e, in);
    }
    return new FileHead(Arrays.copyOf(head, length), rest);
  }

  /** {@return the whole file, the head included} */
  public InputStream all() {
    return new SequenceInputStream(new ByteArrayInputStream(bytes), rest);
  }

  /**
   * {@return the bytes after those that could be read: none, but the failure and what is to be
   * closed}
   *
   * @param failure what every read throws
   * @param in what is closed
   */
  public static InputStream failing(IOException failure, InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] into, int from, int length) throws IOException {
        throw failure;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
