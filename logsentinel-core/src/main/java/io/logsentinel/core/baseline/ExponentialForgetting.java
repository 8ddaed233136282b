package io.logsentinel.core.baseline;

import io.logsentinel.core.text.Digests;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Exponential forgetting by survival. A window's age is the number of windows that trained after
 * it. It is kept while u &lt; 2^(-age / N), N the half-life and u a number of its own between 0 and
 * 1: of windows of age N every second is left, of age 2 N every fourth. So everything that follows
 * from windows follows from those that are left, and is weighted exponentially in expectation,
 * while about N / ln 2 = 1.44 N windows are held.
 *
 * <p>u is drawn from SHA-256 of the window's place and metrics: it is the same at any time and on
 * any machine, and the place makes windows that are equal part ways.
 *
 * @param halfLife in windows; 0 where nothing is forgotten
 */
record ExponentialForgetting(int halfLife) {
  private static final double LN_2 = StrictMath.log(2);

  /** The place, from 0 among all that trained, of the window that ends this one; or infinite. */
  double keptUntil(int place, List<Double> metrics) {
    if (halfLife == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return place - halfLife * StrictMath.log(uniform(place, metrics)) / LN_2;
  }

  private static double uniform(int place, List<Double> metrics) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Double.BYTES * metrics.size());
    bytes.putInt(place);
    metrics.forEach(bytes::putDouble);
    long hash = ByteBuffer.wrap(Digests.sha256(bytes.array())).getLong();
    return ((hash >>> 11) + 0.5) * 0x1p-53; // 53 bits of it, the middle of their interval
  }
}
