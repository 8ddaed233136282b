package io.logsentinel.core.detect.naming;

import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.text.IpAddress.Scope;

/** Side of an address, and whether it is one of a host: public ones are outside, others inside. */
final class AddressScope {
  private static final int LAST_OCTET = 0xFF;

  private AddressScope() {}

  /**
   * {@return false for what is no host that acts or is acted on: a group of hosts, a host's own
   * loopback, no address yet, a link's own; true for any other text}
   */
  static boolean isHost(String address) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed == null
        || switch (parsed.scope()) {
          case PUBLIC, PRIVATE, CARRIER_NAT, DOCUMENTATION -> !isDirectedBroadcast(parsed);
          case LINK_LOCAL, LOOPBACK, MULTICAST, BROADCAST, UNSPECIFIED -> false;
        };
  }

  /** The last address of a private network, as nearly all of them are cut. */
  private static boolean isDirectedBroadcast(IpAddress address) {
    return address.isIpv4()
        && (address.low() & LAST_OCTET) == LAST_OCTET
        && address.scope() == Scope.PRIVATE;
  }

  /** {@return whether it is a public address, or one of documentation, which stands for such} */
  static boolean isOutside(String address) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed != null
        && (parsed.scope() == Scope.PUBLIC || parsed.scope() == Scope.DOCUMENTATION);
  }
}
