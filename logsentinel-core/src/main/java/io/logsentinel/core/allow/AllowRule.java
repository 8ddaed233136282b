package io.logsentinel.core.allow;

import io.logsentinel.core.text.Cidr;
import io.logsentinel.core.text.IpAddress;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Rule of an allowlist: all its conditions must hold for a flow.
 *
 * @param line of the file that it stands in, from 1
 * @param address at the end of a flow that the direction says; empty for any
 * @param direction which end that is
 * @param port destination port, 0 to 65535; {@link #ANY} for any
 * @param protocol number of the protocol, 0 to 255; {@link #ANY} for any
 * @param pattern what was written; empty where flows are allowed whatever they are
 * @param patterns names of the patterns of which a story may be; none where flows are allowed
 *     whatever they are
 * @param file name or glob of the source; empty for any
 * @param until the last day; empty for ever
 * @param reason in the words of whoever wrote it; may be empty
 */
record AllowRule(
    int line,
    Optional<Cidr> address,
    Direction direction,
    int port,
    int protocol,
    String pattern,
    Set<String> patterns,
    String file,
    Optional<LocalDate> until,
    String reason) {
  static final int ANY = -1;

  /** Direction of flows, seen from an address. */
  enum Direction {
    FROM,
    TO,
    BOTH;

    boolean isFrom() {
      return this != TO;
    }

    boolean isTo() {
      return this != FROM;
    }
  }

  boolean isOfStory() {
    return !patterns.isEmpty();
  }

  /** What the rule asks for, as {@code from 10.0.0.5, port 443}; without the last day. */
  String conditions() {
    StringJoiner text = new StringJoiner(", ");
    address.ifPresent(
        range -> {
          String end =
              switch (direction) {
                case FROM -> "from ";
                case TO -> "to ";
                case BOTH -> "";
              };
          text.add(end + text(range));
        });
    if (port != ANY) {
      text.add("port " + port);
    }
    if (protocol != ANY) {
      text.add("protocol " + protocol);
    }
    if (!pattern.isEmpty()) {
      text.add("pattern " + pattern);
    }
    if (!file.isEmpty()) {
      text.add("file " + file);
    }
    return text.toString();
  }

  static String text(Cidr range) {
    IpAddress first = range.first();
    return range.bits() == (first.isIpv4() ? Integer.SIZE : 2 * Long.SIZE)
        ? first.toString()
        : range.toString();
  }
}
