package io.logsentinel.cli.ingest;

import io.logsentinel.core.input.FlowSink;
import io.logsentinel.core.work.SerialWork;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Output of one file, written by any thread, in the order in which it was given. */
final class OrderedOutput {
  private final OutputStream out;
  private final SerialWork work;

  /** The first failure of the file; nothing is written after it. */
  private volatile @Nullable IOException failure;

  OrderedOutput(OutputStream out, Executor workers) {
    this.out = out;
    this.work = new SerialWork(workers);
  }

  /** Gives bytes to be written; returns what is left of that, null where they are. */
  FlowSink.@Nullable Use write(byte[] bytes) throws IOException {
    requireSound();
    long piece = work.give(() -> writeNow(bytes));
    return work.isDone(piece) ? null : new Unwritten(work, piece);
  }

  /** Bytes that still have to be written. */
  private record Unwritten(SerialWork work, long piece) implements FlowSink.Use {
    @Override
    public void end() {
      work.finish(piece);
    }

    @Override
    public boolean isOver() {
      return work.isDone(piece);
    }
  }

  private void writeNow(byte[] bytes) {
    try {
      if (failure == null) {
        out.write(bytes);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Sees to it that all is written. */
  void finish() throws IOException {
    work.finish();
    requireSound();
  }

  private void requireSound() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Leaves the rest unwritten; no thread writes any longer. */
  void drop() {
    work.drop();
  }
}
