package io.logsentinel.core.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Source that has something done before a read of it waits. Who reads records may stand anywhere
 * then, within quotes or within a character: only here, below all that decodes, is it known that
 * bytes lack. Waiting begins after that.
 */
final class ForewarningSource implements FlowSource {
  private final FlowSource source;
  private @Nullable Action action;

  /** What is done before a read waits, on the thread that reads. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** Signal that what was done failed, and not the reading: readers let it through. */
  static final class ActionFailedException extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    ActionFailedException(IOException cause) {
      super(cause);
    }
  }

  ForewarningSource(FlowSource source) {
    this.source = source;
  }

  /** Has this be done from here on; only one thread reads by then. */
  void beforeWaiting(Action other) {
    action = other;
  }

  @Override
  public InputStream open() throws IOException {
    return of(source.open());
  }

  private InputStream of(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        forewarn();
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int from, int count) throws IOException {
        forewarn();
        return in.read(bytes, from, count);
      }
    };
  }

  private void forewarn() throws IOException {
    if (action == null || !source.waits()) {
      return;
    }
    try {
      action.run();
    } catch (IOException e) {
      throw new ActionFailedException(e);
    }
    source.await();
  }

  @Override
  public boolean waits() {
    return source.waits();
  }

  @Override
  public void await() throws IOException {
    source.await();
  }
}
