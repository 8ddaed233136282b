package io.logsentinel.cli.follow;

import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Beat of a follower: what its threads wait on between two looks at files that may have grown, and
 * what ends their waiting.
 */
final class Pulse {
  private static final long BEAT_MILLIS = 50;

  private boolean isStopped;
  private boolean isFinishing;
  private long finishedAt = Long.MAX_VALUE;

  /** Signal that the follower is being stopped: nothing is to be read or written any more. */
  static final class StoppedException extends IOException {
    private static final long serialVersionUID = 1L;

    StoppedException() {
      super("the follower is being stopped");
    }
  }

  /** Waits for a beat at most. */
  @SuppressWarnings("WaitNotInLoop") // who waits looks again whether there is something to do
  synchronized void await() throws IOException {
    requireGoing();
    try {
      wait(BEAT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for flows");
    }
    requireGoing();
  }

  synchronized void requireGoing() throws StoppedException {
    if (isStopped) {
      throw new StoppedException();
    }
  }

  /** Wakes all that wait. */
  synchronized void beat() {
    notifyAll();
  }

  /** Stops: whoever waits, now or later, is told so. */
  synchronized void stop() {
    isStopped = true;
    notifyAll();
  }

  synchronized boolean isStopped() {
    return isStopped;
  }

  /** Has all files end where they end by now. */
  synchronized void finish() {
    isFinishing = true;
    finishedAt = System.currentTimeMillis();
    notifyAll();
  }

  /** {@return when that was, in milliseconds from 1970} What is written later is not read. */
  synchronized long finishedAt() {
    return finishedAt;
  }

  synchronized boolean isFinishing() {
    return isFinishing;
  }
}
