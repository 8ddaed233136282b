package io.logsentinel.cli.simulate;

/**
 * Payload sizes of the packets of one direction, laid out so that they add up exactly: some full
 * packets of equal size, one with the rest, and empty ones.
 */
final class PacketSizes {
  /** Payload of a full segment in bytes; larger ones only where the counts leave no choice. */
  private static final int SEGMENT = 1_460;

  long packets;
  long bytes;
  long max;
  long min;
  long withData;
  double sumOfSquares;

  /** Lays out a direction; handshakes and acknowledgements leave half of TCP's packets empty. */
  void layOut(long packets, long bytes, int protocol) {
    this.packets = packets;
    this.bytes = bytes;
    if (bytes == 0) {
      max = 0;
      min = 0;
      withData = 0;
      sumOfSquares = 0;
      return;
    }
    long carriers = protocol == Flow.TCP ? (packets + 1) / 2 : packets;
    carriers = Math.min(packets, Math.max(carriers, ceilDiv(bytes, SEGMENT)));
    max = ceilDiv(bytes, carriers);
    long full = bytes / max;
    long rest = bytes - full * max;
    withData = rest > 0 ? full + 1 : full;
    min = withData < packets ? 0 : rest > 0 ? rest : max;
    sumOfSquares = (double) full * max * max + (double) rest * rest;
  }

  double mean() {
    return packets == 0 ? 0 : (double) bytes / packets;
  }

  double deviation() {
    return Math.sqrt(variance(packets, bytes, sumOfSquares));
  }

  /** Sample variance from a count, a sum and a sum of squares. */
  static double variance(long count, double sum, double sumOfSquares) {
    return count < 2 ? 0 : Math.max(0, (sumOfSquares - sum * sum / count) / (count - 1));
  }

  private static long ceilDiv(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
