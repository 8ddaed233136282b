package io.logsentinel.core.detect.naming;

import io.logsentinel.core.detect.calibrated.Evidence;
import io.logsentinel.core.text.IpAddress;
import io.logsentinel.core.text.IpAddress.Scope;
import io.logsentinel.core.window.Entity;
import io.logsentinel.core.window.Profile;
import io.logsentinel.core.window.Profile.Conversation;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hosts among the addresses of a window, as opposed to groups of them. Which address is the
 * broadcast of a network is not written in it: the window's own flows show it.
 */
final class Hosts {
  /** The last address of a network of 256 or more; of smaller ones where its ports say so too. */
  private static final int LAST_OCTET = 0xFF;

  private static final int LAST_OF_SMALL = 0x3F;

  /** Networks with one broadcast address are hardly larger than 4,096 addresses. */
  private static final int BITS_BEYOND_NETWORK = 12;

  /** DHCP, NetBIOS, SSDP, WS-Discovery, mDNS, LLMNR, and what file sync and music players use. */
  private static final Set<String> DISCOVERY_PORTS =
      Set.of(
          "67", "68", "137", "138", "546", "547", "1900", "3702", "5353", "5355", "17500", "57621");

  /** An entity with this share of its flows to groups announces itself. */
  private static final double MOSTLY = 0.9;

  private final Profile profile;

  /** Whether addresses are groups: each is asked for again and again. */
  private final Map<String, Boolean> groups = new HashMap<>();

  Hosts(Profile profile) {
    this.profile = profile;
  }

  /**
   * {@return false for what is no host that acts or is acted on: a group of hosts, a host's own
   * loopback, no address yet, a link's own; true for any other text}
   */
  boolean isHost(String address) {
    return AddressScope.isHost(address) && !isDirectedBroadcast(address);
  }

  /** {@return whether what is sent to an address goes to a group of hosts} */
  private boolean isGroup(String address) {
    return groups.computeIfAbsent(address, this::findGroup);
  }

  private boolean findGroup(String address) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed != null
        && (parsed.scope() == Scope.MULTICAST
            || parsed.scope() == Scope.BROADCAST
            || isDirectedBroadcast(address));
  }

  /** It never answers for itself, and only hosts of its own network send to it. */
  private boolean isDirectedBroadcast(String address) {
    IpAddress parsed = IpAddress.parse(address);
    if (parsed == null
        || !parsed.isIpv4()
        || (parsed.low() & LAST_OF_SMALL) != LAST_OF_SMALL
        || profile.count(Entity.source(address)) != null) {
      return false;
    }
    List<Conversation> to =
        profile.conversations().stream().filter(it -> it.destination().equals(address)).toList();
    boolean isLast = (parsed.low() & LAST_OCTET) == LAST_OCTET;
    if (to.isEmpty()) {
      return isLast && parsed.scope() == Scope.PRIVATE;
    }
    return to.stream().allMatch(it -> isNear(it.source(), parsed))
        && (isLast || to.stream().allMatch(it -> DISCOVERY_PORTS.contains(it.port())));
  }

  private static boolean isNear(String address, IpAddress other) {
    IpAddress parsed = IpAddress.parse(address);
    return parsed != null
        && parsed.isIpv4()
        && parsed.low() >>> BITS_BEYOND_NETWORK == other.low() >>> BITS_BEYOND_NETWORK;
  }

  /** {@return whether hosts look for each other at a port} */
  static boolean isOfDiscovery(String port) {
    return DISCOVERY_PORTS.contains(port);
  }

  /**
   * {@return the conversation with a group that the evidence speaks of most, where more than half
   * of it speaks of announcements; empty else}
   */
  Optional<Conversation> announcement(List<Evidence> evidence) {
    double all = 0;
    double ofGroups = 0;
    for (Evidence e : evidence) {
      if (e.entity().isPresent()) {
        double weight = e.strength() * e.strength();
        all += weight;
        ofGroups += announces(e.entity().get()) ? weight : 0;
      }
    }
    return 2 * ofGroups <= all
        ? Optional.empty()
        : profile.conversations().stream()
            .filter(it -> isGroup(it.destination()))
            .max(
                Comparator.comparingDouble((Conversation it) -> weight(it, evidence))
                    .thenComparingLong(Conversation::flows)
                    .thenComparing(Comparator.comparing(Conversation::toString).reversed()));
  }

  private static double weight(Conversation of, List<Evidence> evidence) {
    return evidence.stream()
        .filter(e -> e.entity().isPresent() && isOf(of, e.entity().get()))
        .mapToDouble(e -> e.strength() * e.strength())
        .sum();
  }

  private static boolean isOf(Conversation conversation, Entity entity) {
    return isOneOf(entity.source(), conversation.source())
        && isOneOf(entity.destination(), conversation.destination())
        && isOneOf(entity.port(), conversation.port());
  }

  private static boolean isOneOf(String asked, String text) {
    return asked.isEmpty() || asked.equals(text);
  }

  private boolean announces(Entity entity) {
    long all = 0;
    long toGroups = 0;
    for (Conversation it : profile.conversations()) {
      if (isOf(it, entity)) {
        all += it.flows();
        toGroups += isGroup(it.destination()) ? it.flows() : 0;
      }
    }
    return toGroups > 0 && toGroups >= MOSTLY * all;
  }
}
