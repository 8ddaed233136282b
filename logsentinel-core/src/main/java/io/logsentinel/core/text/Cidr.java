package io.logsentinel.core.text;

/**
 * Range of IP addresses that share their first bits, in the notation of RFC 4632 and RFC 4291.
 *
 * @param first any address of the range; only its first bits count
 * @param bits how many first bits are shared, 0 to 32 of IPv4, 0 to 128 of IPv6
 */
public record Cidr(IpAddress first, int bits) {
  private static final int IPV4_BITS = 32;
  private static final int IPV6_BITS = 128;

  public Cidr {
    int most = first.isIpv4() ? IPV4_BITS : IPV6_BITS;
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(
          "the number of shared bits must be from 0 to " + most + " but is " + bits);
    }
  }

  /**
   * {@return the range that a text spells}
   *
   * @param text an address alone, {@code 10.1.2.3}, or with its shared bits, {@code 10.0.0.0/8}
   * @throws IllegalArgumentException if it spells none; the message says what is wrong
   */
  public static Cidr parse(String text) {
    String stripped = Blanks.strip(text);
    int slash = stripped.indexOf('/');
    IpAddress first = IpAddress.parseAlone(slash < 0 ? stripped : stripped.substring(0, slash));
    String bits = slash < 0 ? "" : stripped.substring(slash + 1);
    if (first == null || !first.zone().isEmpty() || (slash >= 0 && !bits.matches("\\d{1,3}"))) {
      throw new IllegalArgumentException(
          "a range must be an address, or one with its bits as 10.0.0.0/8, but is \"" + text + '"');
    }
    int all = first.isIpv4() ? IPV4_BITS : IPV6_BITS;
    return new Cidr(first, slash < 0 ? all : Integer.parseInt(bits));
  }

  /**
   * {@return whether an address lies in the range; of a text that is no address false}
   *
   * @param address any text
   */
  public boolean contains(String address) {
    IpAddress other = IpAddress.parse(address);
    if (other == null || other.isIpv4() != first.isIpv4()) {
      return false;
    }
    if (first.isIpv4()) {
      return share(first.low(), other.low(), bits + IPV4_BITS);
    }
    return share(first.high(), other.high(), Math.min(bits, Long.SIZE))
        && share(first.low(), other.low(), Math.max(0, bits - Long.SIZE));
  }

  /** Of 64 bits; those of an IPv4 address are the last 32. */
  private static boolean share(long a, long b, int bits) {
    return bits == 0 || (a ^ b) >>> Long.SIZE - bits == 0;
  }

  /** The range as it is written, as {@code 10.0.0.0/8}. */
  @Override
  public String toString() {
    return first + "/" + bits;
  }
}
