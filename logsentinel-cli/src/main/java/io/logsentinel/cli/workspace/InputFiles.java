package io.logsentinel.cli.workspace;

import io.logsentinel.cli.workspace.Reporter.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/** Files of flows, opened so that what is read of them counts as progress. */
public final class InputFiles {
  private static final int HEAD_BYTES = 4;

  private InputFiles() {}

  /** The bytes of a file as they are. */
  public interface Opener {
    /**
     * {@return the bytes, from the first one}
     *
     * @throws IOException if they cannot be had
     */
    InputStream open() throws IOException;
  }

  /**
   * {@return what a file holds where it is of zstd, else its bytes as they are}
   *
   * @param file its bytes
   * @param name that messages call it
   * @param progress where the bytes are counted that are read, compressed or not
   * @throws IOException if it cannot be opened, with the reason in words
   */
  public static InputStream open(Opener file, String name, Progress progress) throws IOException {
    InputStream bytes;
    try {
      bytes = file.open();
    } catch (OutputException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(IoMessages.of(e), e);
    }
    try {
      PushbackInputStream in = new PushbackInputStream(counted(bytes, progress), HEAD_BYTES);
      byte[] head = in.readNBytes(HEAD_BYTES);
      in.unread(head);
      return ZstdText.begins(head) ? ZstdText.open(in, name) : in;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static InputStream counted(InputStream in, Progress progress) {
    return new FilterInputStream(in) {
      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        int count = super.read(bytes, from, length);
        progress.add(Math.max(0, count));
        return count;
      }
    };
  }
}
