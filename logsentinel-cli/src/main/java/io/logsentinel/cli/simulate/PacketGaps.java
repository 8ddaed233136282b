package io.logsentinel.cli.simulate;

/** Times between packets in microseconds: one long pause, the others alike. */
final class PacketGaps {
  /** The share of the time that the mean leaves over which goes into the long pause. */
  private static final double PAUSE = 0.4;

  long total;
  long max;
  long min;
  double mean;
  double deviation;

  /** Lays out the gaps between packets that together take the given time. */
  void layOut(long packets, long micros) {
    long gaps = packets - 1;
    total = gaps < 1 ? 0 : micros;
    mean = gaps < 1 ? 0 : (double) micros / gaps;
    if (gaps <= 1) {
      max = total;
      min = total;
      deviation = 0;
      return;
    }
    max = (long) Math.ceil(mean + PAUSE * (micros - mean));
    double other = (double) (micros - max) / (gaps - 1);
    min = (long) other;
    // the others are equal: one sum of squares for all of them
    double toPause = max - mean;
    double toOthers = other - mean;
    deviation = Math.sqrt((toPause * toPause + (gaps - 1) * toOthers * toOthers) / (gaps - 1));
  }
}
