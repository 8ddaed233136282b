package io.logsentinel.core.detect.naming;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressScopeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"8.8.8.8", "192.0.2.99", "2001:DB8::1", "2606:4700::1111", "::ffff:8.8.8.8"})
  void publicAddressesAreOutside_andThoseThatStandForThem(String address) {
    assertTrue(AddressScope.isOutside(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1", "100.64.0.1", "127.0.0.1", "169.254.0.1", "224.0.0.251", "255.255.255.255",
        "0.0.0.0", "::", "0:0:0:0:0:0:0:1", "FD00::1", "Fe80::1%eth0", "ff02::fb",
        "::ffff:192.168.0.1", "fd.example.org", "host", "00:11:22:33:44:55", "", "(others)"
      })
  void allElseIsInside(String address) {
    assertFalse(AddressScope.isOutside(address));
  }
}
