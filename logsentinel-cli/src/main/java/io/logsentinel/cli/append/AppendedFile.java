package io.logsentinel.cli.append;

import io.logsentinel.cli.workspace.OutputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * File that is appended to from run to run: what was written after the last saved state is cut off,
 * to be written again.
 */
public final class AppendedFile extends OutputStream {
  private static final int BUFFER_BYTES = 1 << 14;

  private final Path path;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
  private long position;
  private boolean isForced = true;

  /** What a file was found to be, against what the saved state says of it. */
  enum Found {
    /** It goes on where the state says. */
    AS_SAVED,
    /** It has fewer bytes than were written to it. */
    SHORTER
  }

  private Found found = Found.AS_SAVED;

  /** Opens a file at its end. */
  AppendedFile(Path path) throws OutputException {
    this(path, -1);
  }

  /**
   * Opens a file.
   *
   * @param saved its bytes as of the saved state; -1 for all that are there
   */
  AppendedFile(Path path, long saved) throws OutputException {
    this.path = path;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.READ);
      long length = channel.size();
      position = saved < 0 ? length : Math.min(saved, length);
      if (saved > length) {
        found = Found.SHORTER;
      }
      channel.truncate(position);
      channel.position(position);
    } catch (IOException e) {
      throw new OutputException(path, e);
    }
  }

  /** {@return where it is} */
  public Path path() {
    return path;
  }

  Found found() {
    return found;
  }

  /** {@return bytes of the file, those included that are not on disk yet} */
  public long position() {
    return position;
  }

  @Override
  public void write(int b) throws OutputException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws OutputException {
    if (length > buffer.remaining()) {
      flush();
    }
    if (length > buffer.remaining()) {
      put(ByteBuffer.wrap(bytes, from, length));
    } else {
      buffer.put(bytes, from, length);
    }
    position += length;
    isForced = false;
  }

  private void put(ByteBuffer bytes) throws OutputException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new OutputException(path, e);
    }
  }

  @Override
  public void flush() throws OutputException {
    buffer.flip();
    put(buffer);
    buffer.clear();
  }

  /** Forces to disk what was written. */
  void force() throws OutputException {
    if (isForced) {
      return;
    }
    flush();
    try {
      channel.force(false);
      isForced = true;
    } catch (IOException e) {
      throw new OutputException(path, e);
    }
  }

  @Override
  public void close() throws OutputException {
    flush();
    try {
      channel.close();
    } catch (IOException e) {
      throw new OutputException(path, e);
    }
  }
}
