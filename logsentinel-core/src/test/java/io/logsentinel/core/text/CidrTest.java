package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8,10.255.255.255,true",
    "10.0.0.0/8,11.0.0.0,false",
    "10.1.2.3/8,10.9.9.9,true",
    "0.0.0.0/0,203.0.113.7,true",
    "192.168.1.1,192.168.1.1,true",
    "192.168.1.1,192.168.1.2,false",
    "192.168.1.1/31,192.168.1.0,true",
    "::/0,10.0.0.1,false",
    "10.0.0.0/8,::ffff:10.0.0.1,true",
    "2001:db8::/32,2001:db8:ffff::1,true",
    "2001:db8::/65,2001:db8::8000:0:0:0,false",
    "2001:db8::/65,2001:db8::7fff:0:0:0,true",
    "2001:db8::/32,host.example,false",
  })
  void contains(String range, String address, boolean within) {
    assertEquals(within, Cidr.parse(range).contains(address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10.0.0.0/", "10.0.0.0/33", "10.0.0/8", "::/129", "a/8", "1.2.3.4/-1"})
  void noRange(String text) {
    assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));
  }

  @Test
  void text_isRead_asItWasWritten() {
    assertEquals("10.0.0.0/8", Cidr.parse(" 10.0.0.0/8 ").toString());
    assertEquals("2001:db8::/32", Cidr.parse("2001:db8:0::/32").toString());
  }

  /** Held against whole numbers. */
  @Property(tries = 500)
  void sharedBits_areShared(
      @ForAll @Size(16) byte[] first,
      @ForAll @IntRange(max = 127) int flipped,
      @ForAll @IntRange(max = 128) int bits)
      throws UnknownHostException {
    byte[] safe = first.clone();
    safe[0] |= 0x20; // neither mapped nor of a zone
    BigInteger number = new BigInteger(1, safe);
    BigInteger other = number.flipBit(127 - flipped);
    byte[] bytes = other.toByteArray();
    byte[] sixteen = new byte[16];
    int from = Math.max(0, bytes.length - 16);
    System.arraycopy(bytes, from, sixteen, 16 - (bytes.length - from), bytes.length - from);
    Cidr range = Cidr.parse(text(safe) + "/" + bits);
    assertTrue(range.contains(text(safe)));
    assertEquals(flipped >= bits, range.contains(text(sixteen)));
    assertFalse(range.contains("10.0.0.1"));
  }

  private static String text(byte[] address) throws UnknownHostException {
    return InetAddress.getByAddress(address).getHostAddress();
  }
}
