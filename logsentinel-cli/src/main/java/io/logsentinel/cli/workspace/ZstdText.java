package io.logsentinel.cli.workspace;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.logsentinel.core.text.GzipMembers.Bounds;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Text of a zstd file, all of its frames one after the other. */
final class ZstdText extends FilterInputStream {
  private static final int FRAME = 0xFD2FB528;
  private static final int SKIPPABLE_FRAME = 0x184D2A50;
  private static final int ANY_SKIPPABLE = ~0xF;

  private final Counted compressed;
  private final Bounds bounds = new Bounds();

  private ZstdText(InputStream text, Counted compressed) {
    super(text);
    this.compressed = compressed;
  }

  /** Whether a file that begins so is one of zstd. */
  static boolean begins(byte[] head) {
    int magic = 0;
    for (int i = 0; i < Integer.BYTES && head.length >= Integer.BYTES; i++) {
      magic |= (head[i] & 0xFF) << Byte.SIZE * i;
    }
    return magic == FRAME || (magic & ANY_SKIPPABLE) == SKIPPABLE_FRAME;
  }

  /**
   * Opens a zstd file.
   *
   * @param in the file from its first byte
   * @param name what messages call it
   * @throws IOException if it cannot be read, or this machine cannot read any
   */
  static InputStream open(InputStream in, String name) throws IOException {
    Counted compressed = new Counted(in);
    try {
      return new ZstdText(new ZstdInputStreamNoFinalizer(compressed), compressed);
    } catch (LinkageError e) {
      // no library for this machine, or it cannot be unpacked to where it can be run
      throw new IOException(
          "it is compressed with zstd, whose library cannot be loaded here (from "
              + System.getProperty("java.io.tmpdir")
              + ", which must be writable and not mounted noexec; LOGSENTINEL_JAVA_OPTS="
              + "-Djava.io.tmpdir=DIR names another); or use `zstd -dc "
              + name
              + " | ./logsentinel -`",
          e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    try {
      int read = super.read(bytes, from, count);
      bounds.add(Math.max(0, read), compressed.count);
      return read;
    } catch (ZstdIOException e) {
      throw new IOException(
          "zstd is cut off or damaged before byte " + compressed.count + ": " + e.getMessage(), e);
    }
  }

  /** The compressed bytes, counted as the library takes them, some thousand at once. */
  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      int read = super.read(bytes, from, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
