package io.logsentinel.core.input;

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
record FileHead(byte[] bytes, InputStream rest) {
  /** The most bytes of a head; a header that is longer is left to the general reader. */
  static final int BYTES = 1 << 16;

  static FileHead read(InputStream in, int bytes) {
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
  InputStream all() {
    return new SequenceInputStream(new ByteArrayInputStream(bytes), rest);
  }

  /** The bytes after those that could be read: none, but the failure and what is to be closed. */
  static InputStream failing(IOException failure, InputStream in) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public void close() throws IOException {
        in.close();
      }
    };
  }
}
