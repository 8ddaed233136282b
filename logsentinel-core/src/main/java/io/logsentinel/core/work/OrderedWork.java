package io.logsentinel.core.work;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * A queue of work that any thread may do and whose results are taken in the order in which it was
 * given: parallel work with a serial outcome.
 *
 * <p>Not thread-safe itself: one thread gives work and takes results. What the workers have not
 * begun, the taker does itself, so that work goes on where the workers are busy, or are none.
 *
 * @param <T> the result of a piece of work
 */
public final class OrderedWork<T> {
  private final Executor workers;
  private final int most;
  private final Deque<FutureTask<T>> underWay = new ArrayDeque<>();

  /**
   * A queue that is empty.
   *
   * @param workers the threads that help; {@code Runnable::run} where none does
   * @param most pieces under way before the queue counts as full, from 1: their results are held in
   *     memory
   * @throws IllegalArgumentException if that is less
   */
  public OrderedWork(Executor workers, int most) {
    if (most < 1) {
      throw new IllegalArgumentException("pieces under way must be from 1 but are " + most);
    }
    this.workers = workers;
    this.most = most;
  }

  /**
   * Receiver of results.
   *
   * @param <T> the result of a piece of work
   */
  @FunctionalInterface
  public interface Taker<T> {
    /**
     * Takes the next result, in the order in which work was given.
     *
     * @param result of a piece of work
     * @throws IOException if it cannot be passed on
     */
    void accept(T result) throws IOException;
  }

  /**
   * Gives work to the workers.
   *
   * @param work a piece of work that depends on no later one
   */
  public void give(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    underWay.add(task);
    workers.execute(task);
  }

  /**
   * Gives work to the workers and, where that makes the queue full, takes the next result.
   *
   * @param work a piece of work that depends on no later one
   * @param taker takes the result
   * @throws IOException if the work or the taker does
   */
  public void give(Callable<T> work, Taker<T> taker) throws IOException {
    give(work);
    if (underWay.size() >= most) {
      taker.accept(take());
    }
  }

  /**
   * Takes all results that are left.
   *
   * @param taker takes them, in the order given
   * @throws IOException if the work or the taker does
   */
  public void finish(Taker<T> taker) throws IOException {
    while (!underWay.isEmpty()) {
      taker.accept(take());
    }
  }

  /**
   * {@return the next result, in the order given} Does the work here where nobody has begun it.
   *
   * @throws java.util.NoSuchElementException if there is none
   * @throws IOException if the work did; what else it threw unchecked is thrown as it is
   */
  public T take() throws IOException {
    FutureTask<T> task = underWay.remove();
    task.run();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException defect) {
        throw defect;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a result");
    }
  }
}
