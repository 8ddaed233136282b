package io.logsentinel.core.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An IP address by its bits, however its text spells it.
 *
 * @param high upper 64 bits of an IPv6 address; 0 of an IPv4 one
 * @param low lower 64 bits; of an IPv4 address its unsigned 32-bit number
 * @param isIpv4 whether it is an IPv4 address, IPv4-mapped IPv6 included
 * @param zone what stands after a per cent sign; empty where there is none
 */
public record IpAddress(long high, long low, boolean isIpv4, String zone) {
  private static final int GROUPS = 8;
  private static final int MAPPED = 0xFFFF;

  private static final String IPV4_HOST = "/32";
  private static final String IPV6_HOST = "/128";

  /** What a spreadsheet takes for a text, whatever it looks like. */
  private static final String FORMULA = "=\"";

  /** Networks of IPv4 that are not public: none lies within another. */
  private static final Network[] IPV4_NETWORKS = {
    Network.ipv4("0.0.0.0", 8, Scope.UNSPECIFIED),
    Network.ipv4("10.0.0.0", 8, Scope.PRIVATE),
    Network.ipv4("100.64.0.0", 10, Scope.CARRIER_NAT),
    Network.ipv4("127.0.0.0", 8, Scope.LOOPBACK),
    Network.ipv4("169.254.0.0", 16, Scope.LINK_LOCAL),
    Network.ipv4("172.16.0.0", 12, Scope.PRIVATE),
    Network.ipv4("192.0.2.0", 24, Scope.DOCUMENTATION),
    Network.ipv4("192.168.0.0", 16, Scope.PRIVATE),
    Network.ipv4("198.51.100.0", 24, Scope.DOCUMENTATION),
    Network.ipv4("203.0.113.0", 24, Scope.DOCUMENTATION),
    Network.ipv4("224.0.0.0", 4, Scope.MULTICAST),
    Network.ipv4("240.0.0.0", 4, Scope.BROADCAST),
  };

  /** The same of IPv6, by the upper half alone. */
  private static final Network[] IPV6_NETWORKS = {
    new Network(0x2001_0DB8_0000_0000L, 32, Scope.DOCUMENTATION),
    new Network(0x3FFF_0000_0000_0000L, 20, Scope.DOCUMENTATION),
    new Network(0xFC00_0000_0000_0000L, 7, Scope.PRIVATE),
    new Network(0xFE80_0000_0000_0000L, 10, Scope.LINK_LOCAL),
    new Network(0xFEC0_0000_0000_0000L, 10, Scope.PRIVATE),
    new Network(0xFF00_0000_0000_0000L, 8, Scope.MULTICAST),
  };

  /** Scope of an address: who may be behind it. */
  public enum Scope {
    /** Anybody. */
    PUBLIC,
    /** A host of the same site: RFC 1918, unique local and the former site-local IPv6. */
    PRIVATE,
    /** A host of the same link: 169.254.0.0/16, fe80::/10. */
    LINK_LOCAL,
    /** The host itself: 127.0.0.0/8, ::1. */
    LOOPBACK,
    /** A group of hosts: 224.0.0.0/4, ff00::/8. */
    MULTICAST,
    /** All hosts of a link; with it all that is reserved beside it, 240.0.0.0/4. */
    BROADCAST,
    /** A customer of a carrier: 100.64.0.0/10. */
    CARRIER_NAT,
    /** None yet: 0.0.0.0/8, {@code ::}. */
    UNSPECIFIED,
    /** None: reserved for examples, where such addresses stand for public ones. */
    DOCUMENTATION
  }

  /** A network: the addresses whose first bits, at most 64, are those of a prefix. */
  private record Network(long prefix, int bits, Scope scope) {
    static Network ipv4(String first, int bits, Scope scope) {
      return new Network(Ipv4.parse(first) << Integer.SIZE, bits, scope);
    }

    boolean holds(long upper) {
      return (upper ^ prefix) >>> Long.SIZE - bits == 0;
    }
  }

  /**
   * {@return the address that a text spells, blanks around it aside; null where it spells none}
   *
   * @param text any: of IPv4 four decimal parts without leading zeros, of IPv6 the forms of RFC
   *     4291, with a zone or without; in brackets, as the network of one address, or as {@code
   *     ="…"} of spreadsheets, too
   */
  public static @Nullable IpAddress parse(String text) {
    String stripped = Blanks.strip(text);
    IpAddress address = parseAlone(stripped);
    String inner = address == null ? unwrapped(stripped) : null;
    return inner == null ? address : parseAlone(inner);
  }

  /**
   * What is plainly one address in another spelling, as it should be written; null for any other
   * text. Taken off are {@code ="…"} of spreadsheets, brackets as in URLs, and {@code /32} or
   * {@code /128} of a network that is one address.
   *
   * @param text without blanks around it
   */
  private static @Nullable String unwrapped(String text) {
    String inner = text;
    if (inner.startsWith(FORMULA) && inner.endsWith("\"") && inner.length() > FORMULA.length()) {
      inner = inner.substring(FORMULA.length(), inner.length() - 1);
    }
    String host = inner.indexOf(':') < 0 ? IPV4_HOST : IPV6_HOST;
    if (inner.endsWith(host)) {
      inner = inner.substring(0, inner.length() - host.length());
    }
    if (inner.startsWith("[") && inner.endsWith("]")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    return inner.length() == text.length() ? null : inner;
  }

  /** The same of a text that is nothing but the address. */
  static @Nullable IpAddress parseAlone(String stripped) {
    long ipv4 = Ipv4.parse(stripped);
    if (ipv4 != Ipv4.NONE) {
      return new IpAddress(0, ipv4, true, "");
    }
    int percent = stripped.indexOf('%');
    String zone = percent < 0 ? "" : stripped.substring(percent + 1);
    int[] groups = groups(percent < 0 ? stripped : stripped.substring(0, percent));
    if (groups == null || (percent >= 0 && zone.isEmpty())) {
      return null;
    }
    long high = bits(groups, 0);
    long low = bits(groups, GROUPS / 2);
    boolean mapped = high == 0 && low >>> Integer.SIZE == MAPPED && zone.isEmpty();
    return new IpAddress(high, mapped ? low & 0xFFFF_FFFFL : low, mapped, zone);
  }

  /**
   * {@return the one form of an address, as a key and for people: IPv6 by RFC 5952, IPv4-mapped as
   * IPv4; of any other text the text without blanks around it}
   *
   * @param text any
   */
  public static String canonical(String text) {
    IpAddress address = parse(text);
    return address == null ? Blanks.strip(text) : address.toString();
  }

  private static long bits(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + GROUPS / 2; i++) {
      bits = bits << Short.SIZE | groups[i];
    }
    return bits;
  }

  /** Eight groups of 16 bits; null for what is no IPv6 address. */
  private static int @Nullable [] groups(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      int[] all = list(text);
      return all != null && all.length == GROUPS ? all : null;
    }
    if (text.lastIndexOf('.', gap) >= 0) {
      return null; // a dotted part ends an address
    }
    int[] before = gap == 0 ? new int[0] : list(text.substring(0, gap));
    int[] after = gap + 2 == text.length() ? new int[0] : list(text.substring(gap + 2));
    if (before == null || after == null || before.length + after.length >= GROUPS) {
      return null;
    }
    int[] all = Arrays.copyOf(before, GROUPS);
    System.arraycopy(after, 0, all, GROUPS - after.length, after.length);
    return all;
  }

  /** Groups with colons between; the last two may be dotted. Null where it is no such list. */
  private static int @Nullable [] list(String text) {
    String[] parts = text.split(":", GROUPS + 1);
    int[] groups = new int[parts.length + 1];
    int count = 0;
    for (int i = 0; i < parts.length; i++) {
      long ipv4 = i == parts.length - 1 ? Ipv4.parse(parts[i]) : Ipv4.NONE;
      int group = ipv4 == Ipv4.NONE ? group(parts[i]) : (int) (ipv4 >>> Short.SIZE);
      if (group < 0) {
        return null;
      }
      groups[count++] = group;
      if (ipv4 != Ipv4.NONE) {
        groups[count++] = (int) ipv4 & MAPPED;
      }
    }
    return Arrays.copyOf(groups, count);
  }

  /** The number of one to four hexadecimal digits; -1 for any other text. */
  private static int group(String part) {
    int group = part.isEmpty() || part.length() > 4 ? -1 : 0;
    for (int at = 0; at < part.length() && group >= 0; at++) {
      char digit = part.charAt(at);
      int value = digit < 0x80 ? Character.digit(digit, 16) : -1;
      group = value < 0 ? -1 : group << 4 | value;
    }
    return group;
  }

  private int group(int i) {
    return (int) ((i < GROUPS / 2 ? high : low) >>> Short.SIZE * (GROUPS / 2 - 1 - i % 4)) & MAPPED;
  }

  /** {@return the one form of the address, as {@link #canonical} gives it} */
  @Override
  public String toString() {
    if (isIpv4) {
      return Ipv4.text(low);
    }
    int gap = -1;
    int longest = 1; // a single group of zeros is written
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - i > longest) {
        gap = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(i == 0 || i == gap + longest ? "" : ":");
        text.append(Integer.toHexString(group(i)));
      }
    }
    return zone.isEmpty() ? text.toString() : text.append('%').append(zone).toString();
  }

  /** {@return who may be behind the address} */
  public Scope scope() {
    if (!isIpv4 && high == 0 && (low == 0 || low == 1)) {
      return low == 0 ? Scope.UNSPECIFIED : Scope.LOOPBACK;
    }
    long upper = isIpv4 ? low << Integer.SIZE : high;
    for (Network network : isIpv4 ? IPV4_NETWORKS : IPV6_NETWORKS) {
      if (network.holds(upper)) {
        return network.scope();
      }
    }
    return Scope.PUBLIC;
  }
}
