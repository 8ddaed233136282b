package io.logsentinel.cli.simulate;

/** The drawn values of a flow; every other column follows from them. Reused from row to row. */
final class Flow {
  /** Longest duration in microseconds: the flow meter cuts flows after two minutes. */
  static final long TIMEOUT = 119_999_999;

  static final int TCP = 6;
  static final int UDP = 17;

  private static final int FIRST_EPHEMERAL_PORT = 49_152;
  private static final int LAST_PORT = 65_535;

  byte[] source = {};
  byte[] destination = {};
  int sourcePort;
  int destinationPort;
  int protocol;

  /** Microseconds. */
  long duration;

  long forwardPackets;
  long backwardPackets;

  /** Payload bytes. */
  long forwardBytes;

  /** Payload bytes. */
  long backwardBytes;

  /** The label in cp1252. */
  byte[] label = {};

  static int ephemeralPort(RandomStream random) {
    return random.between(FIRST_EPHEMERAL_PORT, LAST_PORT);
  }

  void from(byte[] address, int port) {
    source = address;
    sourcePort = port;
  }

  void to(byte[] address, int port) {
    destination = address;
    destinationPort = port;
  }

  void forward(long packets, long bytes) {
    forwardPackets = packets;
    forwardBytes = bytes;
  }

  void backward(long packets, long bytes) {
    backwardPackets = packets;
    backwardBytes = packets == 0 ? 0 : bytes;
  }

  void lasts(double micros) {
    duration = Math.min(TIMEOUT, (long) micros);
  }
}
