package io.logsentinel.core.window;

import java.util.Objects;

/**
 * A thing that flows have in common: an address, a pair, a port, a service, a client, a flow shape.
 *
 * @param kind of thing
 * @param first the port where the kind has one, else the address, of a pair the source
 * @param second the address of a client or service, the destination of a pair, the numbers of a
 *     flow shape; empty where {@code first} says all
 */
public record Entity(EntityKind kind, String first, String second) {

  public Entity {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
  }

  // written out: entities are looked up by the thousand, and what the compiler would make of
  // records is slow until the JVM is warm

  @Override
  public boolean equals(Object other) {
    return other instanceof Entity entity
        && kind == entity.kind
        && first.equals(entity.first)
        && second.equals(entity.second);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * first.hashCode() + second.hashCode()) + kind.ordinal();
  }

  /** {@return the source address the entity speaks of; empty where it speaks of none} */
  public String source() {
    return switch (kind) {
      case SOURCE, PAIR -> first;
      case CLIENT -> second;
      default -> "";
    };
  }

  /** {@return the destination address the entity speaks of; empty where it speaks of none} */
  public String destination() {
    return switch (kind) {
      case DESTINATION -> first;
      case PAIR, SERVICE -> second;
      default -> "";
    };
  }

  /** {@return the destination port the entity speaks of; empty where it speaks of none} */
  public String port() {
    return kind.hasPort() ? first : "";
  }

  /** The entity in words, as {@code service 192.168.10.50 port 80}. */
  @Override
  public String toString() {
    return kind.label()
        + " "
        + switch (kind) {
          case SOURCE, DESTINATION, PORT -> first;
          case PAIR -> first + " to " + second;
          case CLIENT, SERVICE -> second + " port " + first;
          case SHAPE -> second + " at port " + first;
        };
  }
}
