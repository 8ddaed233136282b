package io.logsentinel.core.work;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A queue of work that is done one piece after the other, in the order in which it was given, each
 * by any thread that is free: the sums of a window, the bytes of a file.
 *
 * <p>One thread gives pieces. A worker that finds the queue in other hands leaves it to them; who
 * needs a piece done does what is before it, or waits for the thread that is at it, which waits for
 * nothing.
 */
public final class SerialWork {
  private final Executor workers;
  private final Queue<Runnable> pieces = new ConcurrentLinkedQueue<>();
  private final ReentrantLock owner = new ReentrantLock();
  private final Runnable helper = this::help;

  /** Pieces that were given; of the thread that gives them. */
  private long given;

  /** Pieces that are done; written by the owner alone. */
  private volatile long done;

  /** What a piece threw; written by the owner before the piece counts as done. */
  private @Nullable Throwable thrown;

  /**
   * A queue that is empty.
   *
   * @param workers the threads that help; {@code Runnable::run} where none does: then each piece is
   *     done when it is given
   */
  public SerialWork(Executor workers) {
    this.workers = workers;
  }

  /**
   * Gives a piece of work.
   *
   * @param piece waits for no other work
   * @return its number, from 1
   */
  public long give(Runnable piece) {
    pieces.add(piece);
    given++;
    workers.execute(helper);
    return given;
  }

  /**
   * {@return true if a piece and all before it are done}
   *
   * @param piece its number
   */
  public boolean isDone(long piece) {
    return done >= piece;
  }

  /** Does what there is to do, unless another thread is at it or waits to be. */
  private void help() {
    while (!pieces.isEmpty() && !owner.hasQueuedThreads() && owner.tryLock()) {
      try {
        doNext();
      } finally {
        owner.unlock();
      }
    }
  }

  /**
   * Sees to it that a piece and all before it are done; throws what one of them threw.
   *
   * @param piece its number
   */
  public void finish(long piece) {
    if (!isDone(piece)) {
      owner.lock();
      try {
        while (!isDone(piece)) {
          doNext();
        }
      } finally {
        owner.unlock();
      }
      if (!pieces.isEmpty()) {
        workers.execute(helper); // who was kept away may have gone on to other work
      }
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown != null) {
      throw (RuntimeException) thrown;
    }
  }

  /** Sees to it that all is done that was given; throws what a piece threw. */
  public void finish() {
    finish(given);
  }

  /** Drops what nobody has begun; no thread works on it from now on. */
  public void drop() {
    owner.lock();
    try {
      pieces.clear();
      done = given;
    } finally {
      owner.unlock();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // called by who has the lock
  private void doNext() {
    Runnable piece = pieces.poll();
    if (piece == null) {
      return; // done since it was looked for
    }
    try {
      piece.run();
    } catch (RuntimeException | Error e) {
      thrown = e;
    } finally {
      done++;
    }
  }
}
