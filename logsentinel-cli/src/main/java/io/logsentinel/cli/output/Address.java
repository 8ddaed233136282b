package io.logsentinel.cli.output;

import io.logsentinel.core.text.IpAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Addresses as flows have them: most are IP addresses, any text may stand there. */
final class Address {
  private Address() {}

  /** {@return the canonical IP address that a text spells, where it spells one without a zone} */
  static Optional<String> ip(String text) {
    IpAddress address = IpAddress.parse(text);
    return address == null || !address.zone().isEmpty()
        ? Optional.empty()
        : Optional.of(address.toString());
  }

  static boolean isIpv4(String text) {
    IpAddress address = IpAddress.parse(text);
    return address != null && address.isIpv4();
  }

  /** {@return those that are IP addresses, each once} */
  static List<String> ips(Collection<String> texts) {
    return texts.stream().flatMap(text -> ip(text).stream()).distinct().toList();
  }

  /** {@return those that are not, each once} */
  static List<String> names(Collection<String> texts) {
    return texts.stream().filter(text -> !text.isEmpty() && ip(text).isEmpty()).distinct().toList();
  }
}
