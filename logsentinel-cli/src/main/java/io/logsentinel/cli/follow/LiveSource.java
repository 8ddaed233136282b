package io.logsentinel.cli.follow;

import io.logsentinel.cli.workspace.InputFiles;
import io.logsentinel.core.input.FlowSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private volatile @Nullable InputStream rest;

  /** What is known of a file beside its bytes. */
  interface Watch {
    /** {@return whether nobody writes to the file any more} */
    boolean isOver(FollowedFile file) throws IOException;

    /**
     * {@return what follows the bytes that were read of a file, in the copy that was made before it
     * was cut; empty where there is none} The file is known from then on by how its copy begins.
     *
     * @param before mark of the file, as it was known
     */
    Optional<InputStream> copyOf(FollowedFile file, FileMark before) throws IOException;

    /** {@return the signal that a file was cut, and there is no copy of it} */
    CutException lost(FollowedFile file);
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

  @Override
  public int assumed() {
    return file.reading;
  }

  @Override
  public void assume(int reading) {
    file.reading = reading;
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
      if (count == 0) {
        return 0;
      }
      while (rest == null) {
        await();
        pulse.requireGoing();
        FileMark before = file.mark(0);
        long modified = file.modifiedNow();
        int read = file.read(file.position, bytes, from, count);
        if (!file.isStill(file.position + Math.max(0, read))) {
          rest = watch.copyOf(file, before).orElseThrow(() -> watch.lost(file));
        } else if (read > 0 && !before.isDistinct()) { // it may begin as before, and be another
          rest = watch.copyOf(file, before).orElse(null);
        }
        if (rest == null && read > 0) {
          file.took(bytes, from, read, modified);
          return read;
        } else if (rest == null && isOver) {
          file.isAtEnd();
          return -1;
        }
      }
      return rest.read(bytes, from, count);
    }

    @Override
    public void close() throws IOException {
      if (rest != null) {
        rest.close();
      }
    }
  }
}
