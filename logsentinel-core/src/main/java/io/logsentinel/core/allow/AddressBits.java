package io.logsentinel.core.allow;

import io.logsentinel.core.text.IpAddress;

/** The first bits of addresses, by which ranges are looked up. */
final class AddressBits {
  private AddressBits() {}

  /** {@return an address with all bits but the first so many 0, and without a zone} */
  static IpAddress masked(IpAddress address, int bits) {
    return address.isIpv4()
        ? new IpAddress(0, ipv4(address.low(), bits), true, "")
        : new IpAddress(high(address.high(), bits), low(address.low(), bits), false, "");
  }

  /** {@return the first 0 to 32 bits of an IPv4 address, the others 0} */
  static long ipv4(long address, int bits) {
    return bits == 0 ? 0 : address & (-1L << Integer.SIZE - bits & 0xFFFF_FFFFL);
  }

  /** {@return of the upper half of an IPv6 address what lies in its first 0 to 128 bits} */
  static long high(long high, int bits) {
    return bits == 0 ? 0 : bits >= Long.SIZE ? high : high & -1L << Long.SIZE - bits;
  }

  /** {@return of the lower half likewise} */
  static long low(long low, int bits) {
    return bits <= Long.SIZE ? 0 : low & -1L << 2 * Long.SIZE - bits;
  }
}
