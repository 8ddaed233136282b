package io.logsentinel.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.logsentinel.core.text.IpAddress.Scope;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
  private static final int GROUPS = 8;

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "2001:db8:0:0:1:0:0:1,2001:db8::1:0:0:1",
        "2001:0db8::0001,2001:db8::1",
        "2001:db8::1:1:1:1:1,2001:db8:0:1:1:1:1:1",
        "2001:DB8::ABCD,2001:db8::abcd",
        "0:0:0:0:0:0:0:0,::",
        "1:0:0:0:0:0:0:0,1::",
        "64:ff9b::192.0.2.33,64:ff9b::c000:221",
        "::FFFF:192.0.2.1,192.0.2.1",
        "0:0:0:0:0:ffff:c000:201,192.0.2.1",
        "FE80::0001%Eth0,fe80::1%Eth0",
        "  192.0.2.99,192.0.2.99",
        "192.0.2.99\u00a0,192.0.2.99",
        "010.0.0.1,010.0.0.1",
        "00:11:22:AA:BB:CC,00:11:22:AA:BB:CC",
        " Host ,Host",
      })
  void oneForm(String text, String form) {
    assertEquals(form, IpAddress.canonical(text));
    assertEquals(form, IpAddress.canonical(form));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ":",
        "%",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:",
        ":2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::8",
        "::g",
        "::12345",
        "::-1",
        "::\u0661",
        "fe80::%",
        "1.2.3.4::",
        "1.2.3.4:5::",
        "::1.2.3.4:5",
        "::1.2.3",
        "::01.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4",
        "10.0.0.1%eth0",
        "[::1",
        "::1]",
        "[]",
        "[[::1]]",
        "[fcbayern]",
        "::1/32",
        "10.0.0.1/128",
        "10.0.0.1/33",
        "10.0.0.1/24",
        "/32",
        "[10.0.0.1]:443",
        "10.0.0.1:443",
        "=10.0.0.1",
        "=\"10.0.0.1",
        "=\"",
        "=\"\"",
        "\"10.0.0.1\"",
        "fcbayern",
        "feed"
      })
  void otherTextsAreNoAddress(String text) {
    assertNull(IpAddress.parse(text));
    assertEquals(text.strip(), IpAddress.canonical(text));
  }

  /** Brackets of URLs, a network of one address, the text of a spreadsheet. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[2001:DB8::1]        | 2001:db8::1",
        "[fe80::1%eth0]       | fe80::1%eth0",
        "[10.0.0.1]           | 10.0.0.1",
        "10.0.0.1/32          | 10.0.0.1",
        "2001:db8:0::1/128    | 2001:db8::1",
        "::ffff:10.0.0.1/128  | 10.0.0.1",
        "[2001:db8::1]/128    | 2001:db8::1",
        "=\"10.0.0.1\"         | 10.0.0.1",
        "=\"2001:db8::1/128\"  | 2001:db8::1",
        "=\"[2001:db8::1]\"    | 2001:db8::1",
      })
  void otherSpellingsOfOneAddress_areThatAddress(String text, String form) {
    assertEquals(form, IpAddress.canonical(text));
    assertEquals(form, IpAddress.canonical(" " + text + "\t"));
    assertEquals(IpAddress.parse(form), IpAddress.parse(text));
    assertFalse(AddressText.isOdd(text), text);
  }

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8, PUBLIC",
    "9.255.255.255, PUBLIC",
    "10.0.0.0, PRIVATE",
    "10.255.255.255, PRIVATE",
    "11.0.0.0, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.16.0.0, PRIVATE",
    "172.31.255.255, PRIVATE",
    "172.32.0.0, PUBLIC",
    "192.167.255.255, PUBLIC",
    "192.168.0.0, PRIVATE",
    "192.169.0.0, PUBLIC",
    "169.254.1.1, LINK_LOCAL",
    "169.255.0.0, PUBLIC",
    "126.255.255.255, PUBLIC",
    "127.0.0.2, LOOPBACK",
    "128.0.0.0, PUBLIC",
    "223.255.255.255, PUBLIC",
    "224.0.0.1, MULTICAST",
    "239.255.255.255, MULTICAST",
    "240.0.0.0, BROADCAST",
    "255.255.255.255, BROADCAST",
    "100.63.255.255, PUBLIC",
    "100.64.0.1, CARRIER_NAT",
    "100.127.255.255, CARRIER_NAT",
    "100.128.0.0, PUBLIC",
    "0.0.0.0, UNSPECIFIED",
    "1.0.0.0, PUBLIC",
    "192.0.2.99, DOCUMENTATION",
    "192.0.3.0, PUBLIC",
    "198.51.100.0, DOCUMENTATION",
    "203.0.113.255, DOCUMENTATION",
    "::, UNSPECIFIED",
    "0:0::1, LOOPBACK",
    "::2, PUBLIC",
    "0:0:0:1::, PUBLIC",
    "2606:4700::1, PUBLIC",
    "FD00::1, PRIVATE",
    "fc00::, PRIVATE",
    "fbff::, PUBLIC",
    "fc::1, PUBLIC",
    "fe00::1, PUBLIC",
    "FE80::1%3, LINK_LOCAL",
    "febf::1, LINK_LOCAL",
    "fec0:0:0:ffff::1, PRIVATE",
    "FF02::1, MULTICAST",
    "2001:db8::1, DOCUMENTATION",
    "2001:db9::1, PUBLIC",
    "3fff:fff::, DOCUMENTATION",
    "3fff:1000::, PUBLIC",
    "::ffff:10.0.0.1, PRIVATE",
    "::ffff:8.8.8.8, PUBLIC",
  })
  void theScopeIsThatOfTheBits(String text, Scope scope) {
    assertEquals(scope, IpAddress.parse(text).scope());
  }

  /** Groups of which many are zero, or those of an IPv4-mapped address. */
  @Provide
  Arbitrary<int[]> addresses() {
    Arbitrary<Integer> group =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)),
            Tuple.of(1, Arbitraries.integers().between(0, 0xFFFF)),
            Tuple.of(1, Arbitraries.of(1, 0xA, 0xAB, 0xABC, 0xFFFF)));
    Arbitrary<int[]> any = group.array(int[].class).ofSize(GROUPS);
    return Arbitraries.frequencyOf(
        Tuple.of(4, any), Tuple.of(1, any.map(a -> new int[] {0, 0, 0, 0, 0, 0xFFFF, a[6], a[7]})));
  }

  /** The one form, the slow way: of all that RFC 5952 allows, the shortest and then the first. */
  private static String slowForm(InetAddress address) {
    if (address instanceof Inet4Address) {
      return address.getHostAddress();
    }
    byte[] bytes = address.getAddress();
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < GROUPS; i++) {
      groups.add(Integer.toHexString((bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF));
    }
    List<String> forms = new ArrayList<>(List.of(String.join(":", groups)));
    for (int length = GROUPS; length > 1; length--) {
      for (int from = 0; from + length <= GROUPS; from++) {
        if (groups.subList(from, from + length).stream().allMatch("0"::equals)) {
          forms.add(shortened(groups, from, from + length));
        }
      }
    }
    // the longest run was put in first, and the first of equal ones
    return forms.size() == 1 ? forms.get(0) : forms.get(1);
  }

  private static String shortened(List<String> groups, int from, int to) {
    return String.join(":", groups.subList(0, from))
        + "::"
        + String.join(":", groups.subList(to, GROUPS));
  }

  /** A text of the address, one of very many. */
  private static String spelled(int[] groups, Random random) {
    boolean dotted = random.nextInt(4) == 0;
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < (dotted ? 6 : GROUPS); i++) {
      String text = String.format("%0" + (1 + random.nextInt(4)) + "x", groups[i]);
      texts.add(random.nextBoolean() ? text : text.toUpperCase(Locale.ROOT));
    }
    if (dotted) {
      texts.add(
          List.of(groups[6] >> 8, groups[6] & 0xFF, groups[7] >> 8, groups[7] & 0xFF).stream()
              .map(String::valueOf)
              .collect(Collectors.joining(".")));
    }
    int from = random.nextInt(texts.size());
    int to = from;
    while (to < texts.size() && !texts.get(to).contains(".") && groups[to] == 0) {
      to++;
    }
    if (to == from) {
      return String.join(":", texts);
    }
    return String.join(":", texts.subList(0, from))
        + "::"
        + String.join(":", texts.subList(to, texts.size()));
  }

  @Property
  void everySpellingGivesTheOneForm(@ForAll("addresses") int[] groups, @ForAll Random random)
      throws UnknownHostException {
    String text = spelled(groups, random);
    InetAddress address = InetAddress.getByName(text);
    String form = slowForm(address);
    assertEquals(form, IpAddress.canonical(text), text);
    assertEquals(form, IpAddress.canonical("\t" + text + "  "));
    assertEquals(form, IpAddress.canonical(form));
    assertEquals(IpAddress.parse(text), IpAddress.parse(form));
    assertEquals(address, InetAddress.getByName(form));
  }

  @Property
  void theScopeAgreesWithTheLibrarys(@ForAll("addresses") int[] groups, @ForAll Random random)
      throws UnknownHostException {
    groups[0] = random.nextBoolean() ? groups[0] : 0xFC00 + random.nextInt(0x400);
    String text = spelled(groups, random);
    InetAddress address = InetAddress.getByName(text);
    Scope scope = IpAddress.parse(text).scope();
    assertEquals(address.isMulticastAddress(), scope == Scope.MULTICAST, text);
    assertEquals(address.isLinkLocalAddress(), scope == Scope.LINK_LOCAL, text);
    assertEquals(address.isLoopbackAddress(), scope == Scope.LOOPBACK, text);
  }

  /** Of what is no address, nothing becomes one, and nothing changes but blanks around it. */
  @Property
  void otherTextsStay(@ForAll("almostAddresses") String text) {
    IpAddress address = IpAddress.parse(text);
    String form = IpAddress.canonical(text);
    assertEquals(form, IpAddress.canonical(form));
    if (address == null) {
      assertEquals(Blanks.strip(text), form);
    } else if (text.indexOf(':') >= 0) {
      assertNotNull(slowParse(text), text);
    }
  }

  @Provide
  Arbitrary<String> almostAddresses() {
    return Arbitraries.of(
            "0", "1", "ab", "FFFF", ":", ":", "::", ".", "%", "%en0", " ", "g", "12345")
        .list()
        .ofMaxSize(18)
        .map(parts -> String.join("", parts));
  }

  /** The library's reading, which takes no zone that the machine lacks. */
  private static InetAddress slowParse(String text) {
    try {
      String stripped = Blanks.strip(text);
      int percent = stripped.indexOf('%');
      return InetAddress.getByName(percent < 0 ? stripped : stripped.substring(0, percent));
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
