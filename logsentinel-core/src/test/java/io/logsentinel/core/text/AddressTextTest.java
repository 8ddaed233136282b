package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.92E+12",
        "1E+12",
        "-1.5",
        "1.5e3",
        " 192.168 ",
        "192.168.1",
        "10.0.0.256",
        "010.0.0.1",
        "10.0.0.1.443",
        "10.0.0.1:443",
        "host:443",
        "[2001:db8::1]:443",
        "[2001:db8::1",
        "10.0.0.0/24",
        "2001:db8::/64",
        "http://host/",
        "host/10.0.0.1",
        "\"10.0.0.1\"",
        "=\"1.92E+12\"",
        "=A1",
      })
  void whatIsNeitherAnAddressNorAName_isOdd(String text) {
    assertTrue(AddressText.isOdd(text), text);
  }

  /** An address that is anonymous may be a number, and a hardware address stands where no IP is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        " 10.0.0.1 ",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "fe80::1%eth0.1",
        "10.0.0.1/32",
        "00:1b:21:3c:4d:5e",
        "0:1b:21:3c:4d:5e",
        "00-1b-21-3c-4d-5e",
        "host",
        "www.example.com",
        "3com.example",
        "10002_34",
        "EXT_SERVER",
        "host a",
        "1920000000000",
        "1e5",
        "-",
        "\u00fcber.example",
        "",
      })
  void addressesAndNames_areNotOdd(String text) {
    assertFalse(AddressText.isOdd(text), text);
  }
}
