package io.logsentinel.cli.follow;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a follower waits for what.
 *
 * @param saveEvery between two savings of its state
 * @param settle a file that was rotated away is over when it has not grown for so long
 * @param endAfter a file of a folder in which a newer one is, likewise
 * @param untilIdle the follower ends when nothing came for so long; empty where it does not
 * @param silentAfter a source is told to be silent when nothing came for so long
 * @param maxDelay a window that has not filled is judged when its first flow came so long ago;
 *     empty where only full ones are
 */
public record FollowTimes(
    Duration saveEvery,
    Duration settle,
    Duration endAfter,
    Optional<Duration> untilIdle,
    Duration silentAfter,
    Optional<Duration> maxDelay) {
  /** So much of a deleted file is kept: 1 GiB. */
  static final long MOST_SPOOLED = 1L << 30;
}
