package io.logsentinel.core.detect.naming;

import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.text.IpAddress.Scope;

/** Side of an address, and whether it can be a host's: public ones are outside, others inside. */
final class AddressScope {
  private AddressScope() {}

  /**
   * {@return false for what is no host's by its scope: of a group of hosts, a host's own loopback,
   * no address yet, a link's own; true for any other text} Nobody has an address of 0.0.0.0/8, but
   * a scanner may ask for one.
   */
  static boolean isHost(String address) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed == null
        || switch (parsed.scope()) {
          case PUBLIC, PRIVATE, CARRIER_NAT, DOCUMENTATION -> true;
          case UNSPECIFIED -> parsed.isIpv4() && (int) parsed.low() != 0;
          case LINK_LOCAL, LOOPBACK, MULTICAST, BROADCAST -> false;
        };
  }

  /** {@return whether it is a public address, or one of documentation, which stands for such} */
  static boolean isOutside(String address) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed != null
        && (parsed.scope() == Scope.PUBLIC || parsed.scope() == Scope.DOCUMENTATION);
  }
}
