package io.logsentinel.core.window;

/**
 * A flow shape in one number: the port's number, the protocol, and the payload bytes of the answer.
 * A protocol beyond 254 counts as one, and a size that is no whole number of bytes below 64 GiB
 * goes by its hash.
 */
final class ShapeKey {
  private static final int PROTOCOL_BITS = 8;
  private static final int SIZE_BITS = 37;
  private static final int BITS = PROTOCOL_BITS + SIZE_BITS;
  private static final long ODD_PROTOCOL = (1L << PROTOCOL_BITS) - 1;
  private static final long ODD_SIZE = 1L << SIZE_BITS - 1;

  private ShapeKey() {}

  static long of(long port, double protocol, double bytes) {
    return (port << PROTOCOL_BITS | protocol(protocol)) << SIZE_BITS | size(bytes);
  }

  private static long protocol(double protocol) {
    return protocol >= 0 && protocol < ODD_PROTOCOL && protocol == (long) protocol
        ? (long) protocol
        : ODD_PROTOCOL;
  }

  private static long size(double bytes) {
    long whole = (long) bytes;
    return whole == bytes && whole >= 0 && whole < ODD_SIZE
        ? whole
        : ODD_SIZE | TopTalkers.bits(bytes) * 0x9E3779B97F4A7C15L >>> 64 - (SIZE_BITS - 1);
  }

  static int port(long key) {
    return (int) (key >>> BITS);
  }

  static long withPort(long key, long port) {
    return port << BITS | key & (1L << BITS) - 1;
  }

  /** Protocol and size, as {@code 17/142}. */
  static String text(long key) {
    long protocol = key >>> SIZE_BITS & ODD_PROTOCOL;
    long size = key & (1L << SIZE_BITS) - 1;
    return (protocol == ODD_PROTOCOL ? "odd" : Long.toString(protocol))
        + "/"
        + ((size & ODD_SIZE) == 0 ? Long.toString(size) : "odd" + (size ^ ODD_SIZE));
  }
}
