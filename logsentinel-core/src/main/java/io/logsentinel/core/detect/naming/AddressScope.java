package io.logsentinel.core.detect.naming;

import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.text.IpAddress.Scope;

/** Side of an address: public ones are outside, all others inside. */
final class AddressScope {
  private AddressScope() {}

  /** {@return whether it is a public address, or one of documentation, which stands for such} */
  static boolean isOutside(String address) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed != null
        && (parsed.scope() == Scope.PUBLIC || parsed.scope() == Scope.DOCUMENTATION);
  }
}
