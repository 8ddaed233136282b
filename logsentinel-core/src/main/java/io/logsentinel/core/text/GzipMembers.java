package io.logsentinel.core.text;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Text of a gzip file, all of its members one after the other (RFC 1952).
 *
 * <p>The stream of the JDK ends without a word at a torn header, at a second member that is
 * damaged, and at whatever else follows a member; here each of them is a failure that says where.
 * As with gzip(1), zero bytes up to the end of the file, the padding of tapes, may follow the last
 * member; nothing else may.
 */
public final class GzipMembers extends InputStream {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAGIC_1 = 0x1F;
  private static final int MAGIC_2 = 0x8B;
  private static final int DEFLATE = 8;
  private static final int WORD_MASK = 0xFFFF;
  private static final long INT_MASK = 0xFFFF_FFFFL;
  // flags of a header
  private static final int HEADER_CRC = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0b1110_0000;

  /** Modification time, extra flags, operating system. */
  private static final int UNUSED_BYTES = 6;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 textCheck = new CRC32();
  private final CRC32 headerCheck = new CRC32();
  private final Bounds bounds = new Bounds();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /** Place in the file where the buffer begins. */
  private long bufferStart;

  /** Bytes of the buffer before this one are used up. */
  private int at;

  private int limit;
  private long member = 1;
  private boolean ended;
  private @Nullable IOException failure;

  /**
   * Text of a gzip file.
   *
   * @param in the file from its first byte; closed with this stream
   * @throws IOException if the first header is damaged, or cannot be read
   */
  public GzipMembers(InputStream in) throws IOException {
    this.in = in;
    try {
      readHeader();
    } catch (IOException e) {
      inflater.end();
      throw e;
    }
  }

  /**
   * {@return whether a file that begins so is one of gzip; no text begins so in any encoding}
   *
   * @param head its first bytes
   */
  public static boolean begins(byte[] head) {
    return head.length > 1 && (head[0] & 0xFF) == MAGIC_1 && (head[1] & 0xFF) == MAGIC_2;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    if (failure != null) {
      throw failure; // what comes after a failure is no text
    }
    try {
      return length == 0 ? 0 : inflate(bytes, from, length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  private int inflate(byte[] bytes, int from, int length) throws IOException {
    while (!ended) {
      int count = inflateSome(bytes, from, length);
      if (count > 0) {
        textCheck.update(bytes, from, count);
        bounds.add(count, offset() - inflater.getRemaining());
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        requireMore();
        inflater.setInput(buffer, at, limit - at);
        at = limit; // the inflater has it
      } else {
        throw damaged("it needs a dictionary");
      }
    }
    return -1;
  }

  private int inflateSome(byte[] bytes, int from, int length) throws IOException {
    try {
      return inflater.inflate(bytes, from, length);
    } catch (DataFormatException e) {
      at = limit - inflater.getRemaining();
      throw damaged(e.getMessage() == null ? "invalid data" : e.getMessage());
    }
  }

  private void endMember() throws IOException {
    at = limit - inflater.getRemaining();
    if (readInt() != textCheck.getValue()) {
      throw damaged("its check sum is not that of its text");
    }
    long length = inflater.getBytesWritten();
    if (readInt() != (length & INT_MASK)) {
      throw damaged("its length is not that of its text, " + length + " bytes");
    }
    inflater.reset();
    textCheck.reset();
    if (hasMore()) {
      member++;
      readHeader();
    } else {
      ended = true;
    }
  }

  /** Whether another member may follow; padding is skipped. */
  private boolean hasMore() throws IOException {
    boolean padded = false;
    while (isFilled()) {
      if (buffer[at] != 0) {
        if (padded) {
          throw new IOException(
              "at byte " + offset() + " of the gzip file: not zero, after zero bytes");
        }
        return true;
      }
      padded = true;
      at++;
    }
    return false;
  }

  private void readHeader() throws IOException {
    headerCheck.reset();
    if (readByte() != MAGIC_1 || readByte() != MAGIC_2) {
      throw new IOException(
          "before byte " + offset() + " of the gzip file: neither a member nor zero bytes");
    }
    int method = readByte();
    int flags = readByte();
    if (method != DEFLATE || (flags & RESERVED) != 0) {
      throw damaged("no header of gzip: method " + method + ", flags " + flags);
    }
    skip(UNUSED_BYTES);
    if ((flags & EXTRA) != 0) {
      skip(readShort());
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      long expected = headerCheck.getValue() & WORD_MASK;
      if (readShort() != expected) {
        throw damaged("the check sum of its header is wrong");
      }
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      readByte();
    }
  }

  private void skipText() throws IOException {
    int b;
    do {
      b = readByte();
    } while (b != 0);
  }

  private long readInt() throws IOException {
    return readShort() | (long) readShort() << Short.SIZE;
  }

  private int readShort() throws IOException {
    return readByte() | readByte() << Byte.SIZE;
  }

  private int readByte() throws IOException {
    requireMore();
    int b = buffer[at++] & 0xFF;
    headerCheck.update(b);
    return b;
  }

  private void requireMore() throws IOException {
    if (!isFilled()) {
      throw new EOFException("gzip member " + member + " is cut off at byte " + offset());
    }
  }

  /** Whether there is a byte in the buffer, filled again where it was used up. */
  private boolean isFilled() throws IOException {
    if (at == limit) {
      bufferStart += limit;
      at = 0;
      limit = Math.max(0, in.read(buffer));
    }
    return limit > 0;
  }

  private long offset() {
    return bufferStart + at;
  }

  private IOException damaged(String how) {
    return new IOException(
        "gzip member " + member + " is damaged before byte " + offset() + ": " + how);
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /**
   * Bounds of what a compressed file, of gzip or another kind, may hold: beyond them it is no log,
   * but made to keep its reader busy. Plain text has no such bounds, so whoever means it takes the
   * file apart first.
   */
  public static final class Bounds {
    /** The most bytes of text for each byte of the file. */
    public static final int MAX_RATIO = 500;

    /** Bytes of text up to which any ratio is taken: 256 MiB. */
    public static final long ANY_RATIO = 1L << 28;

    /** The most bytes of text: 1 TiB. */
    public static final long MAX_TEXT = 1L << 40;

    private long text;

    /** Bounds of a file of which nothing was read. */
    public Bounds() {}

    /**
     * Adds what was read.
     *
     * @param more bytes of text, from 0
     * @param compressed bytes of the file so far, from 0
     * @throws IOException if it is beyond the bounds
     */
    public void add(long more, long compressed) throws IOException {
      text += more;
      if (text > MAX_TEXT || (text > ANY_RATIO && text / MAX_RATIO >= compressed)) {
        String most =
            text > MAX_TEXT
                ? "the most is " + MAX_TEXT
                : "the most is " + MAX_RATIO + " for 1, after the first " + ANY_RATIO;
        throw new IOException(
            "holds too much: "
                + text
                + " bytes of text in the first "
                + compressed
                + " bytes of the file, "
                + most
                + "; if that is meant, unpack it before");
      }
    }
  }
}
