package io.logsentinel.core.detect.naming;

import io.logsentinel.core.text.Ipv4;
import java.util.Locale;

/** Scope of addresses: public ones are outside, all others inside. */
final class AddressScope {
  private AddressScope() {}

  /** {@return whether it is a public IPv4 address, or an IPv6 address neither local nor private} */
  static boolean isOutside(String address) {
    long ipv4 = Ipv4.parse(address);
    return ipv4 == Ipv4.NONE
        ? isOutsideIpv6(address.toLowerCase(Locale.ROOT))
        : !isPrivate(ipv4 >>> 24, ipv4 >>> 16 & 0xFF);
  }

  private static boolean isOutsideIpv6(String address) {
    return address.indexOf(':') >= 0
        && !address.startsWith("fc")
        && !address.startsWith("fd")
        && !address.startsWith("fe80")
        && !address.equals("::1");
  }

  private static boolean isPrivate(long first, long second) {
    return first == 10
        || first == 127
        || first >= 224
        || (first == 172 && second >= 16 && second < 32)
        || (first == 192 && second == 168)
        || (first == 169 && second == 254);
  }
}
