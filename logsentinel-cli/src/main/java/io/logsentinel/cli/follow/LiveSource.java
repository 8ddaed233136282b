package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.InputFiles;
import io.logsentinel.core.input.FlowSource;
import java.io.IOException;
import java.io.InputStream;

/**
 * Source of a followed file's bytes: a read waits until there are more, or it is known that none
 * come.
 */
final class LiveSource implements FlowSource {
  private final FollowedFile file;
  private final Watch watch;
  private final Pulse pulse;

  /** Whether no more bytes come. */
  private volatile boolean isOver;

  /**
   * What follows the bytes read so far, where the file was cut meanwhile; null where it was not.
   */
  private volatile InputStream rest;

  /** What is known of a file beside its bytes. */
  interface Watch {
    /** {@return whether nobody writes to the file any more} */
    boolean isOver(FollowedFile file) throws IOException;

    /**
     * {@return whether a file was copied and cut since it was marked} It is then known as it was.
     */
    boolean wasCut(FollowedFile file, FileMark before) throws IOException;

    /**
     * {@return what follows some bytes in a copy of a file that was cut}
     *
     * @throws CutException if there is none
     */
    InputStream copyFrom(FollowedFile file, long place) throws IOException;
  }

  /** Signal that a file was cut before all of it was read, and there is no copy of it. */
  static final class CutException extends IOException {
    private static final long serialVersionUID = 1L;

    CutException(String message) {
      super(message);
    }
  }

  LiveSource(FollowedFile file, Watch watch, Pulse pulse) {
    this.file = file;
    this.watch = watch;
    this.pulse = pulse;
  }

  @Override
  public InputStream open() throws IOException {
    file.position = 0;
    isOver = false;
    rest = null;
    return InputFiles.open(Live::new, file.path().toString(), bytes -> {});
  }

  @Override
  public boolean waits() {
    try {
      return !isOver && rest == null && file.length() == file.position;
    } catch (IOException e) {
      return false; // whoever reads it will say why
    }
  }

  @Override
  public void await() throws IOException {
    while (waits()) {
      boolean ends = watch.isOver(file); // asked first: what was written before is still read
      if (!waits()) {
        return;
      }
      if (ends) {
        isOver = true;
      } else {
        pulse.await();
      }
    }
  }

  /** One way through the file. */
  private final class Live extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
      while (rest == null && count > 0) {
        await();
        pulse.requireGoing();
        boolean isYoung = file.position < Fingerprint.MOST_BYTES;
        FileMark before = isYoung ? file.mark(0) : null;
        int read = file.read(file.position, bytes, from, count);
        boolean isOther = read > 0 && isYoung && watch.wasCut(file, before);
        if (isOther || !file.isStill(file.position + Math.max(0, read))) {
          rest = watch.copyFrom(file, file.position);
        } else if (read > 0) {
          file.took(file.position, bytes, from, read);
          file.position += read;
          return read;
        } else if (isOver) {
          return -1;
        }
      }
      return count == 0 ? 0 : rest.read(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      if (rest != null) {
        rest.close();
      }
    }
  }
}
