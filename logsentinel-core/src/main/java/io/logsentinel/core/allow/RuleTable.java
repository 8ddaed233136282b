package io.logsentinel.core.allow;

import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.IpAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Prefix table of rules by the address at one end of a flow and its destination port: a look-up for
 * each length of prefix, however many rules there are.
 *
 * <p>Rules are numbers, the less the sooner they count. Immutable.
 */
final class RuleTable {
  private static final int[] NONE = {};
  private static final int ANY_PORT = 1 << 16;

  /** Prefix of rules that speak of no address: those of IPv4 have at most 32 bits. */
  private static final int NO_PREFIX = 63;

  private static final int BITS_OF_PREFIX = 6;
  private static final int BITS_OF_PORT = 17;

  /** The lengths of prefixes of IPv4, twice each, and odd where rules of it name a port. */
  private final int[] shapes4;

  private final int[] shapes6;

  // an open-addressing hash table, at most half full

  private final long[] keys;
  private final int[][] lists;
  private final Map<Prefix6, int[]> of6 = new HashMap<>();

  /** First bits of IPv6 addresses, and a port. */
  private record Prefix6(long high, long low, int bits, int port) {}

  /** Rules as they are added. */
  static final class Builder {
    private final Map<Long, List<Integer>> of4 = new HashMap<>();
    private final Map<Prefix6, List<Integer>> of6 = new HashMap<>();
    private final TreeSet<Integer> shapes4 = new TreeSet<>();
    private final TreeSet<Integer> shapes6 = new TreeSet<>();

    /** Adds a rule, its number above all before, for flows of any address where it has none. */
    void add(int number, AllowRule rule) {
      int port = rule.port() == AllowRule.ANY ? ANY_PORT : rule.port();
      int named = port == ANY_PORT ? 0 : 1;
      if (rule.address().isEmpty() || rule.address().get().first().isIpv4()) {
        int bits = rule.address().map(Cidr::bits).orElse(NO_PREFIX);
        long first = rule.address().map(range -> range.first().low()).orElse(0L);
        shapes4.add(2 * bits + named);
        of4.computeIfAbsent(key4(first, bits, port), any -> new ArrayList<>()).add(number);
      } else {
        Cidr range = rule.address().get();
        shapes6.add(2 * range.bits() + named);
        Prefix6 key = key6(range.first(), range.bits(), port);
        of6.computeIfAbsent(key, any -> new ArrayList<>()).add(number);
      }
    }

    RuleTable build() {
      return new RuleTable(this);
    }
  }

  private RuleTable(Builder from) {
    shapes4 = from.shapes4.stream().mapToInt(Integer::intValue).toArray();
    shapes6 = from.shapes6.stream().mapToInt(Integer::intValue).toArray();
    keys = new long[Integer.highestOneBit(Math.max(1, from.of4.size())) << 2];
    lists = new int[keys.length][];
    Arrays.fill(keys, -1);
    from.of4.forEach(
        (key, rules) -> {
          int at = place(key);
          while (keys[at] != -1) {
            at = at + 1 & keys.length - 1;
          }
          keys[at] = key;
          lists[at] = rules.stream().mapToInt(Integer::intValue).toArray();
        });
    from.of6.forEach(
        (key, rules) -> of6.put(key, rules.stream().mapToInt(Integer::intValue).toArray()));
  }

  private static long key4(long address, int bits, int port) {
    long prefix = bits == NO_PREFIX ? 0 : AddressBits.ipv4(address, bits);
    return (prefix << BITS_OF_PREFIX | bits) << BITS_OF_PORT | port;
  }

  private static Prefix6 key6(IpAddress address, int bits, int port) {
    return new Prefix6(
        AddressBits.high(address.high(), bits), AddressBits.low(address.low(), bits), bits, port);
  }

  private int place(long key) {
    return (int) ((key ^ key >>> 29) * 0x9E3779B97F4A7C15L >>> 40) & keys.length - 1;
  }

  private int[] list(long key) {
    int at = place(key);
    while (keys[at] != key) {
      if (keys[at] == -1) {
        return NONE;
      }
      at = at + 1 & keys.length - 1;
    }
    return lists[at];
  }

  /** Taker of rules whose address and port are those of a flow. */
  interface Visitor {
    void visit(int[] rising);
  }

  /** Visits the rules for an IPv4 address, or with -1 those that speak of none; port -1 for odd. */
  void visit4(long address, int port, Visitor visitor) {
    for (int shape : shapes4) {
      int bits = shape >> 1;
      boolean isNamed = (shape & 1) == 1;
      if ((address >= 0 || bits == NO_PREFIX) && (!isNamed || port >= 0)) {
        visitor.visit(list(key4(address, bits, isNamed ? port : ANY_PORT)));
      }
    }
  }

  /** Visits the rules for an IPv6 address. */
  void visit6(IpAddress address, int port, Visitor visitor) {
    for (int shape : shapes6) {
      boolean isNamed = (shape & 1) == 1;
      if (!isNamed || port >= 0) {
        int[] found = of6.get(key6(address, shape >> 1, isNamed ? port : ANY_PORT));
        visitor.visit(found == null ? NONE : found);
      }
    }
  }
}
