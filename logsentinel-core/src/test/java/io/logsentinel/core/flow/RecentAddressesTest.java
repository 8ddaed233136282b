package io.logsentinel.core.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.logsentinel.core.text.Ipv4;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecentAddressesTest {
  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> addresses =
        Arbitraries.longs().between(0, 0xFFFFFFFFL).map(Ipv4::text).edgeCases(edges -> {});
    Arbitrary<String> few = Arbitraries.integers().between(0, 99).map(i -> "192.168.10." + i);
    Arbitrary<String> like =
        Arbitraries.strings().withChars("0123456789.\0").ofMinLength(0).ofMaxLength(18);
    return Arbitraries.oneOf(addresses, few, like).list().ofMaxSize(300);
  }

  @Test
  void textThatEndsInZeros_isNoAddress() {
    byte[] bytes = "10.10.10.10\0\0\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
    RecentAddresses recent = new RecentAddresses();
    assertEquals(Ipv4.parse("10.10.10.10"), recent.parse(bytes, 0, 11));
    assertEquals(Ipv4.NONE, recent.parse(bytes, 0, 12));
    assertEquals(Ipv4.parse("10.10.10.10"), recent.parse(bytes, 0, 11));
  }

  /** Whatever was looked up before, and whatever stands around it. */
  @Property(tries = 300)
  void everyText_isTheAddressThatItIsAlone(@ForAll("texts") List<String> texts) {
    byte[] bytes = String.join(",", texts).getBytes(StandardCharsets.US_ASCII);
    RecentAddresses recent = new RecentAddresses();
    for (int turn = 0; turn < 2; turn++) {
      int from = 0;
      for (String text : texts) {
        assertEquals(Ipv4.parse(text), recent.parse(bytes, from, from + text.length()), text);
        from += text.length() + 1;
      }
    }
  }
}
